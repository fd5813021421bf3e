"""The action plan: a table to tick off, what it costs, the score it leads to, who helps, and worked examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from canvas.content.models import Helper, Recommendation
from canvas.planning import plan_steps
from canvas.report.drawing import label, label_to, tick_box
from canvas.report.gain import add_gain
from canvas.report.flow import Cell, Flow, Frame, columns, height_of, lines_of, placed, styled
from canvas.report.pages import FOOT, MARGIN, masthead
from canvas.report.sheet import Book, Mark, Rectangle, Sheet, Stroke
from canvas.report.style import (
    BODY,
    HEADING,
    INK,
    LEAF,
    LEAF_TINT,
    NOTE,
    PAPER,
    RULE,
    SMALL,
    SMALL_STRONG,
    SOFT,
    STRONG,
    SUBHEADING,
    TITLE,
    TRACK,
    Type,
)
from canvas.report.subject import Subject
from canvas.report.worked_example import add_worked_example

_MOST_SUGGESTED = 3
_BLANK_ROWS = 3
_BOX = 12.0
_ROW_PADDING = 6.0
_WRITING_ROW = 24.0
# Where the columns begin and how wide they are, for the 511 points between the margins.
_STEP, _DUE, _WHO, _COST, _HELP = (21.0, 190.0), (221.0, 58.0), (289.0, 70.0), (369.0, 62.0), (441.0, 70.0)


@dataclass(frozen=True)
class _Row:
    """A step of the table; where `due` or `who` is empty a line is drawn to write on."""

    number: int
    step: Recommendation
    due: str
    who: str
    remark: str = ""


def add_steps(book: Book, subject: Subject) -> None:
    texts = subject.texts
    rows = _chosen(subject) or _suggested(subject)
    table = Flow(_table_frames(book, subject))
    for row in rows:
        _add_row(table, subject, row)
    for _ in range(0 if rows else _BLANK_ROWS):
        _add_blank_row(table)
    if rows:
        _add_total(table, subject, [row.step for row in rows])
    frame = table.frame
    flow = Flow(columns(book, Frame(frame.sheet, MARGIN, table.y, frame.width, frame.bottom), MARGIN))
    flow.y += 14
    if rows and subject.score.answered:
        add_gain(flow, subject, [row.step for row in rows])
    _add_helpers(flow, subject, [row.step for row in rows])
    for step in subject.steps:
        add_worked_example(flow, subject, step)
    _add_writing_lines(flow, texts("report.notes"))


def _chosen(subject: Subject) -> list[_Row]:
    steps = plan_steps(subject.content, subject.assessment)
    return [
        _Row(number, step, subject.texts.short_date(planned.due), planned.who)
        for number, (planned, step) in enumerate(steps, start=1)
    ]


def _suggested(subject: Subject) -> list[_Row]:
    """The best advice, for somebody who has chosen nothing; when and who is left to the pen."""
    texts = subject.texts
    horizons = {item.id: item.name[texts.language] for item in subject.content.settings.plan.horizons}
    rows = []
    for number, advice in enumerate(subject.advice[:_MOST_SUGGESTED], start=1):
        points = texts.number(advice.points, digits=1)
        remark = texts("report.suggestion", points=points, horizon=horizons[advice.step.horizon])
        rows.append(_Row(number, advice.step, "", "", remark))
    return rows


def _table_frames(book: Book, subject: Subject) -> Iterator[Frame]:
    """One frame a sheet, each beginning with the heads of the columns."""
    texts = subject.texts
    title = texts("report.steps" if subject.steps else "report.suggested_steps")
    bookmark: str | None = title
    while True:
        sheet = book.new_sheet(bookmark)
        masthead(sheet, subject)
        width = sheet.width - 2 * MARGIN
        heading = title if bookmark else texts("report.continued", title=title)
        sheet.add("H1", [label(heading, TITLE.at(18), MARGIN, 62)])
        about = styled(_about(subject), NOTE, width) if bookmark else []
        sheet.add("P", placed(about, MARGIN, 86, width))
        top = 92 + height_of(about)
        yield Frame(sheet, MARGIN, _add_heads(sheet, subject, top, width), width, sheet.height - FOOT)
        bookmark = None


def _about(subject: Subject) -> str:
    if subject.steps:
        return subject.texts("report.steps_about")
    return subject.texts("report.suggestions_about" if subject.advice else "report.no_suggestions")


def _add_heads(sheet: Sheet, subject: Subject, top: float, width: float) -> float:
    """The heads of the columns; returns where the rows begin."""
    keys = ("report.step", "report.due", "report.who", "report.cost", "report.help")
    heads = [styled(subject.texts(key), SMALL_STRONG, column[1]) for key, column in zip(keys, _COLUMNS, strict=True)]
    height = max(height_of(lines) for lines in heads)
    for lines, (x, room) in zip(heads, _COLUMNS, strict=True):
        sheet.add("P", placed(lines, MARGIN + x, top, room))
    bottom = top + height + 3
    sheet.add("Artifact", [Stroke(((MARGIN, bottom), (MARGIN + width, bottom)), INK, 1.2)])
    return bottom + _ROW_PADDING


_COLUMNS = (_STEP, _DUE, _WHO, _COST, _HELP)


def _add_row(flow: Flow, subject: Subject, row: _Row) -> None:
    cells = [Cell(*column, lines) for column, lines in zip(_COLUMNS, _row_lines(subject, row), strict=True)]
    height = max(height_of(cell.lines) for cell in cells)
    flow.need(min(height + _ROW_PADDING, flow.frame.height))
    sheet, x, y = flow.frame.sheet, flow.frame.x, flow.y
    blanks = [column for column, text in ((_DUE, row.due), (_WHO, row.who)) if not text]
    sheet.add("Artifact", [tick_box(x + 1, y + 1, _BOX), *_writing_lines(blanks, x, y)])
    flow.row(cells)
    _close_row(flow)


def _row_lines(subject: Subject, row: _Row) -> Iterator[list[tuple[object, Type]]]:
    texts, step = subject.texts, row.step
    language = texts.language
    parts = [
        (f"{row.number}. {step.title[language]}", STRONG),
        (step.do[language], SMALL),
        (texts("report.first_step", step=step.first_step[language]), SMALL_STRONG.coloured(LEAF)),
        (row.remark, NOTE),
    ]
    yield [line for text, type in parts for line in styled(text, type, _STEP[1])]
    yield styled(row.due, SMALL_STRONG, _DUE[1])
    yield styled(row.who, SMALL, _WHO[1])
    yield styled(_cost(subject, step.cost.min, step.cost.max), SMALL, _COST[1])
    names = [helper.name[language] for helper in _helpers_of(subject, step)] or [texts("report.alone")]
    yield [line for name in names for line in styled(name, SMALL, _HELP[1])]


def _cost(subject: Subject, low: int, high: int) -> str:
    return subject.texts.cost(low, high) if high else subject.texts("report.free")


def _writing_lines(where: Sequence[tuple[float, float]], x: float, y: float) -> Iterator[Mark]:
    for left, width in where:
        for down in (12.0, 30.0):
            yield Stroke(((x + left, y + down), (x + left + width, y + down)), SOFT, 0.6)


def _add_blank_row(flow: Flow) -> None:
    sheet, x, y = flow.take(2 * _WRITING_ROW)
    sheet.add("Artifact", [tick_box(x + 1, y + 1, _BOX), *_writing_lines(_COLUMNS, x, y)])
    _close_row(flow)


def _close_row(flow: Flow) -> None:
    flow.y += _ROW_PADDING
    left, right = flow.frame.x, flow.frame.x + flow.frame.width
    flow.frame.sheet.add("Artifact", [Stroke(((left, flow.y), (right, flow.y)), RULE, 0.7)])
    flow.y += _ROW_PADDING


def _add_total(flow: Flow, subject: Subject, steps: Sequence[Recommendation]) -> None:
    low, high = sum(step.cost.min for step in steps), sum(step.cost.max for step in steps)
    flow.row(
        [
            Cell(*_STEP, styled(subject.texts("report.total"), STRONG, _STEP[1])),
            Cell(_COST[0], _COST[1] + 80, styled(_cost(subject, low, high), STRONG, _COST[1] + 80)),
        ]
    )


def _helpers_of(subject: Subject, step: Recommendation) -> list[Helper]:
    return [subject.content.helper[name] for name in step.helpers if name in subject.content.helper]


def _add_helpers(flow: Flow, subject: Subject, steps: Sequence[Recommendation]) -> None:
    """Who is named in the table: what they help with, where they are, how to reach them."""
    helpers = {helper.id: helper for step in steps for helper in _helpers_of(subject, step)}
    if not helpers:
        return
    language = subject.texts.language
    flow.write(subject.texts("report.helpers"), HEADING, "H2", keep=SUBHEADING.leading * 2)
    for helper in helpers.values():
        flow.gap(5)
        where = helper.where[language] if helper.where else ""
        parts = [(helper.name[language], SMALL_STRONG), (helper.helps_with[language], SMALL)]
        parts += [(text, NOTE) for text in (where, helper.contact or "") if text]
        lines = [line for text, type in parts for line in styled(text, type, flow.frame.width)]
        flow.row([Cell(0, flow.frame.width, lines)])
    flow.gap(14)


def _add_writing_lines(flow: Flow, title: str) -> None:
    """What room is left on the page is for the pen."""
    count = min(int((flow.room - HEADING.leading) // _WRITING_ROW), 8)
    if count < 2:
        return
    flow.write(title, HEADING, "H2")
    sheet, x, top = flow.take(count * _WRITING_ROW)
    ends = [top + (index + 1) * _WRITING_ROW - 4 for index in range(count)]
    sheet.add("Artifact", [Stroke(((x, y), (x + flow.frame.width, y)), RULE, 0.7) for y in ends])
