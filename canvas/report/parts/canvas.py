"""A canvas → sheets: its boxes on a grid, its notes inside, and what found no room on a further sheet.

Rows stretch and letters shrink until all notes find room, but letters stay readable, and equally large in all
boxes. What still finds no room goes on under "continued": nothing is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from canvas.content.models import Block, CanvasPage
from canvas.prefill import Canvas, Note
from canvas.report.layout.drawing import label, label_to, leaf, shrunk
from canvas.report.layout.flow import Flow, Frame, height_of, placed, styled
from canvas.report.layout.grid import Span, lowest_columns, most, satisfied, stretched
from canvas.report.model.sheet import Book, Rectangle, Sheet
from canvas.report.model.style import INK, NOTE, PAPER, SMALL, SMALLEST, SOFT, SUBHEADING, TITLE, Type
from canvas.report.parts.notes import SetNote, draw_legend, draw_note, flow_note, gap_for, set_note
from canvas.report.parts.pages import FOOT
from canvas.report.subject import Subject

_MARGIN = 29.0
_GRID_TOP = 53.0
_GRID_BOTTOM = FOOT + 22.0
_BOX_GAP = 4.0
_BOX_PADDING = 4.5
_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, SMALLEST)
_NAME_PADDING = 3.0
_LEAST_COLUMN = 150.0
_BLOCK_NAME = Type(9, bold=True, spacing=1.2)
_PROMPT = Type(8, colour=SOFT)
_MORE = Type(SMALLEST, bold=True, colour=SOFT)
_COLUMNS_OF_REST = 3


@dataclass(frozen=True)
class _Box:
    """A block of the canvas at its position on the sheet, with the part of it that takes notes."""

    block: Block
    notes: tuple[Note, ...]
    outer: Frame
    inner: Frame

    @property
    def columns(self) -> int:
        """In a wide box notes are side by side."""
        return max(1, int(self.inner.width // _LEAST_COLUMN))

    @property
    def column_width(self) -> float:
        return (self.inner.width - (self.columns - 1) * _BOX_PADDING) / self.columns


@dataclass(frozen=True)
class _Rest:
    """What found no room: of which box, and its notes."""

    title: str
    notes: tuple[Note, ...]


def add_canvas(book: Book, subject: Subject, canvas: Canvas) -> None:
    """A landscape sheet for each page of the template, then sheets for what found no room on them."""
    rest: list[_Rest] = []
    for page in canvas.template.pages:
        rest += _add_page(book, subject, canvas, page)
    if rest:
        _add_rest(book, subject, rest)


def _add_page(book: Book, subject: Subject, canvas: Canvas, page: CanvasPage) -> list[_Rest]:
    language = subject.texts.language
    title = canvas.template.name[language]
    if len(canvas.template.pages) > 1:
        title = f"{title}: {page.name[language]}"
    sheet = book.new_sheet(title, landscape=True)
    rest = _add_head(sheet, subject, title)
    size, heights = _size_and_rows(subject, canvas, page, sheet)
    for block in page.blocks:
        box = _box(sheet, page, heights, block, canvas.notes[block.id], language)
        _draw_box(subject, box)
        left = _draw_notes(subject, box, size)
        if left:
            rest.append(_Rest(block.name[language], left))
    draw_legend(sheet, subject, _MARGIN, sheet.height - _GRID_BOTTOM + 9)
    return rest


def _size_and_rows(subject: Subject, canvas: Canvas, page: CanvasPage, sheet: Sheet) -> tuple[float, tuple[float, ...]]:
    """The largest letters, and rows to go with them, with which all notes find room.

    A box with so many notes that it can never hold them does not make the others small.
    """
    total = sheet.height - _GRID_TOP - _GRID_BOTTOM + _BOX_GAP
    even = (total / page.rows,) * page.rows
    language = subject.texts.language
    boxes = [_box(sheet, page, even, block, canvas.notes[block.id], language) for block in page.blocks]
    heights = even
    for size in _SIZES:
        needs = [Span(box.block.row, box.block.height, _need(box, size)) for box in boxes]
        spans = [span for span in needs if span.need <= most(span, page.rows, total)]
        heights = stretched(spans, page.rows, total)
        if satisfied(spans if size == SMALLEST else needs, heights):
            return size, heights
    return SMALLEST, heights


def _need(box: _Box, size: float) -> float:
    """How high a box must be to hold its notes."""
    heights = [set_note(note, box.column_width, size).height + gap_for(size) for note in box.notes]
    around = box.inner.top - box.outer.top + _BOX_PADDING + _BOX_GAP
    return around + lowest_columns(heights, box.columns)


def _add_head(sheet: Sheet, subject: Subject, title: str) -> list[_Rest]:
    """Title, business and day. A name too long for the line goes with what found no room."""
    texts = subject.texts
    sheet.add("Artifact", leaf(_MARGIN, 18, 26))
    heading = label(title, TITLE.at(17), _MARGIN + 34, 21)
    sheet.add("H1", [heading])
    day = label_to(texts.long_date(subject.today), NOTE, sheet.width - _MARGIN, 27)
    sheet.add("P", [day])
    if not subject.name:
        return []
    room = day.x - heading.x - heading.width - 40
    type = SUBHEADING.coloured(SOFT)
    name = label(subject.name, shrunk(subject.name, type, room), heading.x + heading.width + 18, 25)
    if name.width > room + 0.01:
        return [_Rest(texts("report.business_name"), (Note("", "", subject.name, "mine", None),))]
    sheet.add("P", [name])
    return []


def _box(
    sheet: Sheet, page: CanvasPage, heights: Sequence[float], block: Block, notes: tuple[Note, ...], language: str
) -> _Box:
    across = (sheet.width - 2 * _MARGIN + _BOX_GAP) / page.columns
    x, top = _MARGIN + block.column * across, _GRID_TOP + sum(heights[: block.row])
    width = block.width * across - _BOX_GAP
    bottom = top + sum(heights[block.row : block.row + block.height]) - _BOX_GAP
    inside = width - 2 * _BOX_PADDING
    below_name = top + height_of(styled(block.name[language], _BLOCK_NAME, inside)) + 2 * _NAME_PADDING
    inner = Frame(sheet, x + _BOX_PADDING, below_name, inside, bottom - _BOX_PADDING)
    return _Box(block, notes, Frame(sheet, x, top, width, bottom), inner)


def _places(box: _Box, size: float, bottom: float) -> Iterator[tuple[SetNote, float, float]]:
    """Notes with their places, column after column, as many as find room above `bottom`."""
    column, y = 0, box.inner.top
    for note in box.notes:
        lines = set_note(note, box.column_width, size)
        if y + lines.height > bottom + 0.01 and y > box.inner.top:
            column, y = column + 1, box.inner.top
        if column == box.columns or y + lines.height > bottom + 0.01:
            return
        yield lines, box.inner.x + column * (box.column_width + _BOX_PADDING), y
        y += lines.height + gap_for(size)


def _draw_box(subject: Subject, box: _Box) -> None:
    """The box with its name; an empty one asks its question, to be answered with a pen."""
    language, outer, inner = subject.texts.language, box.outer, box.inner
    outer.sheet.add("Artifact", [Rectangle(outer.x, outer.top, outer.width, outer.height, PAPER, INK, 0.8, radius=5)])
    name = styled(box.block.name[language], _BLOCK_NAME, inner.width)
    outer.sheet.add("H2", placed(name, inner.x, outer.top + _NAME_PADDING, inner.width))
    prompt = [] if box.notes else styled(box.block.prompt[language], _PROMPT, inner.width)
    if prompt and height_of(prompt) <= inner.height:
        outer.sheet.add("P", placed(prompt, inner.x, inner.top, inner.width))


def _draw_notes(subject: Subject, box: _Box, size: float) -> tuple[Note, ...]:
    """Draws as many notes as find room, and says how many do not; returns those."""
    places = list(_places(box, size, box.inner.bottom))
    if len(places) < len(box.notes):
        places = list(_places(box, size, box.inner.bottom - _MORE.leading))
    for note, x, y in places:
        draw_note(box.inner.sheet, note, x, y, box.column_width)
    left = box.notes[len(places) :]
    if left:
        more = subject.texts("report.more", count=len(left))
        box.inner.sheet.add("P", [label(more, _MORE, box.inner.x, box.inner.bottom - _MORE.leading + 2)])
    return left


def _add_rest(book: Book, subject: Subject, rest: Sequence[_Rest]) -> None:
    flow = Flow(_rest_frames(book, subject))
    for part in rest:
        title = subject.texts("report.continued", title=part.title)
        flow.write(title, SUBHEADING, "H2", keep=SMALL.leading * 2)
        for note in part.notes:
            flow.gap(gap_for(SMALL.size))
            flow_note(flow, set_note(note, flow.frame.width, SMALL.size))
        flow.gap(10)


def _rest_frames(book: Book, subject: Subject) -> Iterator[Frame]:
    title = subject.texts("report.canvas_rest")
    bookmark: str | None = title
    while True:
        sheet = book.new_sheet(bookmark, landscape=True)
        sheet.add("H1", [label(title, TITLE.at(17), _MARGIN, 21)])
        draw_legend(sheet, subject, _MARGIN, sheet.height - _GRID_BOTTOM + 9)
        width = (sheet.width - 2 * _MARGIN + 16) / _COLUMNS_OF_REST
        for column in range(_COLUMNS_OF_REST):
            yield Frame(sheet, _MARGIN + column * width, _GRID_TOP, width - 16, sheet.height - _GRID_BOTTOM)
        bookmark = None
