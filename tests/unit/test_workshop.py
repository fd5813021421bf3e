"""A workshop's states and its join code."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from canvas.errors import KanvasError
from canvas.workshop import (
    ALPHABET,
    CODE_LENGTH,
    State,
    Workshop,
    is_same_name,
    new_join_code,
    one_line,
    read_day,
    read_join_code,
)

WORKSHOP = Workshop("K7QF2M", "Usaha lestari", "Balai desa", date(2026, 11, 24), "id")


def test_a_join_code_has_six_letters_that_nobody_confuses() -> None:
    codes = {new_join_code(Random(seed).randbytes) for seed in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert {letter for code in codes for letter in code} == set(ALPHABET)


@pytest.mark.parametrize("typed", ["K7QF2M", "k7qf2m", " k7q-f2m ", "K7Q F2M", "Ｋ７ＱＦ２Ｍ"])
def test_a_code_is_read_however_it_is_typed(typed) -> None:
    assert read_join_code(typed) == "K7QF2M"


@pytest.mark.parametrize("typed", ["", "K7QF2", "K7QF2MM", "K7QF2A", "👍" * 6, "x" * 10_000])
def test_what_cannot_be_a_code_is_none(typed) -> None:
    assert read_join_code(typed) is None


def test_it_is_paused_reopened_closed_and_archived() -> None:
    walked = WORKSHOP
    for state in (State.PAUSED, State.OPEN, State.CLOSED, State.OPEN, State.CLOSED, State.ARCHIVED, State.CLOSED):
        walked = walked.moved_to(state)
    assert walked.state == State.CLOSED
    assert WORKSHOP.moved_to(State.OPEN) == WORKSHOP


def test_an_open_workshop_is_not_archived_at_once() -> None:
    with pytest.raises(KanvasError, match="workshop"):
        WORKSHOP.moved_to(State.ARCHIVED)


@pytest.mark.parametrize("typed", ["8-12-2026", "08/12/2026", "2026-12-08", " 8.12.2026 "])
def test_a_day_is_read_as_it_is_written_in_indonesia_or_by_a_computer(typed) -> None:
    assert read_day(typed) == date(2026, 12, 8)


@pytest.mark.parametrize(
    "typed", ["", "31-2-2026", "2026", "8-12-26", "8-13-2026", "besok", "9999-99-99", "8-12-2206", "x" * 10_000]
)
def test_what_is_no_day_is_none(typed) -> None:
    assert read_day(typed) is None


@pytest.mark.parametrize("typed", ["", " \n", "\u200b", "\u202e \u2069", "\x00"])
def test_a_name_of_which_nothing_is_seen_is_none(typed) -> None:
    assert one_line(typed) == ""


@pytest.mark.parametrize(
    "name", ["Usaha\u200b lestari", "\u2068Usaha lestari\u2069", "Usaha\u00a0lestari", "\ufeffusaha  LESTARI"]
)
def test_a_copied_name_is_typed_as_it_is_seen(name) -> None:
    """A name that is copied from a chat brings along marks that no keyboard has."""
    assert one_line(name)
    assert is_same_name("Usaha lestari", name)
    assert not is_same_name("Usaha", name)


def test_a_name_is_the_same_however_its_accents_are_encoded() -> None:
    assert is_same_name("Kopi e\u0301nak", "Kopi \u00e9nak")
