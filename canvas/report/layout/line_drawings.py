"""Drawings of content/pictures (SVG) as lines on a sheet, in ink: a photocopier keeps lines, and no colours."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from fontTools.misc.transform import Identity, Transform  # type: ignore[import-untyped]  # fontTools ships no types
from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from fontTools.svgLib.path import PathBuilder, parse_path  # type: ignore[import-untyped]

from canvas.report.model.sheet import Mark, Point, Stroke
from canvas.report.model.style import INK

_SIDE = 72.0
"""Every drawing is made on a square of this side."""
_PIECES = 6
"""Straight pieces for each curve; at the size of a letter no corner is seen."""
_TRANSFORM = re.compile(r"(translate|rotate)\(([^)]*)\)")


def picture(file: Path, x: float, y: float, size: float, width: float = 0.8) -> Iterator[Mark]:
    """A drawing in a square of this size, its lines `width` points wide."""
    scale = size / _SIDE
    for points in _outlines(file):
        yield Stroke(tuple((x + across * scale, y + down * scale) for across, down in points), INK, width)


@lru_cache(maxsize=256)
def _outlines(file: Path) -> tuple[tuple[Point, ...], ...]:
    pen = _Lines()
    _draw(ElementTree.parse(file).getroot(), Identity, pen)
    return tuple(tuple(points) for points in pen.outlines if len(points) > 1)


def _draw(element: ElementTree.Element, transform: Transform, pen: _Lines) -> None:
    """Draws the shapes of an element, then those inside it."""
    for name, listed in _TRANSFORM.findall(element.get("transform", "")):
        transform = _transformed(transform, name, [float(number) for number in re.split(r"[\s,]+", listed.strip())])
    shapes = PathBuilder()
    # Without its transform, which is applied here: fontTools knows no other than a matrix.
    shapes.add_path_from_element(
        ElementTree.Element(element.tag, {name: value for name, value in element.items() if name != "transform"})
    )
    for path in shapes.paths:
        parse_path(path, TransformPen(pen, transform))
    for child in element:
        _draw(child, transform, pen)


def _transformed(transform: Transform, name: str, numbers: list[float]) -> Transform:
    if name == "translate":
        return transform.translate(*numbers)
    angle, *centre = numbers
    x, y = centre or (0.0, 0.0)
    return transform.translate(x, y).rotate(math.radians(angle)).translate(-x, -y)


class _Lines(BasePen):  # type: ignore[misc]  # fontTools ships no types
    """Collects outlines as points, curves as a few straight pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.outlines: list[list[Point]] = []

    def _moveTo(self, pt: Point) -> None:  # noqa: N802  # the name is fontTools'
        self.outlines.append([pt])

    def _lineTo(self, pt: Point) -> None:  # noqa: N802
        self.outlines[-1].append(pt)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:  # noqa: N802
        start = self.outlines[-1][-1]
        for piece in range(1, _PIECES + 1):
            self.outlines[-1].append(_on_curve((start, pt1, pt2, pt3), piece / _PIECES))

    def _closePath(self) -> None:  # noqa: N802
        self.outlines[-1].append(self.outlines[-1][0])


def _on_curve(points: tuple[Point, Point, Point, Point], along: float) -> Point:
    """The point of a Bézier curve at a share (0–1) of its way."""
    rest = 1 - along
    weights = (rest**3, 3 * rest**2 * along, 3 * rest * along**2, along**3)
    return (
        sum(weight * x for weight, (x, _) in zip(weights, points, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, points, strict=True)),
    )
