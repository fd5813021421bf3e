"""Small drawings: the mark of the tool, hatching, ticks and boxes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import segno

from canvas.drawing.marks import Outline
from canvas.report.model.sheet import Mark, Rectangle, Shape, Stroke, Words
from canvas.report.model.style import INK, LEAF, LEAF_TINT, PAPER, SMALLEST, SUN, SUN_TINT, Colour, Type
from canvas.report.typesetting.breaking import single_line


def label(text: str, type: Type, x: float, top: float) -> Words:
    """A text that is one short line, its top left corner here."""
    return Words(x, top + type.baseline, single_line(text, type.bold), type)


def label_to(text: str, type: Type, right: float, top: float) -> Words:
    """The same, ending at `right`."""
    words = label(text, type, 0, top)
    return Words(right - words.width, words.y, words.line, type)


def shrunk(text: str, type: Type, room: float) -> Type:
    """The type, smaller where a one-line text would not fit, but never too small to read."""
    width = single_line(text, type.bold).width
    return type if width * type.size <= room else type.at(max(SMALLEST, room / width))


def leaf(x: float, y: float, size: float) -> Iterator[Mark]:
    """The tool's mark: a seedling growing out of a canvas of boxes."""

    def at(across: float, down: float) -> tuple[float, float]:
        return (x + across * size / 72, y + down * size / 72)

    width = size / 24
    yield Rectangle(*at(6, 34), size * 60 / 72, size * 34 / 72, None, INK, width, radius=size / 14)
    yield Stroke((at(21, 34), at(21, 54)), INK, width)
    yield Stroke((at(51, 34), at(51, 54)), INK, width)
    yield Stroke((at(6, 54), at(66, 54)), INK, width)
    yield Stroke((at(36, 54), at(36, 24)), LEAF, width)
    big = ((at(35, 12), at(44, 5), at(61, 4)), (at(62, 19), at(52, 26), at(36, 26)))
    small = ((at(25, 35), at(18, 30), at(17, 18)), (at(28, 17), at(35, 24), at(36, 34)))
    yield Shape((Outline(at(36, 26), big),), LEAF_TINT, LEAF, width)
    yield Shape((Outline(at(36, 34), small),), LEAF_TINT, LEAF, width)


def tick(x: float, y: float, size: float, colour: Colour = LEAF) -> Mark:
    """A tick in a square of this size."""
    points = ((x, y + size * 0.55), (x + size * 0.38, y + size * 0.9), (x + size, y + size * 0.1))
    return Stroke(points, colour, size / 5)


def upward(x: float, y: float, size: float, colour: Colour = SUN) -> Iterator[Mark]:
    """An arrow that points up: something that can still rise."""
    middle, width = x + size / 2, size / 6
    head = ((x + size * 0.1, y + size * 0.5), (middle, y + size * 0.08), (x + size * 0.9, y + size * 0.5))
    yield Stroke(((middle, y + size), (middle, y + size * 0.1)), colour, width)
    yield Stroke(head, colour, width)


def tick_box(x: float, y: float, size: float) -> Mark:
    """An empty box to be ticked with a pen."""
    return Rectangle(x, y, size, size, PAPER, INK, 1.1, radius=2)


def hatched(x: float, y: float, width: float, height: float) -> Iterator[Mark]:
    """A bar filled with slanting lines, which a photocopier keeps."""
    yield Rectangle(x, y, width, height, SUN_TINT)
    start = -height + 1.5
    while start < width:
        left, right = max(start, 0.0), min(start + height, width)
        yield Stroke(((x + left, y + height - (left - start)), (x + right, y + height - (right - start))), SUN, 1.3)
        start += 4.5
    yield Rectangle(x, y, width, height, None, SUN, 0.9)


def qr_code(code: segno.QRCode, x: float, y: float, side: float, border: int = 2) -> Iterator[Mark]:
    """A QR code as boxes: dark squares that touch in a row are one box. `border` is its white edge, in squares."""
    rows = [list(row) for row in code.matrix_iter(border=border)]
    size = side / len(rows)
    yield Rectangle(x, y, side, side, PAPER)
    for index, row in enumerate(rows):
        start = 0
        for dark, squares in groupby(row):
            count = len(list(squares))
            if dark:
                # A hair too wide and too high, so that no light shows between boxes that touch.
                yield Rectangle(x + start * size, y + index * size, count * size + 0.05, size + 0.05, INK)
            start += count
