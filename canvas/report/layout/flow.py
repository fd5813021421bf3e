"""Content put down from top to bottom, over as many columns and sheets as it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from canvas.report.model.sheet import Book, Role, Sheet, Words
from canvas.report.model.style import Type
from canvas.report.typesetting.breaking import Line, break_lines


@dataclass(frozen=True)
class Frame:
    """A part of a sheet that is filled downwards."""

    sheet: Sheet
    x: float
    top: float
    width: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Cell(NamedTuple):
    """Lines in a column of a row: where the column begins, measured from the frame's left side."""

    x: float
    width: float
    lines: Sequence[tuple[Line, Type]]

    def first(self, count: int) -> Cell:
        return self._replace(lines=self.lines[:count])

    def after(self, count: int) -> Cell:
        return self._replace(lines=self.lines[count:])


class Flow:
    """Where the next thing goes. All frames of a flow are equally wide."""

    def __init__(self, frames: Iterator[Frame]) -> None:
        self._frames = frames
        self.frame = next(frames)
        self.y = self.frame.top

    @property
    def room(self) -> float:
        return self.frame.bottom - self.y

    def move_on(self) -> None:
        """To the top of the next frame."""
        self.frame = next(self._frames)
        self.y = self.frame.top

    def need(self, height: float) -> None:
        """Moves on if less than this height is left, and a next frame can give more."""
        if self.room < height and self.y > self.frame.top:
            self.move_on()

    def gap(self, height: float) -> None:
        """White space, which a new frame does not begin with."""
        if self.y > self.frame.top:
            self.y += height

    def write(self, text: str, type: Type, role: Role = "P", indent: float = 0, keep: float = 0) -> None:
        """A paragraph; `keep` is the height of what must follow it in the same frame."""
        lines = lines_of(text, type, self.frame.width - indent)
        self.need(min(len(lines), 2) * type.leading + keep)
        cell = Cell(indent, self.frame.width - indent, [(line, type) for line in lines])
        self.row([cell], role, whole=False)

    def row(self, cells: Sequence[Cell], role: Role = "P", whole: bool = True) -> None:
        """Cells side by side; `whole`: moved to the next frame rather than split, if one frame can hold them.

        What finds no room goes on in the next frame, each cell in its column.
        """
        height = max((height_of(cell.lines) for cell in cells), default=0)
        if whole and height <= self.frame.height:
            self.need(height)
        rest = list(cells)
        while any(cell.lines for cell in rest):
            counts = [_fitting(cell, self.room) for cell in rest]
            if not any(counts) and self.y > self.frame.top:
                self.move_on()
                continue
            # A line goes down even where no frame has room for it, lest pages be turned for ever.
            counts = counts if any(counts) else [min(1, len(cell.lines)) for cell in rest]
            self._put([cell.first(count) for cell, count in zip(rest, counts, strict=True)], role)
            rest = [cell.after(count) for cell, count in zip(rest, counts, strict=True)]

    def _put(self, cells: Sequence[Cell], role: Role) -> None:
        for cell in cells:
            if cell.lines:
                self.frame.sheet.add(role, placed(cell.lines, self.frame.x + cell.x, self.y, cell.width))
        self.y += max(height_of(cell.lines) for cell in cells)

    def take(self, height: float) -> tuple[Sheet, float, float]:
        """Room for a drawing of this height: its sheet and its upper left corner."""
        self.need(height)
        corner = (self.frame.sheet, self.frame.x, self.y)
        self.y += height
        return corner


def columns(book: Book, first: Frame, later_top: float, landscape: bool = False) -> Iterator[Frame]:
    """A frame, then one like it on every following sheet of the book, new ones as needed."""
    yield first
    following = book.sheets.index(first.sheet) + 1
    while True:
        if following == len(book.sheets):
            book.new_sheet(landscape=landscape)
        yield Frame(book.sheets[following], first.x, later_top, first.width, first.bottom)
        following += 1


def lines_of(text: str, type: Type, width: float) -> tuple[Line, ...]:
    """The lines of a text in a box of this width."""
    return break_lines(text, width / type.size, type.bold)


def styled(text: str, type: Type, width: float) -> list[tuple[Line, Type]]:
    """The lines of a cell."""
    return [(line, type) for line in lines_of(text, type, width)]


def height_of(lines: Iterable[tuple[Line, Type]]) -> float:
    """How high lines are together."""
    return sum(type.leading for _, type in lines)


def placed(lines: Iterable[tuple[Line, Type]], x: float, top: float, width: float) -> Iterator[Words]:
    """Lines below each other; those that read from right to left start at the right."""
    for line, type in lines:
        left = x if line.rightward else x + width - line.width * type.size
        yield Words(left, top + type.baseline, line, type)
        top += type.leading


def centred(lines: Iterable[tuple[Line, Type]], x: float, top: float, width: float) -> Iterator[Words]:
    """Lines below each other, each in the middle."""
    for line, type in lines:
        yield Words(x + (width - line.width * type.size) / 2, top + type.baseline, line, type)
        top += type.leading


def _fitting(cell: Cell, room: float) -> int:
    """How many lines of a cell find room."""
    used = 0.0
    for count, (_, type) in enumerate(cell.lines):
        used += type.leading
        if used > room + 0.01:
            return count
    return len(cell.lines)
