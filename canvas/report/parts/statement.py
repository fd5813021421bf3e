"""A statement about a business on one sheet: who states it, sections of lines, a declaration, room to sign."""

from __future__ import annotations

from dataclasses import replace

from canvas.lender import LenderPage, Line
from canvas.report.layout.drawing import label
from canvas.report.layout.flow import Cell, Flow, Frame, columns, styled
from canvas.report.model.sheet import Book, Stroke
from canvas.report.model.style import BODY, HEADING, NOTE, RULE, SOFT, STRONG, TITLE, Type
from canvas.report.parts.pages import FOOT, MARGIN, masthead
from canvas.report.subject import Subject

_ABOUT_WIDTH = 150.0
_SIGNATURE = 190.0
_SIZES = (10.5, 9.5, 8.5)
"""Letters get smaller rather than a second sheet begun."""


def add_statement(book: Book, subject: Subject, page: LenderPage) -> None:
    """The statement in the largest letters with which it stays on one sheet; a very long one goes on to the next."""
    for size in _SIZES[:-1]:
        trial = Book()
        _set(trial, subject, page, size)
        if len(trial.sheets) == 1:
            break
    else:
        size = _SIZES[-1]
    _set(book, subject, page, size)


def _set(book: Book, subject: Subject, page: LenderPage, size: float) -> None:
    sheet = book.new_sheet(page.title)
    masthead(sheet, subject)
    flow = Flow(columns(book, Frame(sheet, MARGIN, 66, sheet.width - 2 * MARGIN, sheet.height - FOOT), MARGIN))
    flow.write(page.title, TITLE.at(20), "H1")
    flow.write(page.business, HEADING.coloured(SOFT))
    for section in page.sections:
        flow.gap(size)
        flow.write(section.heading, HEADING.at(size + 2), "H2", keep=2 * size)
        flow.gap(2)
        for line in section.lines:
            _line(flow, line, size)
    flow.gap(14)
    flow.write(page.declaration, replace(NOTE, size=max(size - 1, 8)))
    _signature(flow, subject)


def _line(flow: Flow, line: Line, size: float) -> None:
    """What it is about on the left, what is stated on the right, a rule below."""
    width = flow.frame.width - _ABOUT_WIDTH
    about: Type = STRONG.at(size)
    stated: Type = BODY.at(size)
    cells = [Cell(0, _ABOUT_WIDTH - 12, styled(line.about, about, _ABOUT_WIDTH - 12))]
    cells.append(Cell(_ABOUT_WIDTH, width, styled(line.stated, stated, width)))
    flow.row(cells)
    y = flow.y + 2
    flow.frame.sheet.add("Artifact", [Stroke(((flow.frame.x, y), (flow.frame.x + flow.frame.width, y)), RULE, 0.5)])
    flow.gap(5)


def _signature(flow: Flow, subject: Subject) -> None:
    """Room for place and day, and for a signature."""
    texts = subject.texts
    flow.gap(26)
    sheet, x, top = flow.take(56)
    for left, key in ((x, "lender.place_and_day"), (x + flow.frame.width - _SIGNATURE, "lender.signature")):
        sheet.add("Artifact", [Stroke(((left, top + 40), (left + _SIGNATURE, top + 40)), SOFT, 0.7)])
        sheet.add("P", [label(texts(key), NOTE, left, top + 43)])
