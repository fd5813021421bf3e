"""A re-assessment beside the one before it: every part then and now, and the answers that changed."""

from __future__ import annotations

from dataclasses import replace

from canvas.assessment import Assessment
from canvas.comparison import Change, Comparison, compare
from canvas.report.layout.flow import Cell, Flow, Frame, columns, styled
from canvas.report.model.sheet import Book
from canvas.report.model.style import BODY, HEADING, SMALL, SMALL_STRONG, SOFT, TITLE, Type
from canvas.report.parts.chart import Bar, BarGroup, chart, chart_height
from canvas.report.parts.pages import FOOT, MARGIN, masthead
from canvas.report.subject import Subject
from canvas.report.typesetting.breaking import Line
from canvas.scoring import Score


def add_then_and_now(book: Book, subject: Subject, previous: Assessment) -> None:
    """A separate sheet."""
    texts = subject.texts
    sheet = book.new_sheet(texts("again.title"))
    masthead(sheet, subject)
    frame = Frame(sheet, MARGIN, 66, sheet.width - 2 * MARGIN, sheet.height - FOOT)
    flow = Flow(columns(book, frame, MARGIN))
    found = compare(subject.content, previous, subject.assessment)
    numbers = {"then": texts.number(found.then.overall), "now": texts.number(found.now.overall)}
    flow.write(texts("again.title"), TITLE, "H1")
    flow.gap(4)
    date = texts.long_date(previous.started)
    has_numbers = not (found.then.provisional or found.now.provisional)
    flow.write(texts("again.overall", date=date, **numbers) if has_numbers else texts("again.since", date=date), BODY)
    flow.gap(12)
    if has_numbers:
        _add_parts(flow, subject, found)
    _add_changes(flow, subject, previous, found)


def _add_parts(flow: Flow, subject: Subject, found: Comparison) -> None:
    """For every part that both speak about: by how much it moved, and a bar for each time."""
    texts, groups, sentences = subject.texts, [], []
    for name, moved in found.moved.items():
        part = subject.content.dimension[name].name[texts.language]
        bars = [_bar(subject, time, outcome, name) for time, outcome in (("then", found.then), ("now", found.now))]
        groups.append(BarGroup(Bar(part, None, texts.signed(moved)), tuple(bars)))
        sentences.append(texts("again.part", part=part, then=bars[0].shown, now=bars[1].shown))
    if groups:
        sheet, x, top = flow.take(chart_height(tuple(groups)))
        sheet.add("Figure", chart(tuple(groups), x, top, flow.frame.width), texts.listed(sentences))
        flow.gap(14)


def _bar(subject: Subject, time: str, outcome: Score, dimension: str) -> Bar:
    value = outcome.dimensions[dimension] or 0.0
    return Bar(subject.texts(f"again.{time}"), value, subject.texts.number(value))


def _add_changes(flow: Flow, subject: Subject, previous: Assessment, found: Comparison) -> None:
    texts = subject.texts
    if not found.changes:
        flow.write(texts("again.nothing_changed"), BODY.coloured(SOFT))
        return
    flow.write(texts("again.changed"), HEADING, "H2", keep=5 * SMALL.leading)
    before = replace(subject, assessment=previous)
    for change in found.changes:
        flow.gap(5)
        flow.row([Cell(0, flow.frame.width, _in_words(flow, subject, before, change))])


def _in_words(flow: Flow, subject: Subject, before: Subject, change: Change) -> list[tuple[Line, Type]]:
    """The question, and both answers below it."""
    texts, question = subject.texts, subject.content.question[change.question]
    width = flow.frame.width
    lines = styled(question.short[texts.language], SMALL_STRONG, width)
    lines += styled(texts("again.answer_then", answer=before.answer_text(question)), SMALL.coloured(SOFT), width)
    return lines + styled(texts("again.answer_now", answer=subject.answer_text(question)), SMALL, width)
