"""Answers made with older content: what is called otherwise now, what is gone, and what nobody knows."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from canvas.answers_file import read_answers, write_answers
from canvas.assessment import Assessment, CanvasEdit, PlannedStep
from canvas.comparison import compare
from canvas.content.models import Content, Migrations
from canvas.errors import AnswersFileError
from canvas.migration import as_of_today, migrate, place_today, understood
from canvas.scoring import score
from tests.builders import FOOD_OWNER, TODAY, assessment

DUE = date(2026, 12, 8)


@pytest.fixture
def newer(content: Content):
    """Today's content, with what it says about older content."""

    def newer(**moves: object) -> Content:
        return replace(content, migrations=Migrations.model_validate(moves))

    return newer


def old(**parts: object) -> bytes:
    """An answers file made with older content."""
    return json.dumps({"format": 1, "content_version": "2025.01", **parts}).encode()


def note(identifier: str, block: str = "channels") -> dict[str, str]:
    return {"note": identifier, "block": block, "text": "Pasar"}


def test_a_question_that_was_renamed(newer) -> None:
    later = newer(questions={"renamed": {"bookkeeping": "cash_records"}})
    assert read_answers(old(answers={"bookkeeping": "daily"}), later, TODAY).answers == {"cash_records": "daily"}


def test_a_question_that_was_renamed_twice(newer) -> None:
    later = newer(questions={"renamed": {"books": "bookkeeping", "bookkeeping": "cash_records"}})
    assert read_answers(old(answers={"books": "daily"}), later, TODAY).answers == {"cash_records": "daily"}


def test_a_question_that_was_removed_is_dropped_without_complaint(newer) -> None:
    later = newer(questions={"removed": ("shop_sign",)})
    person = read_answers(old(answers={"shop_sign": "big", "energy": "switches_off"}), later, TODAY)
    assert person.answers == {"energy": "switches_off"}


def test_a_question_that_was_renamed_and_later_removed(newer) -> None:
    later = newer(questions={"renamed": {"sign": "shop_sign"}, "removed": ("shop_sign",)})
    assert read_answers(old(answers={"sign": "big"}), later, TODAY).answers == {}


def test_a_ladder_with_other_rungs(newer) -> None:
    moves = {"weekly": "sometimes", "in_my_head": None}
    later = newer(questions={"options": {"cash_records": moves}})
    assert read_answers(old(answers={"cash_records": "weekly"}), later, TODAY).answers == {"cash_records": "sometimes"}
    assert read_answers(old(answers={"cash_records": "in_my_head"}), later, TODAY).answers == {}
    assert read_answers(old(answers={"cash_records": "daily"}), later, TODAY).answers == {"cash_records": "daily"}


def test_a_renamed_question_with_other_rungs(newer) -> None:
    later = newer(
        questions={"renamed": {"bookkeeping": "cash_records"}, "options": {"cash_records": {"weekly": "sometimes"}}}
    )
    assert read_answers(old(answers={"bookkeeping": "weekly"}), later, TODAY).answers == {"cash_records": "sometimes"}


def test_choices_of_which_some_came_together_and_some_went(newer) -> None:
    later = newer(questions={"options": {"challenges": {"loans": "capital_access", "weather": None}}})
    person = read_answers(
        old(answers={"challenges": ["loans", "capital_access", "weather", "marketing"]}), later, TODAY
    )
    assert person.answers == {"challenges": ("capital_access", "marketing")}


def test_the_answer_by_todays_name_goes_first(newer) -> None:
    later = newer(questions={"renamed": {"bookkeeping": "cash_records"}})
    for answers in ({"bookkeeping": "none", "cash_records": "daily"}, {"cash_records": "daily", "bookkeeping": "none"}):
        assert read_answers(old(answers=answers), later, TODAY).answers == {"cash_records": "daily"}


def test_steps_that_were_renamed_or_removed(newer) -> None:
    later = newer(steps={"renamed": {"keep-a-book": "nightly-notebook"}, "removed": ("buy-a-freezer",)})
    plan = [{"step": step, "due": "2026-12-08"} for step in ("buy-a-freezer", "keep-a-book", "two-purses")]
    person = read_answers(old(plan=plan), later, TODAY)
    assert person.plan == (PlannedStep("nightly-notebook", DUE), PlannedStep("two-purses", DUE))


def test_profile_fields_and_their_options(newer) -> None:
    later = newer(
        profile={"renamed": {"branch": "sector"}, "removed": ("age",), "options": {"sector": {"handicraft": "craft"}}}
    )
    person = read_answers(old(profile={"branch": "handicraft", "age": "40", "village": "Pakisaji"}), later, TODAY)
    assert person.profile == {"sector": "craft", "village": "Pakisaji"}


def test_notes_follow_blocks_questions_options_and_steps(newer) -> None:
    later = newer(
        blocks={"renamed": {"shops": "channels"}},
        questions={"renamed": {"selling": "channels"}, "options": {"challenges": {"loans": "capital_access"}}},
        steps={"renamed": {"keep-a-book": "nightly-notebook"}},
    )
    edits = [
        note("answer:selling/shops", "shops"),
        note("answer:challenges.loans/partners"),
        note("step:keep-a-book/shops"),
        note("mine:1", "shops"),
    ]
    person = read_answers(old(canvas_edits=edits), later, TODAY)
    assert [(edit.note, edit.block) for edit in person.canvas_edits] == [
        ("answer:channels/channels", "channels"),
        ("answer:challenges.capital_access/partners", "channels"),
        ("step:nightly-notebook/channels", "channels"),
        ("mine:1", "channels"),
    ]


def test_what_the_owner_wrote_outlives_its_question(newer) -> None:
    later = newer(questions={"removed": ("shop_sign",)})
    person = read_answers(old(canvas_edits=[note("answer:shop_sign/channels")]), later, TODAY)
    assert person.canvas_edits == (CanvasEdit("answer:shop_sign/channels", "channels", "Pasar"),)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"answers": {"height": "tall"}}, "answers_unknown_question"),
        ({"answers": {"bookkeeping": "hourly"}}, "answers_unknown_option"),
        ({"profile": {"phone": "0812"}}, "answers_unknown_field"),
        ({"plan": [{"step": "fly", "due": "2026-12-08"}]}, "answers_unknown_step"),
        ({"canvas_edits": [note("mine:1", "attic")]}, "answers_unknown_block"),
        ({"plan": [{"step": "old-step", "due": "2026-12-08"}] * 2}, "answers_named_twice"),
    ],
)
def test_what_nobody_knows_is_an_error_in_a_file(newer, parts, code) -> None:
    later = newer(questions={"renamed": {"bookkeeping": "cash_records"}}, steps={"removed": ("old-step",)})
    with pytest.raises(AnswersFileError) as refusal:
        read_answers(old(**parts), later, TODAY)
    assert refusal.value.code == code


def test_migrating_twice_changes_nothing(newer, respondents) -> None:
    later = newer(
        questions={"renamed": {"bookkeeping": "cash_records"}, "options": {"cash_records": {"weekly": "sometimes"}}}
    )
    once = migrate(later, assessment(bookkeeping="weekly"))
    assert migrate(later, once) == once
    assert [migrate(later, person) for person in respondents] == list(respondents)


def test_what_is_written_today_is_read_later(newer) -> None:
    later = newer(questions={"renamed": {"bookkeeping": "cash_records"}})
    person = migrate(later, assessment(bookkeeping="daily"))
    assert read_answers(write_answers(person), later, TODAY) == person


def stored() -> Assessment:
    """Rows of a store that has seen other content."""
    known = assessment(
        {**FOOD_OWNER, "phone": "0812", "sector": "mining"}, bookkeeping="weekly", height="tall", energy="?"
    )
    return replace(
        known,
        canvas_edits=(CanvasEdit("mine:1", "attic", "Lama"), CanvasEdit("mine:2", "channels", "Pasar")),
        plan=(PlannedStep("fly", DUE), PlannedStep("keep-a-book", DUE)),
    )


def test_what_nobody_knows_is_left_out_of_what_the_store_returns(newer) -> None:
    later = newer(
        questions={"renamed": {"bookkeeping": "cash_records"}, "options": {"cash_records": {"weekly": "sometimes"}}},
        steps={"renamed": {"keep-a-book": "nightly-notebook"}},
    )
    before = understood(later, stored())
    assert before.answers == {"bookkeeping": "weekly"}
    assert "phone" not in before.profile
    assert "sector" not in before.profile
    now = as_of_today(later, stored())
    assert now == migrate(later, before)
    assert now.answers == {"cash_records": "sometimes"}
    assert now.canvas_edits == (CanvasEdit("mine:2", "channels", "Pasar"),)
    assert now.plan == (PlannedStep("nightly-notebook", DUE),)
    assert read_answers(write_answers(now), later, TODAY) == now


def test_todays_work_is_understood_whole(content, respondents) -> None:
    assert [understood(content, person) for person in respondents] == list(respondents)


def test_the_place_in_the_questionnaire_follows(newer) -> None:
    later = newer(questions={"renamed": {"bookkeeping": "cash_records"}}, profile={"renamed": {"branch": "sector"}})
    places = ("bookkeeping", "branch", "water", "consent", None)
    assert [place_today(later, place) for place in places] == ["cash_records", "sector", "water", "consent", None]


def test_an_answer_that_says_two_things_today(content) -> None:
    answers = {"trust_marks": "none", "water": "saves", "energy": "measured", "waste": "little_left"}
    assert read_answers(old(answers=answers), content, TODAY).answers == {
        "permits": "not_yet",
        "label": "nothing",
        "wastewater": "straight_out",
        "water_saving": "careful",
        "energy_notes": "lower",
        "waste": "sorted",
    }


def test_a_whole_file_of_the_version_before_is_read_without_loss(content) -> None:
    file = Path(__file__).parent / "files" / "answers-2026.11.json"
    then = json.loads(file.read_bytes())
    person = read_answers(file.read_bytes(), content, TODAY)
    assert then["content_version"] == "2026.11"
    assert person.profile == then["profile"]
    assert [planned.step for planned in person.plan] == [planned["step"] for planned in then["plan"]]
    assert len(person.canvas_edits) == len(then["canvas_edits"])
    moved = {"trust_marks", "water", "energy", "waste"}
    same = {name: tuple(answer) if isinstance(answer, list) else answer for name, answer in then["answers"].items()}
    assert {name: answer for name, answer in same.items() if name not in moved}.items() <= person.answers.items()
    assert (person.answers["energy"], person.answers["permits"]) == ("some_efficient", "nib")


def test_then_and_now_are_both_scored_by_todays_method(content) -> None:
    file = Path(__file__).parent / "files" / "answers-2026.11.json"
    then = read_answers(file.read_bytes(), content, TODAY)
    now = then.with_answer("cash_records", "daily_profit")
    found = compare(content, then, now)
    assert (found.then, found.now) == (score(content, then), score(content, now))
    assert found.moved["finance"] > 0


def test_what_an_old_answer_does_not_say_is_open(content) -> None:
    answers = {"trust_marks": "simple_label", "water": "reuses", "waste": "mixed"}
    assert read_answers(old(answers=answers), content, TODAY).answers == {}


def test_an_answer_given_today_goes_before_what_an_old_one_says(content) -> None:
    answers = {"permits": "nib", "trust_marks": "none"}
    assert read_answers(old(answers=answers), content, TODAY).answers == {"permits": "nib", "label": "nothing"}
