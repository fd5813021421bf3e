"""From chosen steps to dates, costs and a score to come."""

from datetime import date, timedelta

import pytest

from canvas.advice import advise
from canvas.assessment import PlannedStep
from canvas.content.models import Content, Cost
from canvas.planning import (
    PlanCost,
    choose,
    dropped,
    due_date,
    due_within,
    horizon_of,
    plan_cost,
    step_to_begin,
    what_if,
)
from canvas.schedule import coming_monday, plan_steps, schedule
from canvas.scoring import score
from tests.builders import FOOD_OWNER, TODAY, assessment, complete

MONDAY, WEEK = date(2026, 11, 30), timedelta(days=7)
FIVE = ("two-purses", "nightly-notebook", "nib-by-phone", "whatsapp-start", "wall-stock-list")


def chosen(content, today, *steps):
    person = assessment()
    for step in steps:
        person = choose(content, person, step, today)
    return person


@pytest.mark.parametrize(
    ("horizon", "expected"),
    [
        ("week", date(2026, 12, 1)),
        ("month", date(2026, 12, 24)),
        ("quarter", date(2027, 2, 22)),
        ("year", date(2027, 11, 24)),
    ],
)
def test_a_step_is_due_at_the_end_of_its_horizon(content, today, horizon, expected) -> None:
    assert due_date(content, horizon, today) == expected


def test_a_chosen_step_is_dated_and_nobody_is_named_yet(content, today) -> None:
    assert chosen(content, today, "two-purses").plan == (PlannedStep("two-purses", date(2026, 12, 7)),)


def test_a_plan_holds_at_most_five_steps(content, today) -> None:
    full = chosen(content, today, *FIVE)
    assert [planned.step for planned in full.plan] == list(FIVE)
    assert choose(content, full, "map-entry", today) == full
    assert len(choose(content, full.without_step("two-purses"), "map-entry", today).plan) == 5


def test_choosing_again_keeps_the_owners_date_and_person(content, today) -> None:
    person = chosen(content, today, "two-purses").with_step(PlannedStep("two-purses", date(2027, 1, 1), "Anak"))
    assert choose(content, person, "two-purses", today) == person


def test_steps_come_in_the_order_in_which_they_were_chosen(content) -> None:
    later, sooner = PlannedStep("two-purses", date(2027, 1, 1)), PlannedStep("nib-by-phone", date(2026, 12, 1))
    person = assessment().with_step(later).with_step(sooner)
    assert [planned for planned, _ in plan_steps(content, person)] == [later, sooner]


def test_a_step_that_the_content_has_dropped_is_left_out(content) -> None:
    person = assessment().with_step(PlannedStep("a-step-of-last-year", date(2026, 12, 1)))
    assert plan_steps(content, person) == ()
    assert plan_cost(content, person) == PlanCost(Cost(min=0, max=0), Cost(min=0, max=0))


def test_costs_add_up(content, today) -> None:
    # nothing for the notebook and the purses, 20,000–60,000 for the lamps
    person = chosen(content, today, "nightly-notebook", "change-to-led-lamps", "two-purses")
    assert plan_cost(content, person) == PlanCost(once=Cost(min=20_000, max=60_000), monthly=Cost(min=0, max=0))


def test_what_if_is_the_score_of_the_higher_rung(content) -> None:
    now = complete(content, level=0)
    then = complete(content, level=0, rungs={"separate_money": "two_purses", "cash_records": "daily"})
    assert what_if(content, now, ["two-purses", "nightly-notebook"]) == score(content, then)


def test_of_two_steps_for_one_question_the_higher_counts(content) -> None:
    now, higher = assessment(energy_notes="not_looked"), assessment(energy_notes="noted")
    assert what_if(content, now, ["note-power-and-gas-weekly", "look-at-the-meter"]) == score(content, higher)


def test_steps_that_start_elsewhere_change_nothing(content) -> None:
    now = complete(content, level=3)
    assert what_if(content, now, FIVE) == score(content, now)
    assert what_if(content, now, []) == score(content, now)


@pytest.mark.parametrize(("today", "monday"), [(26, 30), (29, 30), (30, 37), (23, 30)])
def test_a_plan_begins_on_the_coming_monday(today: int, monday: int) -> None:
    november = date(2026, 11, 1) - timedelta(days=1)
    assert coming_monday(november + timedelta(days=today)) == november + timedelta(days=monday)


def test_one_step_begins_a_week_in_the_order_of_the_plan(content: Content) -> None:
    """Done ones are not begun again; a step whose day has passed is still to be done."""
    person = assessment(FOOD_OWNER)
    person = person.with_step(PlannedStep("two-purses", date(2026, 12, 1), done=TODAY))
    person = person.with_step(PlannedStep("nightly-notebook", TODAY - timedelta(days=1)))
    person = person.with_step(PlannedStep("ask-three-buyers", date(2026, 12, 29)))
    found = [(each.step.id, each.begins) for each in schedule(content, person, TODAY)]
    assert found == [("nightly-notebook", MONDAY), ("ask-three-buyers", MONDAY + WEEK)]


def test_no_step_begins_after_it_is_due(content: Content) -> None:
    person = assessment(FOOD_OWNER).with_step(PlannedStep("two-purses", TODAY + timedelta(days=2)))
    assert [each.begins for each in schedule(content, person, TODAY)] == [TODAY + timedelta(days=2)]


def test_danger_is_begun_before_what_was_chosen_first(content: Content) -> None:
    """A step that takes a month comes before one of a week, where it keeps people from harm."""
    person = choose(content, assessment(FOOD_OWNER, hazards=("wood_smoke",)), "nib-by-phone", TODAY)
    person = choose(content, person, "lead-smoke-outside", TODAY)
    assert [each.step.id for each in schedule(content, person, TODAY)] == ["lead-smoke-outside", "nib-by-phone"]
    assert {planned.step: planned.due for planned in person.plan} == {
        "lead-smoke-outside": MONDAY + timedelta(days=30),
        "nib-by-phone": MONDAY + 2 * WEEK,
    }


def test_a_longer_time_leaves_the_other_steps_their_mondays(content: Content) -> None:
    before = chosen(content, TODAY, "nightly-notebook", "two-purses")
    after = due_within(content, before, "nightly-notebook", "month", TODAY)
    assert [(each.step.id, each.begins) for each in schedule(content, after, TODAY)] == [
        ("nightly-notebook", MONDAY),
        ("two-purses", MONDAY + WEEK),
    ]
    assert [planned.due for planned in after.plan] == [MONDAY + timedelta(days=30), MONDAY + 2 * WEEK]


def test_what_comes_later_moves_up_when_a_step_is_taken_out(content: Content) -> None:
    before = chosen(content, TODAY, "two-purses")
    person = choose(content, before, "nightly-notebook", TODAY)
    assert dropped(content, person, "two-purses", TODAY).plan[0].due == before.plan[0].due


def test_who_comes_back_late_gets_the_span_that_was_tapped_at_once(content, today) -> None:
    """Weeks later the second step is due before its Monday, and begins on that day; with more time, on its Monday."""
    weeks_later = today + 5 * WEEK
    late = chosen(content, today, "two-purses", "nightly-notebook").with_step(
        PlannedStep("nightly-notebook", coming_monday(weeks_later))
    )
    after = due_within(content, late, "nightly-notebook", "month", weeks_later)
    second = schedule(content, after, weeks_later)[1]
    assert (second.begins, horizon_of(content, second)) == (coming_monday(weeks_later) + WEEK, "month")
    assert second.planned.due == due_date(content, "month", second.begins)


def test_a_longer_time_is_counted_from_the_day_a_step_begins(content: Content) -> None:
    person = due_within(content, chosen(content, TODAY, "two-purses"), "two-purses", "month", TODAY)
    assert person.plan[0].due == MONDAY + timedelta(days=30)


def test_before_there_is_a_plan_the_best_advice_is_begun_with(content: Content) -> None:
    person = complete(content, level=0)
    advised = advise(content, person, score(content, person))
    assert step_to_begin(content, person, advised, TODAY) == (advised[0].step, MONDAY)
    planned = choose(content, person, advised[1].step.id, TODAY)
    assert step_to_begin(content, planned, advised, TODAY) == (advised[1].step, MONDAY)
    assert step_to_begin(content, assessment(), (), TODAY) is None
