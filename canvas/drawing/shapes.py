"""The shapes that pictures are put together from: small SVG files with plain attributes."""

from __future__ import annotations

from functools import cache
from pathlib import Path as File
from xml.etree import ElementTree

from fontTools.pens.recordingPen import RecordingPen  # type: ignore[import-untyped]  # it ships no types
from fontTools.svgLib.path import parse_path  # type: ignore[import-untyped]
from fontTools.svgLib.path.shapes import PathBuilder  # type: ignore[import-untyped]

from canvas.drawing.marks import Outline, Path, Point, Segment

TOOL = "tool"
"""The object that differs by sector: its shapes are named tool_<sector>."""
_FOLDER = File(__file__).with_name("shapes")


@cache
def shape(name: str) -> tuple[Path, ...]:
    """A shape by its name, in the units of its file. Raises `KeyError` where there is none of this name."""
    file = _FOLDER / f"{name}.svg"
    if name not in shape_names():
        raise KeyError(name)
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    return tuple(_path({**root.attrib, **element.attrib}, element) for element in root)


@cache
def shape_names() -> frozenset[str]:
    """The names of all shapes."""
    return frozenset(file.stem for file in _FOLDER.glob("*.svg"))


def _path(attributes: dict[str, str], element: ElementTree.Element) -> Path:
    builder = PathBuilder()
    builder.add_path_from_element(element)
    pen = RecordingPen()
    for description in builder.paths:
        parse_path(description, pen)
    fill, edge = (None if attributes.get(name, "none") == "none" else attributes[name] for name in ("fill", "stroke"))
    return Path(_outlines(pen), fill, edge, float(attributes.get("stroke-width", 1)))


def _outlines(pen: RecordingPen) -> tuple[Outline, ...]:
    outlines: list[Outline] = []
    start: Point = (0.0, 0.0)
    segments: list[Segment] = []
    for name, points in pen.value:
        if name == "moveTo":
            start, segments = points[0], []
        elif name in ("lineTo", "curveTo"):
            segments.append(tuple(points))
        elif name == "qCurveTo":
            segments.append(_cubic(segments[-1][-1] if segments else start, *points))
        else:
            outlines.append(Outline(start, tuple(segments), name == "closePath"))
    return tuple(outlines)


def _cubic(start: Point, guide: Point, end: Point) -> Segment:
    """A quadratic curve as a cubic one, which is all that a PDF knows."""
    first, second = (
        (point[0] + 2 / 3 * (guide[0] - point[0]), point[1] + 2 / 3 * (guide[1] - point[1])) for point in (start, end)
    )
    return (first, second, end)
