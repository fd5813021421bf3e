"""Chosen steps → a dated plan, what it costs, and the score it leads to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from canvas.advice import Advice, lifted, part_of
from canvas.assessment import Answer, Assessment, CanvasEdit, PlannedStep
from canvas.content.conditions import answers_named
from canvas.content.models import Content, Cost, Horizon, PlanPerson, Recommendation
from canvas.note_ids import result_note
from canvas.schedule import Scheduled, coming_monday, later, moved_along, plan_steps, schedule
from canvas.scoring import Score, levels, score

_RESULT_BLOCK = "cost_structure"
"""The block of the canvas where results of calculators are kept."""


@dataclass(frozen=True)
class PlanCost:
    """What all chosen steps cost together, in rupiah: once, and every month."""

    once: Cost
    monthly: Cost


def is_full(content: Content, assessment: Assessment) -> bool:
    """Whether the plan holds as many steps as one person can take on."""
    return len(assessment.plan) >= content.settings.plan.most_steps


def choose(content: Content, assessment: Assessment, step_id: str, today: date) -> Assessment:
    """Adds a step, due at the end of its horizon after the day it begins; what comes after it moves along.

    A plan that holds it already, or is full, stays as it is.
    """
    chosen = any(planned.step == step_id for planned in assessment.plan)
    if chosen or is_full(content, assessment):
        return assessment
    begins = _begins(content, assessment, PlannedStep(step_id, date.max), today)
    due = due_date(content, content.recommendation[step_id].horizon, begins)
    return moved_along(content, assessment, assessment.with_step(PlannedStep(step_id, due)), today)


def _begins(content: Content, assessment: Assessment, planned: PlannedStep, today: date) -> date:
    """The day on which an open step of the plan begins, or would, whenever it is due."""
    found = assessment.with_step(replace(planned, due=date.max))
    return next(each.begins for each in schedule(content, found, today) if each.planned.step == planned.step)


def dropped(content: Content, assessment: Assessment, step_id: str, today: date) -> Assessment:
    """Without a step; what comes after it moves up."""
    return moved_along(content, assessment, assessment.without_step(step_id), today)


def due_within(content: Content, assessment: Assessment, step_id: str, horizon: str, today: date) -> Assessment:
    """With an open step due at the end of a horizon after its first day."""
    planned = next(planned for planned in assessment.plan if planned.step == step_id)
    begins = _begins(content, assessment, planned, today)
    return assessment.with_step(replace(planned, due=due_date(content, horizon, begins)))


def person_of(content: Content, who: str) -> PlanPerson | None:
    """Who does a step, of those that can be chosen by a tap, in whichever language; None for any other name."""
    return next((person for person in content.settings.plan.people if who in person.name.languages.values()), None)


def due_date(content: Content, horizon: str, begins: date) -> date:
    """The day by which a step of this horizon is done, counted from the day it begins."""
    days = next(item.days for item in content.settings.plan.horizons if item.id == horizon)
    return later(begins, days)


def horizon_of(content: Content, scheduled: Scheduled) -> Horizon:
    """The horizon that is nearest to the time between the first day of a step and the day it is due."""
    days = (scheduled.planned.due - scheduled.begins).days
    return min(content.settings.plan.horizons, key=lambda item: abs(item.days - days)).id


def step_to_begin(
    content: Content, assessment: Assessment, advised: Sequence[Advice], today: date
) -> tuple[Recommendation, date] | None:
    """The one step to begin with, and its day: the first of the plan, or the best advice while no step is planned."""
    for each in schedule(content, assessment, today):
        return each.step, each.begins
    return (advised[0].step, coming_monday(today)) if advised else None


def answers_behind(step: Recommendation) -> frozenset[tuple[str, str]]:
    """The question and option of the answers that a step responds to: what puts it first, and what it lifts."""
    lifted_from = frozenset((lift.question, option) for lift in step.lifts for option in lift.from_options)
    return lifted_from | (answers_named(step.first.when) if step.first else frozenset())


def parts_not_strong(
    content: Content, assessment: Assessment, advised: Sequence[Advice], today: date, done: Collection[str] = ()
) -> frozenset[str]:
    """The dimensions that are not strong yet, whatever their score is.

    Those in which danger, debt or law asks for something, and that of the step to begin with. `done`: steps that count
    as done.
    """
    urgent = {advice.dimension for advice in advised if advice.track == "first" and advice.step.id not in done}
    found = step_to_begin(content, assessment, advised, today)
    if found and found[0].id not in done:
        urgent.add(part_of(content, advised, found[0]))
    return frozenset(urgent)


def plan_cost(content: Content, assessment: Assessment) -> PlanCost:
    """The least and the most that all chosen steps cost together."""
    return cost_of([step for _, step in plan_steps(content, assessment)])


def cost_of(steps: Sequence[Recommendation]) -> PlanCost:
    """The least and the most that these steps cost together."""
    return PlanCost(_sum([step.cost for step in steps]), _sum([step.monthly for step in steps]))


def _sum(costs: list[Cost]) -> Cost:
    return Cost(min=sum(cost.min for cost in costs), max=sum(cost.max for cost in costs))


def with_result(assessment: Assessment, step_id: str, result: str) -> Assessment:
    """With what the owner worked out for a step as a note on the canvas, in place of an earlier result."""
    return assessment.with_edit(CanvasEdit(result_note(step_id, _RESULT_BLOCK), _RESULT_BLOCK, result))


def kept_result(assessment: Assessment, step_id: str) -> str:
    """What the owner worked out for a step and kept; empty where there is nothing."""
    note = result_note(step_id, _RESULT_BLOCK)
    return next((edit.text or "" for edit in assessment.canvas_edits if edit.note == note), "")


def what_if(content: Content, assessment: Assessment, step_ids: Iterable[str]) -> Score:
    """The score once these steps are done: exactly that of an assessment answered at the rungs they lead to."""
    present = levels(content, assessment)
    reached: dict[str, Answer] = dict(assessment.answers)
    best: dict[str, int] = {}
    for step_id in step_ids:
        for name, option in lifted(content, present, content.recommendation[step_id].lifts).items():
            level = content.question[name].rungs[option]
            if level > best.get(name, -1):
                best[name], reached[name] = level, option
    return score(content, replace(assessment, answers=reached))
