"""Answers → recommended steps in two tracks, each with its reason.

first  danger, debt, legal duty: by condition, before any ranking
next   priority = points × made for this business × (1 + bonus × own challenges eased) × cheapness × quickness

Of the track "next", only the next rung that a step can reach is advised; nothing that builds on a step that still
fits; nothing that needs a loan before the books are kept. Variety shapes the first few only: everything that fits is
in the list. All weights are content (settings.yaml). See docs/method.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from canvas.assessment import Answer, Assessment
from canvas.content.conditions import holds
from canvas.content.models import Condition, Content, Lift, Recommendation
from canvas.dates import months_since
from canvas.questionnaire import counted_answers
from canvas.scoring import Score, levels

Track = Literal["first", "next"]
_KINDS = ("danger", "debt", "duty")


@dataclass(frozen=True)
class Advice:
    """A recommended step and why: the points it wins (of 100), the owner's challenges it eases, what it lifts."""

    step: Recommendation
    track: Track
    points: float
    eases: tuple[str, ...]
    lifts: Mapping[str, str]
    dimension: str
    priority: float


@dataclass(frozen=True)
class Person:
    """What the ranking needs to know of somebody."""

    assessment: Assessment
    answers: Mapping[str, Answer]
    levels: Mapping[str, int]
    score: Score


def advise(content: Content, assessment: Assessment, score: Score) -> tuple[Advice, ...]:
    """All steps that fit this person, best first. The same input always returns the same list."""
    person = Person(assessment, counted_answers(content, assessment), levels(content, assessment), score)
    fitting = [advice for step in content.recommendations if (advice := _advice(content, person, step))]
    asked = {question.id: number for number, question in enumerate(content.questions)}
    first = sorted(
        (advice for advice in fitting if advice.track == "first"), key=lambda advice: _first_rank(advice, asked)
    )
    following = _built_on_what_is_there(_next_rungs_only(content, fitting))
    return tuple(_varied(content, first, sorted(following, key=lambda advice: _rank(advice, asked))))


def lifted(content: Content, levels: Mapping[str, int], lifts: Iterable[Lift]) -> dict[str, str]:
    """Question id → the higher rung (option id), for those lifts that start from the present level."""
    result = {}
    for lift in lifts:
        rungs, level = content.question[lift.question].rungs, levels.get(lift.question)
        if level is None or level >= rungs[lift.to_option]:
            continue
        if any(rungs[option] == level for option in lift.from_options):
            result[lift.question] = lift.to_option
    return result


def urgency(content: Content, assessment: Assessment, step: Recommendation) -> int:
    """Before what a step comes: 0 for danger, 1 for debt, 2 for a legal duty, 3 where nothing puts it first."""
    if step.first is None:
        return len(_KINDS)
    answers = counted_answers(content, assessment)
    applies = holds(step.first.when, assessment.profile, answers, content.question) is True
    return _KINDS.index(step.first.kind) if applies else len(_KINDS)


def part_of(content: Content, advised: Iterable[Advice], step: Recommendation) -> str:
    """The dimension that a step is about: as it is advised, or else the one in which its first lift is."""
    return next((advice.dimension for advice in advised if advice.step.id == step.id), _dimension(content, step, {}))


def fact_of(content: Content, step: Recommendation, today: date, language: str) -> str | None:
    """The fact of a step, or, once it was checked too long ago, the question to ask; None where it has none."""
    if step.fact is None:
        return None
    is_old = months_since(step.checked, today) > content.settings.facts_good_for_months
    return (step.fact.ask if is_old else step.fact.say)[language]


def _advice(content: Content, person: Person, step: Recommendation) -> Advice | None:
    """The step for this person; None where it does not fit."""
    lifts = lifted(content, person.levels, step.lifts)
    comes_first = step.first is not None and _holds(content, person, step.first.when)
    called_for = comes_first or bool(lifts) or (not step.lifts and step.when is not None)
    if not called_for or not _suits(content, person, step):
        return None
    won = {name: _points(content, person.score, name, option) for name, option in lifts.items()}
    eases = tuple(challenge for challenge in step.eases if challenge in person.answers.get("challenges", ()))
    return Advice(
        step=step,
        track="first" if comes_first else "next",
        points=sum(won.values()),
        eases=eases,
        lifts=lifts,
        dimension=_dimension(content, step, won),
        priority=_priority(content, person, step, sum(won.values()), len(eases)),
    )


def _suits(content: Content, person: Person, step: Recommendation) -> bool:
    """Whether nothing speaks against a step: sector, its condition, a loan, or that it is done already."""
    sector = person.assessment.sector
    done = any(planned.step == step.id and planned.done for planned in person.assessment.plan)
    return (
        not done
        and (sector is None or sector in step.sectors)
        and (step.when is None or _holds(content, person, step.when))
        and (not step.needs_loan or _holds(content, person, content.settings.advice.loan_after))
    )


def _holds(content: Content, person: Person, condition: Condition) -> bool:
    return holds(condition, person.assessment.profile, person.answers, content.question) is True


def _points(content: Content, score: Score, question_id: str, option: str) -> float:
    """Points of 100 that a higher rung wins; 0 for a ladder that does not score."""
    part, question = score.questions.get(question_id), content.question[question_id]
    if part is None:
        return 0.0
    return part.points_possible * (question.rungs[option] - part.level) / part.max_level


def _dimension(content: Content, step: Recommendation, won: Mapping[str, float]) -> str:
    """The dimension in which a step wins most."""
    if step.dimension is not None:
        return step.dimension
    most = max(won, key=lambda name: won[name]) if won else step.lifts[0].question
    return content.dimension_of[most]


def _priority(content: Content, person: Person, step: Recommendation, points: float, eased: int) -> float:
    weights = content.settings.advice
    worth = points * (weights.specific if step.is_specific else 1.0) or step.worth or weights.worth_without_lift
    cost = 0 if step.needs_loan else step.highest_cost  # a loan brings the money that it takes
    cheapness = next(band.factor for band in weights.cheapness if band.up_to is None or cost <= band.up_to)
    quickness = next(
        (other.quickness for other in weights.quickness_for if _holds(content, person, other.when)), weights.quickness
    )
    capital = weights.paid_without_capital if cost and _holds(content, person, weights.no_capital) else 1.0
    return worth * (1 + weights.challenge_bonus * eased) * cheapness * quickness[step.horizon] * capital


def _next_rungs_only(content: Content, fitting: list[Advice]) -> list[Advice]:
    """The track "next" without steps that only lead to a rung beyond one that another step reaches before."""
    nearest: dict[str, int] = {}
    for advice in fitting:
        for name, option in advice.lifts.items():
            level = content.question[name].rungs[option]
            nearest[name] = min(nearest.get(name, level), level)
    return [
        advice
        for advice in fitting
        if advice.track == "next"
        and (
            not advice.lifts
            or any(content.question[name].rungs[option] == nearest[name] for name, option in advice.lifts.items())
        )
    ]


def _built_on_what_is_there(found: list[Advice]) -> list[Advice]:
    """Without the steps that come after one that still fits."""
    fitting = {advice.step.id for advice in found}
    return [advice for advice in found if fitting.isdisjoint(advice.step.after)]


def _first_rank(advice: Advice, asked: Mapping[str, int]) -> tuple[int, float, int, str]:
    kind = advice.step.first.kind if advice.step.first else _KINDS[-1]
    return (_KINDS.index(kind), *_rank(advice, asked))


def _rank(advice: Advice, asked: Mapping[str, int]) -> tuple[float, int, str]:
    # Rounded, so that the last bit of a float never decides an order. What is equal follows the questionnaire, which
    # asks for foundations first: the money book before the price that is worked out with it.
    earliest = min((asked[name] for name in advice.lifts), default=len(asked))
    return (-round(advice.priority, 9), earliest, advice.step.id)


def _varied(content: Content, first: list[Advice], following: list[Advice]) -> Iterable[Advice]:
    """The first few steps, of the track "next" at most so many a dimension; then everything else by rank."""
    weights = content.settings.advice
    chosen = first[: weights.first_shown]
    taken: Counter[str] = Counter()
    for advice in following:
        if len(chosen) < weights.varied and taken[advice.dimension] < weights.most_per_dimension:
            taken[advice.dimension] += 1
            chosen.append(advice)
    among = {advice.step.id for advice in chosen}
    rest = (advice for advice in following if advice.step.id not in among)
    return [*chosen, *first[weights.first_shown :], *rest]
