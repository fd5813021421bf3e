"""A group's report: two pages for the village hall, one page for desa and dinas, a document for the lecturer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from canvas.content.models import Content
from canvas.group import GroupReport
from canvas.report.group_document import group_document
from canvas.report.layout.drawing import label, label_to, leaf
from canvas.report.layout.flow import Flow, Frame, columns
from canvas.report.model.sheet import Book, Sheet, Words
from canvas.report.model.style import BODY, FOOTER, HEADING, KICKER, NOTE, TITLE
from canvas.report.parts.group import (
    Group,
    add_gaps,
    add_ranked,
    add_spreads,
    add_stages,
    add_stall,
    add_strengths,
    add_table_1,
)
from canvas.report.parts.pages import FOOT, MARGIN
from canvas.report.writers.pdf import pdf_of

_TOP = 62.0
_STALL = 390.0


def group_pdf(content: Content, report: GroupReport, language: str) -> bytes:
    """The report for the village hall: pictures first."""
    group = Group(content, report, language)
    return pdf_of(_report_book(group).sheets, group.properties(group.texts("group.report_title")))


def brief_pdf(content: Content, report: GroupReport, language: str) -> bytes:
    """The brief for desa and dinas: what the group needs, ranked, and what is asked of whom."""
    group = Group(content, report, language)
    return pdf_of(_brief_book(group).sheets, group.properties(group.texts("group.brief_title")))


def group_docx(content: Content, report: GroupReport, language: str) -> bytes:
    """The report for the lecturer, to be edited."""
    return group_document(Group(content, report, language))


GROUP_KINDS: Mapping[str, Callable[[Content, GroupReport, str], bytes]] = {".pdf": group_pdf, ".docx": group_docx}
"""How a report of each suffix is written."""

BRIEF_KINDS: Mapping[str, Callable[[Content, GroupReport, str], bytes]] = {".pdf": brief_pdf}


def _report_book(group: Group) -> Book:
    book, texts = Book(), group.texts
    flow = _new_flow(book, group, texts("group.report_title"))
    add_stall(flow, group, _STALL)
    flow.gap(4)
    flow.write(texts("group.strengths"), HEADING, "H2")
    add_strengths(flow, group)
    flow.gap(8)
    flow.write(texts("group.parts"), HEADING, "H2")
    flow.write(texts("group.parts_about"), NOTE)
    flow.gap(4)
    add_spreads(flow, group)
    flow.move_on()
    flow.write(texts("group.table"), HEADING, "H2")
    flow.write(texts("group.table_about", n=group.cohort.n), NOTE)
    add_table_1(flow, group)
    flow.gap(6)
    flow.write(texts("group.stages"), HEADING, "H2")
    add_stages(flow, group)
    flow.gap(4)
    flow.write(texts("group.gaps"), HEADING, "H2")
    add_gaps(flow, group)
    _closing(flow, group)
    _feet(book, group)
    return book


def _brief_book(group: Group) -> Book:
    book, texts, workshop = Book(), group.texts, group.report.workshop
    flow = _new_flow(book, group, texts("group.brief_title"))
    place, day = group.place or "–", texts.long_date(workshop.held_on)
    flow.write(texts("group.brief_about", n=group.cohort.n, date=day, place=place), BODY)
    flow.gap(10)
    flow.write(texts("group.needs"), HEADING, "H2")
    hard = [(row.indicator.name[group.language], row.tally) for row in group.rows_of("challenges") if row.tally.count]
    add_ranked(flow, group, sorted(hard, key=lambda pair: -pair[1].count))
    flow.gap(10)
    flow.write(texts("group.wanted"), HEADING, "H2")
    add_ranked(flow, group, group.programme)
    flow.gap(10)
    flow.write(texts("group.asked"), HEADING, "H2")
    for whom in ("desa", "dinas", "bank"):
        flow.write(texts(f"group.asked_of.{whom}"), BODY, indent=14)
        flow.gap(3)
    flow.gap(8)
    flow.write(texts("group.gaps"), HEADING, "H2")
    add_gaps(flow, group, with_question=False)
    _closing(flow, group)
    _feet(book, group)
    return book


def _new_flow(book: Book, group: Group, title: str) -> Flow:
    sheet = book.new_sheet(title)
    sheet.add("Artifact", leaf(MARGIN, 27, 22))
    sheet.add("P", [label(group.texts("report.tool"), KICKER, MARGIN + 28, 33), _day(group, sheet)])
    frame = Frame(sheet, MARGIN, _TOP, sheet.width - 2 * MARGIN, sheet.height - FOOT)
    flow = Flow(columns(book, frame, MARGIN))
    flow.write(group.name, TITLE, "H1")
    flow.write(f"{group.held} · {group.texts('group.people', n=group.cohort.n)}", BODY)
    flow.gap(8)
    return flow


def _day(group: Group, sheet: Sheet) -> Words:
    return label_to(group.texts.long_date(group.report.taken_on), NOTE, sheet.width - MARGIN, 34)


def _closing(flow: Flow, group: Group) -> None:
    flow.gap(4)
    flow.write(group.texts("group.declared"), NOTE)
    flow.write(group.texts("group.content", version=group.picture.content), NOTE)


def _feet(book: Book, group: Group) -> None:
    texts = group.texts
    day = texts.long_date(group.report.taken_on)
    foot = texts("group.foot", tool=texts("report.tool"), workshop=group.name, date=day)
    for number, sheet in enumerate(book.sheets, start=1):
        top = sheet.height - FOOT * 0.6
        page = texts("report.page", number=number, total=len(book.sheets))
        sheet.add("Artifact", [label(foot, FOOTER, MARGIN, top), label_to(page, FOOTER, sheet.width - MARGIN, top)])
