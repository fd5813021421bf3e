"""Then and now: what moved between two assessments of one business."""

from __future__ import annotations

from canvas.comparison import Change, compare
from canvas.content.models import Content
from canvas.scoring import score
from tests.builders import FOOD_OWNER, LONE_TRADER, assessment, complete


def test_nothing_changed(content: Content) -> None:
    person = complete(content, level=1)
    found = compare(content, person, person)
    assert found.changes == ()
    assert set(found.moved.values()) == {0.0}


def test_a_better_answer_moves_its_dimension_and_no_other(content: Content) -> None:
    then = complete(content, level=1)
    now = complete(content, level=1, rungs={"cash_records": "daily_profit"})
    found = compare(content, then, now)
    assert found.changes == (Change("cash_records", "sometimes", "daily_profit"),)
    # From rung 1 to rung 3 of cash_records, 1.3 of a total weight of 3.6 in finance: 33.3 + 24.1 = 57.4.
    assert found.moved["finance"] == 57 - 33
    assert {name for name, moved in found.moved.items() if moved} == {"finance"}
    assert (found.then, found.now) == (score(content, then), score(content, now))


def test_a_question_without_an_answer_now_is_no_change(content: Content) -> None:
    then = complete(content, level=1)
    found = compare(content, then, assessment(FOOD_OWNER, cash_records="sometimes"))
    assert found.changes == ()


def test_a_question_that_only_one_of_them_was_asked_is_a_change(content: Content) -> None:
    found = compare(content, complete(content, profile=LONE_TRADER), complete(content, profile=FOOD_OWNER))
    assert Change("hygiene", None, "when_possible") in found.changes
