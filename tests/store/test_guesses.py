"""A few wrong codes a minute, and no more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from canvas.store import Assessments, StoreError
from canvas.store.codes import ALPHABET, LETTERS
from canvas.store.engine import reading
from canvas.store.guesses import OVERALL, PER_ADDRESS
from tests.builders import assessment
from tests.store.conftest import Clock
from tests.store.people import Begun, begin

WRONG = ALPHABET[0] * LETTERS
NEIGHBOUR, OWNER = "192.168.1.66", "192.168.1.7"
REFUSED = "too_many_guesses"


@pytest.fixture
def keys(store: Assessments) -> Begun:
    return begin(store, assessment())


def guess(store: Assessments, address: str, typed: str = WRONG) -> str | None:
    """What came of a try, or why it was not allowed."""
    try:
        return store.find_by_code(typed, address)
    except StoreError as error:
        return error.code


def test_an_address_may_try_a_few_codes(store: Assessments, keys: Begun) -> None:
    assert [guess(store, NEIGHBOUR) for _ in range(PER_ADDRESS + 2)] == [None] * PER_ADDRESS + [REFUSED] * 2
    assert guess(store, NEIGHBOUR, keys.code) == REFUSED
    assert guess(store, OWNER, keys.code) == keys.id


def test_the_next_minute_is_a_new_try(store: Assessments, keys: Begun, clock: Clock) -> None:
    for _ in range(PER_ADDRESS + 1):
        guess(store, NEIGHBOUR)
    clock.forward(timedelta(minutes=1))
    assert guess(store, NEIGHBOUR, keys.code) == keys.id


def test_many_addresses_are_limited_together(store: Assessments, keys: Begun) -> None:
    tries = [guess(store, f"10.0.{number // 250}.{number % 250}") for number in range(OVERALL + 1)]
    assert tries == [None] * OVERALL + [REFUSED]
    assert guess(store, OWNER, keys.code) == REFUSED


def test_right_codes_and_what_is_no_code_do_not_count(store: Assessments, keys: Begun) -> None:
    """A class behind one address types its codes at once."""
    for _ in range(PER_ADDRESS * 2):
        assert guess(store, OWNER, keys.code) == keys.id
        assert guess(store, OWNER, "K7Q") is None
    assert [guess(store, OWNER) for _ in range(PER_ADDRESS)] == [None] * PER_ADDRESS


def test_guessing_at_the_same_time_wins_no_try(store: Assessments, keys: Begun) -> None:
    with ThreadPoolExecutor(20) as pool:
        tries = list(pool.map(lambda _: guess(store, NEIGHBOUR), range(60)))
    assert tries.count(None) == PER_ADDRESS


def test_a_clock_set_back_locks_nobody_out(store: Assessments, keys: Begun, clock: Clock) -> None:
    for _ in range(PER_ADDRESS + 1):
        guess(store, NEIGHBOUR)
    clock.forward(timedelta(days=-3650))
    assert guess(store, NEIGHBOUR, keys.code) == keys.id


def test_counts_do_not_pile_up_and_hold_no_address(store: Assessments, engine: Engine, clock: Clock) -> None:
    for number in range(20):
        guess(store, f"10.0.0.{number}")
        clock.forward(timedelta(minutes=1))
    with reading(engine) as connection:
        rows = connection.execute(text("SELECT address_hash, minute FROM guess")).all()
    assert len(rows) <= 14
    assert not any("10.0.0" in address for address, _ in rows)
