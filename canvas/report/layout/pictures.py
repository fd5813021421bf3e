"""Drawings in SVG, placed on a sheet."""

from __future__ import annotations

from dataclasses import replace

from canvas.drawing.files import Text, read_drawing
from canvas.drawing.marks import Path, placed
from canvas.report.model.sheet import Mark, Shape, Words
from canvas.report.model.style import INK, Type
from canvas.report.typesetting.breaking import single_line


def picture_size(drawing: str) -> tuple[float, float]:
    """Width and height of a drawing in its own units: the ratio in which to place it."""
    picture = read_drawing(drawing)
    return picture.width, picture.height


def picture_marks(drawing: str, x: float, y: float, width: float) -> tuple[Mark, ...]:
    """The marks of a drawing (the text of an SVG file), its upper left corner here and `width` points wide."""
    picture = read_drawing(drawing)
    scale = width / picture.width
    return tuple(
        _words(part, x, y, scale) if isinstance(part, Text) else shape_of(placed(part, x, y, scale))
        for part in picture.parts
    )


def line_marks(drawing: str, x: float, y: float, width: float, line: float = 0.8) -> tuple[Mark, ...]:
    """The lines of a drawing in ink, `line` points wide, and nothing filled: a photocopier keeps no colours."""
    shapes = (mark for mark in picture_marks(drawing, x, y, width) if isinstance(mark, Shape))
    return tuple(replace(shape, fill=None, edge=INK, edge_width=line) for shape in shapes)


def shape_of(path: Path) -> Shape:
    """A path of a picture as a mark on a sheet."""
    return Shape(path.outlines, path.fill, path.edge, path.width, path.dashes, path.rounded)


def _words(text: Text, x: float, y: float, scale: float) -> Words:
    type = Type(text.size * scale, text.bold, text.colour)
    line = single_line(text.words, type.bold)
    return Words(x + text.x * scale - text.anchor * line.width * type.size, y + text.y * scale, line, type)
