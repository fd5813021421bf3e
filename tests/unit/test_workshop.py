"""A workshop's states and its join code."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from canvas.errors import KanvasError
from canvas.workshop import ALPHABET, CODE_LENGTH, State, Workshop, new_join_code, read_day, read_join_code

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
    "typed", ["", "31-2-2026", "2026", "8-12-26", "8-13-2026", "besok", "9999-99-99", "x" * 10_000]
)
def test_what_is_no_day_is_none(typed) -> None:
    assert read_day(typed) is None
