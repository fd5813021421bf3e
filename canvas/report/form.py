"""The questionnaire on paper, as PDF and as the values by which photographs of it are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from canvas.content.models import Content
from canvas.i18n import texts_for
from canvas.paper.form import Form, FormOf, PageCode, kind_of, kinds_of
from canvas.report.model.properties import Properties
from canvas.report.parts.form import CopyLabel, copy_of, lay_out
from canvas.report.writers.pdf import pdf_of


@dataclass(frozen=True)
class FormOrder:
    """Which form to print: its language, its sector (None: for all) and its paper; how many, and for which workshop.

    `numbered` copies have the numbers 1, 2, 3 … printed; 0 is one copy whose number is ticked by hand,
    to be photocopied.
    """

    language: str
    sector: str | None = None
    paper: str = "a4"
    numbered: int = 0
    workshop: str = ""


def form_pdf(content: Content, order: FormOrder, today: date) -> bytes:
    """The PDF of a form. Raises: KanvasError if the questions do not fit four pages."""
    texts = texts_for(content, order.language)
    printed = lay_out(content, texts.language, order.sector, order.paper)
    numbers: Sequence[int | None] = range(1, order.numbered + 1) if order.numbered else [None]
    kind = kind_of(content, texts.language, order.sector)
    labels = [CopyLabel(kind, number, order.workshop) for number in numbers]
    sheets = [sheet for label in labels for sheet in copy_of(printed, texts, label)]
    tool = texts("report.tool")
    properties = Properties(
        title=texts("form.title"),
        author=tool,
        subject=texts("report.self_declaration"),
        creator=tool,
        language=content.language[texts.language].locale.replace("_", "-"),
        created=today,
    )
    return pdf_of(sheets, properties)


def form_finder(content: Content) -> FormOf:
    """Finds the form of a photographed page among those that this content prints; each is laid out once."""
    kinds = kinds_of(content)

    @cache
    def laid_out(kind: str, paper: str) -> Form:
        return lay_out(content, *kinds[kind], paper).form

    def form_of(code: PageCode, paper: str) -> Form | None:
        form = laid_out(code.kind, paper) if code.kind in kinds else None
        return form if form and form.version == code.version else None

    return form_of
