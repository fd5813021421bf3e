"""Pages read from photographs → sheets, one a person, and their assessments.

Which pages belong together says the sheet's number, not the order of the photographs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from canvas.assessment import Answer as Given
from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.paper.asked import NOTHING
from canvas.paper.form import Form
from canvas.paper.pages import Answer, PageRead
from canvas.questionnaire import LONGEST_CHIP, MOST_CHIPS, path

ROW = "row-"
"""What the sheet of a typed row begins with that has no number of its own; the number of the row follows."""
LONGEST_SHEET = 40
"""Letters of what a sheet is known by."""


@dataclass(frozen=True)
class Sheet:
    """What one person ticked: entry → answer, the pages that were photographed, and texts typed from cut-outs."""

    form: Form
    number: int
    workshop: str
    pages: tuple[int, ...]
    answers: Mapping[str, Answer]
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[int, ...]:
        """Pages of which there is no photograph yet."""
        return tuple(page.number for page in self.form.pages if page.number not in self.pages)

    def settled(self, entry: str, values: tuple[str, ...]) -> Sheet:
        """With an answer that a person has chosen; no values: left empty."""
        answer = replace(self.answers[entry], values=values, confidence=1.0, doubt=None)
        return replace(self, answers={**self.answers, entry: answer})

    def typed(self, entry: str, text: str) -> Sheet:
        """With a text that a person has read from its cut-out."""
        return replace(self, texts={**self.texts, entry: text})


def sheets_of(pages: Sequence[PageRead]) -> tuple[Sheet, ...]:
    """The sheets of some pages, by number; pages without a number are left out."""
    grouped: dict[tuple[str, str, int], list[PageRead]] = {}
    for page in pages:
        if page.sheet is not None:
            grouped.setdefault((page.workshop, page.form.version, page.sheet), []).append(page)
    return tuple(_sheet(grouped[key]) for key in sorted(grouped))


def _sheet(pages: Sequence[PageRead]) -> Sheet:
    answers: dict[str, Answer] = {}
    for page in pages:
        for answer in page.answers:
            earlier = answers.get(answer.entry)
            answers[answer.entry] = _agreed(earlier, answer) if earlier else answer
    first = pages[0]
    numbers = tuple(sorted({page.page for page in pages}))
    return Sheet(first.form, first.sheet or 0, first.workshop, numbers, answers)


def _agreed(one: Answer, other: Answer) -> Answer:
    """Of two photographs of the same page, what is clearer; where they say different things, a doubt."""
    better, worse = sorted((one, other), key=lambda answer: (answer.doubt is not None, -answer.confidence))
    if worse.doubt or better.values == worse.values:
        return better
    return replace(better, values=(), confidence=0.0, doubt="photos_differ")


def assessment_of(content: Content, sheet: Sheet, started: date) -> Assessment:
    """The assessment that a sheet holds; what is doubted or empty stays open."""
    work = Assessment(started, sheet.form.language, content.settings.version)
    if sheet.form.sector:
        work = work.with_profile("sector", sheet.form.sector)
    for entry in sheet.form.entries:
        answer = sheet.answers.get(entry.id)
        text = sheet.texts.get(entry.id, "").strip()
        if entry.id in content.field:
            value = text or "".join(answer.values[:1] if answer else ())
            work = work.with_profile(entry.id, value) if value else work
        elif answer and answer.values:
            work = work.with_answer(entry.id, _given(entry.kind, answer.values, text))
        elif text:
            work = work.with_answer(entry.id, own_words(text))
    return work


def _given(kind: str, values: tuple[str, ...], text: str) -> Given:
    if kind == "one":
        return values[0]
    return () if values == (NOTHING,) else tuple(dict.fromkeys((*values, *own_words(text))))[:MOST_CHIPS]


def own_words(text: str) -> tuple[str, ...]:
    """What somebody wrote beside the options: several things between commas, none longer than the screen takes."""
    parts = (" ".join(part.split())[:LONGEST_CHIP].strip() for part in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))[:MOST_CHIPS]


def doubts(content: Content, sheet: Sheet, started: date) -> tuple[Answer, ...]:
    """What a person has to settle: all that is doubted, but for questions that this business is not asked."""
    asked = {question.id for question in path(content, assessment_of(content, sheet, started))}
    return tuple(
        answer
        for answer in sheet.answers.values()
        if answer.doubt and (answer.entry in content.field or answer.entry in asked)
    )
