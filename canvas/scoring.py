"""Answers → score, with the reason for every number.

question   level / highest level; `unknown` counts as level 0 and is flagged; `not_applicable` drops out
dimension  weighted mean of its questions × 100
pillar     weighted mean of its dimensions
overall    weighted mean of the pillars

A question that has not been answered yet says nothing and drops out too; `answered` of `applicable` tells
how much of the path a score stands on. `points` share the overall score out among the questions: they add
up to it, so each number can be opened to the answers behind it. See docs/method.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer, Assessment
from canvas.content.models import Content, Dimension, Pillar, Question
from canvas.questionnaire import counted_answers, path


@dataclass(frozen=True)
class QuestionScore:
    """A question's part in the whole; `points` of `points_possible` out of the overall 100."""

    level: int
    max_level: int
    points: float
    points_possible: float
    unknown: bool

    @property
    def share(self) -> float:
        """How far up the ladder, 0–1."""
        return self.level / self.max_level


@dataclass(frozen=True)
class Score:
    """All numbers 0–100. A dimension or pillar is None where no answer speaks about it."""

    overall: float
    stage: str
    pillars: Mapping[str, float | None]
    dimensions: Mapping[str, float | None]
    questions: Mapping[str, QuestionScore]
    strengths: tuple[str, ...]
    gaps: tuple[str, ...]
    answered: int
    applicable: int


def score(content: Content, assessment: Assessment) -> Score:
    """The score of an assessment, by the method of docs/method.md."""
    answers = counted_answers(content, assessment)
    levels = _levels(content, answers)
    dimensions = {dimension.id: _dimension(content, dimension, levels) for dimension in content.dimensions}
    pillars = {pillar.id: _pillar(content, pillar.id, dimensions) for pillar in content.settings.pillars}
    questions = _questions(content, answers, levels, dimensions, pillars)
    # Rounding errors of a sum must not carry a score out of its range.
    overall = min(100.0, max(0.0, sum(part.points for part in questions.values())))
    ladders = [question for question in path(content, assessment) if question.is_ladder]
    return Score(
        overall=overall,
        stage=_stage(content, overall, pillars),
        pillars=pillars,
        dimensions=dimensions,
        questions=questions,
        strengths=_strengths(content, questions),
        gaps=_gaps(content, questions),
        answered=len(levels),
        applicable=sum(answers.get(question.id) != NOT_APPLICABLE for question in ladders),
    )


def is_weak(content: Content, value: float | None) -> bool:
    """Whether a dimension's or pillar's score, 0–100, is low enough to be marked; False where there is none."""
    return value is not None and value <= 100 * content.settings.result.gap_up_to


def held_back_by(content: Content, score: Score) -> Pillar | None:
    """The pillar that keeps the stage below the one its overall score would reach; None where none does."""
    if content.settings.stages[_stage_index(content, score.overall)].id == score.stage:
        return None
    known = [(value, pillar) for pillar in content.settings.pillars if (value := score.pillars[pillar.id]) is not None]
    return min(known, key=lambda pair: pair[0])[1]


def level_of(question: Question, answer: Answer) -> int | None:
    """The level an answer stands for; None where it says nothing (`not_applicable`, choices)."""
    if not isinstance(answer, str) or answer == NOT_APPLICABLE:
        return None
    return 0 if answer == UNKNOWN else question.rungs.get(answer)


def _levels(content: Content, answers: Mapping[str, Answer]) -> dict[str, int]:
    levels = {name: level_of(content.question[name], answer) for name, answer in answers.items()}
    return {name: level for name, level in levels.items() if level is not None}


def _mean(weighted: list[tuple[float, float]]) -> float | None:
    total = sum(weight for weight, _ in weighted)
    return sum(weight * value for weight, value in weighted) / total if weighted else None


def _dimension(content: Content, dimension: Dimension, levels: Mapping[str, int]) -> float | None:
    return _mean(
        [
            (question.weight, 100 * levels[question.id] / question.max_level)
            for question in content.questions_of[dimension.id]
            if question.id in levels
        ]
    )


def _pillar(content: Content, pillar: str, dimensions: Mapping[str, float | None]) -> float | None:
    return _mean(
        [
            (dimension.weight, value)
            for dimension in content.dimensions
            if dimension.pillar == pillar and (value := dimensions[dimension.id]) is not None
        ]
    )


def _questions(
    content: Content,
    answers: Mapping[str, Answer],
    levels: Mapping[str, int],
    dimensions: Mapping[str, float | None],
    pillars: Mapping[str, float | None],
) -> dict[str, QuestionScore]:
    """Shares the 100 points out: by pillar weight, within it by dimension weight, within it by question weight."""
    counted = [dimension for dimension in content.dimensions if dimensions[dimension.id] is not None]
    pillar_weights = {pillar.id: pillar.weight for pillar in content.settings.pillars if pillars[pillar.id] is not None}
    parts = {}
    for dimension in counted:
        siblings = [other.weight for other in counted if other.pillar == dimension.pillar]
        questions = [question for question in content.questions_of[dimension.id] if question.id in levels]
        share = pillar_weights[dimension.pillar] / sum(pillar_weights.values()) * dimension.weight / sum(siblings)
        for question in questions:
            possible = 100 * share * question.weight / sum(each.weight for each in questions)
            level = levels[question.id]
            parts[question.id] = QuestionScore(
                level=level,
                max_level=question.max_level,
                points=possible * level / question.max_level,
                points_possible=possible,
                unknown=answers[question.id] == UNKNOWN,
            )
    return parts


def _stage(content: Content, overall: float, pillars: Mapping[str, float | None]) -> str:
    """By the thresholds, and at most one stage above the weakest pillar's, so that no total hides a red pillar."""
    weakest = min((value for value in pillars.values() if value is not None), default=0.0)
    reached = min(_stage_index(content, overall), _stage_index(content, weakest) + 1)
    return content.settings.stages[reached].id


def _stage_index(content: Content, value: float) -> int:
    # A hair's breadth of tolerance, so that 75 reached by a sum of fractions counts as 75.
    return sum(value + 1e-9 >= stage.starts_at for stage in content.settings.stages) - 1


def _strengths(content: Content, questions: Mapping[str, QuestionScore]) -> tuple[str, ...]:
    """Highest rungs first, then by the points they bring."""
    strong = [name for name, part in questions.items() if part.share >= content.settings.result.strength_from]
    return tuple(sorted(strong, key=lambda name: (-questions[name].share, -questions[name].points)))


def _gaps(content: Content, questions: Mapping[str, QuestionScore]) -> tuple[str, ...]:
    """By the points still to win, most first."""
    weak = [name for name, part in questions.items() if part.share <= content.settings.result.gap_up_to]
    return tuple(sorted(weak, key=lambda name: questions[name].points - questions[name].points_possible))
