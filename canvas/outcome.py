"""What one assessment contributes to the picture of a group: scores, stage, and the indicators that hold.

The store keeps one outcome beside each assessment, so that a group's picture needs no answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from canvas.assessment import Assessment
from canvas.content.conditions import holds
from canvas.content.models import Content
from canvas.questionnaire import counted_answers
from canvas.scoring import score


@dataclass(frozen=True)
class Outcome:
    """Scores are 0–100; a dimension is None where no answer speaks about it. `indicators`: the ids that surely hold.

    `stage` is None while the score is provisional.
    """

    overall: float
    stage: str | None
    dimensions: Mapping[str, float | None]
    indicators: frozenset[str]


def outcome_of(content: Content, assessment: Assessment) -> Outcome:
    """The outcome of an assessment under this content."""
    result = score(content, assessment)
    answers = counted_answers(content, assessment)
    return Outcome(
        overall=result.overall,
        stage=None if result.provisional else result.stage,
        dimensions=result.dimensions,
        indicators=frozenset(
            indicator.id
            for indicator in content.indicators
            if holds(indicator.when, assessment.profile, answers, content.question) is True
        ),
    )
