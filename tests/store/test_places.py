"""Where a store may live: network drives, PostgreSQL with few rights or behind a pooler, passwords with any sign."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.pool import Pool

from canvas.store import Assessments, Connections, StoreError, open_engine, open_store
from canvas.store.engine import store_name, writing
from canvas.store.errors import store_fault
from tests.builders import assessment
from tests.postgresql import PostgreSQL
from tests.store.conftest import Clock
from tests.store.people import begin


@pytest.mark.parametrize(
    "number", [sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_IOERR_SHMMAP, sqlite3.SQLITE_IOERR_LOCK], ids=str
)
def test_a_store_on_a_network_drive_is_named_as_such(number: int) -> None:
    fault = sqlite3.OperationalError("locking protocol")
    fault.sqlite_errorcode = number
    found = store_fault(fault, "kanvas.sqlite3")
    assert found
    assert found.code == "store_on_network_drive"


def test_a_fault_while_a_connection_is_prepared_is_reported_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a network drive, where the very first PRAGMA fails."""

    class Unlockable(sqlite3.Connection):
        def cursor(self, *_: object) -> sqlite3.Cursor:  # type: ignore[override]
            fault = sqlite3.OperationalError("locking protocol")
            fault.sqlite_errorcode = sqlite3.SQLITE_PROTOCOL
            raise fault

    connect = sqlite3.dbapi2.connect
    monkeypatch.setattr(sqlite3.dbapi2, "connect", lambda *a, **more: connect(*a, **{**more, "factory": Unlockable}))
    with pytest.raises(StoreError) as refused:
        open_store(f"sqlite:///{tmp_path}/kanvas.sqlite3")
    assert refused.value.code == "store_on_network_drive"
    assert "KANVAS_DATABASE_URL" in refused.value.in_language("id")


def test_a_user_who_may_not_create_tables_is_named_with_the_command_that_helps(postgresql: PostgreSQL) -> None:
    url = postgresql.create()
    owner = open_engine(url)
    with writing(owner) as connection:
        connection.execute(text("DROP ROLE IF EXISTS guest"))
        connection.execute(text("CREATE ROLE guest LOGIN"))
        connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
    with pytest.raises(StoreError) as refused:
        open_store(make_url(url).set(username="guest").render_as_string(hide_password=False))
    assert refused.value.code == "store_forbidden"
    assert "GRANT CREATE ON SCHEMA public" in refused.value.in_language("en")
    owner.dispose()
    postgresql.drop(url)


def test_nothing_stays_on_a_connection_that_a_pooler_hands_on(postgresql: PostgreSQL, clock: Clock) -> None:
    """A pooler in transaction mode changes connections with each transaction and accepts no settings on connecting."""
    url = postgresql.create_store()
    engine = open_engine(url, connections=Connections(pooler="yes"))
    store = Assessments(engine, clock)
    keys = begin(store, assessment())
    for _ in range(20):  # psycopg prepares a statement that it has seen five times
        store.read(keys.id)
    assert isinstance(engine.pool, Pool)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar() == 0
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "0"
    with writing(engine) as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "5s"
    engine.dispose()
    postgresql.give_back(url)


@pytest.mark.parametrize("password", ["s@ndi", "a@b@c", "@", "p:a/s@s?w#d%41"])
def test_a_password_may_hold_any_sign_and_is_never_shown(password: str) -> None:
    engine = open_engine(f"postgresql://bu_sri:{password}@db.example:5432/kanvas")
    assert engine.url.host == "db.example"
    assert (engine.url.username, engine.url.database) == ("bu_sri", "kanvas")
    assert store_name(engine) == "db.example/kanvas"


def test_a_password_with_an_at_sign_is_read_whole() -> None:
    assert open_engine("postgresql://bu_sri:s@nd@i@db.example/kanvas").url.password == "s@nd@i"
    assert open_engine("postgresql://bu_sri:s%40ndi@db.example/kanvas").url.password == "s@ndi"
