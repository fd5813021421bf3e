"""The table of steps, with boxes to tick and lines to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from canvas.content.models import Helper, Recommendation
from canvas.planning import cost_of
from canvas.report.layout.drawing import label, tick, tick_box
from canvas.report.layout.flow import Cell, Flow, Frame, height_of, placed, styled
from canvas.report.model.sheet import Book, Mark, Sheet, Stroke
from canvas.report.model.style import INK, LEAF, NOTE, RULE, SMALL, SMALL_STRONG, SOFT, STRONG, TITLE, Type
from canvas.report.parts.pages import FOOT, MARGIN, masthead
from canvas.report.subject import Subject
from canvas.report.typesetting.breaking import Line
from canvas.wording import begins_in_words, cost_in_words, fact_in_words

_BLANK_ROWS = 3
_BLANK_HEIGHT = 42.0
_BOX = 12.0
_ROW_PADDING = 6.0
_WRITING_LINES = (12.0, 30.0)
# Where the columns begin and how wide they are, in the 511 points between the margins.
_STEP, _DUE, _WHO, _COST, _HELP = (21.0, 188.0), (217.0, 60.0), (285.0, 60.0), (352.0, 60.0), (419.0, 92.0)
_COLUMNS = (_STEP, _DUE, _WHO, _COST, _HELP)
_HEADS = ("report.step", "report.done_by", "report.who", "report.cost", "report.help")


@dataclass(frozen=True)
class TableRow:
    """A step of the table; where `due` or `who` is empty there are lines to write on."""

    number: int
    step: Recommendation
    due: str
    who: str
    remark: str = ""
    done: bool = False
    begins: date | None = None


def add_table(book: Book, subject: Subject, rows: Sequence[TableRow]) -> Flow:
    """The table with its total, or a blank one where there is no step; returns where it ends."""
    flow = Flow(_frames(book, subject))
    for row in rows:
        _add_row(flow, subject, row)
    for _ in range(0 if rows else _BLANK_ROWS):
        _add_blank_row(flow)
    if rows:
        _add_total(flow, subject, rows)
    return flow


def helpers_of(subject: Subject, step: Recommendation) -> list[Helper]:
    """Those who help with a step, as far as the region knows them."""
    return [subject.content.helper[name] for name in step.helpers if name in subject.content.helper]


def _frames(book: Book, subject: Subject) -> Iterator[Frame]:
    """One frame a sheet, each beginning with the heads of the columns."""
    texts = subject.texts
    title = texts(_title(subject))
    bookmark: str | None = title
    while True:
        sheet = book.new_sheet(bookmark)
        masthead(sheet, subject)
        width = sheet.width - 2 * MARGIN
        heading = title if bookmark else texts("report.continued", title=title)
        sheet.add("H1", [label(heading, TITLE.at(18), MARGIN, 62)])
        about = styled(_about(subject), NOTE, width) if bookmark else []
        sheet.add("P", placed(about, MARGIN, 86, width))
        top = _add_heads(sheet, subject, 92 + height_of(about), width)
        yield Frame(sheet, MARGIN, top, width, sheet.height - FOOT)
        bookmark = None


def _title(subject: Subject) -> str:
    if subject.steps:
        return "report.steps"
    return "report.suggested_steps" if subject.advice else "report.own_steps"


def _about(subject: Subject) -> str:
    if subject.steps:
        return subject.texts("report.steps_about")
    return subject.texts("report.suggestions_about" if subject.advice else "report.no_suggestions")


def _add_heads(sheet: Sheet, subject: Subject, top: float, width: float) -> float:
    """The heads of the columns; returns where the rows begin."""
    heads = [styled(subject.texts(key), SMALL_STRONG, room) for key, (_, room) in zip(_HEADS, _COLUMNS, strict=True)]
    words = [
        mark for lines, (x, room) in zip(heads, _COLUMNS, strict=True) for mark in placed(lines, MARGIN + x, top, room)
    ]
    sheet.add("P", words)
    bottom = top + max(height_of(lines) for lines in heads) + 3
    sheet.add("Artifact", [Stroke(((MARGIN, bottom), (MARGIN + width, bottom)), INK, 1.2)])
    return bottom + _ROW_PADDING


def _add_row(flow: Flow, subject: Subject, row: TableRow) -> None:
    cells = [Cell(*column, lines) for column, lines in zip(_COLUMNS, _row_lines(subject, row), strict=True)]
    height = max(height_of(cell.lines) for cell in cells)
    flow.need(min(height + _ROW_PADDING, flow.frame.height))
    blanks = [column for column, text in ((_DUE, row.due), (_WHO, row.who)) if not text]
    flow.frame.sheet.add("Artifact", _for_the_pen(blanks, flow.frame.x, flow.y))
    if row.done:
        flow.frame.sheet.add("Artifact", [tick(flow.frame.x + 2.5, flow.y + 2, _BOX - 3)])
    flow.row(cells)
    _close_row(flow)


def _row_lines(subject: Subject, row: TableRow) -> Iterator[Sequence[tuple[Line, Type]]]:
    """The lines of each column."""
    texts, step = subject.texts, row.step
    language = texts.language
    parts = [
        (f"{row.number}. {step.title[language]}", STRONG),
        (step.do[language], SMALL),
        ("" if row.done else begins_in_words(step, row.begins, texts), SMALL_STRONG.coloured(LEAF)),
        (fact_in_words(subject.content, step, subject.today, texts) or "", NOTE),
        (row.remark, NOTE),
    ]
    yield [line for text, type in parts for line in styled(text, type, _STEP[1])]
    yield styled(row.due, SMALL_STRONG, _DUE[1])
    yield styled(row.who, SMALL, _WHO[1])
    yield styled(cost_in_words(step.cost, step.monthly, texts), SMALL, _COST[1])
    names = [helper.name[language] for helper in helpers_of(subject, step)] or [texts("report.alone")]
    yield [line for name in names for line in styled(name, SMALL, _HELP[1])]


def _for_the_pen(blanks: Sequence[tuple[float, float]], x: float, y: float) -> Iterator[Mark]:
    """A box to tick, and lines in the columns that are still to be filled in."""
    yield tick_box(x + 1, y + 1, _BOX)
    for left, width in blanks:
        for down in _WRITING_LINES:
            yield Stroke(((x + left, y + down), (x + left + width, y + down)), SOFT, 0.6)


def _add_blank_row(flow: Flow) -> None:
    sheet, x, y = flow.take(_BLANK_HEIGHT)
    sheet.add("Artifact", _for_the_pen(_COLUMNS, x, y))
    _close_row(flow)


def _close_row(flow: Flow) -> None:
    flow.y += _ROW_PADDING
    left, right = flow.frame.x, flow.frame.x + flow.frame.width
    flow.frame.sheet.add("Artifact", [Stroke(((left, flow.y), (right, flow.y)), RULE, 0.7)])
    flow.y += _ROW_PADDING


def _add_total(flow: Flow, subject: Subject, rows: Sequence[TableRow]) -> None:
    costs = cost_of([row.step for row in rows])
    room = flow.frame.width - _COST[0]
    total = styled(subject.texts("report.total"), STRONG, _COST[0] - _STEP[0])
    cost = styled(cost_in_words(costs.once, costs.monthly, subject.texts), STRONG, room)
    flow.row([Cell(_STEP[0], _COST[0] - _STEP[0], total), Cell(_COST[0], room, cost)])
