"""Who is asked what, and how far somebody is."""

import pytest

from canvas.questionnaire import accepts, counted_answers, first_unanswered, path, progress, rounds
from tests.builders import FOOD_OWNER, LONE_TRADER, assessment, complete


def asked(content, profile) -> set[str]:
    return {question.id for question in path(content, assessment(profile))}


def test_a_food_maker_with_workers_is_asked_everything(content) -> None:
    assert asked(content, FOOD_OWNER) == set(content.question)
    assert len(content.question) == 24


def test_a_trader_alone_is_not_asked_about_making_water_or_workers(content) -> None:
    left_out = set(content.question) - asked(content, LONE_TRADER)
    assert left_out == {"materials_origin", "materials_saving", "water", "work_agreement"}


def test_services_sell_no_goods_and_are_not_asked_about_packaging(content) -> None:
    assert "packaging" not in asked(content, FOOD_OWNER | {"sector": "services"})


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


def test_progress_counts_the_path_only(content) -> None:
    trader = assessment(LONE_TRADER, work_agreement="written", cash_records="daily")
    assert (progress(content, trader).answered, progress(content, trader).total) == (1, 20)
    assert not progress(content, trader).complete
    assert progress(content, complete(content, profile=LONE_TRADER)).complete


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
        ("water", "not_applicable", True),
        ("materials_origin", "unknown", False),
        ("challenges", ("marketing", "papers"), True),
        ("challenges", (), True),
        ("challenges", "marketing", False),
        ("challenges", ("marketing", "marketing"), False),
        ("challenges", ("marketing", "weather"), False),
        ("challenges", "unknown", False),
    ],
)
def test_what_a_question_accepts(content, question, answer, expected) -> None:
    assert accepts(content.question[question], answer) is expected
