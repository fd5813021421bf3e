"""Amounts as people write them: 60.000, Rp60.000,00, 60 ribu, 1,5 juta, 60,000, 1.5jt.

Whether a point or a comma separates thousands or decimals depends on who writes, not on the language of the screen.
Where both are possible, every meaning is returned, so that the person can be asked: an amount is never taken for a
thousandth or a thousandfold of itself in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import product

LONGEST = 60
"""Letters; more are no amount."""

LARGEST = 1e15

_MULTIPLIERS: Mapping[str, tuple[float, ...]] = {
    "ratus": (1e2,), "hundred": (1e2,),
    "ribu": (1e3,), "rb": (1e3,), "rban": (1e3,), "k": (1e3,), "thousand": (1e3,),
    "juta": (1e6,), "jt": (1e6,), "jutaan": (1e6,), "million": (1e6,), "mio": (1e6,), "mn": (1e6,),
    "miliar": (1e9,), "milyar": (1e9,), "billion": (1e9,), "bn": (1e9,),
    "triliun": (1e12,), "trillion": (1e12,),
    "m": (1e9, 1e6),  # miliar in Bahasa Indonesia, million in English
}  # fmt: skip
_WORDS = "|".join(sorted(_MULTIPLIERS, key=len, reverse=True))
_ONE_OF = re.compile(rf"\bse(?=(?:{_WORDS})\b)")  # seribu, sejuta
_HALF = re.compile(r"\bsetengah\b")
_BEFORE = re.compile(r"^(?:rp|idr)\b\.?\s*|^rp\.?(?=\d)|^idr(?=\d)")
_AFTER = re.compile(r"(?:[.,]\s?[-–—=]+|\.|\s*%|\s*\b(?:rupiah|idr|rp)\.?)$")
_PART = re.compile(rf"\s*(?P<number>\d[\d.,' ]*|[.,]\d+)(?P<words>(?:\s*(?:{_WORDS})(?![a-z]))*)")
_GROUPED = re.compile(r"\d{1,3}(?P<sign>[., '])\d{3}(?:(?P=sign)\d{3})*")
_SIMPLE = re.compile(r"\d*(?P<sign>[.,])(?P<decimals>\d{1,2})")
_BOTH_SIGNS = re.compile(
    r"(?P<whole>\d{1,3}(?P<sign>[., '])\d{3}(?:(?P=sign)\d{3})*)(?!(?P=sign))[.,](?P<decimals>\d+)"
)
_SMALL = re.compile(r"0?[.,](?P<decimals>\d+)")


def meanings(typed: str, *, decimal: str = ",", is_money: bool = False) -> tuple[float, ...]:
    """The amounts (0 or more) that a text can mean: one if it is clear, none if it is no amount, several to ask about.

    `decimal` is the decimal sign of the language; the likeliest meaning comes first. Money has no thousandths.
    """
    text = _bare(typed)
    is_money = is_money or bool(_BEFORE.search(text))
    text = _AFTER.sub("", _BEFORE.sub("", text)).strip()
    parts = _parts(text)
    if not parts:
        return ()
    choices = [_meanings_of(number, words, decimal, is_money) for number, words in parts]
    sums = dict.fromkeys(sum(chosen) for chosen in product(*choices))
    return tuple(value for value in sums if value <= LARGEST)


def _bare(typed: str) -> str:
    text = unicodedata.normalize("NFKC", typed[: LONGEST + 1]).strip().lower().replace("’", "'")
    if len(text) > LONGEST:
        return ""
    return _ONE_OF.sub("1 ", _HALF.sub("0,5 ", re.sub(r"\s+", " ", text)))


def _parts(text: str) -> list[tuple[str, list[str]]]:
    """The numbers with the words after them: 1 juta 500 ribu has two; none if anything else is in the text."""
    found: list[tuple[str, list[str]]] = []
    start = 0
    while start < len(text):
        match = _PART.match(text, start)
        if not match:
            return []
        found.append((match["number"].strip(), re.findall(_WORDS, match["words"])))
        start = match.end()
        if not text[start:].strip():
            break
    # "60 40" is no sum, and "1 juta 500" may mean 1,500,000: all parts of a sum have words.
    return found if len(found) == 1 or all(words for _, words in found) else []


def _meanings_of(number: str, words: list[str], decimal: str, is_money: bool) -> list[float]:
    factors = [1.0]
    for word in words:
        factors = [factor * one for factor in factors for one in _MULTIPLIERS[word]]
    if decimal == ".":
        factors.reverse()
    # Before a word, "1.500 ribu" may be 1,500 thousand or 1.5 thousand.
    plain = _numbers(number, decimal, is_certain=is_money and not words, has_word=bool(words))
    return [value * factor for factor in factors for value in plain]


def _numbers(number: str, decimal: str, *, is_certain: bool, has_word: bool) -> list[float]:
    """What digits with points and commas can mean, the likeliest first."""
    number = number.rstrip(".,")
    if number.isdecimal():
        return [float(number)]
    if match := _SMALL.fullmatch(number):
        return [float(f"0.{match['decimals']}")]
    if match := _GROUPED.fullmatch(number):
        return _grouped(number, match["sign"], decimal, is_certain=is_certain, has_word=has_word)
    if match := _SIMPLE.fullmatch(number):
        return [float(number.replace(match["sign"], ".") if number[0].isdecimal() else f"0.{match['decimals']}")]
    if match := _BOTH_SIGNS.fullmatch(number):
        whole = re.sub(r"\D", "", match["whole"])
        with_decimals = float(f"{whole}.{match['decimals']}")
        is_odd = len(match["decimals"]) == len("000")  # 1.500,000: three groups, or decimals?
        return [with_decimals, float(whole + match["decimals"])] if is_odd else [with_decimals]
    return []


def _grouped(number: str, sign: str, decimal: str, *, is_certain: bool, has_word: bool) -> list[float]:
    whole = float(re.sub(r"\D", "", number))
    if sign not in ".," or number.count(sign) > 1:
        return [whole]
    small = float(number.replace(sign, "."))
    if has_word:
        return [small, whole] if sign == decimal else [whole, small]
    if is_certain or sign != decimal or number.endswith("000"):
        return [whole]
    return [small, whole]
