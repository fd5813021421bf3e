"""Answers → score, with the reason for every number.

One flat weighted mean: overall = 100 · Σ w·s / Σ w over the scored questions that apply and are answered, where s is
level / highest level (0–1) and w the weight of the question in content/. A dimension's and a pillar's number is the
same mean over their own questions. So no answer that drops out makes another one heavy.

`not_applicable` drops out. `unknown` counts as the lowest rung for an owner, and as not answered for people who cannot
know (settings.yaml, `unknown_drops_out`). While too little of what applies is answered, the score is provisional: no
number and no stage is shown. The stage follows the number, but no weak pillar and, for a stage that asks for it, no
question on its lowest rung hides behind it. `points` share the overall score out among the questions: they add up to
it. See docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer, Assessment, worked_out_once
from canvas.content.conditions import holds
from canvas.content.models import Content, Pillar, Question, Stage
from canvas.questionnaire import asked, counted_answers
from canvas.rounding import rounded


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
    """All numbers 0–100. A dimension or pillar is None where no answer speaks about it.

    While `provisional`, `overall` and `stage` are not to be shown.
    """

    overall: float
    stage: str
    pillars: Mapping[str, float | None]
    dimensions: Mapping[str, float | None]
    questions: Mapping[str, QuestionScore]
    strengths: tuple[str, ...]
    gaps: tuple[str, ...]
    answered: int
    applicable: int
    provisional: bool


@dataclass(frozen=True)
class HeldBack:
    """Why the stage is lower than the number alone would reach: the weakest pillar, or the questions on their lowest
    rung that the next stage does not allow, most points to win first."""

    next_stage: Stage
    pillar: Pillar | None = None
    questions: tuple[Question, ...] = ()


def shown(value: float) -> int:
    """A score from 0 to 100 as it is shown, a whole number; the stage is judged by it too."""
    return int(rounded(value))


@worked_out_once
def score(content: Content, assessment: Assessment) -> Score:
    """The score of an assessment, by the method of docs/method.md."""
    answers = counted_answers(content, assessment)
    counted = _scored(content, levels(content, assessment))
    questions = _questions(content, answers, counted)
    dimensions = {dimension.id: _mean(content, counted, [dimension.id]) for dimension in content.dimensions}
    pillars = {
        pillar.id: _mean(content, counted, [each.id for each in content.dimensions if each.pillar == pillar.id])
        for pillar in content.settings.pillars
    }
    overall = _mean(content, counted, content.dimension) or 0.0
    applicable = sum(
        question.is_scored and answers.get(question.id) != NOT_APPLICABLE for question in asked(content, assessment)
    )
    return Score(
        overall=overall,
        stage=_stage(content, overall, pillars, _on_lowest_rung(content, questions)),
        pillars=pillars,
        dimensions=dimensions,
        questions=questions,
        strengths=_strengths(content, questions),
        gaps=_gaps(content, questions),
        answered=len(counted),
        applicable=applicable,
        provisional=len(counted) < content.settings.result.provisional_below * applicable or not counted,
    )


def levels(content: Content, assessment: Assessment) -> dict[str, int]:
    """Question id → the level of its answer, for the ladders (scored or not) whose answer counts."""
    drops_out = content.settings.result.unknown_drops_out
    excused = holds(drops_out, assessment.profile, {}, content.question) is True
    found = {
        name: level_of(content.question[name], answer)
        for name, answer in counted_answers(content, assessment).items()
        if not (excused and answer == UNKNOWN)
    }
    return {name: level for name, level in found.items() if level is not None}


def level_of(question: Question, answer: Answer) -> int | None:
    """The level of an answer; None where it says nothing (`not_applicable`, choices)."""
    if not question.is_ladder or not isinstance(answer, str) or answer == NOT_APPLICABLE:
        return None
    return 0 if answer == UNKNOWN else question.rungs.get(answer)


def is_weak(content: Content, value: float | None) -> bool:
    """Whether a dimension's or pillar's score, 0–100, is low enough to be marked; False where there is none."""
    return value is not None and value <= 100 * content.settings.result.gap_up_to


def held_back_by(content: Content, score: Score) -> HeldBack | None:
    """What keeps the stage below the one its overall score would reach; None where nothing does."""
    stages = content.settings.stages
    reached = [stage.id for stage in stages].index(score.stage)
    if reached == _stage_index(content, score.overall):
        return None
    known = [(value, pillar) for pillar in content.settings.pillars if (value := score.pillars[pillar.id]) is not None]
    weakest, pillar = min(known, key=lambda pair: pair[0])
    if reached == _stage_index(content, weakest) + 1:
        return HeldBack(stages[reached + 1], pillar=pillar)
    lowest = _on_lowest_rung(content, score.questions)
    return HeldBack(stages[reached + 1], questions=tuple(content.question[name] for name in lowest))


def _scored(content: Content, counted: Mapping[str, int]) -> dict[str, int]:
    return {name: level for name, level in counted.items() if content.question[name].is_scored}


def _mean(content: Content, counted: Mapping[str, int], dimensions: Iterable[str]) -> float | None:
    """The weighted mean, 0–100, of the answered questions of some dimensions; None where there is none."""
    among = set(dimensions)
    questions = [content.question[name] for name in counted if content.dimension_of[name] in among]
    total = sum(question.weight for question in questions)
    won = sum(question.weight * counted[question.id] / question.max_level for question in questions)
    # Rounding errors of a sum must not carry a number beyond 100.
    return min(100.0, 100 * won / total) if questions else None


def _questions(content: Content, answers: Mapping[str, Answer], counted: Mapping[str, int]) -> dict[str, QuestionScore]:
    """Shares the 100 points out by weight."""
    total = sum(content.question[name].weight for name in counted)
    parts = {}
    for name, level in counted.items():
        question = content.question[name]
        possible = 100 * question.weight / total
        parts[name] = QuestionScore(
            level=level,
            max_level=question.max_level,
            points=possible * level / question.max_level,
            points_possible=possible,
            unknown=answers[name] == UNKNOWN,
        )
    return parts


def _stage(content: Content, overall: float, pillars: Mapping[str, float | None], lowest: tuple[str, ...]) -> str:
    """By the thresholds, and at most one stage above the weakest pillar's, so that no total hides a red pillar; and
    below those that allow no question on its lowest rung, while one is."""
    stages = content.settings.stages
    weakest = min((value for value in pillars.values() if value is not None), default=0.0)
    reached = min(_stage_index(content, overall), _stage_index(content, weakest) + 1)
    while reached and lowest and not stages[reached].allows_lowest_rung:
        reached -= 1
    return stages[reached].id


def _on_lowest_rung(content: Content, questions: Mapping[str, QuestionScore]) -> tuple[str, ...]:
    """Those on the lowest rung, most points to win first. Private ones are none of them: a stage can be seen."""
    found = [name for name, part in questions.items() if part.level == 0 and not content.question[name].private]
    return tuple(sorted(found, key=lambda name: -questions[name].points_possible))


def _stage_index(content: Content, value: float) -> int:
    return sum(shown(value) >= stage.starts_at for stage in content.settings.stages) - 1


def _strengths(content: Content, questions: Mapping[str, QuestionScore]) -> tuple[str, ...]:
    """Highest rungs first, then by the points they bring."""
    strong = [name for name, part in questions.items() if _is_strong(content, content.question[name], part)]
    return tuple(sorted(strong, key=lambda name: (-questions[name].share, -questions[name].points)))


def _is_strong(content: Content, question: Question, part: QuestionScore) -> bool:
    if question.strong_from is not None and part.level < question.rungs[question.strong_from]:
        return False
    return part.share >= content.settings.result.strength_from


def _gaps(content: Content, questions: Mapping[str, QuestionScore]) -> tuple[str, ...]:
    """By the points still to win, most first."""
    weak = [name for name, part in questions.items() if part.share <= content.settings.result.gap_up_to]
    return tuple(sorted(weak, key=lambda name: questions[name].points - questions[name].points_possible))
