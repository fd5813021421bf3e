"""What happens in a village hall: each fault is really made, and what was acknowledged is there afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from canvas.assessment import CanvasEdit
from canvas.session import Session, Write, agreed, begun, changed, settled, with_visit
from canvas.store import Assessments, StoreError, open_engine, open_store
from canvas.store.engine import reading, writing
from canvas.store.errors import store_fault
from tests.builders import TODAY, assessment
from tests.postgresql import PostgreSQL
from tests.store.conftest import Clock
from tests.store.other_process import answer, hog, running
from tests.store.people import begin, save

IMPATIENT = timedelta(milliseconds=50)
GIVEN = assessment(cash_records="daily")
LONG = GIVEN.with_answer("water", "measured").with_edit(CanvasEdit("mine:1", "channels", "panjang " * 50_000))


@pytest.fixture
def impatient(url: str, engine: Engine, clock: Clock) -> Iterator[Assessments]:
    """The same store, by somebody who does not wait long."""
    opened = open_engine(url, patience=IMPATIENT)
    yield Assessments(opened, clock)
    opened.dispose()


def test_a_store_locked_by_another_process_says_so_and_works_again(impatient: Assessments, url: str) -> None:
    keys = begin(impatient, GIVEN)
    after = GIVEN.with_answer("water", "measured")
    with running(hog, url) as other:
        assert other.line() == "locked"
        for use in (lambda: save(impatient, keys.id, GIVEN, after), lambda: begin(impatient, GIVEN)):
            with pytest.raises(StoreError) as caught:
                use()
            assert caught.value.code == "store_busy"
        other.go_on()
        assert other.line() == "free"
    assert impatient.read(keys.id).assessment == GIVEN
    save(impatient, keys.id, GIVEN, after)
    assert impatient.read(keys.id).assessment == after


def test_a_thread_that_writes_long_makes_others_say_so(impatient: Assessments, engine: Engine, url: str) -> None:
    """The queue of this process's own threads has the same patience."""
    keys = begin(impatient, GIVEN)
    with writing(impatient.engine) as connection:
        connection.execute(text("UPDATE assessment SET position = 'water'"))
        with pytest.raises(StoreError) as caught:
            save(impatient, keys.id, GIVEN, LONG)
    assert caught.value.code == "store_busy"


def test_readers_do_not_wait_for_a_writer(impatient: Assessments) -> None:
    keys = begin(impatient, GIVEN)
    with writing(impatient.engine) as connection:
        connection.execute(text("UPDATE assessment SET position = 'water'"))
        assert impatient.read(keys.id).work.position is None


@contextmanager
def full_disk(engine: Engine) -> Iterator[None]:
    """SQLite may not grow any more; PostgreSQL reports from inside a write that its disk is full."""
    if engine.dialect.name == "postgresql":
        with writing(engine) as connection:
            connection.execute(
                text("""
                    CREATE FUNCTION full_disk() RETURNS trigger AS
                    $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$
                    LANGUAGE plpgsql
                """)
            )
            connection.execute(
                text("CREATE TRIGGER full_disk BEFORE INSERT ON canvas_edit EXECUTE FUNCTION full_disk()")
            )
        yield
        with writing(engine) as connection:
            connection.execute(text("DROP TRIGGER full_disk ON canvas_edit"))
        return

    def limit(connection: object, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]  # it never goes below what is there

    event.listen(engine, "connect", limit)
    engine.dispose()
    yield
    event.remove(engine, "connect", limit)
    engine.dispose()


def test_a_full_disk_leaves_nothing_half_written(store: Assessments, engine: Engine) -> None:
    keys = begin(store, GIVEN)
    with full_disk(engine):
        for use in (lambda: save(store, keys.id, GIVEN, LONG, position="waste"), lambda: begin(store, LONG)):
            with pytest.raises(StoreError) as caught:
                use()
            assert caught.value.code == "store_full"
        stored = store.read(keys.id)
        assert (stored.assessment, stored.work.position, store.count()) == (GIVEN, None, 1)
    save(store, keys.id, GIVEN, LONG, position="waste")
    assert store.read(keys.id).assessment == LONG


def test_what_was_withdrawn_after_a_write_that_nobody_confirmed_is_not_kept(store: Assessments) -> None:
    """The connection broke in the middle of COMMIT: it was stored, and the session does not know."""

    def make(write: Write) -> None:
        if write.before is None:
            store.begin(write.after, assessment_id=write.id, tried=write.tried)
        else:
            store.save(write.id, write.before, write.after, tried=write.tried)

    def make_and_lose(write: Write) -> None:
        make(write)
        raise StoreError("store_unreachable", store="x")

    noted = GIVEN.with_edit(CanvasEdit("mine:1", "channels", "Pasar"))
    for first in (make, make_and_lose):  # the work is stored already, or its beginning is lost
        session = Session("id", visit=agreed(begun(TODAY, "id", "2026.11"), store.new_id()))
        for given, done in ((GIVEN, first), (noted, make_and_lose), (GIVEN, make)):
            assert session.visit is not None
            session = settled(with_visit(session, changed(session.visit, given)), done)
        assert session.visit is not None
        assert session.visit.is_stored
        assert store.read(session.visit.id or "").assessment == GIVEN


def stopped_in_mid_use(engine: Engine, postgresql: PostgreSQL) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE assessment SET position = 'water'"))
        postgresql.stop()
        connection.execute(text("UPDATE assessment SET position = 'waste'"))


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite3.SQLITE_IOERR_SHMSIZE, "store_full"),
        (sqlite3.SQLITE_IOERR_WRITE, "store_full"),
        (sqlite3.SQLITE_IOERR_READ, "store_unreachable"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "store_busy"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "store_damaged"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "store_unreachable"),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, None),
    ],
)
def test_rare_faults_of_sqlite_are_reported_too(number: int, code: str | None) -> None:
    """These cannot be made at will."""
    fault = sqlite3.OperationalError("rare")
    fault.sqlite_errorcode = number
    found = store_fault(DBAPIError("INSERT", {}, fault), "kanvas.sqlite3")
    assert (found.code if found else None) == code


def test_postgresql_may_be_restarted_in_mid_use(
    postgresql: PostgreSQL, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("canvas.store.retrying.RETRIED_FOR", 0.1)
    url = postgresql.create_store()
    engine = open_store(url)
    store = Assessments(engine, clock)
    keys = begin(store, GIVEN)
    after = GIVEN.with_answer("water", "measured")
    try:
        with pytest.raises(StoreError) as in_mid_use:
            stopped_in_mid_use(engine, postgresql)
        with pytest.raises(StoreError) as while_down:
            save(store, keys.id, GIVEN, after)
    finally:
        postgresql.start()
    assert in_mid_use.value.code == while_down.value.code == "store_unreachable"
    save(store, keys.id, GIVEN, after)  # the very next use
    stored = store.read(keys.id)
    assert (stored.assessment, stored.work.position) == (after, None)
    engine.dispose()
    postgresql.give_back(url)


def test_connections_cut_one_by_one_are_replaced(postgresql: PostgreSQL, clock: Clock) -> None:
    """As a proxy does with those that were idle for long."""
    url = postgresql.create_store()
    engine, other = open_store(url), open_engine(url)
    store = Assessments(engine, clock)
    keys = begin(store, GIVEN)
    with writing(other) as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    assert store.read(keys.id).assessment == GIVEN
    engine.dispose()
    other.dispose()
    postgresql.give_back(url)


def test_kill_9_loses_nothing_that_was_acknowledged(engine: Engine, store: Assessments, url: str) -> None:
    """Three kills in a row, each in the middle of eight people's answering."""
    acknowledged: dict[str, int] = {}
    wording = 0
    for _ in range(3):
        with running(answer, url) as server:
            lines = [server.line() for _ in range(60)]
            server.kill()
        for line in (*lines, *server.rest()):
            owner, _, number = line.partition(" ")
            acknowledged[owner] = max(acknowledged.get(owner, -1), int(number))
            wording += 1
    found = 0
    for owner, last in acknowledged.items():
        stored = store.read(owner).assessment
        expected = {f"question_{number}": f"option_{number}" for number in range(last + 1)}
        assert expected.items() <= stored.answers.items()
        found += len(expected)
    assert found == wording >= 180


def damage(file: Path, how: str) -> None:
    content = bytearray(file.read_bytes())
    if how == "overwritten":
        content[:100] = b"\x00" * 100
    elif how == "a page":
        content[-4096:] = b"\xff" * 4096  # in the middle of somebody's text: nothing at the start would notice
    elif how == "cut":
        del content[len(content) // 2 :]
    else:
        content[:] = b"Ini bukan basis data. " * 100
    file.write_bytes(content)


@pytest.mark.parametrize("how", ["overwritten", "a page", "cut", "another file"])
def test_a_damaged_file_is_reported_and_not_touched(sqlite_engine: Engine, sqlite_file: Path, how: str) -> None:
    begin(Assessments(sqlite_engine, Clock()), LONG)
    sqlite_engine.dispose()
    damage(sqlite_file, how)
    before = sqlite_file.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{sqlite_file}")
    assert caught.value.code == "store_damaged"
    for language in ("id", "en"):
        wording = caught.value.in_language(language)
        assert str(sqlite_file) in wording
        assert "python -m canvas restore" in wording
        assert "\n" not in wording
    assert sqlite_file.read_bytes() == before
    log = sqlite_file.with_name(sqlite_file.name + "-wal")
    assert not log.exists() or log.stat().st_size == 0


def test_damage_found_in_mid_use_is_reported(sqlite_engine: Engine, sqlite_file: Path, clock: Clock) -> None:
    store = Assessments(sqlite_engine, clock)
    keys = begin(store, LONG)
    sqlite_engine.dispose()
    content = bytearray(sqlite_file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    sqlite_file.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        store.read(keys.id)
    assert caught.value.code == "store_damaged"


def test_a_large_store_behind_a_link_is_sound_after_a_kill(
    sqlite_engine: Engine, sqlite_file: Path, clock: Clock, tmp_path: Path
) -> None:
    """What was written last is in the log only, and that is beside the file, not beside the link."""
    keys = begin(Assessments(sqlite_engine, clock), LONG)
    link, killed = tmp_path / "link.sqlite3", tmp_path / "killed" / "kanvas.sqlite3"
    killed.parent.mkdir()
    for end in ("", "-wal"):
        Path(f"{killed}{end}").write_bytes(Path(f"{sqlite_file}{end}").read_bytes())
    link.symlink_to(killed)
    with patch("canvas.store.engine._CHECKED_AT_START", 0):
        engine = open_store(f"sqlite:///{link}")
    assert Assessments(engine, clock).read(keys.id).assessment == LONG
    engine.dispose()


def test_a_server_killed_at_its_first_start_leaves_no_stone(sqlite_file: Path, clock: Clock) -> None:
    """An empty file is what is left of a start that was broken off before the tables were made."""
    sqlite_file.parent.mkdir()
    sqlite_file.touch()
    engine = open_store(f"sqlite:///{sqlite_file}")
    assert Assessments(engine, clock).count() == 0
    engine.dispose()


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{tmp_path}/data/kanvas.sqlite3")
    assert caught.value.code == "store_unreachable"


def test_a_server_that_is_not_there_is_reported_without_the_password() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgres://kanvas:rahasia@127.0.0.1:1/kanvas")
    assert caught.value.code == "store_unreachable"
    assert "127.0.0.1" in str(caught.value)
    assert "rahasia" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mysql://root:rahasia@localhost/x",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?mode=memory&uri=true",
        "sqlite:///kanvas.sqlite3?timeout=abc",
        "sqlite://data/kanvas.sqlite3",
        "sqlite+aiosqlite:///kanvas.sqlite3",
        "kanvas.sqlite3",
        "postgres:/x",
        "postgresql://kanvas:rahasia@localhost/x?sslmod=require",
    ],
)
def test_a_url_that_is_none_is_reported_without_repeating_it(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_engine(url)
    assert caught.value.code == "database_url_unusable"
    assert "rahasia" not in str(caught.value)


def test_both_ways_to_write_a_postgresql_url_are_understood(postgresql: PostgreSQL) -> None:
    url = postgresql.create_store()
    for each in (url, url.replace("postgresql://", "postgres://")):
        engine = open_store(each)
        with reading(engine) as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1
        engine.dispose()
    postgresql.give_back(url)
