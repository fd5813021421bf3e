"""Chosen steps → a dated plan, what it costs, and the score it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from canvas.advice import lifted
from canvas.assessment import Answer, Assessment, CanvasEdit, PlannedStep
from canvas.content.models import Content, Cost, Horizon, Recommendation
from canvas.note_ids import result_note
from canvas.scoring import Score, levels, score

_RESULT_BLOCK = "cost_structure"
"""The block of the canvas where results of calculators are kept."""


@dataclass(frozen=True)
class PlanCost:
    """What all chosen steps cost together, in rupiah: once, and every month."""

    once: Cost
    monthly: Cost


def plan_steps(content: Content, assessment: Assessment) -> tuple[tuple[PlannedStep, Recommendation], ...]:
    """The chosen steps that the content knows, soonest first."""
    known = [
        (planned, content.recommendation[planned.step])
        for planned in assessment.plan
        if planned.step in content.recommendation
    ]
    return tuple(sorted(known, key=lambda pair: pair[0].due))


def is_full(content: Content, assessment: Assessment) -> bool:
    """Whether the plan holds as many steps as one person can take on."""
    return len(assessment.plan) >= content.settings.plan.most_steps


def choose(content: Content, assessment: Assessment, step_id: str, today: date) -> Assessment:
    """Adds a step, due at the end of its horizon. A plan that holds it already, or is full, stays as it is."""
    chosen = any(planned.step == step_id for planned in assessment.plan)
    if chosen or is_full(content, assessment):
        return assessment
    due = due_date(content, content.recommendation[step_id].horizon, today)
    return assessment.with_step(PlannedStep(step_id, due))


def due_date(content: Content, horizon: Horizon, today: date) -> date:
    """The day by which a step of this horizon is done, counted from today."""
    days = next(item.days for item in content.settings.plan.horizons if item.id == horizon)
    return today + timedelta(days=days)


def coming_monday(today: date) -> date:
    """The next Monday after today: when a plan made at a workshop begins."""
    return today + timedelta(days=7 - today.weekday())


def next_step(content: Content, assessment: Assessment) -> tuple[PlannedStep, Recommendation] | None:
    """The step of the plan that is to be begun now: the soonest that is not done."""
    return next((pair for pair in plan_steps(content, assessment) if pair[0].done is None), None)


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
