"""The plans of many people in one PDF, to be printed in one run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.i18n import texts_for
from canvas.report.model.properties import Properties
from canvas.report.model.sheet import Sheet
from canvas.report.parts.way_back import WayBack
from canvas.report.plan import Extras, plan_book
from canvas.report.subject import Subject
from canvas.report.writers.pdf import pdf_of


def action_plans(
    content: Content, people: Sequence[tuple[Assessment, WayBack]], *, language: str, today: date
) -> bytes:
    """One PDF with everybody's plan, in their order; printed on both sides, each begins on a new sheet."""
    sheets: list[Sheet] = []
    for assessment, way_back in people:
        subject = Subject(content.for_sector(assessment.sector), assessment, assessment.language, today)
        sheets += plan_book(subject, Extras(way_back=way_back)).sheets
        if len(sheets) % 2:
            sheets.append(Sheet(sheets[-1].width, sheets[-1].height))
    texts = texts_for(content, language)
    tool = texts("report.tool")
    locale = content.language[texts.language].locale.replace("_", "-")
    properties = Properties(texts("report.plan_title"), tool, texts("report.self_declaration"), tool, locale, today)
    return pdf_of(sheets, properties)
