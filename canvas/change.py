"""Then and now of the people of two workshops who were in both: how far each one's scores moved, as a spread.

Only people who are inseparable in both workshops are counted (`canvas.pictures.coupled`), and, part by part, only where
enough of these have a score both times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from canvas.cohort import Spread, quartiles
from canvas.content.models import Content

Scores = Mapping[str, float | None]
"""Dimension → score, 0–100."""


@dataclass(frozen=True)
class Change:
    """`n` people, and by how much their scores moved: dimension → spread of differences, −100 to 100."""

    n: int
    dimensions: Mapping[str, Spread]


def change_of(content: Content, cells: Sequence[Sequence[tuple[Scores, Scores]]]) -> Change | None:
    """The change of these people, each with the scores of then and now; None where they are too few."""
    rule = content.settings.group
    count = sum(map(len, cells))
    if count < rule.smallest:
        return None
    found = {}
    for dimension in content.dimensions:
        moved = [_moved(dimension.id, cell) for cell in cells]
        differences = sorted(difference for cell in moved if len(cell) >= rule.differ_by for difference in cell)
        if len(differences) >= rule.smallest:
            found[dimension.id] = quartiles(differences)
    return Change(count, found)


def _moved(dimension: str, cell: Sequence[tuple[Scores, Scores]]) -> list[float]:
    return [
        after - before
        for then, now in cell
        if (before := then[dimension]) is not None and (after := now[dimension]) is not None
    ]
