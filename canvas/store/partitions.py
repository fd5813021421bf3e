"""The months of the outcomes on PostgreSQL: one partition each, made ahead of time and dropped once empty.

Ids begin with their month (`Assessments.new_id`), so a month is a range of ids: no statement has to name it, and
whoever looks for an id looks in one partition. Rows of earlier ids are in the partition `earlier`. What fits nowhere,
as when a clock was wrong, goes to the partition `other`; from there it moves once its month is made.
SQLite has no partitions, and its tables are the same.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from sqlalchemy import Connection, Engine, inspect, text

from canvas.store.engine import is_sqlite, writing
from canvas.store.tables import outcome, said

PARTITIONED = (outcome.name, said.name)
AHEAD = 3
"""So many months after this one have their partition."""

_LOCK = 0x4B414E57
"""The number of the advisory lock under which partitions change: one server at a time does that."""

PATIENCE = timedelta(milliseconds=500)
"""Longer than this nobody waits behind a change of partitions; the next day tries again."""

_MONTH = re.compile(rf"({'|'.join(PARTITIONED)})_(\d{{4}})_(\d\d)")


def is_partition(name: str) -> bool:
    """Whether a table is a partition of another."""
    return _MONTH.fullmatch(name) is not None or name in {
        f"{table}_{rest}" for table in PARTITIONED for rest in ("earlier", "other")
    }


def months_held(engine: Engine) -> dict[str, set[date]]:
    """Partitioned table → the months that have a partition; each as its first day."""
    held: dict[str, set[date]] = {table: set() for table in PARTITIONED}
    with engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            if match := _MONTH.fullmatch(name):
                held[match[1]].add(date(int(match[2]), int(match[3]), 1))
    return held


def keep_months(engine: Engine, today: date, kept_since: date, patience: timedelta = PATIENCE) -> None:
    """Makes the partitions of this month and of those ahead; drops empty ones of months before `kept_since`.

    Raises: StoreError, where others are in a table for longer than `patience`.
    """
    if is_sqlite(engine):
        return
    wanted = [today.replace(day=1)]
    while len(wanted) <= AHEAD:
        wanted.append(_next(wanted[-1]))
    for table, held in months_held(engine).items():
        for month in wanted:
            if month not in held:
                with writing(engine) as connection:
                    _take_turns(connection, patience)
                    _make(connection, table, month)
        for month in held:
            if _next(month) <= kept_since:
                with writing(engine) as connection:
                    _take_turns(connection, patience)
                    _drop_if_empty(connection, table, month)


def _take_turns(connection: Connection, patience: timedelta) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = '{patience // timedelta(milliseconds=1)}ms'"))
    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def _make(connection: Connection, table: str, month: date) -> None:
    """Everybody else waits outside of the table meanwhile.

    Whoever had looked up its partitions already would wait at `other`, and not find what has moved from there.
    """
    name, first, end = _name(table, month), _prefix(month), _prefix(_next(month))
    if inspect(connection).has_table(name):
        return
    connection.execute(text(f"LOCK TABLE ONLY {table} IN ACCESS EXCLUSIVE MODE"))
    own = f"assessment >= '{first}' AND assessment < '{end}'"
    connection.execute(text(f"CREATE TABLE {name} (LIKE {table} INCLUDING ALL, CONSTRAINT range CHECK ({own}))"))
    moved = f"WITH moved AS (DELETE FROM {table}_other WHERE {own} RETURNING *) INSERT INTO {name} SELECT * FROM moved"
    connection.execute(text(moved))
    connection.execute(text(f"ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES FROM ('{first}') TO ('{end}')"))
    connection.execute(text(f"ALTER TABLE {name} DROP CONSTRAINT range"))


def _drop_if_empty(connection: Connection, table: str, month: date) -> None:
    name = _name(table, month)
    if not inspect(connection).has_table(name):
        return
    connection.execute(text(f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE"))
    if connection.execute(text(f"SELECT 1 FROM {name} LIMIT 1")).first() is None:
        connection.execute(text(f"DROP TABLE {name}"))


def _name(table: str, month: date) -> str:
    return f"{table}_{month:%Y_%m}"


def _prefix(month: date) -> str:
    """What the ids of a month begin with."""
    return f"m{month:%Y%m}"


def _next(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)
