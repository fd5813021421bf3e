"""Backup and restore, from either database into either."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine, text

from canvas.assessment import Assessment
from canvas.errors import KanvasError, OutputError
from canvas.store import Assessments, Record, StoreError, backup, open_engine, open_store, restore
from canvas.store.backup import _SAVED
from canvas.store.engine import reading, writing
from tests.builders import TODAY, assessment
from tests.postgresql import PostgreSQL
from tests.store.conftest import Clock, NewUrl, Room
from tests.store.people import Begun, begin, finish, save
from tests.store.test_migrations import FIRST_SCHEMA
from tests.store.test_privacy import person


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty store on one or the other database: with `engine`, every pair comes up."""
    make_url = NewUrl(tmp_path / "other" if request.param == "sqlite" else request.getfixturevalue("postgresql"))
    opened = open_store(make_url.store())
    yield opened
    opened.dispose()
    make_url.drop_all()


@pytest.fixture
def empty(make_url: NewUrl, url: str) -> Iterator[Engine]:
    """A second, empty store on the same database."""
    opened = open_store(make_url.store())
    yield opened
    opened.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cadangan 24?11#%.kanvas"


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with reading(engine) as connection:
        return {table.name: sorted(map(tuple, connection.execute(table.select())), key=repr) for table in _SAVED}


def fill(store: Assessments, clock: Clock) -> list[Begun]:
    """Five people; the first came back twice, the last was erased."""
    people = [begin(store, person(number), position="water") for number in range(5)]
    clock.forward(timedelta(days=90))
    second = begin(store, person(5), previous=people[0].id)
    third = begin(store, person(6), previous=second.id)
    store.mark_done(second.id, "two-purses", clock.now.date())
    finish(store, third.id)
    store.erase(people[-1].id)
    return [*people[:-1], second, third]


def test_what_is_restored_is_what_was_saved(
    store: Assessments, engine: Engine, other: Engine, clock: Clock, file: Path
) -> None:
    people = fill(store, clock)
    assert backup(engine, file) == len(people)
    assert restore(other, file) == len(people)
    assert everything(other) == everything(engine)
    restored = Assessments(other, clock)
    for keys in people:
        assert restored.read(keys.id) == store.read(keys.id)
        assert restored.find(keys.token) == restored.find_by_code(keys.code, "a") == keys.id


def test_an_empty_store_makes_a_backup_too(engine: Engine, empty: Engine, file: Path) -> None:
    assert backup(engine, file) == 0
    assert restore(empty, file) == 0


def test_more_than_one_batch(store: Assessments, engine: Engine, empty: Engine, file: Path) -> None:
    for number in range(90):  # more than a thousand answers
        begin(store, person(number).with_edits(()))
    backup(engine, file)
    restore(empty, file)
    assert everything(empty) == everything(engine)


def test_a_backup_shows_one_moment_while_people_are_answering(
    store: Assessments, engine: Engine, empty: Engine, clock: Clock, tmp_path: Path
) -> None:
    """What each person saves together, no backup may hold the half of."""
    begun = assessment(water="0").with_profile("village", "0")
    people = [begin(store, begun) for _ in range(3)]
    enough = Event()

    def answer(keys: Begun) -> None:
        given, number = begun, 0
        while not enough.is_set():
            number += 1
            later = given.with_answer("water", str(number)).with_profile("village", str(number))
            save(store, keys.id, given, later)
            given = later

    with ThreadPoolExecutor(len(people)) as pool:
        answering = [pool.submit(answer, keys) for keys in people]
        try:
            for number in range(3):
                clock.forward(timedelta(minutes=1))
                assert backup(engine, tmp_path / str(number)) == len(people)
        finally:
            enough.set()
        for each in answering:
            each.result()
    restored = Assessments(empty, clock)
    for number in range(3):
        restore(empty, tmp_path / str(number), into_non_empty=True)
        for keys in people:
            stored = restored.read(keys.id).assessment
            assert stored.answers["water"] == stored.profile["village"]


def test_a_store_that_holds_something_is_left_alone_unless_forced(
    store: Assessments, engine: Engine, file: Path
) -> None:
    begin(store, person(1))
    backup(engine, file)
    before = everything(engine)
    with pytest.raises(StoreError) as caught:
        restore(engine, file)
    assert caught.value.code == "store_not_empty"
    assert everything(engine) == before


def test_restoring_waits_until_it_is_alone(store: Assessments, engine: Engine, url: str, file: Path) -> None:
    """Who answers just now could otherwise be overwritten by what the backup holds of them."""
    begin(store, person(1))
    backup(engine, file)
    impatient = open_engine(url, patience=timedelta(milliseconds=50))
    with writing(engine) as connection:
        connection.execute(text("UPDATE assessment SET position = 'water'"))
        with pytest.raises(StoreError) as caught:
            restore(impatient, file, into_non_empty=True)
    assert caught.value.code == "store_busy"
    assert restore(impatient, file, into_non_empty=True) == 0
    impatient.dispose()


def state(stored: Record) -> tuple[Assessment, str | None]:
    return stored.assessment, stored.work.position


def test_merging_keeps_what_was_used_last(store: Assessments, engine: Engine, clock: Clock, file: Path) -> None:
    begun = person(1)
    used_since, untouched, retired = (begin(store, begun) for _ in range(3))
    followed = begin(store, begun, previous=retired.id)
    backup(engine, file)
    clock.forward(timedelta(hours=1))
    later = begun.with_answer("water", "measured")
    save(store, used_since.id, begun, later, position="waste")
    save(store, untouched.id, begun, begun, position="waste")
    after_backup = begin(store, person(2))
    clock.forward(timedelta(days=400))
    store.new_credentials(used_since.id)
    store.new_credentials(untouched.id)
    store.new_credentials(after_backup.id)
    assert store.retire(clock.now - timedelta(days=1)) == 2
    assert restore(engine, file, into_non_empty=True) == 2
    assert state(store.read(used_since.id)) == (later, "waste")
    assert state(store.read(untouched.id)) == (begun, "waste")
    assert store.read(after_backup.id).assessment == person(2)
    assert store.read(retired.id).next_id == followed.id


def test_what_is_older_in_the_store_is_replaced_whole(
    store: Assessments, engine: Engine, empty: Engine, clock: Clock, tmp_path: Path
) -> None:
    begun = person(1)
    keys = begin(store, begun)
    backup(engine, tmp_path / "early")
    clock.forward(timedelta(hours=1))
    later = begun.with_edits(()).without_step("two-purses").with_answer("water", "measured")
    save(store, keys.id, begun, later)
    backup(engine, tmp_path / "late")
    restore(empty, tmp_path / "early")
    assert restore(empty, tmp_path / "late", into_non_empty=True) == 1
    assert everything(empty) == everything(engine)


def test_who_was_erased_where_the_backup_comes_from_is_erased_here(
    store: Assessments, engine: Engine, empty: Engine, clock: Clock, tmp_path: Path
) -> None:
    leaving, staying = begin(store, person(1)), begin(store, person(2))
    backup(engine, tmp_path / "before")
    restore(empty, tmp_path / "before")
    store.erase(leaving.id)
    backup(engine, tmp_path / "after")
    restore(empty, tmp_path / "after", into_non_empty=True)
    restored = Assessments(empty, clock)
    assert (restored.find(leaving.token), restored.find(staying.token)) == (None, staying.id)


def test_a_backup_of_the_first_schema_is_brought_up_to_date(engine: Engine, store: Assessments, file: Path) -> None:
    unpacked = file.with_suffix(".sqlite3")
    with closing(sqlite3.connect(unpacked)) as connection:
        connection.executescript((FIRST_SCHEMA / "sqlite.sql").read_text(encoding="utf-8"))
    file.write_bytes(gzip.compress(unpacked.read_bytes()))
    assert restore(engine, file) == 2
    assert store.read("1" * 32).assessment.answers["cash_records"] == "daily"


def test_a_failed_backup_leaves_the_earlier_one(store: Assessments, engine: Engine, tmp_path: Path) -> None:
    begin(store, person(1))
    backup(engine, tmp_path / "good")
    before = (tmp_path / "good").read_bytes()
    with pytest.raises(OutputError):
        backup(engine, tmp_path / "no-such-folder" / "backup")
    with pytest.raises(OutputError):
        backup(engine, tmp_path)
    assert (tmp_path / "good").read_bytes() == before
    assert not list(tmp_path.glob(".kanvas*"))


def test_a_store_that_goes_away_during_the_backup_leaves_the_earlier_one(
    postgresql: PostgreSQL, clock: Clock, tmp_path: Path
) -> None:
    url = postgresql.create_store()
    engine = open_store(url)
    begin(Assessments(engine, clock), person(1))
    backup(engine, tmp_path / "good")
    before = (tmp_path / "good").read_bytes()
    postgresql.stop()
    try:
        with pytest.raises(StoreError) as caught:
            backup(engine, tmp_path / "good")
    finally:
        postgresql.start()
    assert caught.value.code == "store_unreachable"
    assert (tmp_path / "good").read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["good"]
    engine.dispose()
    postgresql.give_back(url)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


DAMAGES = {
    "empty": lambda _: b"",
    "cut short": lambda good: good[: len(good) // 2],
    "a bit in the middle": lambda good: flipped(good, len(good) // 2),
    "a bit of the checksum": lambda good: flipped(good, len(good) - 6),
    "a bit of the start": lambda good: flipped(good, 0),
    "not packed": gzip.decompress,
    "something else packed": lambda _: gzip.compress(b"bukan cadangan" * 1000),
    "nothing packed": lambda _: gzip.compress(b""),
    "a picture": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(1000),
}


def test_a_damaged_backup_is_refused_in_one_line(
    store: Assessments, engine: Engine, empty: Engine, file: Path, tmp_path: Path
) -> None:
    begin(store, person(1))
    backup(engine, file)
    for how, damage in DAMAGES.items():
        damaged = tmp_path / how
        damaged.write_bytes(damage(file.read_bytes()))
        refused(empty, damaged, "backup_damaged")


def refused(engine: Engine, file: Path, code: str) -> None:
    before = everything(engine)
    with pytest.raises(KanvasError) as caught:
        restore(engine, file)
    assert caught.value.code == code
    for language in ("id", "en"):
        assert file.name in caught.value.in_language(language)
        assert "\n" not in caught.value.in_language(language)
    assert everything(engine) == before


def packed(file: Path, *statements: str) -> None:
    """A SQLite file of somebody's making, packed as a backup is."""
    made = file.with_suffix(".sqlite3")
    with closing(sqlite3.connect(made)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    file.write_bytes(gzip.compress(made.read_bytes()))


def test_a_database_of_another_program_is_refused(empty: Engine, file: Path) -> None:
    packed(file, "CREATE TABLE notes (text)", "INSERT INTO notes VALUES ('belanja')")
    refused(empty, file, "backup_damaged")


def test_a_backup_that_lacks_tables_is_refused(empty: Engine, file: Path) -> None:
    packed(file, "CREATE TABLE alembic_version (version_num)", "INSERT INTO alembic_version VALUES ('0001')")
    refused(empty, file, "backup_damaged")


def test_a_backup_of_a_newer_program_is_refused(empty: Engine, file: Path) -> None:
    packed(file, "CREATE TABLE alembic_version (version_num)", "INSERT INTO alembic_version VALUES ('9999')")
    refused(empty, file, "backup_newer")


def test_a_backup_whose_answers_belong_to_nobody_is_refused_or_ignored(
    store: Assessments, engine: Engine, empty: Engine, file: Path, tmp_path: Path
) -> None:
    begin(store, person(1))
    backup(engine, file)
    made = tmp_path / "made.sqlite3"
    made.write_bytes(gzip.decompress(file.read_bytes()))
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("INSERT INTO answer VALUES ('nobody', 'water', '\"measured\"')")
        connection.commit()
        connection.execute("PRAGMA journal_mode=DELETE")
    file.write_bytes(gzip.compress(made.read_bytes()))
    assert restore(empty, file) == 1


def test_a_file_that_is_not_there_is_reported(engine: Engine, tmp_path: Path) -> None:
    for file in (tmp_path / "missing", tmp_path):
        with pytest.raises(KanvasError) as caught:
            restore(engine, file)
        assert caught.value.code == "input_unreadable"


def test_restoring_leaves_no_copies_behind(
    store: Assessments, engine: Engine, empty: Engine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = file.parent / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    begin(store, person(1))
    backup(engine, file)
    restore(empty, file)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("database", "other"), [("sqlite", "postgresql"), ("postgresql", "sqlite")], indirect=True)
def test_workshops_come_back_with_their_people_and_pictures(
    room: Room, engine: Engine, other: Engine, file: Path, respondents: tuple[Assessment, ...]
) -> None:
    for respondent in respondents:
        room.finished(respondent)
    room.pictures.reveal(room.opened.id)
    room.workshops.new_projector(room.opened.id)
    gone = room.workshops.create("Terhapus", place="", held_on=TODAY, language="id")
    backup(engine, file)
    restore(other, file)
    assert everything(other) == everything(engine)
    room.workshops.delete(gone.id, "Terhapus")
    restore(engine, file, into_non_empty=True)
    assert [each.held.workshop.name for each in room.workshops.all()] == ["Usaha lestari"]
