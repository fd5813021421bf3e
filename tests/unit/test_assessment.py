"""Every change makes a new value."""

from datetime import date

from canvas.assessment import Assessment, CanvasEdit, PlannedStep, worked_out_once
from tests.builders import assessment

MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)


def test_a_change_leaves_the_value_before_as_it_was() -> None:
    before = assessment(cash_records="none")
    after = before.with_answer("cash_records", "daily").with_profile("village", "Sutojayan").with_language("en")
    assert (before.answers["cash_records"], before.profile["village"], before.language) == ("none", "Kebonagung", "id")
    assert (after.answers["cash_records"], after.profile["village"], after.language) == ("daily", "Sutojayan", "en")


def test_a_later_edit_of_a_note_replaces_the_earlier_one() -> None:
    first, other, second = (
        CanvasEdit(note, "channels", text) for note, text in (("mine:1", "a"), ("mine:2", "b"), ("mine:1", None))
    )
    assert assessment().with_edit(first).with_edit(other).with_edit(second).canvas_edits == (other, second)


def test_a_changed_step_keeps_its_place_in_the_plan() -> None:
    plan = assessment().with_step(PlannedStep("two-purses", MONDAY)).with_step(PlannedStep("nib-by-phone", MONDAY))
    changed = plan.with_step(PlannedStep("two-purses", TUESDAY, "Bu Sri"))
    assert changed.plan == (PlannedStep("two-purses", TUESDAY, "Bu Sri"), PlannedStep("nib-by-phone", MONDAY))
    assert changed.without_step("two-purses").plan == (PlannedStep("nib-by-phone", MONDAY),)


def test_somebody_who_named_no_sector_has_none() -> None:
    assert assessment({}).sector is None
    assert assessment().sector == "food"


def test_what_is_worked_out_once_is_worked_out_again_for_another_content_or_value() -> None:
    calls: list[tuple[str, int]] = []

    @worked_out_once
    def counted(content: str, assessment: Assessment) -> int:
        calls.append((content, len(assessment.answers)))
        return len(calls)

    before = Assessment(date(2026, 11, 27))
    after = before.with_answer("cash_records", "daily")
    assert (counted("one", before), counted("one", before)) == (1, 1)
    assert (counted("two", before), counted("two", after), counted("two", after)) == (2, 3, 3)
    assert calls == [("one", 0), ("two", 0), ("two", 1)]
    assert before == Assessment(date(2026, 11, 27)), "what is kept is no part of the value"
