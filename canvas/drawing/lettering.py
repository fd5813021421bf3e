"""How wide a text is, about, and how it is broken: enough for a sign, in any typeface."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from unicodedata import east_asian_width

_NARROW, _WIDE = "iljtfrI.,:;'’!|()[] -", "mwMW@%—"
_WIDTHS: Mapping[bool, float] = {True: 0.74, False: 0.6}
_NARROW_WIDTH, _WIDE_WIDTH, _SQUARE_WIDTH = 0.36, 0.95, 1.3


def width_of(text: str, size: float) -> float:
    """The room that a bold text takes, somewhat more rather than less."""
    return size * sum(map(_width, text))


def _width(letter: str) -> float:
    if letter in _NARROW:
        return _NARROW_WIDTH
    if east_asian_width(letter) in "WF":
        return _SQUARE_WIDTH
    return _WIDE_WIDTH if letter in _WIDE else _WIDTHS[letter.isupper() or not letter.isascii()]


def fitted(text: str, size: float, room: float) -> float:
    """The size, or the smaller one at which a line fits the room."""
    width = width_of(text, size)
    return size if width <= room else size * room / width


def in_lines(text: str, size: float, room: float) -> tuple[str, ...]:
    """One line where it fits; else two, broken at the space that makes them most alike."""
    text = " ".join(text.split())
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if width_of(text, size) <= room or not spaces:
        return (text,)
    before = [0.0, *accumulate(map(_width, text))]
    best = min(spaces, key=lambda place: round(max(before[place], before[-1] - before[place + 1]), 6))
    return (text[:best], text[best + 1 :])
