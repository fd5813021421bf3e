"""From any earlier schema to the newest, whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from canvas.assessment import Assessment, CanvasEdit, PlannedStep
from canvas.store import Assessments, StoreError, migrate, open_engine
from canvas.store.engine import reading
from canvas.store.migrations import NEWEST, SCRIPTS, serves_older
from canvas.store.partitions import is_partition
from canvas.store.tables import metadata
from tests.builders import assessment
from tests.store.conftest import Clock, NewUrl
from tests.store.people import begin

FIRST_SCHEMA = Path(__file__).with_name("first_schema")
"""Dumps of the first schema with data in it. Never to be changed: somebody's laptop holds just this."""

TOKEN, CODE = "mDQZnmrTVUaRkTQZzFy1hL3p", "K7Q-F2M-XR9-TWCH"

STEP = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    anew = "always" if op.get_context().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("assessment", recreate=anew) as batch:
        batch.add_column(sa.Column("added", sa.Text, nullable=False, server_default="old"))
    {then}
"""
"""A migration of the future. It makes the table anew, as most changes need on SQLite."""


@pytest.fixture
def first_schema(make_url: NewUrl, database: str) -> Iterator[Engine]:
    url = make_url.empty()
    dump = (FIRST_SCHEMA / f"{database}.sql").read_text(encoding="utf-8")
    if database == "sqlite":
        file = Path(url.removeprefix("sqlite:///"))
        file.parent.mkdir(exist_ok=True)
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(dump)
    else:
        with psycopg.connect(url) as connection:
            connection.execute(dump)
    engine = open_engine(url)
    yield engine
    engine.dispose()


def test_the_first_schema_with_data_in_it_becomes_the_newest(first_schema: Engine, clock: Clock) -> None:
    migrate(first_schema)
    store = Assessments(first_schema, clock)
    stored = store.read("11111111111111111111111111111111")
    assert stored.assessment == Assessment(
        started=date(2026, 8, 20),
        language="id",
        content_version="2026.8",
        profile={"business_name": "Keripik Bu Sri", "sector": "food"},
        answers={"cash_records": "daily", "training_wishes": ("digital_marketing", "product_innovation")},
        canvas_edits=(
            CanvasEdit("mine:1", "channels", "Pasar Pakisaji: Senin; Kamis"),
            CanvasEdit("answer:water/costs", "costs", None),
        ),
        plan=(
            PlannedStep("two-purses", date(2026, 9, 1), "Bu Sri", date(2026, 8, 30)),
            PlannedStep("price-list", date(2026, 9, 15)),
        ),
    )
    assert stored.work.position == "water"
    assert stored.updated_at == datetime(2026, 8, 20, 3, 30, 15, 250000, tzinfo=UTC)
    assert stored.next_id == "22222222222222222222222222222222"
    assert store.find(TOKEN) == store.find_by_code(CODE, "a") == stored.id
    store.erase(stored.id)
    assert store.count() == 0


def test_the_migrations_lead_to_the_tables_that_the_code_knows(engine: Engine, first_schema: Engine) -> None:
    migrate(first_schema)
    for each in (engine, first_schema):
        with reading(each) as connection:
            options = {"include_name": lambda name, kind, _: kind != "table" or not is_partition(name)}
            assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
            for table in metadata.sorted_tables:
                found = {key["name"]: key["options"] for key in inspect(connection).get_foreign_keys(table.name)}
                known = {key.name: key.ondelete for key in table.foreign_key_constraints}
                assert {name: options.get("ondelete") for name, options in found.items()} == known


def test_migrating_twice_changes_nothing(engine: Engine, store: Assessments) -> None:
    keys = begin(store, assessment())
    migrate(engine)
    assert store.read(keys.id).assessment == assessment()


def with_step(folder: Path, then: str = "pass") -> Path:
    """Our migrations and one more."""
    scripts = folder / "migrations"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    head = max(file.name.split("_")[1] for file in (scripts / "versions").glob("schema_*.py"))
    (scripts / "versions" / "schema_9999_test.py").write_text(STEP.format(head=head, then=then), encoding="utf-8")
    return scripts


def test_a_step_that_fails_leaves_the_store_as_it_was(engine: Engine, store: Assessments, tmp_path: Path) -> None:
    given = assessment(water="measured")
    keys = begin(store, given)
    with pytest.raises(ZeroDivisionError):
        migrate(engine, with_step(tmp_path, 'op.execute("DELETE FROM answer"); 1 / 0'))
    assert store.read(keys.id).assessment == given
    with reading(engine) as connection:
        assert "added" not in {column["name"] for column in inspect(connection).get_columns("assessment")}
    migrate(engine)


def test_a_later_step_keeps_what_belongs_to_what_it_changes(engine: Engine, store: Assessments, tmp_path: Path) -> None:
    """SQLite changes a table by copying and dropping it; that must not take its answers along."""
    keys = begin(store, assessment(water="measured"))
    scripts = with_step(tmp_path)
    step = scripts / "versions" / "schema_9999_test.py"
    step.write_text(
        step.read_text(encoding="utf-8").replace('op.execute("DELETE FROM answer")', "pass"), encoding="utf-8"
    )
    migrate(engine, scripts)
    assert store.read(keys.id).assessment == assessment(water="measured")
    with reading(engine) as connection:
        assert connection.execute(text("SELECT added FROM assessment")).scalar() == "old"


def with_addition(folder: Path, oldest: str) -> Path:
    """Our migrations and one that only adds, for programs since a certain revision."""
    scripts = with_step(folder)
    step = scripts / "versions" / "schema_9999_test.py"
    written = step.read_text(encoding="utf-8").replace('revision = "9999"', f'revision = "9999_from_{oldest}"', 1)
    step.write_text(written.replace("recreate=anew", 'recreate="never"'), encoding="utf-8")
    return scripts


def test_old_code_and_new_code_use_one_store_side_by_side(engine: Engine, store: Assessments, tmp_path: Path) -> None:
    """While servers are replaced one by one: the newest has migrated, the others still answer, and start again."""
    before = begin(store, assessment(water="measured"))
    migrate(engine, with_addition(tmp_path, NEWEST))
    migrate(engine)  # a server of this program starts
    during = begin(store, assessment(cash_records="daily"))
    assert store.read(before.id).assessment == assessment(water="measured")
    assert store.read(during.id).assessment == assessment(cash_records="daily")
    with reading(engine) as connection:
        assert set(connection.execute(text("SELECT added FROM assessment")).scalars()) == {"old"}
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == f"9999_from_{NEWEST}"


@pytest.mark.parametrize(
    ("revision", "program", "serves"),
    [
        ("0009_from_0007", "0007", True),
        ("0009_from_0007", "0008_from_0007", True),
        ("0009_from_0007", "0006", False),
        ("0009", "0008", False),
        ("0008", "0009", False),
        (None, "0009", False),
    ],
)
def test_a_revision_names_the_oldest_program_that_can_go_on(revision: str | None, program: str, serves: bool) -> None:
    assert serves_older(revision, program) == serves


def test_a_store_of_a_newer_program_is_refused(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, with_step(tmp_path))
    with pytest.raises(StoreError) as caught:
        migrate(engine)
    assert caught.value.code == "store_newer"


def test_the_revision_that_a_start_looks_for_is_that_of_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_heads() == [NEWEST]
