"""A picture of `canvas.drawing` on a sheet."""

from __future__ import annotations

from collections.abc import Iterator

from canvas.drawing.marks import Label, Path, Picture, placed
from canvas.report.model.sheet import Mark, Shape, Words
from canvas.report.model.style import Type
from canvas.report.typesetting.breaking import single_line


def stall_marks(picture: Picture, x: float, top: float, width: float) -> Iterator[Mark]:
    """The picture `width` points wide, its upper left corner here."""
    scale = width / picture.width
    for mark in picture.marks:
        if isinstance(mark, Path):
            yield _shape(placed(mark, x, top, scale))
        else:
            yield _words(mark, x, top, scale)


def _shape(path: Path) -> Shape:
    return Shape(path.outlines, path.fill, path.edge, path.width, path.dashes, rounded=True)


def _words(label: Label, x: float, top: float, scale: float) -> Words:
    type_ = Type(label.size * scale, label.bold, label.colour)
    line = single_line(label.text, label.bold)
    return Words(x + label.x * scale - line.width * type_.size / 2, top + label.y * scale, line, type_)
