"""An acknowledged answer survives a power cut: whoever saves waits until the disk has it, together with others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from errno import EIO, EMFILE, ENOSPC
from pathlib import Path
from threading import Event, Semaphore
from unittest.mock import patch

import pytest

from canvas.store import Assessments, StoreError, flushing, open_store
from canvas.store.flushing import Log
from tests.builders import assessment
from tests.shortcuts import SAFE_SETTINGS
from tests.store.conftest import Clock
from tests.store.people import begin, save
from tests.stores import new_sqlite

PATIENCE = 30.0
PEOPLE = 10
BEFORE = assessment()
AFTER = BEFORE.with_answer("water", "measured")


@pytest.fixture
def log(tmp_path: Path) -> Log:
    file = tmp_path / "kanvas.sqlite3-wal"
    file.touch()
    return Log(file)


@pytest.fixture(params=[False, True], ids=["a file", "a link to a file"])
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A new store's file, by the name that the app is started with."""
    file = tmp_path / "kanvas.sqlite3"
    new_sqlite(file)
    if not request.param:
        return file
    link = tmp_path / "elsewhere" / "link.sqlite3"
    link.parent.mkdir()
    link.symlink_to(file)
    return link


@pytest.fixture
def store(file: Path) -> Iterator[Assessments]:
    with patch("canvas.store.engine.SQLITE_SETTINGS", SAFE_SETTINGS):
        engine = open_store(f"sqlite:///{file}")
        yield Assessments(engine, Clock())
        engine.dispose()


def failing(number: int) -> Callable[[int], None]:
    """A disk that takes nothing, for this reason."""

    def to_disk(_: int) -> None:
        raise OSError(number, "test")

    return to_disk


def test_what_was_acknowledged_is_there_after_a_power_cut(store: Assessments, file: Path, tmp_path: Path) -> None:
    """Of the log, the disk has what was in it at the last flush; of the database what a checkpoint left there."""
    real, cut = file.resolve(), tmp_path / "cut" / "kanvas.sqlite3"
    on_disk = b""

    def to_disk(_: int) -> None:
        nonlocal on_disk
        on_disk = Path(f"{real}-wal").read_bytes()

    with patch.object(flushing, "to_disk", to_disk):
        keys = begin(store, BEFORE)
        save(store, keys.id, BEFORE, AFTER)
        cut.parent.mkdir()
        cut.write_bytes(real.read_bytes())
        Path(f"{cut}-wal").write_bytes(on_disk)
    engine = open_store(f"sqlite:///{cut}")
    assert Assessments(engine, Clock()).read(keys.id).assessment == AFTER
    engine.dispose()


@pytest.mark.parametrize(("number", "code"), [(ENOSPC, "store_full"), (EIO, "store_unreachable")])
def test_a_disk_that_does_not_take_it_is_reported_and_the_same_can_be_saved_again(
    store: Assessments, number: int, code: str
) -> None:
    keys = begin(store, BEFORE)
    with patch.object(flushing, "to_disk", failing(number)), pytest.raises(StoreError) as caught:
        save(store, keys.id, BEFORE, AFTER)
    assert caught.value.code == code
    save(store, keys.id, BEFORE, AFTER)
    assert store.read(keys.id).assessment == AFTER


def test_those_who_commit_during_a_flush_share_the_next_one(log: Log) -> None:
    committed: list[int] = []
    flushed: list[set[int]] = []
    begun, go_on, arrived = Event(), Event(), Semaphore(0)

    def to_disk(_: int) -> None:
        had = set(committed)
        begun.set()
        assert go_on.wait(PATIENCE)
        flushed.append(had)

    def commit(number: int) -> bool:
        committed.append(number)
        arrived.release()
        log.flush(log.ended, PATIENCE)
        return any(number in had for had in flushed)

    with patch.object(flushing, "to_disk", to_disk), ThreadPoolExecutor(PEOPLE) as pool:
        saved = [pool.submit(commit, 0)]
        assert begun.wait(PATIENCE)
        saved += [pool.submit(commit, number) for number in range(1, PEOPLE)]
        for _ in range(PEOPLE):
            assert arrived.acquire(timeout=PATIENCE)
        go_on.set()
        assert all(each.result(PATIENCE) for each in saved)
    assert len(flushed) < PEOPLE


def test_a_flush_that_fails_fails_for_all_who_waited_for_it(log: Log) -> None:
    """The system may drop what it could not write: a later flush would not report it."""
    begun, go_on, arrived = Event(), Event(), Semaphore(0)

    def to_disk(_: int) -> None:
        begun.set()
        assert go_on.wait(PATIENCE)
        raise OSError(EIO, "test")

    def commit() -> None:
        arrived.release()
        log.flush(log.ended, PATIENCE)

    with ThreadPoolExecutor(PEOPLE) as pool:
        with patch.object(flushing, "to_disk", to_disk):
            saved = [pool.submit(commit) for _ in range(PEOPLE)]
            for _ in range(PEOPLE):
                assert arrived.acquire(timeout=PATIENCE)
            go_on.set()
            assert all(isinstance(each.exception(PATIENCE), OSError) for each in saved)
        log.flush(log.ended, PATIENCE)  # what is committed after that is flushed anew


def test_a_flush_that_failed_after_the_commit_fails_for_who_comes_later(log: Log) -> None:
    """Another person's flush failed between this person's commit and wait: it may have dropped what was committed."""
    before_the_transaction = log.ended
    with patch.object(flushing, "to_disk", failing(EIO)), pytest.raises(OSError, match="test"):
        log.flush(log.ended, PATIENCE)
    with patch.object(flushing, "to_disk"), pytest.raises(OSError, match=os.strerror(EIO)):
        log.flush(before_the_transaction, PATIENCE)


def test_a_log_that_cannot_be_opened_fails_for_all_who_waited_for_it(log: Log) -> None:
    """As where too many files are open: nobody takes the flush of another for a good one."""
    begun, go_on, arrived = Event(), Event(), Semaphore(0)

    def opened(*_: object) -> int:
        begun.set()
        assert go_on.wait(PATIENCE)
        raise OSError(EMFILE, "test")

    def commit() -> None:
        arrived.release()
        log.flush(log.ended, PATIENCE)

    with patch.object(flushing.os, "open", opened), ThreadPoolExecutor(PEOPLE) as pool:
        saved = [pool.submit(commit)]
        assert begun.wait(PATIENCE)
        saved += [pool.submit(commit) for _ in range(1, PEOPLE)]
        for _ in range(PEOPLE):
            assert arrived.acquire(timeout=PATIENCE)
        go_on.set()
        assert all(isinstance(each.exception(PATIENCE), OSError) for each in saved)


def test_nobody_waits_for_ever_for_the_flush_of_another(log: Log) -> None:
    begun, go_on = Event(), Event()

    def to_disk(_: int) -> None:
        begun.set()
        assert go_on.wait(PATIENCE)

    with patch.object(flushing, "to_disk", to_disk), ThreadPoolExecutor(1) as pool:
        first = pool.submit(log.flush, log.ended, PATIENCE)
        assert begun.wait(PATIENCE)
        with pytest.raises(TimeoutError):
            log.flush(log.ended, 0.01)
        go_on.set()
        first.result(PATIENCE)


def test_a_log_that_the_last_connection_took_away_needs_no_flush(log: Log) -> None:
    log.file.unlink()
    with patch.object(flushing, "to_disk") as to_disk:
        log.flush(log.ended, PATIENCE)
    to_disk.assert_not_called()
