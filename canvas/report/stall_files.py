"""The stall alone, as SVG or as a square PNG to be shared."""

from __future__ import annotations

from datetime import date

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.drawing.marks import Picture
from canvas.drawing.stall_picture import share_picture, stall_picture
from canvas.drawing.svg import svg_of
from canvas.report.model.sheet import Sheet
from canvas.report.parts.stall import stall_marks
from canvas.report.subject import Subject
from canvas.report.writers.pdf import pdf_of
from canvas.report.writers.png import png_of

SHARED_PIXELS = 1080
"""Width and height of the square: what messengers show without making it smaller."""
_POINTS_AN_INCH = 72


def stall_svg(content: Content, assessment: Assessment, *, language: str, today: date) -> str:
    """The stall as one SVG file, its words beside the objects."""
    subject = Subject(content, assessment, language, today)
    return svg_of(stall_picture(subject.stall, words=True), subject.texts.language)


def shared_picture(content: Content, assessment: Assessment, *, language: str, today: date) -> Picture:
    """The square that says what is strong: neither score, nor stage, nor code."""
    subject = Subject(content, assessment, language, today)
    texts, strong = subject.texts, len(subject.strong)
    headline = texts("stall.strong", count=strong) if strong else texts("stall.open")
    byline = texts("stall.byline", tool=texts("report.tool"), month=texts.month(f"{today:%Y-%m}"))
    return share_picture(subject.stall, headline, byline)


def shared_png(content: Content, assessment: Assessment, *, language: str, today: date) -> bytes:
    """The same as a PNG of SHARED_PIXELS."""
    picture = shared_picture(content, assessment, language=language, today=today)
    sheet = Sheet(picture.width, picture.height)
    sheet.add("Figure", stall_marks(picture, 0, 0, picture.width), picture.meaning)
    subject = Subject(content, assessment, language, today)
    pdf = pdf_of([sheet], subject.properties(subject.texts("stall.title")))
    return png_of(pdf, _POINTS_AN_INCH * SHARED_PIXELS / picture.width)
