"""What the days of a plan promise, whoever chooses whatever in whichever order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from canvas.advice import advise
from canvas.assessment import Assessment
from canvas.planning import choose, dropped, due_within, horizon_of
from canvas.schedule import coming_monday, schedule
from canvas.scoring import score
from tests.builders import TODAY
from tests.property.strategies import CONTENT, assessments


@st.composite
def plans(draw: st.DrawFn) -> Assessment:
    """Somebody who has chosen a few of the steps that are advised, and perhaps changed by when one is done."""
    person = draw(assessments().map(without_plan))
    advised = [advice.step.id for advice in advise(CONTENT, person, score(CONTENT, person))]
    for step in draw(st.lists(st.sampled_from(advised), unique=True, max_size=5)) if advised else []:
        person = choose(CONTENT, person, step, TODAY)
    if person.plan and draw(st.booleans()):
        step = draw(st.sampled_from([planned.step for planned in person.plan]))
        horizon = draw(st.sampled_from([item.id for item in CONTENT.settings.plan.horizons]))
        person = due_within(CONTENT, person, step, horizon, TODAY)
    return person


def without_plan(person: Assessment) -> Assessment:
    for planned in person.plan:
        person = person.without_step(planned.step)
    return person


@given(plans())
def test_one_step_begins_each_week_what_comes_first_before_the_others_and_each_has_its_time(person: Assessment) -> None:
    scheduled = schedule(CONTENT, person, TODAY)
    assert [(each.begins - coming_monday(TODAY)).days for each in scheduled] == [7 * n for n in range(len(scheduled))]
    tracks = {advice.step.id: advice.track for advice in advise(CONTENT, person, score(CONTENT, person))}
    for one, following in pairwise(scheduled):
        assert (tracks[one.step.id], tracks[following.step.id]) != ("next", "first")
    days = {item.id: item.days for item in CONTENT.settings.plan.horizons}
    for each in scheduled:
        assert (each.planned.due - each.begins).days == days[horizon_of(CONTENT, each)]


@given(plans(), st.data())
def test_a_longer_time_changes_the_day_that_one_step_is_due_and_no_other_day(
    person: Assessment, data: st.DataObject
) -> None:
    before = schedule(CONTENT, person, TODAY)
    if not before:
        return
    changed = data.draw(st.sampled_from([each.step.id for each in before]))
    horizon = data.draw(st.sampled_from([item.id for item in CONTENT.settings.plan.horizons]))
    after = schedule(CONTENT, due_within(CONTENT, person, changed, horizon, TODAY), TODAY)
    assert [(each.step.id, each.begins) for each in after] == [(each.step.id, each.begins) for each in before]
    others = [(one, other) for one, other in zip(before, after, strict=True) if one.step.id != changed]
    assert all(one.planned == other.planned for one, other in others)


@given(plans(), st.data())
def test_to_take_a_step_out_is_to_never_have_chosen_it(person: Assessment, data: st.DataObject) -> None:
    advised = {advice.step.id for advice in advise(CONTENT, person, score(CONTENT, person))}
    free = sorted(advised - {planned.step for planned in person.plan})
    if free and len(person.plan) < CONTENT.settings.plan.most_steps:
        step = data.draw(st.sampled_from(free))
        assert dropped(CONTENT, choose(CONTENT, person, step, TODAY), step, TODAY).plan == person.plan
