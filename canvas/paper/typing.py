"""Typing a paper form by keyboard alone: a key for each answer, Enter to go on.

A frozen value. The number comes first, then every question in the order of the paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.i18n import texts_for
from canvas.paper.asked import NOTHING, Asked, asked_in, sections
from canvas.paper.form import LARGEST_NUMBER
from canvas.questionnaire import fields, path

KEYS = "1234567890qwertyuiop"
"""The keys of the answers, in order."""


@dataclass(frozen=True)
class Typing:
    """A form that is half typed: its number, its answers by entry, and the entry that is open (None: the number)."""

    number: int = 0
    language: str = ""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    here: str | None = None
    kept: int = 0
    """How many forms were typed and kept."""

    def digit(self, digit: int) -> Typing:
        """One more digit of the number; a number too high begins anew."""
        number = self.number * 10 + digit
        return replace(self, number=number if number <= LARGEST_NUMBER else digit)

    def chosen(self, asked: Asked, value: str) -> Typing:
        """An answer chosen; of several, chosen or taken back."""
        before = self.answers.get(asked.id, ())
        if asked.kind == "one":
            values: tuple[str, ...] = (value,)
        elif value in before:
            values = tuple(other for other in before if other != value)
        else:
            values = (*before, value)
        return replace(self, answers={**self.answers, asked.id: values})

    def begun_anew(self) -> Typing:
        """Ready for the next form."""
        return Typing(language=self.language, kept=self.kept + 1)

    def assessment(self, content: Content, today: date) -> Assessment:
        """What has been typed so far."""
        work = Assessment(today, self.language, content.settings.version)
        for name, values in self.answers.items():
            if not values:
                continue
            if name in content.field:
                work = work.with_profile(name, values[0])
            elif content.question[name].takes_several:
                work = work.with_answer(name, () if values == (NOTHING,) else values)
            else:
                work = work.with_answer(name, values[0])
        return work

    def way(self, content: Content, today: date) -> tuple[Asked, ...]:
        """What is typed of this form, in order: all that this business is asked and that has answers to tick."""
        work = self.assessment(content, today)
        asked = asked_in(sections(content, texts_for(content, self.language), work.sector))
        on_way = {field.id for field in fields(content, work)} | {question.id for question in path(content, work)}
        return tuple(each for each in _sector_first(content, self, asked) if each.choices and each.id in on_way)

    def moved(self, way: Sequence[Asked], distance: int) -> Typing:
        """At the next entry (or the one before); beyond the last one, and before the first, at the number."""
        names = [None, *(asked.id for asked in way)]
        index = names.index(self.here) + distance if self.here in names else 0
        return replace(self, here=names[index] if 0 <= index < len(names) else None)


def _sector_first(content: Content, typing: Typing, asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """A form of one sector does not ask for it, but whoever types it has to say it."""
    if any(each.id == "sector" for each in asked):
        return tuple(asked)
    every = asked_in(sections(content, texts_for(content, typing.language), None))
    return (*(each for each in every if each.id == "sector"), *asked)
