"""The writes that lead from one assessment to another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given

from canvas.assessment import Assessment, CanvasEdit, PlannedStep
from canvas.store.rows import Changes, changes, parts
from canvas.store.tables import answer, canvas_edit, planned_step
from tests.property.strategies import assessments

EMPTY = Assessment(started=date(2026, 11, 24))
FIRST, SECOND, THIRD = (CanvasEdit(f"mine:{number}", "channels", "Pasar") for number in (1, 2, 3))


def test_one_answer_is_one_row() -> None:
    before = EMPTY.with_answer("water", "measured").with_answer("waste", "burned")
    after = before.with_answer("water", "unknown")
    found = changes(parts(before)[answer], parts(after)[answer])
    assert found == Changes(written=[{"question": "water", "value": '"unknown"'}])


def test_what_is_gone_is_removed() -> None:
    before = EMPTY.with_step(PlannedStep("two-purses", date(2026, 12, 8)))
    found = changes(parts(before)[planned_step], parts(before.without_step("two-purses"))[planned_step])
    assert found == Changes(removed=["two-purses"])


def test_a_note_that_only_moved_keeps_its_text() -> None:
    before = EMPTY.with_edits((FIRST, SECOND, THIRD))
    after = before.with_edit(replace(FIRST, text="Toko"))
    found = changes(parts(before)[canvas_edit], parts(after)[canvas_edit])
    assert [row["note"] for row in found.written] == ["mine:1"]
    assert [row["note"] for row in found.moved] == ["mine:2", "mine:3"]


@given(assessments())
def test_the_same_needs_no_write(assessment: Assessment) -> None:
    for rows in parts(assessment).values():
        assert changes(rows, rows) == Changes()
