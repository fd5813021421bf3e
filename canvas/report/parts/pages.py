"""What all pages share: margins, the head of a page, the foot with its number."""

from __future__ import annotations

from canvas.report.layout.drawing import label, label_to, leaf
from canvas.report.model.sheet import Book, Sheet, Words
from canvas.report.model.style import FOOTER, KICKER, NOTE
from canvas.report.subject import Subject

MARGIN = 42.0
FOOT = 46.0
"""Height kept free at the bottom of a page."""


def masthead(sheet: Sheet, subject: Subject, margin: float = MARGIN) -> None:
    """The tool's mark and name, and the day."""
    texts = subject.texts
    sheet.add("Artifact", leaf(margin, 27, 22))
    words = [
        label(texts("report.tool"), KICKER, margin + 28, 33),
        label_to(texts.long_date(subject.today), NOTE, sheet.width - margin, 34),
    ]
    sheet.add("P", words)


def number_pages(book: Book, subject: Subject) -> None:
    """The foot of every sheet: tool, day, whose judgement this is, page x of y."""
    texts = subject.texts
    day = texts.long_date(subject.today)
    foot = texts("report.foot", tool=texts("report.tool"), date=day)
    for number, sheet in enumerate(book.sheets, start=1):
        margin = MARGIN if sheet.height > sheet.width else MARGIN * 0.7
        top = sheet.height - FOOT * 0.6
        page = texts("report.page", number=number, total=len(book.sheets))
        marks: list[Words] = [
            label(foot, FOOTER, margin, top),
            label_to(page, FOOTER, sheet.width - margin, top),
        ]
        sheet.add("Artifact", marks)
