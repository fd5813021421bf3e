"""A database that is away for a moment, a pooler in between, and a standby that is read."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

import psycopg
import pytest
from sqlalchemy import Engine, make_url, text

from canvas.store import Assessments, Connections, StoreError, migrate, open_engine, open_store
from canvas.store.copies import reading_copy, reading_whole_copy, with_standby
from canvas.store.engine import check_writable, reading, writing
from canvas.store.retrying import retried
from tests.builders import assessment
from tests.clients.server import free_port
from tests.postgresql import PostgreSQL
from tests.store.conftest import Clock
from tests.store.people import begin, save

PGBOUNCER = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
PATIENCE = 30.0
GIVEN = assessment(cash_records="daily")


@pytest.fixture
def url(postgresql: PostgreSQL) -> Iterator[str]:
    made = postgresql.create_store()
    yield made
    postgresql.give_back(made)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = open_store(url)
    yield opened
    opened.dispose()


def test_an_answer_given_while_the_database_starts_again_is_kept_once(
    postgresql: PostgreSQL, engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("canvas.store.retrying.RETRIED_FOR", 60.0)  # however long PostgreSQL takes to start
    store = Assessments(engine, clock)
    keys = begin(store, GIVEN)
    after = GIVEN.with_answer("water", "measured")
    postgresql.stop()
    restart = Timer(0.5, postgresql.start)
    restart.start()
    save(store, keys.id, GIVEN, after)
    restart.join()
    assert store.read(keys.id).assessment == after


def test_a_transaction_whose_commit_got_no_answer_is_made_again_with_the_same_effect(
    engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, lost = Assessments(engine, clock), []
    commit = psycopg.Connection.commit

    def committed_and_cut(connection: psycopg.Connection) -> None:
        commit(connection)
        if not lost:
            lost.append(True)
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(psycopg.Connection, "commit", committed_and_cut)
    keys = begin(store, GIVEN)
    assert lost
    assert store.count() == 1
    assert store.read(keys.id).assessment == GIVEN


@pytest.mark.parametrize("state", ["57P01", "57P03", "25006", "40001", "08006"])
def test_faults_that_pass_are_tried_again(engine: Engine, state: str) -> None:
    tried: list[str] = []

    @retried
    def call() -> None:
        with writing(engine) as connection:
            tried.append(state)
            if len(tried) == 1:
                connection.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"))

    call()
    assert len(tried) == 2


def test_a_database_that_is_silent_is_cut(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("canvas.store.engine.LONGEST", timedelta(seconds=0.3))
    monkeypatch.setattr("canvas.store.retrying.RETRIED_FOR", 0.1)

    @retried
    def call() -> None:
        with reading(engine) as connection:
            connection.execute(text("SELECT pg_sleep(20)"))

    with pytest.raises(StoreError) as caught:
        call()
    assert caught.value.code == "store_unreachable"
    check_writable(engine)


@contextmanager
def pooler(postgresql: PostgreSQL, url: str, folder: Path) -> Iterator[str]:
    """A PgBouncer in transaction mode before a database, and the URL through it."""
    where, port, user = make_url(url), free_port(), postgresql.server.system_user
    server = f"host={where.query['host']} dbname={where.database} user={where.username}"
    configuration = folder / "pgbouncer.ini"
    configuration.write_text(
        f"[databases]\nkanvas = {server}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n"
        "unix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 3\n",
        encoding="utf-8",
    )
    folder.chmod(0o755)
    # PgBouncer does not run as root, and the socket of the database belongs to another user.
    options = {"user": user, "group": user} if user else {}
    with subprocess.Popen([PGBOUNCER, "-q", str(configuration)], **options) as process:  # type: ignore[call-overload]
        through = f"postgresql://{where.username}@127.0.0.1:{port}/kanvas"
        try:
            wait_for(through, process)
            yield through
        finally:
            process.terminate()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Waits until a database answers at a URL."""
    limit = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > limit:
                raise
            time.sleep(0.05)


def prepared_on(engine: Engine) -> bool:
    with reading(engine) as connection:
        inner = connection.connection.dbapi_connection
        assert isinstance(inner, psycopg.Connection)
        return inner.prepare_threshold is not None


def test_statements_are_prepared_where_nothing_is_in_between(url: str) -> None:
    for setting, expected in (("auto", True), ("no", True), ("yes", False)):
        engine = open_engine(url, connections=Connections(pooler=setting))  # type: ignore[arg-type]
        assert prepared_on(engine) == expected
        engine.dispose()


def test_after_the_errors_of_a_pooler_nothing_is_prepared_any_more(url: str) -> None:
    engine = open_engine(url, connections=Connections(pooler="no"))
    with pytest.raises(StoreError) as caught, reading(engine) as connection:
        connection.execute(text("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '26000'; END $$"))
    assert caught.value.passes
    assert not prepared_on(engine)
    engine.dispose()


def test_a_replica_opens_no_more_connections_than_it_was_given(url: str) -> None:
    engine = open_engine(url, connections=Connections(most=2), patience=timedelta(milliseconds=50))
    with reading(engine), reading(engine), pytest.raises(StoreError) as caught, reading(engine):
        pass
    assert caught.value.code == "store_busy"
    engine.dispose()


def test_a_pooler_is_recognised_before_anything_is_prepared(
    postgresql: PostgreSQL, url: str, engine: Engine, clock: Clock
) -> None:
    assert Path(PGBOUNCER).exists(), "PgBouncer is missing: install the Debian package pgbouncer"
    with TemporaryDirectory(prefix="kanvas-pooler-") as folder, pooler(postgresql, url, Path(folder)) as through:
        pooled = open_engine(through)
        assert not prepared_on(pooled)
        migrate(pooled)
        store = Assessments(pooled, clock)
        people = [begin(store, GIVEN) for _ in range(10)]
        assert all(store.read(each.id).assessment == GIVEN for each in people)
        pooled.dispose()


def test_a_standby_that_is_away_or_is_none_leaves_reading_to_the_primary(
    engine: Engine, url: str, clock: Clock
) -> None:
    begin(Assessments(engine, clock), GIVEN)
    away = open_engine("postgresql://nobody@127.0.0.1:1/none", patience=timedelta(seconds=1))
    itself = open_engine(url)
    for standby in (away, itself):
        with_standby(engine, standby)
        for read in (reading_copy, reading_whole_copy):
            with read(engine) as connection:
                assert connection.execute(text("SELECT count(*) FROM assessment")).scalar() == 1
        standby.dispose()
