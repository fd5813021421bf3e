"""Outcomes by month on PostgreSQL: made ahead, filled by id, dropped once empty; old and new servers side by side."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine, func, select, text

from canvas.content.models import Content
from canvas.store import Assessments, open_engine
from canvas.store.engine import reading, writing
from canvas.store.outcomes import write_outcome
from canvas.store.partitions import AHEAD, PARTITIONED, keep_months, months_held
from canvas.store.tables import said
from tests.builders import TODAY, assessment
from tests.postgresql import PostgreSQL
from tests.store.conftest import Clock
from tests.store.people import begin, finish

NOVEMBER, LONG_AGO = date(2026, 11, 1), date(2020, 1, 1)
OLD_ID = "ab" * 16
"""As a server of the version before makes them."""


@pytest.fixture
def engine(postgresql: PostgreSQL) -> Iterator[Engine]:
    """Only PostgreSQL has partitions."""
    url = postgresql.create_store()
    opened = open_engine(url)
    yield opened
    opened.dispose()
    postgresql.give_back(url)


@pytest.fixture
def store(engine: Engine, clock: Clock, content: Content) -> Assessments:
    return Assessments(engine, clock, content=lambda: content)


def finished(store: Assessments) -> str:
    own_id = begin(store, assessment()).id
    finish(store, own_id)
    return own_id


def where(engine: Engine, own_id: str) -> set[str]:
    """The partitions that hold rows of somebody."""
    found = " UNION ALL ".join(
        f"SELECT tableoid::regclass::text FROM {table} WHERE assessment = :own" for table in PARTITIONED
    )
    with reading(engine) as connection:
        return set(connection.execute(text(found), {"own": own_id}).scalars())


def test_months_are_made_ahead_and_a_row_goes_where_its_id_says(engine: Engine, store: Assessments) -> None:
    keep_months(engine, TODAY, LONG_AGO)
    for months in months_held(engine).values():
        assert sorted(months) == [NOVEMBER, date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
        assert len(months) == AHEAD + 1
    assert where(engine, finished(store)) == {"outcome_2026_11", "said_2026_11"}


def test_rows_written_before_their_month_was_made_move_to_it(engine: Engine, store: Assessments) -> None:
    early = finished(store)
    assert where(engine, early) == {"outcome_other", "said_other"}
    keep_months(engine, TODAY, LONG_AGO)
    assert where(engine, early) == {"outcome_2026_11", "said_2026_11"}
    store.erase(early)
    assert where(engine, early) == set()


def test_nobody_is_missed_while_their_rows_move(engine: Engine, store: Assessments) -> None:
    early = finished(store)
    wanted = select(func.count()).where(said.c.assessment == early)

    def count() -> int:
        with writing(engine) as connection:  # where each statement sees what is committed before it
            return int(connection.execute(wanted).scalar_one())

    with ThreadPoolExecutor() as others, engine.connect() as long_lasting:
        long_lasting.execute(text("LOCK TABLE said_other IN ACCESS SHARE MODE"))
        moved = others.submit(keep_months, engine, TODAY, LONG_AGO, patience=timedelta(minutes=1))
        await_waiting(engine, 1)
        counted = others.submit(count)
        await_waiting(engine, 2)
        long_lasting.rollback()
        assert counted.result() == 1
        moved.result()
    assert where(engine, early) == {"outcome_2026_11", "said_2026_11"}


def await_waiting(engine: Engine, count: int) -> None:
    """Until so many wait for another's lock."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while connection.execute(waiting).scalar_one() < count:
            pass


def test_a_month_is_dropped_once_nobody_of_it_is_kept(engine: Engine, store: Assessments, clock: Clock) -> None:
    keep_months(engine, TODAY, LONG_AGO)
    own_id = finished(store)
    later = TODAY + timedelta(days=100)
    keep_months(engine, later, later)
    assert NOVEMBER in months_held(engine)["outcome"]
    assert date(2026, 12, 1) not in months_held(engine)["outcome"]
    store.erase(own_id)
    keep_months(engine, later, later)
    assert NOVEMBER not in months_held(engine)["outcome"]


def test_a_server_of_the_version_before_works_beside_the_new_one(
    engine: Engine, store: Assessments, content: Content
) -> None:
    """Its ids fall into the partition of earlier rows, and its statements name no partition."""
    keep_months(engine, TODAY, LONG_AGO)
    store.begin(store.read(finished(store)).work, assessment_id=OLD_ID)
    for document in ("{}", '{"again": true}'):
        with writing(engine) as connection:
            statement = text(
                "INSERT INTO said (assessment, document) VALUES (:own, :document)"
                " ON CONFLICT (assessment) DO UPDATE SET document = excluded.document"
            )
            connection.execute(statement, {"own": OLD_ID, "document": document})
            write_outcome(connection, content, OLD_ID, assessment())
    assert where(engine, OLD_ID) == {"outcome_earlier", "said_earlier"}


def test_looking_for_somebody_looks_in_one_partition(engine: Engine, store: Assessments) -> None:
    keep_months(engine, TODAY, LONG_AGO)
    statement = "EXPLAIN SELECT packed FROM outcome WHERE assessment = :own"
    with reading(engine) as connection:
        plan = "\n".join(connection.execute(text(statement), {"own": finished(store)}).scalars())
    assert "outcome_2026_11" in plan
    assert "outcome_earlier" not in plan


def test_two_servers_make_a_month_once(engine: Engine) -> None:
    keep_months(engine, TODAY, LONG_AGO)
    before = months_held(engine)
    keep_months(engine, TODAY, LONG_AGO)
    assert months_held(engine) == before
    assert all(later - earlier <= timedelta(days=31) for earlier, later in pairwise(sorted(before["said"])))
