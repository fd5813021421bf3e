"""Numbers as bars: each with its number beside it, weak ones hatched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from canvas.report.layout.drawing import hatched, label, label_to, shrunk
from canvas.report.model.sheet import Mark, Rectangle
from canvas.report.model.style import BODY, LEAF, NOTE, SMALL, SMALL_STRONG, STRONG, TRACK

_ROW = 20.0
_GROUP_GAP = 7.0
_BAR = 10.0
_NUMBER = 26.0
_SHORTEST = 3.0
"""A weak bar is seen even at 0."""


@dataclass(frozen=True)
class Bar:
    """A part of the whole. `value` 0–100, or None with a reason why there is none."""

    name: str
    value: float | None
    shown: str
    weak: bool = False


@dataclass(frozen=True)
class BarGroup:
    """A pillar and its dimensions."""

    whole: Bar
    parts: tuple[Bar, ...]


def chart_height(groups: tuple[BarGroup, ...]) -> float:
    """How high the chart of these groups is."""
    return sum((1 + len(group.parts)) * _ROW + _GROUP_GAP for group in groups)


def chart(groups: tuple[BarGroup, ...], x: float, top: float, width: float) -> Iterator[Mark]:
    """The groups below each other."""
    names = max((label(bar.name, BODY, 0, 0).width for group in groups for bar in group.parts), default=0)
    start = min(names + 18, width * 0.55)
    for group in groups:
        yield label(group.whole.name, STRONG, x, top)
        yield label_to(group.whole.shown, STRONG, x + width, top)
        top += _ROW
        for bar in group.parts:
            yield label(bar.name, shrunk(bar.name, BODY, start - 14), x + 8, top)
            yield from _bar(bar, x + start, top, width - start)
            top += _ROW
        top += _GROUP_GAP


def weak_sample(text: str, x: float, top: float) -> Iterator[Mark]:
    """What hatching means."""
    yield from hatched(x, top + 1.5, 22, _BAR - 1)
    yield label(text, NOTE, x + 28, top)


def _bar(bar: Bar, x: float, top: float, width: float) -> Iterator[Mark]:
    if bar.value is None:
        yield label_to(bar.shown, NOTE, x + width, top + 1)
        return
    y, full = top + 2.5, width - _NUMBER
    yield Rectangle(x, y, full, _BAR, TRACK)
    length = full * bar.value / 100
    if bar.weak:
        yield from hatched(x, y, max(length, _SHORTEST), _BAR)
    else:
        yield Rectangle(x, y, length, _BAR, LEAF)
    yield label_to(bar.shown, SMALL_STRONG if bar.weak else SMALL, x + width, top + 0.5)
