"""What a result says first: which strength is rare."""

from __future__ import annotations

from dataclasses import dataclass

from canvas.assessment import Assessment
from canvas.content.conditions import holds
from canvas.content.models import Content
from canvas.content.references import leaves
from canvas.questionnaire import counted_answers
from canvas.scoring import Score


@dataclass(frozen=True)
class Strength:
    """A strong answer; `published`: the share of businesses in the paper, 0–100, that do so, where it names one."""

    question: str
    published: float | None = None


def strongest_answer(content: Content, score: Score, dimension: str) -> str | None:
    """The question of a dimension that is answered best; None where no answer of it is strong."""
    return next((name for name in score.strengths if content.dimension_of[name] == dimension), None)


def rarest_strength(content: Content, assessment: Assessment, score: Score) -> Strength | None:
    """The strong answer that fewest businesses of the paper's Table 1 give, else the strongest; None without any."""
    answers = counted_answers(content, assessment)
    found = [
        Strength(leaf.answer, indicator.published)
        for indicator in content.indicators
        if indicator.group == "practices" and indicator.published is not None
        for leaf in leaves(indicator.when)
        if leaf.answer in score.strengths
        and holds(indicator.when, assessment.profile, answers, content.question) is True
    ]
    if found:
        return min(found, key=lambda strength: strength.published or 0)
    return Strength(score.strengths[0]) if score.strengths else None
