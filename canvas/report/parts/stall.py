"""A picture of `canvas.drawing` on a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from canvas.drawing.marks import Label, Path, Picture, placed
from canvas.report.layout.pictures import shape_of
from canvas.report.model.sheet import Mark, Shape, Words
from canvas.report.model.style import Type
from canvas.report.typesetting.breaking import single_line

_SHAPES_KEPT = 2000
"""Everybody's stall is at the same place, and its parts are drawn in a few states."""


def stall_marks(picture: Picture, x: float, top: float, width: float) -> Iterator[Mark]:
    """The picture `width` points wide, its upper left corner here."""
    scale = width / picture.width
    for mark in picture.marks:
        if isinstance(mark, Path):
            yield _shape(mark, x, top, scale)
        else:
            yield _words(mark, x, top, scale)


@lru_cache(maxsize=_SHAPES_KEPT)
def _shape(path: Path, x: float, top: float, scale: float) -> Shape:
    return replace(shape_of(placed(path, x, top, scale)), rounded=True)  # as on the screen


def _words(label: Label, x: float, top: float, scale: float) -> Words:
    type_ = Type(label.size * scale, label.bold, label.colour)
    line = single_line(label.text, label.bold)
    return Words(x + label.x * scale - line.width * type_.size / 2, top + label.y * scale, line, type_)
