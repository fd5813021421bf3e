"""A workshop as a frozen value: its join code, and what may happen in which state."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from canvas.answers_file import FIRST_YEAR, LAST_YEAR, printable
from canvas.errors import KanvasError

ALPHABET = "23456789CDFGHJKMNPQRTVWXY"
"""Without 0 O, 1 I L; of B 8, S 5, Z 2 and U V only one each; without A E, so that no code spells a word."""

CODE_LENGTH = 6
"""25 letters to the power of 6: 244 million codes. A join code is public: it hangs on the wall."""

_READ_AS = str.maketrans({"B": "8", "S": "5", "Z": "2", "U": "V"})


class State(StrEnum):
    """Open: people join and answer. Paused: nobody joins for now. Closed: it is over. Archived: off the list."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    ARCHIVED = "archived"


_MOVES = {
    State.OPEN: {State.PAUSED, State.CLOSED},
    State.PAUSED: {State.OPEN, State.CLOSED},
    State.CLOSED: {State.OPEN, State.ARCHIVED},
    State.ARCHIVED: {State.CLOSED},
}

LONGEST_NAME = 80
"""Letters of a workshop's name, and of its place: they are set on the wall and at the head of reports."""


def one_line(text: str) -> str:
    """A name or a place as it is kept: on one line, without what cannot be shown; empty where nothing of it is seen.

    Raises: KanvasError, when it is longer than LONGEST_NAME.
    """
    line = " ".join(printable(text).split())
    if len(line) > LONGEST_NAME:
        raise KanvasError("workshop_text_too_long", most=LONGEST_NAME)
    return line if _seen(line) else ""


def is_same_name(typed: str, name: str) -> bool:
    """Whether somebody typed a name that they see. Marks that came along with a copied name cannot be typed."""
    return _seen(typed) == _seen(name)


def _seen(text: str) -> str:
    """What is seen of a text, however it is encoded: no spaces, marks of direction, joiners, or capitals."""
    letters = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in letters if not letter.isspace() and unicodedata.category(letter) != "Cf")


@dataclass(frozen=True)
class Workshop:
    """What a trainer enters, and the state it is in. `parts`: the dimensions to ask; empty for all of them."""

    code: str
    name: str
    place: str
    held_on: date
    language: str
    parts: tuple[str, ...] = ()
    state: State = State.OPEN

    def moved_to(self, state: State) -> Workshop:
        """The workshop in another state; the same state again changes nothing.

        Raises: KanvasError, when that state cannot follow the present one.
        """
        if state != self.state and state not in _MOVES[self.state]:
            raise KanvasError("workshop_state", state=self.state.value, wanted=state.value)
        return replace(self, state=state)


def read_day(typed: str) -> date | None:
    """The day that somebody typed, day first or year first: 8-12-2026, 8/12/2026, 2026-12-08; None if it is none."""
    numbers = re.fullmatch(r"\s*(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})\s*", typed, re.ASCII)
    if numbers is None:
        return None
    first, month, last = (int(each) for each in numbers.groups())
    year, day = (first, last) if first > last else (last, first)
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def parts_to_ask(every: Sequence[str], named: Collection[str]) -> tuple[str, ...]:
    """The parts named, in the order of all there are; none where all are."""
    found = tuple(name for name in every if name in named)
    return found if len(found) < len(every) else ()


def letters_from(random: Callable[[int], bytes], count: int) -> str:
    """Random letters of the alphabet; so many more bytes are drawn than needed that no letter is favoured."""
    number, letters = int.from_bytes(random(count + 3)), ""
    for _ in range(count):
        number, index = divmod(number, len(ALPHABET))
        letters += ALPHABET[index]
    return letters


def letters_meant(typed: str, count: int) -> str | None:
    """The letters that somebody meant, whatever the case, spaces and dashes; None if it cannot be `count` of them."""
    plain = unicodedata.normalize("NFKC", typed[:100]).upper()
    letters = "".join(letter for letter in plain if letter.isalnum()).translate(_READ_AS)
    return letters if len(letters) == count and all(letter in ALPHABET for letter in letters) else None


def new_join_code(random: Callable[[int], bytes]) -> str:
    """A join code such as K7QF2M."""
    return letters_from(random, CODE_LENGTH)


def read_join_code(typed: str) -> str | None:
    """The join code that somebody typed or scanned; None if it cannot be one."""
    return letters_meant(typed, CODE_LENGTH)
