"""The action plan that a participant takes home: overview, canvas, steps, answers."""

from __future__ import annotations

from datetime import date

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.prefill import prefill
from canvas.report.answers import add_answers
from canvas.report.canvas_layout import add_canvas
from canvas.report.overview import add_overview
from canvas.report.pages import number_pages
from canvas.report.pdf import pdf_of
from canvas.report.sheet import Book
from canvas.report.steps import add_steps
from canvas.report.subject import Subject


def action_plan(
    content: Content, assessment: Assessment, *, template: str | None = None, language: str, today: date
) -> bytes:
    """The PDF of an assessment, with the canvas in a template (that of the settings by default)."""
    subject = Subject(content, assessment, language, today)
    return pdf_of(plan_book(subject, template).sheets, subject.properties(subject.texts("report.plan_title")))


def plan_book(subject: Subject, template: str | None = None) -> Book:
    """The sheets of the action plan."""
    book = Book()
    name = template or subject.content.settings.template
    add_overview(book, subject)
    add_canvas(book, subject, prefill(subject.content, subject.assessment, name, subject.texts.language))
    add_steps(book, subject)
    add_answers(book, subject)
    number_pages(book, subject)
    return book
