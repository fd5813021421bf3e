"""Then and now: what changed between two assessments of the same business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from canvas.assessment import Answer, Assessment
from canvas.content.models import Content
from canvas.questionnaire import counted_answers
from canvas.scoring import Score, score, shown


@dataclass(frozen=True)
class Change:
    """An answer that differs; None where one of the two has none."""

    question: str
    then: Answer | None
    now: Answer | None


@dataclass(frozen=True)
class Comparison:
    """Both scores, what moved per dimension (points of 100 as shown, where both speak), and the answers that differ."""

    then: Score
    now: Score
    moved: Mapping[str, float]
    changes: tuple[Change, ...]


def compare(content: Content, then: Assessment, now: Assessment) -> Comparison:
    """The comparison of an earlier assessment with a later one. Only answers given anew count as changed."""
    before, after = score(content, then), score(content, now)
    moved = {
        dimension.id: float(shown(new) - shown(old))
        for dimension in content.dimensions
        if (old := before.dimensions[dimension.id]) is not None and (new := after.dimensions[dimension.id]) is not None
    }
    earlier, later = counted_answers(content, then), counted_answers(content, now)
    changes = tuple(
        Change(name, earlier.get(name), answer) for name, answer in later.items() if earlier.get(name) != answer
    )
    return Comparison(before, after, moved, changes)
