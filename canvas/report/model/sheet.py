"""A sheet of paper as a list of marks: the one layout from which PDF, SVG and PNG are made.

Lengths are points (1/72 inch); x runs to the right and y downwards from the upper left corner. Marks that
belong together are in a passage, which says what they are to somebody who hears the sheet read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from canvas.drawing.marks import Outline
from canvas.report.model.style import Colour, Type
from canvas.report.typesetting.breaking import Line

A4 = (595.28, 841.89)

Role = Literal["H1", "H2", "H3", "P", "Figure", "Artifact"]
"""Headings, text, a drawing with its meaning in words, or something that is no content (a page number)."""

Point = tuple[float, float]
Dashes = tuple[float, ...]


@dataclass(frozen=True)
class Words:
    """A line of text; `x` is its left end and `y` its baseline."""

    x: float
    y: float
    line: Line
    type: Type

    @property
    def width(self) -> float:
        return self.line.width * self.type.size


@dataclass(frozen=True)
class Rectangle:
    """A box, filled, edged or both; `dashes` are lengths of line and gap in turn."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    edge: Colour | None = None
    edge_width: float = 0.75
    dashes: Dashes = ()
    radius: float = 0.0


@dataclass(frozen=True)
class Stroke:
    """A line through points."""

    points: tuple[Point, ...]
    colour: Colour
    width: float = 0.75
    dashes: Dashes = ()


@dataclass(frozen=True)
class Shape:
    """A figure of lines and curves, filled, edged or both. `rounded`: its lines have round ends and joints."""

    outlines: tuple[Outline, ...]
    fill: Colour | None = None
    edge: Colour | None = None
    edge_width: float = 0.75
    dashes: Dashes = ()
    rounded: bool = False


Mark = Words | Rectangle | Stroke | Shape


@dataclass(frozen=True)
class Passage:
    """Marks that are one thing to a reader."""

    role: Role
    marks: tuple[Mark, ...]
    meaning: str = ""
    """Of a figure: what it shows, in words."""


@dataclass
class Sheet:
    """A page while it is being filled; `bookmark` is its name in the list of contents."""

    width: float
    height: float
    bookmark: str | None = None
    passages: list[Passage] = field(default_factory=list)

    def add(self, role: Role, marks: Iterable[Mark], meaning: str = "") -> None:
        self.passages.append(Passage(role, tuple(marks), meaning))

    @property
    def marks(self) -> Iterator[Mark]:
        return (mark for passage in self.passages for mark in passage.marks)

    @property
    def words(self) -> Iterator[str]:
        """Every line of text, in the order of reading."""
        return (mark.line.text for mark in self.marks if isinstance(mark, Words))


@dataclass
class Book:
    """The sheets of a document, in order."""

    sheets: list[Sheet] = field(default_factory=list)

    def new_sheet(self, bookmark: str | None = None, landscape: bool = False) -> Sheet:
        short, long = A4
        width, height = (long, short) if landscape else (short, long)
        sheet = Sheet(width, height, bookmark)
        self.sheets.append(sheet)
        return sheet
