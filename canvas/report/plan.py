"""The action plan that is taken home: for the wall, canvas, steps in detail, result; all answers on request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.prefill import prefill
from canvas.report.model.sheet import Book
from canvas.report.parts.answers import add_answers
from canvas.report.parts.canvas import add_canvas
from canvas.report.parts.closing import add_closing
from canvas.report.parts.overview import add_overview
from canvas.report.parts.pages import number_pages
from canvas.report.parts.steps import add_steps
from canvas.report.parts.then_and_now import add_then_and_now
from canvas.report.parts.wall import add_wall
from canvas.report.parts.way_back import ROOM_OF_WAY_BACK, WayBack, add_way_back
from canvas.report.subject import Subject
from canvas.report.writers.pdf import pdf_of


@dataclass(frozen=True)
class Extras:
    """What a plan may hold besides: a canvas other than that of the settings, the way back, the time before."""

    template: str | None = None
    way_back: WayBack | None = None
    previous: Assessment | None = None
    answers: bool = False
    """Whether all questions and answers follow as an annex."""


NO_EXTRAS = Extras()
_HALF_EMPTY = 0.4


def action_plan(
    content: Content, assessment: Assessment, *, language: str, today: date, extras: Extras = NO_EXTRAS
) -> bytes:
    """The PDF of an assessment."""
    subject = Subject(content, assessment, language, today)
    return pdf_of(plan_book(subject, extras).sheets, subject.properties(subject.texts("report.plan_title")))


def plan_book(subject: Subject, extras: Extras = NO_EXTRAS) -> Book:
    """The sheets of the action plan."""
    book = Book()
    name = extras.template or subject.content.settings.template
    add_wall(book, subject)
    add_canvas(book, subject, prefill(subject.content, subject.assessment, name, subject.texts.language))
    _add_details(book, subject, extras.way_back)
    if extras.previous:
        add_then_and_now(book, subject, extras.previous)
    if extras.answers:
        add_answers(book, subject)
    number_pages(book, subject)
    return book


def _add_details(book: Book, subject: Subject, way_back: WayBack | None) -> None:
    """The steps with the way back, and the result; examples and notes fill whichever page would be half empty."""
    steps = add_steps(book, subject)
    is_half_empty = steps.room > _HALF_EMPTY * steps.frame.sheet.height
    if way_back and steps.room >= ROOM_OF_WAY_BACK:
        add_way_back(steps, subject, way_back)
        way_back = None
    if is_half_empty:
        add_closing(steps, subject)
        add_overview(book, subject)
        return
    result = add_overview(book, subject)
    if way_back:
        add_way_back(result, subject, way_back)
    add_closing(result, subject)
