"""The action plan: a table to tick off, what it costs, the score it leads to, and who helps."""

from __future__ import annotations

from collections.abc import Sequence

from canvas.content.models import Recommendation
from canvas.planning import kept_result
from canvas.report.layout.flow import Cell, Flow, Frame, columns, styled
from canvas.report.model.sheet import Book
from canvas.report.model.style import HEADING, NOTE, SMALL, SMALL_STRONG, SUBHEADING
from canvas.report.parts.gain import add_gain
from canvas.report.parts.pages import MARGIN
from canvas.report.parts.step_table import TableRow, add_table, helpers_of
from canvas.report.subject import Subject
from canvas.schedule import plan_steps, schedule
from canvas.wording import who_in_words

_MOST_SUGGESTED = 3


def add_steps(book: Book, subject: Subject) -> Flow:
    """The chosen steps, or for somebody who has chosen none the best advice; then who helps. Returns the rest."""
    rows = _chosen(subject) or _suggested(subject)
    steps = [row.step for row in rows]
    table = add_table(book, subject, rows)
    rest = Frame(table.frame.sheet, MARGIN, table.y, table.frame.width, table.frame.bottom)
    flow = Flow(columns(book, rest, MARGIN))
    flow.y += 14
    if steps and subject.has_number:
        add_gain(flow, subject, steps)
    _add_helpers(flow, subject, steps)
    return flow


def _chosen(subject: Subject) -> list[TableRow]:
    texts = subject.texts
    rows = []
    begins = {each.step.id: each.begins for each in schedule(subject.content, subject.assessment, subject.today)}
    for number, (planned, step) in enumerate(plan_steps(subject.content, subject.assessment), start=1):
        done = texts("report.done", date=texts.long_date(planned.done)) if planned.done else ""
        kept = kept_result(subject.assessment, step.id)
        result = texts("plan.kept_result", result=kept) if kept else ""
        remark = " ".join(part for part in (done, result) if part)
        due = texts.short_date(planned.due)
        who = who_in_words(subject.content, planned.who, texts)
        rows.append(TableRow(number, step, due, who, remark, planned.done is not None, begins.get(step.id)))
    return rows


def _suggested(subject: Subject) -> list[TableRow]:
    """The best advice; when and who is left to the pen."""
    texts = subject.texts
    horizons = {item.id: item.name[texts.language] for item in subject.content.settings.plan.horizons}
    rows = []
    for number, advice in enumerate(subject.advice[:_MOST_SUGGESTED], start=1):
        remark = texts("report.suggestion", horizon=horizons[advice.step.horizon])
        rows.append(TableRow(number, advice.step, "", "", remark))
    return rows


def _add_helpers(flow: Flow, subject: Subject, steps: Sequence[Recommendation]) -> None:
    """Who is named in the table: what they help with, where they are, how to reach them."""
    helpers = {helper.id: helper for step in steps for helper in helpers_of(subject, step)}
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
