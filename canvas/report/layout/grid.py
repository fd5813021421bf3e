"""The rows of a canvas, stretched so that full boxes get what empty ones do not need.

A template says which boxes lie beside and below each other. How high each row is follows from what is
in the boxes, within limits, so that the canvas keeps its shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_ROUNDS = 60
_LEAST_SHARE = 0.55
"""Of its even share a row always keeps this much: room for a pen."""
_SLACK = 0.01


class Span(NamedTuple):
    """A box's first row, how many rows it takes, and how high it would have to be."""

    row: int
    rows: int
    need: float

    def height(self, heights: Sequence[float]) -> float:
        return sum(heights[self.row : self.row + self.rows])


def stretched(spans: Sequence[Span], rows: int, total: float) -> tuple[float, ...]:
    """Heights of the rows, adding up to `total`, that serve the needs of the boxes as well as they can."""
    least = _LEAST_SHARE * total / rows
    heights = [total / rows] * rows
    for _ in range(_ROUNDS):
        short = [span for span in spans if span.height(heights) < span.need - _SLACK]
        if not short:
            break
        for span in short:
            missing = max(0.0, span.need - span.height(heights))
            for row in range(span.row, span.row + span.rows):
                heights[row] += missing / span.rows
        heights = _scaled(heights, least, total)
    return tuple(heights)


def satisfied(spans: Sequence[Span], heights: Sequence[float]) -> bool:
    """Whether every box is as high as it has to be; a point more or less is not seen."""
    return all(span.height(heights) >= span.need - 1 for span in spans)


def most(span: Span, rows: int, total: float) -> float:
    """How high a box can get if all other rows keep only their least."""
    return total - (rows - span.rows) * _LEAST_SHARE * total / rows


def lowest_columns(heights: Sequence[float], columns: int) -> float:
    """How high a number of columns must be that take things of these heights one after the other."""
    height = max(max(heights, default=0.0), sum(heights) / columns)
    while _columns_taken(heights, height) > columns:
        height += 4
    return height


def _columns_taken(heights: Sequence[float], height: float) -> int:
    taken, used = 1, 0.0
    for item in heights:
        if used + item > height + _SLACK:
            taken, used = taken + 1, 0.0
        used += item
    return taken


def _scaled(heights: Sequence[float], least: float, total: float) -> list[float]:
    """Makes the rows add up again by taking from what they have above the least."""
    above = sum(height - least for height in heights)
    share = (total - least * len(heights)) / above
    return [least + (height - least) * share for height in heights]
