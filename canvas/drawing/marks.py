"""What a picture is made of: paths of lines and Bézier curves, and labels. x runs to the right, y downwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from fontTools.misc.bezierTools import splitCubic, splitLine  # type: ignore[import-untyped]  # it ships no types

Colour = str
"""#rrggbb"""
Point = tuple[float, float]
Segment = tuple[Point] | tuple[Point, Point, Point]
"""The end of a line, or two guides and the end of a Bézier curve."""


@dataclass(frozen=True)
class Outline:
    """A line through some points; a closed one returns to its start."""

    start: Point
    segments: tuple[Segment, ...]
    closed: bool = True


@dataclass(frozen=True)
class Path:
    """Outlines that are filled and edged together.

    `dashes` are lengths of line and gap in turn; `rounded`: its lines have round ends and joints.
    """

    outlines: tuple[Outline, ...]
    fill: Colour | None = None
    edge: Colour | None = None
    width: float = 1.0
    dashes: tuple[float, ...] = ()
    rounded: bool = False


@dataclass(frozen=True)
class Label:
    """A line of text, its middle at x and its baseline at y."""

    x: float
    y: float
    text: str
    size: float
    colour: Colour
    bold: bool = True


Mark = Path | Label


@dataclass(frozen=True)
class Picture:
    """Marks on a ground of this size, and what they show in one sentence or more."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    meaning: str = ""


def placed(path: Path, x: float, y: float, scale: float) -> Path:
    """The same path, `scale` times as large, its origin at a point."""

    def at(point: Point) -> Point:
        return (x + point[0] * scale, y + point[1] * scale)

    outlines = tuple(moved(outline, at) for outline in path.outlines)
    dashes = tuple(dash * scale for dash in path.dashes)
    return replace(path, outlines=outlines, width=path.width * scale, dashes=dashes)


def moved(outline: Outline, at: Callable[[Point], Point]) -> Outline:
    """An outline whose points are where `at` puts them."""
    segments = tuple(_moved(segment, at) for segment in outline.segments)
    return replace(outline, start=at(outline.start), segments=segments)


def _moved(segment: Segment, at: Callable[[Point], Point]) -> Segment:
    if len(segment) == 1:
        return (at(segment[0]),)
    near, far, end = segment
    return (at(near), at(far), at(end))


Change = Callable[[Colour], Colour]


def recoloured(path: Path, fill: Change, edge: Change | None = None) -> Path:
    """The same path with other colours, those of edges changed as those of fills unless said otherwise."""
    edge = edge or fill
    return replace(path, fill=path.fill and fill(path.fill), edge=path.edge and edge(path.edge))


def lower_part(path: Path, top: float) -> Iterator[Path]:
    """What of a path lies below a horizontal line, without a clipping region: any program can draw it."""
    below = [outline for outline in path.outlines if any(below for _, _, below in _split(outline, top))]
    if path.fill and below:
        yield replace(path, outlines=tuple(_pressed_down(outline, top) for outline in below), edge=None)
    if path.edge and below:
        edges = tuple(piece for outline in below for piece in _pieces_below(outline, top))
        yield replace(path, outlines=edges, fill=None)


def _split(outline: Outline, top: float) -> Iterator[tuple[Point, Segment, bool]]:
    """Start and segment of each piece of a outline, cut at a horizontal line, and whether it lies below the line."""
    here = outline.start
    segments = (*outline.segments, (outline.start,)) if outline.closed else outline.segments
    for segment in segments:
        points = (here, *segment)
        cut = splitLine(*points, top, True) if len(segment) == 1 else splitCubic(*points, top, True)
        for start, *rest in cut:
            yield start, tuple(rest), _middle(start, tuple(rest)) >= top
        here = segment[-1]


def _middle(start: Point, segment: Segment) -> float:
    """The height of a line or curve at its middle."""
    if len(segment) == 1:
        return (start[1] + segment[0][1]) / 2
    first, second, end = segment
    return (start[1] + 3 * first[1] + 3 * second[1] + end[1]) / 8


def _pressed_down(outline: Outline, top: float) -> Outline:
    """A outline whose pieces above the line lie on it: what it encloses below the line stays the same."""
    segments = tuple(
        segment if below else ((segment[-1][0], max(segment[-1][1], top)),)
        for _, segment, below in _split(outline, top)
    )
    start_x, start_y = outline.start
    return Outline((start_x, max(start_y, top)), segments, outline.closed)


def _pieces_below(outline: Outline, top: float) -> Iterator[Outline]:
    """The pieces of a outline below the line, those that meet joined."""
    start: Point | None = None
    segments: list[Segment] = []
    for begin, segment, below in _split(outline, top):
        if below:
            start = begin if start is None else start
            segments.append(segment)
        elif start is not None:
            yield Outline(start, tuple(segments), closed=False)
            start, segments = None, []
    if start is not None:
        yield Outline(start, tuple(segments), closed=False)
