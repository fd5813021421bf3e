"""The page for a lender or a government office, as a separate PDF."""

from __future__ import annotations

from datetime import date

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.lender import lender_page
from canvas.report.model.sheet import Book
from canvas.report.parts.pages import number_pages
from canvas.report.parts.statement import add_statement
from canvas.report.subject import Subject
from canvas.report.writers.pdf import pdf_of


def lender_pdf(
    content: Content, assessment: Assessment, *, language: str, today: date, with_debts: bool = False
) -> bytes:
    """One A4 about a business; its debts are on it only if the owner wants that."""
    subject = Subject(content, assessment, language, today)
    page = lender_page(content, assessment, subject.texts.language, today, with_debts=with_debts)
    book = Book()
    add_statement(book, subject, page)
    number_pages(book, subject)
    return pdf_of(book.sheets, subject.properties(page.title))
