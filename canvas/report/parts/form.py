"""The questionnaire on paper: boxes for a thick pen, marks and a code by which a photograph of it is read.

`lay_out` decides once where everything is; the form's values go to the reader, its sheets to the writer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest

import segno

from canvas.content.models import Content
from canvas.errors import KanvasError
from canvas.i18n import Texts, texts_for
from canvas.paper.asked import OTHER_ANSWERS, Asked, Choice, Section, sections, without_private
from canvas.paper.form import (
    CODE_SIDE,
    MARK_INSET,
    MARK_SIDE,
    MOST_PAGES,
    PAPERS,
    TENS,
    UNITS,
    Area,
    Box,
    Entry,
    Form,
    Page,
    PageCode,
    code_area,
    mark_corners,
)
from canvas.paper.marks import CELLS, mark_id, white_cells
from canvas.report.layout.drawing import label, label_to, qr_code, tick
from canvas.report.layout.flow import height_of, placed, styled
from canvas.report.layout.pictures import line_marks
from canvas.report.model.sheet import Mark, Passage, Rectangle, Role, Sheet, Stroke
from canvas.report.model.style import FOOTER, INK, PAPER, SMALL, SOFT, Type

_BLACK = "#000000"
"""Marks and codes are as dark as a printer can make them."""
_SIDE_MARGIN = 27.0
_GUTTER = 15.0
_HEAD = 113.0
"""Where the right column begins; above are marks, title, number and code."""
_LEFT_SPARED = 17.0
"""The left column begins so much higher: the code is above the right one."""
_HOW_TO_TICK = 21.0
"""The first page also says how to tick."""
_INDENT = 17.0
_BOX = 12.3
"""More than four millimetres: room for a thick pen and an unsteady hand."""
_GROWTH = 0.75
"""Points by which boxes and pictures grow with each point of the letters."""
_NUMBER_BOX, _NUMBER_STEP = 11.5, 17.0
_ROW_GAP = 3.6
"""Between boxes, so that the tail of a tick seldom reaches the box above."""
_WRITING = 22.0
_QUESTION_GAP = 4.5
_SIZES = tuple(8.0 + 0.25 * step for step in range(17))
"""Sizes of the letters to try, points: the largest that fits one sheet, or else four pages, is used."""


@dataclass(frozen=True)
class PrintedForm:
    """A form and the sheets that are the same on every copy: everything but code and number."""

    form: Form
    sheets: tuple[Sheet, ...]


def lay_out(content: Content, language: str, sector: str | None, paper: str) -> PrintedForm:
    """The form of a language, sector (None: for all) and paper.

    Where four pages are too few, what is private is left out: it is asked when the person goes on at home.
    Raises: KanvasError if four pages are too few even so.
    """
    texts = texts_for(content, language)
    whole = sections(content, texts, sector)
    for parts in (whole, without_private(content, whole)):
        fitting = _largest(content, texts, sector, paper, parts)
        if fitting:
            return fitting.printed()
    raise KanvasError("form_too_long", pages=MOST_PAGES)


def _largest(
    content: Content, texts: Texts, sector: str | None, paper: str, parts: Sequence[Section]
) -> _Layout | None:
    """The layout with the largest letters that fits one sheet, or else four pages; None if none does."""

    def laid_out(size: float) -> _Layout:
        layout = _Layout(content, texts, sector, paper, size)
        layout.fill(parts)
        return layout

    most = 2 if len(laid_out(_SIZES[0]).pages) <= 2 else MOST_PAGES  # noqa: PLR2004  # one sheet, both sides
    fitting = bisect_right(_SIZES, most, key=lambda size: len(laid_out(size).pages))
    return laid_out(_SIZES[fitting - 1]) if fitting else None


@dataclass(frozen=True)
class CopyLabel:
    """What the codes of one copy say: the form's kind, its number (None leaves boxes to tick one), the workshop."""

    kind: str
    number: int | None
    workshop: str


def copy_of(printed: PrintedForm, texts: Texts, copy: CopyLabel) -> Iterator[Sheet]:
    """The sheets of one copy."""
    form = printed.form
    for page, common in zip(form.pages, printed.sheets, strict=True):
        code = PageCode(copy.kind, form.version, page.number, copy.number, copy.workshop)
        numbered = _printed_number(texts, copy.number) if copy.number else _number_to_tick(texts, page)
        foot = texts("form.foot", version=form.version, page=page.number, total=len(form.pages))
        width, height = form.size
        yield Sheet(
            width,
            height,
            common.bookmark,
            [
                *common.passages,
                numbered,
                Passage("Figure", tuple(_code(code, code_area(form.paper))), texts("form.code")),
                Passage("Artifact", (label(foot, FOOTER, 2 * MARK_INSET + MARK_SIDE, height - 44),)),
            ],
        )


def _code(code: PageCode, area: Area) -> Iterator[Mark]:
    """Version 3 always, so that the reader knows where each square is; H: it bears a third of it damaged."""
    made = segno.make_qr(code.payload, error="h", version=3, boost_error=False)
    yield from qr_code(made, area.x, area.y, area.width, border=0)


@dataclass
class _PageInMaking:
    """A page whose marks are drawn only if its layout is chosen: most are only tried."""

    bookmark: str
    passages: list[tuple[Role, Iterable[Mark]]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


@dataclass(frozen=True)
class _Drawn:
    """An entry as drawn: its marks, its boxes, and where it ends."""

    marks: Iterable[Mark]
    boxes: tuple[Box, ...]
    bottom: float
    line: Area | None = None


class _Layout:
    """A form being filled: two columns a page, from top to bottom, each question whole."""

    def __init__(self, content: Content, texts: Texts, sector: str | None, paper: str, size: float) -> None:
        self.content, self.texts, self.sector, self.paper = content, texts, sector, paper
        self.width, self.height = PAPERS[paper]
        self.column = (self.width - 2 * _SIDE_MARGIN - _GUTTER) / 2
        self.title = Type(size + 1, bold=True, spacing=1.2)
        self.ask = Type(size, bold=True, spacing=1.12)
        self.answer = Type(size - 0.5, spacing=1.1)
        self.remark = Type(max(size - 1.5, 8), colour=SOFT, spacing=1.2)
        self.box = _BOX + _GROWTH * (size - _SIZES[0])
        self.picture = self.box + 3
        self.ask_picture = self.box + 8
        self.pages: list[_PageInMaking] = []
        self.entries: list[Entry] = []
        self._right = True
        self._move_on()

    def printed(self) -> PrintedForm:
        """The form as it was filled."""
        pages = [
            Page(number, (*page.boxes, *_number_boxes(self.width))) for number, page in enumerate(self.pages, start=1)
        ]
        form = Form(self.texts.language, self.sector, self.paper, tuple(self.entries), tuple(pages))
        return PrintedForm(form, tuple(self._sheet(page, number) for number, page in enumerate(self.pages, start=1)))

    def fill(self, parts: Sequence[Section]) -> None:
        """Puts down every question, each with the title of its section if it is the first."""
        for part in parts:
            title = styled(part.title, self.title, self.column)
            for index, asked in enumerate(part.asked):
                keep = height_of(title) + 5 if index == 0 else 0.0
                height = self._drawn(asked, 0, 0).bottom
                if self.y + keep + height > self.bottom:
                    self._move_on()
                if keep:
                    self._page.passages.append(("H2", placed(title, self.x, self.y, self.column)))
                    self.y += keep
                self._put(asked)

    @property
    def bottom(self) -> float:
        return self.height - MARK_INSET - MARK_SIDE - 8

    @property
    def _page(self) -> _PageInMaking:
        return self.pages[-1]

    def _move_on(self) -> None:
        """To the right column, or to the next page."""
        self._right = not self._right
        if not self._right:
            bookmark = self.texts("form.page", page=len(self.pages) + 1)
            self.pages.append(_PageInMaking(bookmark))
        self.x = _SIDE_MARGIN + (self.column + _GUTTER if self._right else 0)
        self.y = _HEAD - (0 if self._right else _LEFT_SPARED) + (_HOW_TO_TICK if len(self.pages) == 1 else 0)

    def _put(self, asked: Asked) -> None:
        drawn = self._drawn(asked, self.x, self.y)
        self._page.passages.append(("P", drawn.marks))
        self._page.boxes += drawn.boxes
        area = Area(self.x - 3, self.y - 2, self.column + 6, drawn.bottom - self.y + 1)
        self.entries.append(Entry(asked.id, asked.kind, len(self.pages), area, drawn.line))
        self.y = drawn.bottom + _QUESTION_GAP

    def _drawn(self, asked: Asked, x: float, top: float) -> _Drawn:
        """A question with its answers, its upper left corner here."""
        wide = self.column - _INDENT - (self.ask_picture + 4 if asked.picture else 0)
        lines = styled(asked.ask, self.ask, wide)
        lines += styled(self._remark(asked), self.remark, wide) if self._remark(asked) else []
        marks: list[Iterable[Mark]] = [
            [label(f"{asked.number}.", self.ask, x, top)],
            placed(lines, x + _INDENT, top, wide),
        ]
        bottom = top + height_of(lines) + 4
        if asked.picture:
            marks.append(self._picture(asked.picture, x + self.column - self.ask_picture, top, self.ask_picture))
            bottom = max(bottom, top + self.ask_picture + 3)
        boxes: list[Box] = []
        for side_by_side in self._rows(asked):
            width = (self.column - _INDENT) / len(side_by_side)
            row = [
                self._row(asked, choice, x + _INDENT + index * width, bottom, width)
                for index, choice in enumerate(side_by_side)
                if choice
            ]
            marks += [drawn.marks for drawn in row]
            boxes += [box for drawn in row for box in drawn.boxes]
            bottom = max(drawn.bottom for drawn in row)
        if not asked.writes:
            return _Drawn(chain.from_iterable(marks), tuple(boxes), bottom)
        line = Area(x + _INDENT, bottom, self.column - _INDENT, _WRITING)
        marks.append([Stroke(((line.x, line.y + _WRITING), (x + self.column, line.y + _WRITING)), SOFT, 0.7)])
        return _Drawn(chain.from_iterable(marks), tuple(boxes), bottom + _WRITING, line)

    def _remark(self, asked: Asked) -> str:
        several = self.texts("form.several") if asked.kind == "several" else ""
        return " ".join(part for part in (several, asked.only_when) if part)

    def _rows(self, asked: Asked) -> Iterator[tuple[Choice | None, ...]]:
        """The answers, one a row; two where all are short and none is a step above another."""
        room = (self.column - _INDENT) / 2 - self.box - 12
        ladder = [choice for choice in asked.choices if asked.is_ladder and choice.value not in OTHER_ANSWERS]
        yield from ((choice,) for choice in ladder)
        others = asked.choices[len(ladder) :]
        if any(choice.picture or not self._fits(choice.label, room) for choice in others):
            yield from ((choice,) for choice in others)
            return
        half = (len(others) + 1) // 2
        yield from zip_longest(others[:half], others[half:])

    def _fits(self, text: str, room: float) -> bool:
        return len(styled(text, self.answer, room)) == 1

    def _row(self, asked: Asked, choice: Choice, x: float, top: float, width: float) -> _Drawn:
        """A box, the picture of the answer if it has one, and its words beside the box."""
        beside = self.box + 6 + (self.picture + 5 if choice.picture else 0)
        lines = styled(choice.label, self.answer, width - beside)
        high = max(self.box, height_of(lines), self.picture if choice.picture else 0)
        area = Area(x, top + (high - self.box) / 2, self.box, self.box)
        words = placed(lines, x + beside, top + (high - height_of(lines)) / 2, width - beside)
        picture: Iterable[Mark] = ()
        if choice.picture:
            picture = self._picture(choice.picture, x + self.box + 6, top + (high - self.picture) / 2, self.picture)
        marks = chain([_tick_box(area)], words, picture)
        return _Drawn(marks, (Box(asked.id, choice.value, area),), top + high + _ROW_GAP)

    def _picture(self, file: str, x: float, y: float, size: float) -> Iterator[Mark]:
        drawing = (self.content.directory / "pictures" / file).read_text(encoding="utf-8")
        yield from line_marks(drawing, x, y, size)

    def _sheet(self, page: _PageInMaking, number: int) -> Sheet:
        sheet = Sheet(self.width, self.height, page.bookmark)
        for role, marks in page.passages:
            sheet.add(role, marks)
        self._add_head(sheet, number)
        return sheet

    def _add_head(self, sheet: Sheet, page: int) -> None:
        """Marks, title and page number; on the first page also how to tick."""
        sheet.add("Artifact", _marks(self.paper, page))
        left = MARK_INSET + MARK_SIDE + 14
        about = self.texts("form.for_all")
        if self.sector and (option := self.content.field["sector"].option(self.sector)):
            about = option.label[self.texts.language]
        titles = [
            (self.texts("report.tool"), Type(12.5, bold=True)),
            (about, Type(9.5)),
            (self.texts("form.page_of", page=page, total=len(self.pages)), Type(9.5)),
        ]
        lines = [line for text, type in titles for line in styled(text, type, 150)]
        sheet.add("H1" if page == 1 else "P", placed(lines, left, MARK_INSET, 150))
        if page == 1:
            sheet.add("P", self._how_to_tick())
            sheet.add("P", [label(self.texts("form.consent"), FOOTER, left - 14 + MARK_INSET, self.height - 34)])

    def _how_to_tick(self) -> Iterator[Mark]:
        """Two ticked boxes, and one that was struck out, with what they mean."""
        x, y = _SIDE_MARGIN, _HEAD - _LEFT_SPARED - 1
        yield from _example(x, y, "tick")
        yield from _example(x + 19, y, "cross")
        chosen = label(self.texts("form.chosen"), SMALL, x + 39, y + 1.5)
        yield chosen
        x += 39 + chosen.width + 20
        yield from _example(x, y, "full")
        yield label(self.texts("form.struck_out"), SMALL, x + 20, y + 1.5)


def _example(x: float, y: float, kind: str) -> Iterator[Mark]:
    yield _tick_box(Area(x, y, _BOX, _BOX))
    if kind == "tick":
        yield tick(x + 3, y + 3, 10, _BLACK)
    elif kind == "cross":
        yield Stroke(((x + 3, y + 3), (x + _BOX - 3, y + _BOX - 3)), _BLACK, 1.6)
        yield Stroke(((x + 3, y + _BOX - 3), (x + _BOX - 3, y + 3)), _BLACK, 1.6)
    else:
        yield Rectangle(x + 1, y + 1, _BOX - 2, _BOX - 2, _BLACK)


def _tick_box(area: Area) -> Mark:
    return Rectangle(area.x, area.y, area.width, area.height, PAPER, INK, 1.2)


def _marks(paper: str, page: int) -> Iterator[Mark]:
    """The four corner marks of a page."""
    cell = MARK_SIDE / CELLS
    for corner, (x, y) in enumerate(mark_corners(paper)):
        yield Rectangle(x, y, MARK_SIDE, MARK_SIDE, _BLACK)
        for column, row in white_cells(mark_id(page, corner)):
            yield Rectangle(x + column * cell, y + row * cell, cell + 0.05, cell + 0.05, PAPER)


def _number_left(width: float) -> float:
    return width - MARK_INSET - MARK_SIDE - 14 - CODE_SIDE - 14 - 10 * _NUMBER_STEP


def _number_boxes(width: float) -> Iterator[Box]:
    """Two rows of ten boxes in which a sheet's number is ticked."""
    for row, entry in enumerate((TENS, UNITS)):
        for digit in range(10):
            x, y = _number_left(width) + digit * _NUMBER_STEP, MARK_INSET + 30 + row * (_NUMBER_BOX + 7)
            yield Box(entry, str(digit), Area(x, y, _NUMBER_BOX, _NUMBER_BOX))


def _number_to_tick(texts: Texts, page: Page) -> Passage:
    """A space to write a number, and boxes to tick its two digits."""
    rows = [page.boxes_of[entry] for entry in (TENS, UNITS)]
    left = rows[0][0].area.x
    marks: list[Mark] = [label(texts("form.number"), SMALL, left - 34, MARK_INSET)]
    for box in rows[0]:
        digit = label(box.value, Type(8.5), 0, 0)
        marks.append(label(box.value, Type(8.5), box.area.x + (_NUMBER_BOX - digit.width) / 2, MARK_INSET + 18))
    for boxes, name in zip(rows, ("form.tens", "form.units"), strict=True):
        marks.append(label_to(texts(name), Type(8), left - 5, boxes[0].area.y + 1))
        marks += [_tick_box(box.area) for box in boxes]
    return Passage("P", tuple(marks))


def _printed_number(texts: Texts, sheet: int) -> Passage:
    left = MARK_INSET + MARK_SIDE + 14 + 165
    big = label(str(sheet), Type(34, bold=True), left, MARK_INSET + 14)
    return Passage("P", (label(texts("form.number"), SMALL, left, MARK_INSET), big))
