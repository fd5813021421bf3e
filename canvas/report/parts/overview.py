"""The result: who, the score and its stage, what is strong, what can still rise, and every part in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from canvas.assessment import NOT_APPLICABLE
from canvas.content.models import Dimension, Question
from canvas.highlights import strongest_answer
from canvas.report.layout.drawing import tick, upward
from canvas.report.layout.flow import Flow, Frame, columns, height_of, lines_of, placed, styled
from canvas.report.model.sheet import Book, Sheet
from canvas.report.model.style import (
    BODY,
    HEADING,
    KICKER,
    NOTE,
    SMALL,
    SOFT,
    STRONG,
    TITLE,
    Type,
)
from canvas.report.parts.chart import Bar, BarGroup, chart, chart_height, weak_sample
from canvas.report.parts.pages import FOOT, MARGIN, masthead
from canvas.report.parts.score_panel import add_score
from canvas.report.subject import Subject
from canvas.scoring import is_weak

_MOST_TITLE_LINES = 2
_FEWEST_GAPS = 2
_MOST_POINTS = 8
_MOST_GAPS = 6
_GUTTER = 26.0
Styled = tuple[str, Type]
"""A text and how it looks."""


def add_overview(book: Book, subject: Subject) -> Flow:
    """A separate sheet; a name that fills it pushes the rest on to the next. Returns where the sheet goes on."""
    texts = subject.texts
    sheet = book.new_sheet(texts("report.overview"))
    masthead(sheet, subject)
    width = sheet.width - 2 * MARGIN
    frame = Frame(sheet, MARGIN, 66, width, sheet.height - FOOT)
    flow = Flow(columns(book, frame, MARGIN))
    _title(flow, subject)
    add_score(flow, subject)
    flow.gap(20)
    if flow.room < _least_column_height(subject):
        flow.move_on()
    return _columns(book, flow, subject)


def _least_column_height(subject: Subject) -> float:
    return chart_height(_groups(subject)) + 2 * HEADING.leading


def _title(flow: Flow, subject: Subject) -> None:
    title = subject.texts("report.plan_title")
    if subject.name:
        flow.write(title, KICKER.coloured(SOFT))
        flow.gap(2)
    name = subject.name or title
    flow.write(name, _title_type(name, flow.frame.width), "H1")
    parts = [subject.profile_text(field) for field in ("sector", "village", "role")]
    flow.gap(3)
    flow.write(" · ".join(part for part in parts if part), BODY.coloured(SOFT))
    flow.gap(14)


def _title_type(name: str, width: float) -> Type:
    """Smaller where a name would fill the page."""
    types = (TITLE, TITLE.at(16), TITLE.at(11))
    short = (type for type in types if len(lines_of(name, type, width)) <= _MOST_TITLE_LINES)
    return next(short, TITLE.at(9))


def _columns(book: Book, flow: Flow, subject: Subject) -> Flow:
    """Strengths and gaps on the left, numbers on the right; returns what goes on below both."""
    sheet, top, bottom = flow.frame.sheet, flow.y, flow.frame.bottom
    left_width = (flow.frame.width - _GUTTER) * 0.53
    right_width = flow.frame.width - _GUTTER - left_width
    left = Frame(sheet, MARGIN, top, left_width, bottom)
    right = Frame(sheet, MARGIN + left_width + _GUTTER, top, right_width, bottom)
    words = Flow(columns(book, left, MARGIN))
    numbers = Flow(columns(book, right, MARGIN))
    if subject.score.answered:
        _strengths(words, subject)
        words.gap(12)
        _gaps(words, subject)
    if subject.has_number:
        _numbers(numbers, subject)
        numbers.gap(10)
    _flags(numbers if subject.score.answered else words, subject)
    last = max((words, numbers), key=lambda column: (book.sheets.index(column.frame.sheet), column.y))
    below = Frame(last.frame.sheet, MARGIN, last.y, flow.frame.width, bottom)
    rest = Flow(columns(book, below, MARGIN))
    rest.y += 20
    return rest


def _strengths(flow: Flow, subject: Subject) -> None:
    texts = subject.texts
    flow.write(texts("report.strengths"), HEADING, "H2", keep=STRONG.leading)
    flow.gap(4)
    if not subject.strong:
        flow.write(texts("report.no_strengths"), BODY)
    for part in subject.strong:
        best = strongest_answer(subject.content, subject.score, part)
        _point(flow, _strength(subject, part, subject.content.question[best] if best else None), strong=True)


def _strength(subject: Subject, part: str, best: Question | None) -> list[Styled]:
    """A strong part by name, its best answer, and what to do with it."""
    language = subject.texts.language
    name = (subject.content.dimension[part].name[language], STRONG)
    if best is None:
        return [name]
    answer = subject.texts("result.line", question=best.short[language], answer=subject.answer_text(best))
    return [name, (answer, SMALL), (best.strength[language] if best.strength else "", NOTE)]


def _gaps(flow: Flow, subject: Subject) -> None:
    texts = subject.texts
    room = max(_MOST_POINTS - len(subject.strong), _FEWEST_GAPS)
    weak = [subject.content.question[name] for name in subject.score.gaps[: min(room, _MOST_GAPS)]]
    if not weak:
        return
    flow.write(texts("report.gaps"), HEADING, "H2", keep=STRONG.leading)
    flow.gap(4)
    for question in weak:
        short = question.short[texts.language]
        _point(flow, [(short, STRONG), (subject.answer_text(question), SMALL)], strong=False)


def _point(flow: Flow, passages: Sequence[Styled], *, strong: bool) -> None:
    """A name with its tick, or an arrow upward, and what is said about it."""
    indent = 18.0
    width = flow.frame.width - indent
    lines = [line for text, type in passages for line in styled(text, type, width)]
    flow.need(height_of(lines))
    sheet: Sheet = flow.frame.sheet
    marks = [tick(flow.frame.x + 1, flow.y + 2, 10)] if strong else list(upward(flow.frame.x + 1, flow.y + 2, 10))
    sheet.add("Artifact", marks)
    sheet.add("P", placed(lines, flow.frame.x + indent, flow.y, width))
    flow.y += height_of(lines)
    flow.gap(6)


def _numbers(flow: Flow, subject: Subject) -> None:
    texts, groups = subject.texts, _groups(subject)
    flow.write(texts("report.parts"), HEADING, "H2", keep=chart_height(groups))
    flow.gap(4)
    sheet, x, top = flow.take(chart_height(groups))
    bars = [bar for group in groups for bar in (group.whole, *group.parts)]
    values = texts.listed([texts("report.part_value", name=bar.name, value=bar.shown) for bar in bars])
    sheet.add("Figure", chart(groups, x, top, flow.frame.width), texts("report.chart_alt", values=values))
    if any(bar.weak for bar in bars):
        limit = texts.number(100 * subject.content.settings.result.gap_up_to)
        sheet, x, top = flow.take(NOTE.leading)
        sheet.add("P", weak_sample(texts("report.weak", limit=limit), x, top))


def _groups(subject: Subject) -> tuple[BarGroup, ...]:
    """Pillars with their dimensions, as the content orders them."""
    content, score = subject.content, subject.score
    groups = []
    for pillar in content.settings.pillars:
        dimensions = [dimension for dimension in content.dimensions if dimension.pillar == pillar.id]
        whole = _bar(subject, pillar.name[subject.texts.language], score.pillars[pillar.id], "–")
        groups.append(BarGroup(whole, tuple(_dimension_bar(subject, dimension) for dimension in dimensions)))
    return tuple(groups)


def _dimension_bar(subject: Subject, dimension: Dimension) -> Bar:
    asked = [question for question in subject.content.questions_of[dimension.id] if question.id in subject.numbers]
    fits = any(subject.answer(question) != NOT_APPLICABLE for question in asked)
    reason = subject.texts("report.no_number" if fits else "report.does_not_fit")
    return _bar(subject, dimension.name[subject.texts.language], subject.score.dimensions[dimension.id], reason)


def _bar(subject: Subject, name: str, value: float | None, reason: str) -> Bar:
    if value is None:
        return Bar(name, None, reason)
    weak = is_weak(subject.content, value)
    return Bar(name, value, subject.texts.number(value), weak)


def _flags(flow: Flow, subject: Subject) -> None:
    """What the numbers do not know: answers 'I don't know', and questions without an answer."""
    texts, score = subject.texts, subject.score
    unknown = [name for name, part in score.questions.items() if part.unknown]
    open_ = [question.id for question in subject.questions if subject.answer(question) is None]
    flags = [("report.flag_unknown", unknown), ("report.flag_unanswered", open_)]
    said = [(texts(key, count=len(names), questions=_short_names(subject, names)), names) for key, names in flags]
    if not any(names for _, names in said):
        return
    flow.write(texts("report.flags"), STRONG, "H3", keep=SMALL.leading)
    for text, names in said:
        if names:
            flow.write(text, SMALL.coloured(SOFT))
            flow.gap(3)


def _short_names(subject: Subject, names: list[str]) -> str:
    return subject.texts.listed([subject.content.question[name].short[subject.texts.language] for name in names])
