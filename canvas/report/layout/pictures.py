"""Drawings in SVG → marks on a sheet, so that screen and paper show the same picture.

Drawings are ours: paths and simple figures with plain colours, groups and transforms, and lines of text. Each
drawing is read once and kept at its own size; placing it only moves and scales it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import svgelements as svg  # type: ignore[import-untyped]  # it ships no types

from canvas.drawing.marks import Outline, Point, Segment, moved
from canvas.report.model.sheet import Mark, Shape, Words
from canvas.report.model.style import INK, Colour, Type
from canvas.report.typesetting.breaking import single_line


@dataclass(frozen=True)
class _Text:
    """A line of text in a drawing; `anchor` says which part of it is at `x`, 0 its start to 1 its end."""

    x: float
    y: float
    words: str
    type: Type
    anchor: float


@dataclass(frozen=True)
class _Picture:
    """A drawing at its own size."""

    width: float
    height: float
    parts: tuple[Shape | _Text, ...]


def picture_size(drawing: str) -> tuple[float, float]:
    """Width and height of a drawing in its own units: the ratio in which to place it."""
    picture = _read(drawing)
    return picture.width, picture.height


def picture_marks(drawing: str, x: float, y: float, width: float) -> tuple[Mark, ...]:
    """The marks of a drawing (the text of an SVG file), its upper left corner here and `width` points wide."""
    picture = _read(drawing)
    scale = width / picture.width
    return tuple(_placed(part, x, y, scale) for part in picture.parts)


def line_marks(drawing: str, x: float, y: float, width: float, line: float = 0.8) -> tuple[Mark, ...]:
    """The lines of a drawing in ink, `line` points wide, and nothing filled: a photocopier keeps no colours."""
    shapes = (mark for mark in picture_marks(drawing, x, y, width) if isinstance(mark, Shape))
    return tuple(replace(shape, fill=None, edge=INK, edge_width=line) for shape in shapes)


@lru_cache(maxsize=512)
def _read(drawing: str) -> _Picture:
    parsed = svg.SVG.parse(io.StringIO(drawing), reify=True)
    view = parsed.viewbox
    parts = (part for element in parsed.elements() if _is_visible(element) for part in _parts(element))
    return _Picture(float(view.width), float(view.height), tuple(parts))


def _is_visible(element: object) -> bool:
    return isinstance(element, svg.Shape | svg.Text) and element.values.get("visibility") != "hidden"


def _parts(element: svg.Shape | svg.Text) -> Iterator[Shape | _Text]:
    if isinstance(element, svg.Text):
        yield _text(element)
        return
    path = svg.Path(element)
    path.approximate_arcs_with_cubics()
    shape = Shape(
        outlines=tuple(_outlines(path)),
        fill=_colour(element.fill),
        edge=_colour(element.stroke),
        edge_width=float(element.stroke_width or 0),
        dashes=_dashes(element),
        rounded=element.values.get("stroke-linecap") == "round",
    )
    if shape.outlines and (shape.fill or shape.edge):
        yield shape


def _outlines(path: svg.Path) -> Iterator[Outline]:
    for part in path.as_subpaths():
        commands = list(part)
        if len(commands) < 2:  # noqa: PLR2004  # a move that leads nowhere
            continue
        segments = tuple(_segment(command) for command in commands if isinstance(command, svg.Line | svg.Curve))
        yield Outline(_point(commands[0].end), segments, isinstance(commands[-1], svg.Close))


def _segment(command: svg.Line | svg.Curve) -> Segment:
    if isinstance(command, svg.CubicBezier):
        return (_point(command.control1), _point(command.control2), _point(command.end))
    if isinstance(command, svg.QuadraticBezier):
        guide = command.control
        near, far = (end + (guide - end) * (2 / 3) for end in (command.start, command.end))
        return (_point(near), _point(far), _point(command.end))
    return (_point(command.end),)


def _point(point: svg.Point) -> Point:
    return (float(point.x), float(point.y))


def _colour(colour: svg.Color | None) -> Colour | None:
    """Plain colours only; what is hardly there is not there."""
    if colour is None or colour.value is None or colour.opacity < 0.05:  # noqa: PLR2004  # nobody sees it
        return None
    return f"#{colour.red:02x}{colour.green:02x}{colour.blue:02x}"


def _dashes(element: svg.Shape) -> tuple[float, ...]:
    written = element.values.get("stroke-dasharray")
    if not written or written == "none":
        return ()
    scale = float(element.stroke_width or 0) / float(element.values.get("stroke-width") or 1)
    return tuple(float(length) * scale for length in written.replace(",", " ").split())


def _text(element: svg.Text) -> _Text:
    scale = abs(element.transform.a) or 1.0
    at = element.transform.point_in_matrix_space((element.x, element.y))
    bold = str(element.values.get("font-weight", "")) in ("bold", "700", "800")
    type = Type(float(element.values.get("font-size", 10)) * scale, bold, _colour(element.fill) or "#000000")
    anchor = {"middle": 0.5, "end": 1.0}.get(str(element.anchor), 0.0)
    return _Text(float(at.x), float(at.y), element.text or "", type, anchor)


def _placed(part: Shape | _Text, x: float, y: float, scale: float) -> Mark:
    if isinstance(part, _Text):
        type = part.type.at(part.type.size * scale)
        line = single_line(part.words, type.bold)
        return Words(x + part.x * scale - part.anchor * line.width * type.size, y + part.y * scale, line, type)

    def at(point: Point) -> Point:
        return (x + point[0] * scale, y + point[1] * scale)

    outlines = tuple(moved(outline, at) for outline in part.outlines)
    dashes = tuple(length * scale for length in part.dashes)
    return replace(part, outlines=outlines, edge_width=part.edge_width * scale, dashes=dashes)
