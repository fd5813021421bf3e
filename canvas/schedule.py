"""In which order the chosen steps are done, and on which day each one begins.

What danger, debt or law asks for is begun before anything else; the rest in the order in which it was chosen. One step
begins a week, the first on the coming Monday: screens, paper, calendar and messages all name the days of this schedule.
How long a step may take changes the day it is due and no other day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from canvas.advice import urgency
from canvas.assessment import Assessment, PlannedStep
from canvas.content.models import Content, Recommendation

_DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Scheduled:
    """An open step of the plan, and the day on which it begins."""

    planned: PlannedStep
    step: Recommendation
    begins: date


def plan_steps(content: Content, assessment: Assessment) -> tuple[tuple[PlannedStep, Recommendation], ...]:
    """The chosen steps that the content knows, in the order in which they are begun; done ones among them."""
    known = [
        (planned, content.recommendation[planned.step])
        for planned in assessment.plan
        if planned.step in content.recommendation
    ]
    return tuple(sorted(known, key=lambda pair: urgency(content, assessment, pair[1])))  # a stable order


def schedule(content: Content, assessment: Assessment, today: date) -> tuple[Scheduled, ...]:
    """The open steps in order, each with its first day: a Monday, or the day it is due if that comes before.

    A step whose day has passed is still to be done: it begins on its Monday.
    """
    monday = coming_monday(today)
    open_steps = [pair for pair in plan_steps(content, assessment) if pair[0].done is None]
    mondays = [later(monday, number * _DAYS_OF_A_WEEK) for number in range(len(open_steps))]
    return tuple(
        Scheduled(planned, step, first if planned.due < today else min(first, planned.due))
        for (planned, step), first in zip(open_steps, mondays, strict=True)
    )


def coming_monday(today: date) -> date:
    """The next Monday after today: when a plan made at a workshop begins."""
    return later(today, _DAYS_OF_A_WEEK - today.weekday())


def moved_along(content: Content, before: Assessment, after: Assessment, today: date) -> Assessment:
    """`after`, with what begins on another day than `before` due by so many days earlier or later."""
    began = {each.planned.step: each.begins for each in schedule(content, before, today)}
    for each in schedule(content, after, today):
        days = (each.begins - began.get(each.planned.step, each.begins)).days
        after = after.with_step(replace(each.planned, due=later(each.planned.due, days)))
    return after


def later(day: date, days: int) -> date:
    """The day so many days later (or earlier), as far as there are dates."""
    if days > (date.max - day).days:
        return date.max
    return day + timedelta(days=max(days, (date.min - day).days))
