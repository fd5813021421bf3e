"""The questionnaire on paper, as PDF and as the values by which photographs of it are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from canvas.content.models import Content
from canvas.i18n import texts_for
from canvas.paper.form import PAPERS, Form
from canvas.report.model.properties import Properties
from canvas.report.parts.form import copy_of, lay_out
from canvas.report.writers.pdf import pdf_of


@dataclass(frozen=True)
class FormOrder:
    """Which form to print: its language, its sector (None: for all) and its paper; how many, and for which workshop.

    `numbered` copies have the numbers 1, 2, 3 … printed; 0 gives one copy whose number is ticked by hand,
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
    sheets = [sheet for number in numbers for sheet in copy_of(printed, texts, number, order.workshop)]
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


def forms_of(content: Content) -> Iterator[Form]:
    """Every form that this content can print, for a reader to find the one that it is shown."""
    for language in content.settings.offered:
        for sector in (None, *content.sectors):
            for paper in PAPERS:
                yield lay_out(content, language.id, sector, paper).form
