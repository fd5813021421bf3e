"""While the server runs, what is old goes by the day, and a wrong clock deletes nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from canvas.clock import TrustedClock
from canvas.housekeeping import QUIET, Housekeeping
from canvas.store import Assessments, Pictures, StoreError
from canvas.store.engine import reading
from tests.builders import assessment, frozen_content
from tests.store.conftest import Clock
from tests.store.people import begin

KEEP = timedelta(days=400)
Made = Callable[[], Housekeeping]


@pytest.fixture
def made(engine: Engine, clock: Clock) -> Made:
    """The housekeeping of a server that starts now."""

    def make() -> Housekeeping:
        trusted = TrustedClock(clock, clock.now, lambda _: None)
        store = Assessments(engine, trusted)
        pictures = Pictures(engine, trusted, frozen_content)
        return Housekeeping(engine, store, pictures, trusted, clock.today, frozen_content, KEEP)

    return make


def test_what_is_old_goes_while_the_server_runs(made: Made, store: Assessments, clock: Clock) -> None:
    begin(store, assessment())
    housekeeping = made()
    housekeeping.look()
    assert store.count() == 1
    clock.forward(KEEP + timedelta(days=1))
    housekeeping.look()
    assert store.count() == 0


def test_the_daily_work_is_done_once_a_day(made: Made, store: Assessments, clock: Clock) -> None:
    housekeeping = made()
    housekeeping.look()
    begin(store, assessment())
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE assessment SET updated_at = '2020-01-01 00:00:00.000000'"))
    housekeeping.look()
    assert store.count() == 1
    clock.forward(timedelta(days=1))
    housekeeping.look()
    assert store.count() == 0


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_is_years_off_deletes_nothing_and_stamps_nothing(
    made: Made, store: Assessments, clock: Clock, years: int
) -> None:
    keys = begin(store, assessment())
    housekeeping = made()
    used = clock.now
    clock.forward(timedelta(days=365 * years))
    housekeeping.look()
    assert store.count() == 1
    later = begin(housekeeping.store, assessment())
    stamped = [store.read(each.id).updated_at for each in (keys, later)]
    assert [abs(moment - used) < timedelta(days=1) for moment in stamped] == [True, True]


def test_tries_of_codes_are_forgotten(made: Made, store: Assessments, engine: Engine, clock: Clock) -> None:
    store.find_by_code("222-222-222-2222", "192.0.2.1")
    clock.forward(timedelta(days=1))
    made().look()
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM guess")).scalar() == 0


def test_traces_are_wiped_once_nobody_answers(sqlite_engine: Engine, sqlite_file, clock: Clock) -> None:
    store = Assessments(sqlite_engine, clock)
    gone, staying = begin(store, assessment().with_profile("village", "nomor-ktp-saya")), begin(store, assessment())
    trusted = TrustedClock(clock, clock.now, lambda _: None)
    pictures = Pictures(sqlite_engine, trusted, frozen_content)
    housekeeping = Housekeeping(sqlite_engine, store, pictures, trusted, clock.today, frozen_content, KEEP)
    store.erase(gone.id)
    housekeeping.look()
    with reading(sqlite_engine) as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == 1, "somebody has just answered"
    clock.forward(QUIET + timedelta(seconds=1))
    housekeeping.look()
    with reading(sqlite_engine) as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == 0
    assert store.read(staying.id)


@pytest.mark.parametrize("error", [StoreError("store_busy", store="kanvas.sqlite3"), KeyError("nobody foresaw it")])
def test_a_fault_is_reported_and_the_work_tried_again(
    made: Made, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def busy(*_: object) -> None:
        raise error

    housekeeping = made()
    with monkeypatch.context() as fault, caplog.at_level(logging.WARNING):
        fault.setattr(Assessments, "retire", busy)
        housekeeping.look()
    assert "It is tried again later" in caplog.text
    retired = []
    monkeypatch.setattr(Assessments, "retire", lambda _, before: retired.append(before))
    housekeeping.look()
    assert len(retired) == 1
