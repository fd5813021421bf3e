"""How long the picture of a group takes, at 10,000 and at 1,000,000 people, on both databases.

    python bench/cohort.py [--people 10000 1000000] [--database sqlite postgresql]

People are random owners of the real content, repeated; their outcome rows are those the store writes. The time is
that of the query and of everything until the cohort, the median and the best of several runs, and
how long this process was busy: all of it with SQLite, while PostgreSQL works in another. Exit code 1 unless the
cohort equals the one worked out from the answers themselves, to the last digit.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import mkdtemp

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sqlalchemy import Connection, Engine, func, insert, literal, select, text  # noqa: E402

from canvas.assessment import Assessment  # noqa: E402
from canvas.cohort import cohort_of, totals  # noqa: E402
from canvas.content import load  # noqa: E402
from canvas.content.models import Content  # noqa: E402
from canvas.outcome import outcome_of  # noqa: E402
from canvas.questionnaire import first_unanswered  # noqa: E402
from canvas.store import open_store  # noqa: E402
from canvas.store.engine import reading, writing  # noqa: E402
from canvas.store.outcomes import group_totals, outcome_row  # noqa: E402
from canvas.store.tables import assessment, member, outcome, workshop  # noqa: E402
from tests.postgresql import PostgreSQL  # noqa: E402

DIFFERENT = 400
BATCH = 10_000
WORKSHOP = "0" * 32
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def main() -> int:
    """Prints a line a database and size; returns the exit code."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--people", type=int, nargs="+", default=[10_000, 1_000_000])
    options.add_argument("--database", nargs="+", default=["sqlite", "postgresql"])
    options.add_argument("--runs", type=int, default=7)
    given = options.parse_args()
    content = load(ROOT / "content")
    group = [someone(content, random.Random(seed)) for seed in range(DIFFERENT)]
    good = True
    for database in given.database:
        for people in given.people:
            with store(database) as engine:
                fill(engine, content, group, people)
                times, equal = measure(engine, content, group, people, given.runs)
            good = good and equal
            print(f"{database:10}  {people:>9,} people  {measured(times, people)}  {'equal' if equal else 'DIFFERENT'}")
    return 0 if good else 1


def measured(times: list[tuple[float, float]], people: int) -> str:
    """The times in words."""
    wall, busy = (median(each) for each in zip(*times, strict=True))
    best = f"best {min(times)[0]:.1f}, of this process {busy:.1f}"
    return f"{wall:.1f} ms ({best})  {1000 * wall / people:.2f} µs a row"


def someone(content: Content, chance: random.Random) -> Assessment:
    """A random owner who has answered everything."""
    profile = {
        field.id: chance.choice([option.id for option in field.options]) for field in content.profile if field.options
    }
    person = Assessment(date(2026, 11, 24), content_version=content.settings.version, profile=profile)
    while (question := first_unanswered(content, person)) is not None:
        options = [option.id for option in question.options]
        answer = (
            chance.choice(options) if question.is_ladder or question.kind == "choice" else (chance.choice(options),)
        )
        person = person.with_answer(question.id, answer)
    return person


def fill(engine: Engine, content: Content, group: list[Assessment], people: int) -> None:
    """A workshop of so many people, a multiple of BATCH, all in one cell."""
    rows = [outcome_row(content, person) for person in group]
    chance = random.Random(1)
    with writing(engine) as connection:
        held = {"id": WORKSHOP, "code": "K7QF2M", "name": "", "place": "", "held_on": NOW.date(), "language": "id"}
        rest = {"parts": "[]", "state": "open", "pin_hash": "", "wall": "{}", "message": "", "created_at": NOW}
        connection.execute(insert(workshop), {**held, **rest})
        ids = [f"{chance.getrandbits(128):032x}" for _ in range(BATCH)]
        common = {"language": "id", "started": NOW.date(), "content_version": "", "finished_at": NOW}
        own = [{"id": each, "person": each, "consented_at": NOW, "updated_at": NOW, **common} for each in ids]
        connection.execute(insert(assessment), own)
        joined = [{"assessment": each, "workshop": WORKSHOP, "left": False, "cell": 1} for each in ids]
        connection.execute(insert(member), joined)
        found = [{"assessment": each, **rows[n % DIFFERENT], "frozen": True} for n, each in enumerate(ids)]
        connection.execute(insert(outcome), found)
        for number in range(1, people // BATCH):
            copied(connection, number)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def copied(connection: Connection, number: int) -> None:
    """The first people once more, under ids that begin with a number of their own."""
    for table, key in ((assessment, "id"), (member, "assessment"), (outcome, "assessment")):
        column = table.c[key]
        copy = {each.name: each for each in table.c} | {key: literal(f"~{number:06}") + func.substr(column, 8)}
        if table is assessment:
            copy["person"] = copy["id"]
        chosen = select(*copy.values()).where(~column.startswith("~"))
        connection.execute(insert(table).from_select(list(copy), chosen))


def measure(
    engine: Engine, content: Content, group: list[Assessment], people: int, runs: int
) -> tuple[list[tuple[float, float]], bool]:
    """Milliseconds of each run, and of these how many this process was busy; and whether the result is right."""
    everybody = member.c.workshop == WORKSHOP
    times = []
    for _ in range(runs):
        start, busy = time.perf_counter(), time.process_time()
        with reading(engine) as connection:
            found = cohort_of(content, group_totals(connection, content, everybody))
        times.append((1000 * (time.perf_counter() - start), 1000 * (time.process_time() - busy)))
    outcomes = [outcome_of(content, person) for person in group]
    return times, found == cohort_of(content, totals(content, [outcomes * (people // DIFFERENT)]))


@contextmanager
def store(database: str) -> Iterator[Engine]:
    """A new, empty store."""
    folder = Path(mkdtemp(prefix="kanvas-cohort-"))
    running = PostgreSQL() if database == "postgresql" else None
    engine = open_store(running.create() if running else f"sqlite:///{folder}/kanvas.sqlite3")
    try:
        yield engine
    finally:
        engine.dispose()
        if running:
            running.server.cleanup()
            shutil.rmtree(running.folder)
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
