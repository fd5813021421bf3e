"""Texts of the interface in one language, and numbers, dates and rupiah as that language writes them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_interval, get_day_names
from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol

from canvas.content.models import Content, Text
from canvas.errors import LANGUAGES, message
from canvas.numbers import meanings
from canvas.rounding import rounded

_log = logging.getLogger(__name__)


class _Slots(dict[str, object]):
    """A slot that an author of content/ renamed is shown as it is written: a screen must not end because of it."""

    def __missing__(self, name: str) -> str:
        slot = f"{{{name}}}"
        _log.warning("\n".join(message("slot_unfilled", language, slot=slot) for language in LANGUAGES))
        return slot


@dataclass(frozen=True)
class Texts:
    """The interface in one language: `texts("home.title")` is a sentence of interface.yaml."""

    interface: Mapping[str, Text]
    language: str
    locale: str

    def __call__(self, key: str, /, **slots: object) -> str:
        return self.interface[key][self.language].format_map(_Slots(slots))

    def has(self, key: str) -> bool:
        """Whether the interface says something under a key."""
        return key in self.interface

    def number(self, value: float, digits: int = 0) -> str:
        """58 or 4,5 – rounded half up, with the decimal sign of the language."""
        return _number(rounded(value, digits) + 0.0, digits, self.locale)  # + 0.0: no minus before a zero

    def plainly(self, value: float) -> str:
        """1500 or 1,5: as one types it, without separators of thousands, so that it can mean one thing only."""
        return format_decimal(value, format="0.###", locale=self.locale)

    def signed(self, value: float) -> str:
        """+17, −4 or 0: by how much something moved."""
        sign = "+" if rounded(value) > 0 else "−" if rounded(value) < 0 else ""
        return f"{sign}{self.number(abs(value))}"

    def meanings(self, typed: str, *, is_money: bool = False) -> tuple[float, ...]:
        """What a typed amount can mean: one number, none, or several to ask about, the likeliest first."""
        return meanings(typed, decimal=get_decimal_symbol(self.locale), is_money=is_money)

    def percent(self, value: float) -> str:
        """80%, from 0–100."""
        return f"{self.number(value)}%"

    def rupiah(self, value: float) -> str:
        """Rp10.000 in Bahasa Indonesia, Rp10,000 in English."""
        return f"Rp{self.number(value)}"

    def cost(self, low: int, high: int) -> str:
        """Rp0, Rp5.000 or Rp5.000–Rp20.000."""
        return self.rupiah(high) if low == high else f"{self.rupiah(low)}–{self.rupiah(high)}"

    def long_date(self, value: date) -> str:
        """24 November 2026"""
        return format_date(value, "d MMMM y", locale=self.locale)

    def short_date(self, value: date) -> str:
        """24 Nov 2026"""
        return format_date(value, "d MMM y", locale=self.locale)

    def weekday_date(self, value: date) -> str:
        """Senin 30 Nov: a day of the coming weeks."""
        return format_date(value, "EEEE d MMM", locale=self.locale)

    def near_date(self, value: date, today: date) -> str:
        """24 Nov, with the year only where it is another one."""
        return format_date(value, "d MMM" if value.year == today.year else "d MMM y", locale=self.locale)

    def span(self, first: date, last: date) -> str:
        """30 Nov – 6 Des, or 7 – 13 Des within one month."""
        return format_interval(first, last, "MMMd", locale=self.locale)

    def weekday_letters(self) -> tuple[str, ...]:
        """Sen, Sel, Rab … from Monday on."""
        names = get_day_names("abbreviated", locale=self.locale)
        return tuple(names[day] for day in range(7))

    def month(self, value: str) -> str:
        """November 2026, from 2026-11."""
        return format_date(date.fromisoformat(f"{value}-01"), "MMMM y", locale=self.locale)

    def listed(self, items: list[str]) -> str:
        """a, b dan c"""
        return format_list(items, locale=self.locale)

    def either(self, items: list[str]) -> str:
        """a, b atau c"""
        return format_list(items, style="or", locale=self.locale)


@lru_cache(maxsize=1024)  # a plan has fifty numbers, and every screen of a question one
def _number(value: float, digits: int, locale: str) -> str:
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=locale))


def texts_for(content: Content, language: str) -> Texts:
    """The interface in a language of the content; for an unknown one Bahasa Indonesia."""
    known = content.language.get(language, content.settings.languages[0])
    return Texts(content.interface, known.id, known.locale)


def within_sentence(words: str) -> str:
    """A name within a sentence: with a small first letter, unless it is an amount or an abbreviation."""
    first = words.split(maxsplit=1)[0].rstrip(",")
    is_abbreviation = len(first) > 1 and first[:2].isupper()
    return words if not first.isalpha() or is_abbreviation else words[:1].lower() + words[1:]
