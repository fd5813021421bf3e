"""Text → lines that fit a width.

A line breaks between words; between the letters of scripts that write no spaces; and, rather than run out
of its box, within a word. Widths are measured once a word and do not depend on the size: all of this works
at size 1, where a box is as wide as its width divided by the size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from fontTools.unicodedata import script  # type: ignore[import-untyped]  # fontTools ships no types
from uniseg.linebreak import LineBreak, line_break, line_break_units  # type: ignore[import-untyped]  # the same

from canvas.report.typesetting.fonts import text_face
from canvas.report.typesetting.shaping import Run, clusters, plain, reads_rightward, runs_of, width_of

_NEEDS_A_DICTIONARY = frozenset({"Thai", "Laoo", "Khmr", "Mymr"})
"""Scripts whose words only a dictionary finds; they break between any two clusters instead."""
_UNBROKEN = frozenset({LineBreak.AL, LineBreak.HL, LineBreak.NU, LineBreak.CM, LineBreak.ZWJ})
"""Letters of alphabets, Hebrew letters, digits, marks: no line ends between any two of them (UAX #14, LB9 to LB28)."""
_JOINTS = frozenset("-–/")
_JOINT = re.compile(r"(?<=\w[-–/])(?=\w)")
"""After a hyphen, a dash or a stroke inside a word: "Rp5.000–Rp20.000", "sehari-hari"."""
_REMEMBERED = 300
"""Letters; what is longer is hardly met twice, and not kept."""
_SLACK = 1e-6
"""Sums of widths differ in their last digits."""


@dataclass(frozen=True)
class Line:
    """One line of text, in reading order; `rightward` says from which side it starts."""

    text: str
    bold: bool = False
    rightward: bool = True

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """What is on paper, from left to right."""
        return runs_of(self.text, self.bold, self.rightward)

    @cached_property
    def width(self) -> float:
        """At size 1."""
        return sum(run.width for run in self.runs)


class _Part(NamedTuple):
    """What must stay on one line if it can, and whether a space comes before it."""

    text: str
    spaced: bool


def break_lines(text: str, room: float, bold: bool = False) -> tuple[Line, ...]:
    """The lines of a text in a box `room` times as wide as the letters are high."""
    return _remembered_lines(text, room, bold) if len(text) <= _REMEMBERED else _broken(text, room, bold)


@lru_cache(maxsize=1024)
def single_line(text: str, bold: bool = False) -> Line:
    """A text that is never broken: a label, a number."""
    joined = " ".join(plain(text).split())
    return Line(joined, bold, reads_rightward(joined))


def _broken(text: str, room: float, bold: bool) -> tuple[Line, ...]:
    return tuple(line for paragraph in plain(text).split("\n") for line in _break(paragraph, room, bold))


# Most texts of a sheet are on every sheet: questions, answers, steps.
_remembered_lines = lru_cache(maxsize=4096)(_broken)


def _break(paragraph: str, room: float, bold: bool) -> Iterator[Line]:
    rightward = paragraph.isascii() or reads_rightward(paragraph)
    for text in _filled(_parts(paragraph, bold), room, bold):
        yield Line(text, bold, rightward)


def _filled(parts: Iterator[_Part], room: float, bold: bool) -> Iterator[str]:
    """Puts as many parts on each line as it takes."""
    space = _part_width(" ", bold)
    words: list[str] = []
    taken = 0.0
    for part in parts:
        width = _part_width(part.text, bold)
        gap = space if part.spaced and words else 0.0
        if words and taken + gap + width > room + _SLACK:
            yield "".join(words)
            words, taken, gap = [], 0.0, 0.0
        if width > room + _SLACK:
            *full, last = _torn(part.text, room, bold)
            yield from full
            words, taken = [last], _part_width(last, bold)
            continue
        words += [" ", part.text] if gap else [part.text]
        taken += gap + width
    if words:
        yield "".join(words)


def _parts(paragraph: str, bold: bool) -> Iterator[_Part]:
    simple = text_face(bold).letters
    for word in paragraph.split():
        if not simple.issuperset(word):
            yield from _parts_of_word(word)
        elif _JOINTS.isdisjoint(word):
            yield _Part(word, spaced=True)
        else:
            first, *others = _JOINT.split(word)
            yield _Part(first, spaced=True)
            yield from (_Part(other, spaced=False) for other in others)


def _parts_of_word(word: str) -> Iterator[_Part]:
    """Where Unicode allows a line to end (UAX #14): between two Chinese letters, never within a Javanese conjunct."""
    if _UNBROKEN.issuperset(map(line_break, set(word))):  # the usual case, and asking for every pair takes long
        yield _Part(word, spaced=True)
        return
    spaced = True
    for unit in line_break_units(word):
        for text in clusters(unit) if script(unit[0]) in _NEEDS_A_DICTIONARY else (unit,):
            yield _Part(text, spaced)
            spaced = False


def _torn(word: str, room: float, bold: bool) -> Iterator[str]:
    """A word wider than its box, broken between its letters; a box narrower than a letter takes one."""
    part, taken = "", 0.0
    for cluster in clusters(word):
        width = _part_width(cluster, bold)
        if part and taken + width > room + _SLACK:
            yield part
            part, taken = "", 0.0
        part += cluster
        taken += width
    yield part


def _part_width(text: str, bold: bool) -> float:
    if len(text) <= _REMEMBERED:
        return _remembered_width(text, bold)
    # What is that long is torn anyway; joined letters may differ a little from the sum.
    return sum(_remembered_width(cluster, bold) for cluster in clusters(text))


@lru_cache(maxsize=8192)
def _remembered_width(text: str, bold: bool) -> float:
    return width_of(text, bold)
