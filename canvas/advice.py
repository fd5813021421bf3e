"""Score and answers → ranked recommendations, each with its reason.

priority = points won × (1 + bonus × own challenges eased) × cheapness × quickness

All weights are content (settings.yaml). Only the next rung that a step can reach is advised; nothing that
needs a loan before the books are kept; at most a few a dimension; for an owner who reports no capital the
free steps come first. See docs/method.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from canvas.assessment import Answer, Assessment
from canvas.content.conditions import holds
from canvas.content.models import Content, Lift, Recommendation
from canvas.questionnaire import counted_answers
from canvas.scoring import Score, level_of


@dataclass(frozen=True)
class Advice:
    """A recommended step and why: the points it wins (of 100), the owner's challenges it eases, what it lifts."""

    step: Recommendation
    points: float
    eases: tuple[str, ...]
    lifts: Mapping[str, str]
    dimension: str
    priority: float

    @property
    def is_free(self) -> bool:
        return self.step.cost.max == 0


def advise(content: Content, assessment: Assessment, score: Score) -> tuple[Advice, ...]:
    """Recommendations for this person, best first. The same input always gives the same list."""
    answers = counted_answers(content, assessment)
    candidates = [
        advice for step in content.recommendations if (advice := _advice(content, assessment, answers, score, step))
    ]
    nearest = _next_rungs_only(content, candidates)
    ranked = sorted(nearest, key=lambda advice: _rank(content, assessment, answers, advice))
    return tuple(_limited(ranked, content.settings.advice.most_per_dimension))


def lifted(content: Content, answers: Mapping[str, Answer], lifts: Iterable[Lift]) -> dict[str, str]:
    """Question id → the higher rung (option id), for those lifts that start from the present answer."""
    result = {}
    for lift in lifts:
        question, answer = content.question[lift.question], answers.get(lift.question)
        level = None if answer is None else level_of(question, answer)
        if level is None:
            continue
        starts = {question.rungs[option] for option in lift.from_options}
        if level in starts and level < question.rungs[lift.to_option]:
            result[lift.question] = lift.to_option
    return result


def _advice(
    content: Content, assessment: Assessment, answers: Mapping[str, Answer], score: Score, step: Recommendation
) -> Advice | None:
    lifts = lifted(content, answers, step.lifts)
    fits = assessment.sector is None or assessment.sector in step.sectors
    if not lifts or not fits or (step.needs_loan and not _may_borrow(content, assessment, answers)):
        return None
    won = {name: _points(content, score, name, option) for name, option in lifts.items()}
    challenges = answers.get("challenges", ())
    eases = tuple(challenge for challenge in step.eases if challenge in challenges)
    points = sum(won.values())
    return Advice(
        step=step,
        points=points,
        eases=eases,
        lifts=lifts,
        dimension=content.dimension_of[max(won, key=lambda name: won[name])],
        priority=points * _ease(content, eases) * _cheapness(content, step) * _quickness(content, step),
    )


def _points(content: Content, score: Score, question_id: str, option: str) -> float:
    part, question = score.questions[question_id], content.question[question_id]
    return part.points_possible * (question.rungs[option] - part.level) / part.max_level


def _may_borrow(content: Content, assessment: Assessment, answers: Mapping[str, Answer]) -> bool:
    return holds(content.settings.advice.loan_after, assessment.profile, answers, content.question) is True


def _ease(content: Content, eases: tuple[str, ...]) -> float:
    return 1 + content.settings.advice.challenge_bonus * len(eases)


def _cheapness(content: Content, step: Recommendation) -> float:
    bands = content.settings.advice.cheapness
    return next((band.factor for band in bands if band.up_to is None or step.cost.max <= band.up_to), bands[-1].factor)


def _quickness(content: Content, step: Recommendation) -> float:
    return content.settings.advice.quickness[step.horizon]


def _next_rungs_only(content: Content, candidates: list[Advice]) -> Iterator[Advice]:
    """Drops a step that only leads to a rung beyond one that another step reaches first."""
    nearest: dict[str, int] = {}
    for advice in candidates:
        for name, option in advice.lifts.items():
            level = content.question[name].rungs[option]
            nearest[name] = min(nearest.get(name, level), level)
    for advice in candidates:
        if any(content.question[name].rungs[option] == nearest[name] for name, option in advice.lifts.items()):
            yield advice


def _rank(
    content: Content, assessment: Assessment, answers: Mapping[str, Answer], advice: Advice
) -> tuple[bool, float, str]:
    no_capital = holds(content.settings.advice.no_capital, assessment.profile, answers, content.question) is True
    # Rounded, so that the last bit of a float never decides an order; the id settles what is equal.
    return (no_capital and not advice.is_free, -round(advice.priority, 9), advice.step.id)


def _limited(ranked: list[Advice], most: int) -> Iterator[Advice]:
    taken: Counter[str] = Counter()
    for advice in ranked:
        if taken[advice.dimension] < most:
            taken[advice.dimension] += 1
            yield advice
