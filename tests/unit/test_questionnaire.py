"""Which questions apply to whom, and how far somebody is."""

import pytest

from canvas.questionnaire import accepts, counted_answers, first_unanswered, nearest, path, rounds, unanswered
from tests.builders import FOOD_OWNER, LONE_TRADER, assessment, complete


def asked(content, profile) -> set[str]:
    return {question.id for question in path(content, assessment(profile))}


def test_nobody_is_asked_more_than_24_scored_questions(content) -> None:
    profiles = (
        FOOD_OWNER | {"sector": sector, "makes": makes, "role": role}
        for sector in content.sectors
        for makes in ("makes_goods", "only_sells")
        for role in ("owner", "employee", "community_member", "proxy")
    )
    counts = [sum(question.is_scored for question in path(content, assessment(profile))) for profile in profiles]
    assert max(counts) == 24


def test_a_trader_alone_is_not_asked_about_making_water_or_workers(content) -> None:
    left_out = set(content.question) - asked(content, LONE_TRADER)
    assert left_out == {
        "marks", "hygiene", "materials_saving", "water_saving", "wastewater", "work_agreement", "worker_cover"
    }  # fmt: skip


def test_an_employee_is_not_asked_what_only_the_owner_knows(content) -> None:
    left_out = asked(content, FOOD_OWNER) - asked(content, FOOD_OWNER | {"role": "employee"})
    assert left_out == {
        "separate_money", "capital_readiness", "debt", "marks", "social_protection", "public_support"
    }  # fmt: skip


def test_what_is_private_is_never_scored(content) -> None:
    private = {question.id for question in content.questions if question.private}
    assert private == {"takings", "debt", "bon", "hazards"}
    assert not [name for name in private if content.question[name].is_scored]


def test_an_empty_profile_leaves_nothing_out(content) -> None:
    assert asked(content, {}) == set(content.question)


def test_the_first_question_of_every_dimension_comes_before_the_others(content) -> None:
    found = rounds(content, assessment())
    assert [content.dimension_of[question.id] for question in found.first] == list(content.dimension)
    deeper = [question for questions in found.deepen.values() for question in questions]
    assert [*found.about, *found.first, *deeper, *found.last] == list(path(content, assessment()))
    assert [question.id for question in found.last] == ["challenges", "training_wishes"]


def test_a_dimension_whose_first_question_does_not_apply_begins_with_the_next(content) -> None:
    found = rounds(content, assessment(FOOD_OWNER | {"workers": "alone"}))
    assert "social_protection" in [question.id for question in found.first]


def test_answers_off_the_path_do_not_count_and_come_back_with_the_question(content) -> None:
    trader = assessment(LONE_TRADER, work_agreement="written")
    assert counted_answers(content, trader) == {}
    assert counted_answers(content, trader.with_profile("workers", "1-4")) == {"work_agreement": "written"}


def test_only_the_path_can_be_open(content) -> None:
    trader = assessment(LONE_TRADER, work_agreement="written", cash_records="daily")
    left_open = {question.id for question in unanswered(content, trader)}
    assert left_open == {question.id for question in path(content, trader)} - {"cash_records"}
    assert unanswered(content, complete(content, profile=LONE_TRADER)) == ()


def test_somebody_goes_on_at_the_first_open_question(content) -> None:
    assert first_unanswered(content, assessment()).id == path(content, assessment())[0].id
    assert first_unanswered(content, complete(content)) is None


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("cash_records", "daily", True),
        ("cash_records", "unknown", True),
        ("cash_records", "not_applicable", False),
        ("cash_records", "weekly", False),
        ("cash_records", ("daily",), False),
        ("wastewater", "not_applicable", True),
        ("materials_origin", "unknown", False),
        ("challenges", ("marketing", "papers"), True),
        ("challenges", (), True),
        ("challenges", "marketing", False),
        ("challenges", ("marketing", "marketing"), False),
        ("challenges", ("marketing", "weather"), False),
        ("challenges", "unknown", False),
        ("goods", ("crisps", "keripik talas pedas"), True),
        ("goods", ("x" * 41,), False),
        ("goods", (" ",), False),
        ("goods", tuple("abcdefghi"), False),
        ("goods", "crisps", False),
        ("takings", "up_to_500", True),
        ("takings", ("up_to_500",), False),
    ],
)
def test_what_a_question_accepts(content, question, answer, expected) -> None:
    assert accepts(content.question[question], answer) is expected


@pytest.mark.parametrize(
    ("position", "found"), [("b", "a"), ("d", "c"), ("a", "a"), (None, "a"), ("unheard_of", "a"), ("first", "a")]
)
def test_a_position_off_the_route_leads_to_the_nearest_before_it(position: str | None, found: str) -> None:
    assert nearest(["first", "a", "b", "c", "d"], ["a", "c"], position) == found
