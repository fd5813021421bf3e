"""What may not be found: a secret in the database or a log, or anything of a person who was erased."""

from __future__ import annotations

import logging
import stat
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, text

from canvas.assessment import Assessment, CanvasEdit, PlannedStep
from canvas.session import Session, Write, agreed, begun, begun_again, ended_again, settled, with_visit
from canvas.store import Assessments, StoreError, backup, open_engine, open_store, restore
from canvas.store.codes import read_code
from canvas.store.engine import note_erasure, reading, wipe_traces, writing
from canvas.store.tables import metadata
from tests.builders import TODAY, assessment
from tests.store.conftest import Clock
from tests.store.people import begin, save
from tests.stores import new_sqlite


def person(number: int) -> Assessment:
    """Somebody whose every text bears a mark that nobody else's has."""
    mark = f"tanda-{number:04}-"
    given = assessment({"business_name": mark + "usaha", "village": mark + "desa"})
    for question in range(12):
        given = given.with_answer(f"question_{question}", f"{mark}jawaban-{question}")
    given = given.with_edit(CanvasEdit("mine:1", "channels", f"{mark}catatan " * (number * 37 % 400)))
    return given.with_step(PlannedStep("two-purses", TODAY, mark + "siapa"))


def raw_bytes(file: Path) -> bytes:
    """The database file and the files beside it."""
    return b"".join(each.read_bytes() for each in sorted(file.parent.iterdir()))


def all_values(engine: Engine) -> str:
    with reading(engine) as connection:
        return "\n".join(str(connection.execute(table.select()).all()) for table in metadata.sorted_tables)


@pytest.fixture(scope="module")
def eighty(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[str]]:
    """A file with eighty who answered in turns, so that their rows share pages, grow and move; and their ids."""
    file = tmp_path_factory.mktemp("eighty") / "kanvas.sqlite3"
    engine = open_engine(new_sqlite(file))
    store, begun = Assessments(engine, Clock(), Random(15).randbytes), assessment()
    everybody = [(begin(store, begun).id, person(number)) for number in range(80)]
    for own_id, given in everybody:
        save(store, own_id, begun, given.with_edits(()))
    for own_id, given in everybody:
        save(store, own_id, given.with_edits(()), given)
    engine.dispose()
    return file.read_bytes(), [own_id for own_id, _ in everybody]


@pytest.mark.parametrize("leaving", [27, 72, 0, 79])
def test_erasing_leaves_no_trace_in_the_file(eighty: tuple[bytes, list[str]], sqlite_file: Path, leaving: int) -> None:
    """With the first two, SQLite's secure_delete alone left a copy of an answer."""
    answered, ids = eighty
    sqlite_file.parent.mkdir()
    sqlite_file.write_bytes(answered)
    store = Assessments(open_engine(f"sqlite:///{sqlite_file}"), Clock(), Random(leaving).randbytes)
    own_id = ids[leaving]
    followed = begin(store, person(9999), previous=own_id)
    assert f"tanda-{leaving:04}-".encode() in raw_bytes(sqlite_file)
    store.erase(own_id)
    wipe_traces(store.engine)
    found = raw_bytes(sqlite_file)
    for trace in (f"tanda-{leaving:04}-", "tanda-9999-", own_id, followed.id):
        assert trace.encode() not in found, trace
    store.close()
    assert all(f"tanda-{number:04}-".encode() in found for number in range(80) if number != leaving)


def test_traces_that_cannot_be_wiped_now_are_wiped_later(sqlite_engine: Engine, sqlite_file: Path) -> None:
    """A backup that is being made still needs the log of recent writes."""
    store = Assessments(sqlite_engine, Clock())
    keys = begin(store, person(1))
    with reading(sqlite_engine) as connection:
        connection.execute(text("SELECT * FROM assessment")).all()
        store.erase(keys.id)
        wipe_traces(sqlite_engine)
        assert b"tanda-0001-" in raw_bytes(sqlite_file)
    wipe_traces(sqlite_engine)
    assert b"tanda-0001-" not in raw_bytes(sqlite_file)


def test_what_a_killed_server_did_not_wipe_the_next_one_does(sqlite_engine: Engine, sqlite_file: Path) -> None:
    for number in range(20):
        begin(Assessments(sqlite_engine, Clock()), person(number))
    wipe_traces(sqlite_engine)
    with writing(sqlite_engine) as connection:
        connection.execute(text("DELETE FROM assessment"))
        note_erasure(connection)
    size = sqlite_file.stat().st_size
    sqlite_engine.dispose()
    wipe_traces(open_store(f"sqlite:///{sqlite_file}"))
    assert sqlite_file.stat().st_size < size
    assert b"tanda" not in raw_bytes(sqlite_file)


def test_what_was_overwritten_leaves_no_trace_either(sqlite_engine: Engine, sqlite_file: Path) -> None:
    """A slip in a text field, corrected before the person leaves."""
    store = Assessments(sqlite_engine, Clock())
    slip = assessment().with_profile("village", "nomor-ktp-saya")
    keys = begin(store, slip)
    other = begin(store, assessment())
    save(store, keys.id, slip, assessment())
    store.erase(other.id)
    wipe_traces(sqlite_engine)
    assert b"nomor-ktp-saya" not in raw_bytes(sqlite_file)


def test_the_retired_leave_no_trace_in_the_file(sqlite_engine: Engine, sqlite_file: Path) -> None:
    clock = Clock()
    store = Assessments(sqlite_engine, clock)
    for number in range(40):
        begin(store, person(number))
    clock.forward(timedelta(days=400))
    begin(store, person(40))
    assert store.retire(clock.now) == 40
    wipe_traces(sqlite_engine)
    found = raw_bytes(sqlite_file)
    assert [number for number in range(41) if f"tanda-{number:04}-".encode() in found] == [40]


def test_no_row_is_left_of_an_erased_person(store: Assessments, engine: Engine) -> None:
    keys = begin(store, person(1))
    store.find_by_code(read_code("2" * 13) or "", "192.168.1.7")
    store.erase(keys.id)
    values = all_values(engine)
    assert "tanda" not in values
    assert keys.id not in values


@pytest.mark.parametrize("goes_back", [False, True])
def test_erasing_reaches_past_a_follow_up_that_was_never_stored(store: Assessments, goes_back: bool) -> None:
    def make(write: Write) -> None:
        if is_full:
            raise StoreError("store_full")
        store.begin(write.after, assessment_id=write.id, previous=write.previous, tried=write.tried)

    def follow_up(session: Session) -> Session:
        assert session.visit is not None
        again = begun_again(session.visit, TODAY, "2027.01", store.new_id())
        return settled(with_visit(session, again), make)

    is_full = False
    first = agreed(begun(TODAY, "id", "2026.11"), store.new_id())
    session = settled(with_visit(Session("id"), first), make)
    is_full = True
    session = follow_up(follow_up(session))
    is_full = False
    assert session.visit is not None
    if goes_back:
        session = with_visit(session, ended_again(session.visit))
    session = settled(session, make)
    assert store.count() == 2
    assert session.visit is not None
    store.erase(session.visit.id or "")
    assert store.count() == 0


def test_a_backup_made_before_does_not_bring_the_erased_back(
    store: Assessments, engine: Engine, tmp_path: Path
) -> None:
    first = begin(store, person(1))
    second = begin(store, person(2), previous=first.id)
    staying = begin(store, person(3))
    backup(engine, tmp_path / "before")
    store.erase(second.id)
    assert restore(engine, tmp_path / "before", into_non_empty=True) == 0
    assert store.count() == 1
    assert [store.find(keys.token) for keys in (first, second, staying)] == [None, None, staying.id]
    assert "tanda-0001-" not in all_values(engine)
    assert "tanda-0002-" not in all_values(engine)


def test_secrets_stand_in_no_database_and_no_log(
    store: Assessments, engine: Engine, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="sqlalchemy.engine")
    keys = begin(store, person(1))
    more = store.new_credentials(keys.id)
    secrets = [keys.token, keys.code, more.token, more.code]
    assert store.find(secrets[2]) == store.find_by_code(secrets[3], "192.168.1.7") == keys.id
    store.find_by_code("K7Q-F2M-XR9-TWCH", "192.168.1.7")
    store.revoke(secrets[2])
    backup(engine, tmp_path / "backup")
    with pytest.raises(StoreError):
        store.read("x" * 32)
    logged = caplog.text + "".join(str(record.args) for record in caplog.records) + repr(keys)
    assert "INSERT INTO credential" in caplog.text  # the log does speak of what was done
    values = all_values(engine)
    for secret in (*secrets, *(secret.replace("-", "") for secret in secrets), "K7QF2MXR9TWCH"):
        assert secret not in values
        assert secret not in logged
    assert "192.168.1.7" not in values + logged


def test_what_people_typed_appears_in_no_log(store: Assessments, caplog: pytest.LogCaptureFixture) -> None:
    """Only SQLAlchemy's level DEBUG, which shows every row that is read, would; docs/security.md says so."""
    caplog.set_level(logging.INFO, logger="sqlalchemy.engine")
    keys = begin(store, person(1))
    save(store, keys.id, person(1), person(2))
    store.read(keys.id)
    assert "INSERT INTO answer" in caplog.text
    assert "tanda-" not in caplog.text + "".join(str(record.args) for record in caplog.records)


def test_secrets_stand_nowhere_in_the_file(sqlite_engine: Engine, sqlite_file: Path) -> None:
    store = Assessments(sqlite_engine, Clock())
    keys = begin(store, person(1))
    made = store.new_credentials(keys.id)
    token, code = made.token, made.code
    store.find_by_code("K7Q-F2M-XR9-TWCH", "192.168.1.7")
    found = raw_bytes(sqlite_file)
    for secret in (keys.token, keys.code, token, code, code.replace("-", ""), "K7QF2MXR9TWCH", "192.168.1.7"):
        assert secret.encode() not in found


def test_a_failed_write_reveals_nothing_of_the_person(store: Assessments, engine: Engine) -> None:
    """Whatever SQLAlchemy says of a fault, it does not repeat what was to be written."""
    with reading(engine) as connection, pytest.raises(Exception, match="no_such_table") as caught:
        connection.execute(text("SELECT * FROM no_such_table WHERE value = :value"), {"value": "tanda-0001-"})
    assert "tanda-0001-" not in str(caught.value)


def test_nobody_else_on_the_machine_can_read_the_file(sqlite_file: Path, tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{sqlite_file}")
    begin(Assessments(engine, Clock()), person(1))
    backup(engine, tmp_path / "backup")
    for file in (*sqlite_file.parent.iterdir(), tmp_path / "backup"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert stat.S_IMODE(sqlite_file.parent.stat().st_mode) == 0o700
    engine.dispose()
