"""Reads drawings in SVG, so that screen and paper show the same picture.

Drawings are ours: paths and simple figures with plain colours, groups and transforms, and lines of text. Each
drawing is read once and kept at its own size; placing it only moves and scales it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import svgelements as svg  # type: ignore[import-untyped]  # it ships no types

from canvas.drawing.marks import Colour, Outline, Path, Point, Segment

_QUARTER = 0.25
"""Of a turn: an arc becomes one Bézier curve for each, which differs from it by less than 0.03 % of its radius."""


@dataclass(frozen=True)
class Text:
    """A line of text in a drawing; `anchor` says which part of it is at `x`, 0 its start to 1 its end."""

    x: float
    y: float
    words: str
    size: float
    bold: bool
    colour: Colour
    anchor: float


@dataclass(frozen=True)
class Drawing:
    """A drawing at its own size."""

    width: float
    height: float
    parts: tuple[Path | Text, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        return tuple(part for part in self.parts if isinstance(part, Path))


@lru_cache(maxsize=512)
def read_drawing(text: str) -> Drawing:
    """The drawing in the text of an SVG file, in the units of its view box."""
    parsed = svg.SVG.parse(io.StringIO(text), reify=True)
    view = parsed.viewbox
    parts = (part for element in parsed.elements() if _is_visible(element) for part in _parts(element))
    return Drawing(float(view.width), float(view.height), tuple(parts))


def _is_visible(element: object) -> bool:
    return isinstance(element, svg.Shape | svg.Text) and element.values.get("visibility") != "hidden"


def _parts(element: svg.Shape | svg.Text) -> Iterator[Path | Text]:
    if isinstance(element, svg.Text):
        yield _text(element)
        return
    curves = svg.Path(element)
    curves.approximate_arcs_with_cubics(error=_QUARTER)
    path = Path(
        outlines=tuple(_outlines(curves)),
        fill=_colour(element.fill),
        edge=_colour(element.stroke),
        width=float(element.stroke_width or 0),
        dashes=_dashes(element),
        rounded=element.values.get("stroke-linecap") == "round",
    )
    if path.outlines and (path.fill or path.edge):
        yield path


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


def _text(element: svg.Text) -> Text:
    scale = abs(element.transform.a) or 1.0
    at = element.transform.point_in_matrix_space((element.x, element.y))
    size = float(element.values.get("font-size", 10)) * scale
    bold = str(element.values.get("font-weight", "")) in ("bold", "700", "800")
    anchor = {"middle": 0.5, "end": 1.0}.get(str(element.anchor), 0.0)
    return Text(float(at.x), float(at.y), element.text or "", size, bold, _colour(element.fill) or "#000000", anchor)
