"""The canvas alone, as PDF, SVG or PNG."""

from __future__ import annotations

from datetime import date

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.prefill import prefill
from canvas.report.model.sheet import Book
from canvas.report.parts.canvas import add_canvas
from canvas.report.parts.pages import number_pages
from canvas.report.subject import Subject
from canvas.report.writers.pdf import pdf_of
from canvas.report.writers.png import png_of
from canvas.report.writers.svg import svg_of


def canvas_pdf(
    content: Content, assessment: Assessment, *, template: str | None = None, language: str, today: date
) -> bytes:
    """The canvas as PDF: one sheet for each page of the template (that of the settings by default)."""
    subject = Subject(content, assessment, language, today)
    return pdf_of(_book(subject, template).sheets, subject.properties(subject.texts("report.canvas_title")))


def canvas_svg(
    content: Content, assessment: Assessment, *, template: str | None = None, language: str, today: date
) -> str:
    """The canvas as one SVG, its sheets below each other."""
    subject = Subject(content, assessment, language, today)
    properties = subject.properties(subject.texts("report.canvas_title"))
    return svg_of(_book(subject, template).sheets, properties.title, subject.texts.language)


def canvas_png(
    content: Content, assessment: Assessment, *, template: str | None = None, language: str, today: date
) -> bytes:
    """The canvas as one picture, its sheets below each other."""
    return png_of(canvas_pdf(content, assessment, template=template, language=language, today=today))


def _book(subject: Subject, template: str | None) -> Book:
    book = Book()
    name = template or subject.content.settings.template
    add_canvas(book, subject, prefill(subject.content, subject.assessment, name, subject.texts.language))
    number_pages(book, subject)
    return book
