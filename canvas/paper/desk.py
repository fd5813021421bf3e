"""The trainer's desk: sheets that were photographed, and what is still to settle before they are kept.

A frozen value: every step returns a new one. Cut-outs of the photographs are in it until their sheet is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from canvas.content.models import Content
from canvas.paper.form import LARGEST_NUMBER, Form
from canvas.paper.pages import Answer, PageRead
from canvas.paper.sheets import Sheet, doubts, sheets_of

Place = tuple[int, str]
"""The number of a sheet, and an entry on it."""


@dataclass(frozen=True)
class ToSettle:
    """Something that a person has to say: a page's number, an answer to choose, or a line to type."""

    kind: Literal["number", "choose", "type"]
    sheet: int | None
    page: int
    form: Form
    entry: str = ""
    cut_out: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Desk:
    """Pages read, what was chosen and typed for them, by place, and sheets to be kept though pages are missing."""

    pages: tuple[PageRead, ...] = ()
    chosen: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    typed: Mapping[Place, str] = field(default_factory=dict)
    as_it_is: frozenset[int] = frozenset()

    def with_pages(self, pages: Iterable[PageRead]) -> Desk:
        """With more pages; the same page again counts as another photograph of it."""
        return replace(self, pages=(*self.pages, *pages))

    def numbered(self, number: int) -> Desk:
        """With a number for the first page that has none; 0 or a number too high puts that page away."""
        index = next(index for index, page in enumerate(self.pages) if page.sheet is None)
        page = replace(self.pages[index], sheet=number)
        named = (page,) if 1 <= number <= LARGEST_NUMBER else ()
        return replace(self, pages=(*self.pages[:index], *named, *self.pages[index + 1 :]))

    def with_choice(self, place: Place, values: tuple[str, ...]) -> Desk:
        """With an answer chosen from its cut-out; no values: left open."""
        return replace(self, chosen={**self.chosen, place: values})

    def with_text(self, place: Place, text: str) -> Desk:
        """With a line typed from its cut-out; an empty text: left out."""
        return replace(self, typed={**self.typed, place: text})

    def without_more_pages(self, number: int) -> Desk:
        """A sheet is kept without the pages that are missing."""
        return replace(self, as_it_is=self.as_it_is | {number})

    def without(self, number: int) -> Desk:
        """Without a sheet and its cut-outs: it was kept, or is not wanted."""
        return Desk(
            tuple(page for page in self.pages if page.sheet != number),
            {place: values for place, values in self.chosen.items() if place[0] != number},
            {place: text for place, text in self.typed.items() if place[0] != number},
            self.as_it_is - {number},
        )

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets with what was settled for them."""
        return tuple(self._settled(sheet) for sheet in sheets_of(self.pages))

    def to_settle(self, content: Content, today: date) -> tuple[ToSettle, ...]:
        """All that a person has to say, sheet by sheet: first numbers, then answers, then lines."""
        without_number = [page for page in self.pages if page.sheet is None]
        numbers = (ToSettle("number", None, page.page, page.form, "", page.number_cut_out) for page in without_number)
        rest = (item for sheet in self.sheets for item in self._of_sheet(content, sheet, today))
        return (*numbers, *rest)

    def ready(self, content: Content, today: date) -> tuple[Sheet, ...]:
        """The sheets that can be kept: all settled, and no page missing, or kept as they are."""
        waiting = {item.sheet for item in self.to_settle(content, today)}
        return tuple(
            sheet
            for sheet in self.sheets
            if sheet.number not in waiting and (not sheet.missing or sheet.number in self.as_it_is)
        )

    def _settled(self, sheet: Sheet) -> Sheet:
        for (number, entry), values in self.chosen.items():
            if number == sheet.number and entry in sheet.answers:
                sheet = sheet.settled(entry, values)
        for (number, entry), text in self.typed.items():
            sheet = sheet.typed(entry, text) if number == sheet.number else sheet
        return sheet

    def _of_sheet(self, content: Content, sheet: Sheet, today: date) -> tuple[ToSettle, ...]:
        page_of = {entry.id: entry.page for entry in sheet.form.entries}

        def item(kind: Literal["choose", "type"], answer: Answer) -> ToSettle:
            page = page_of[answer.entry]
            return ToSettle(kind, sheet.number, page, sheet.form, answer.entry, answer.cut_out)

        choices = [item("choose", answer) for answer in doubts(content, sheet, today)]
        written = [
            item("type", answer)
            for answer in sheet.answers.values()
            if answer.is_written and (sheet.number, answer.entry) not in self.typed
        ]
        return (*choices, *written)
