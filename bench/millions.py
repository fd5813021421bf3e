"""Ten million outcomes on PostgreSQL: what an organisation's picture, an answer and a small picture cost then.

    python -m bench.millions [--people 10000000] [--exported 1000 10000]

Outcomes are those of random owners of the real content, repeated, in twelve months; the rows of their assessments are
left out, and the foreign key is not checked while they are written. The organisation's tally is what the workshops of
all these people would have left. Exit code 1 unless the picture equals what the rows themselves add up to.

Then an organisation with so many real rows is exported as Parquet, and the largest memory of the process is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from statistics import median

from sqlalchemy import Engine, insert, text

from bench.cohort import someone
from bench.tables import table
from canvas.assessment import Assessment
from canvas.cohort import cohort_of, totals
from canvas.content import load
from canvas.content.models import Content
from canvas.outcome import outcome_of
from canvas.session import Work
from canvas.store import Assessments, Members, Organisations, Pictures, Workshops, open_store
from canvas.store.engine import reading, writing
from canvas.store.outcomes import outcome_row
from canvas.store.partitions import keep_months
from canvas.store.tables import assessment, cell, member, picture, said, tally
from canvas.tallies import Tallies, added, tallied, totals_of, written
from tests.builders import ROOT
from tests.postgresql import PostgreSQL

DIFFERENT = 200
MONTHS = 12
FIRST = date(2026, 1, 1)
NOW = datetime(2026, 12, 15, tzinfo=UTC)
GROUP = 10


def main() -> int:
    """Prints two tables; returns the exit code."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--people", type=int, default=10_000_000)
    options.add_argument("--exported", type=int, nargs="*", default=[1000, 10_000])
    given = options.parse_args()
    content = load(ROOT / "content")
    people = [someone(content, random.Random(seed)) for seed in range(DIFFERENT)]
    with server() as running:
        engine = open_store(running.create())
        begun = time.perf_counter()
        fill(engine, content, [outcome_row(content, person) for person in people], given.people)
        filled = time.perf_counter() - begun
        each = [tallied(totals(content, [[outcome_of(content, person)]]), []) for person in people]
        owner, equal = count(engine, content, each, given.people)
        rows = measured(engine, content, owner, people)
        print(
            f"{given.people:,} outcomes written in {filled:.0f} s; {size(engine)}; {'equal' if equal else 'DIFFERENT'}"
        )
        print(table(["with these outcomes in the store", "median, ms", "slowest, ms"], rows))
        engine.dispose()
        memory = [[f"{count:,}", *exported(running, content, people, count)] for count in given.exported]
        print(table(["rows exported as Parquet", "seconds", "largest memory, MB", "file, MB"], memory))
    return 0 if equal else 1


def fill(engine: Engine, content: Content, samples: list[dict[str, object]], people: int) -> None:
    """Outcome rows of so many people, spread over the months."""
    for month in range(1, MONTHS + 1):
        keep_months(engine, FIRST.replace(month=month), FIRST)
    a_month = people // MONTHS
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE sample (number integer PRIMARY KEY, packed text)"))
        connection.execute(
            text("INSERT INTO sample VALUES (:number, :packed)"),
            [{"number": number, "packed": row["packed"]} for number, row in enumerate(samples)],
        )
    statement = text(
        "INSERT INTO outcome (assessment, content, packed, frozen)"
        " SELECT :prefix || left(md5(g::text), 25), :content, sample.packed, true"
        f" FROM generate_series(CAST(:first AS bigint), :last) g JOIN sample ON sample.number = g % {DIFFERENT}"
    )
    for month in range(1, MONTHS + 1):
        last = people if month == MONTHS else month * a_month
        values = {"prefix": f"m2026{month:02}", "first": (month - 1) * a_month + 1, "last": last}
        with writing(engine) as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # no assessments beside them
            connection.execute(statement, {**values, "content": content.fingerprint})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE outcome"))


def count(engine: Engine, content: Content, each: list[Tallies], people: int) -> tuple[str, bool]:
    """Writes the tally of an organisation; whether its picture is what the rows add up to."""
    organisations = Organisations(engine, lambda: NOW, lambda: content)
    owner = organisations.create("Provinsi").id
    with reading(engine) as connection:
        found = connection.execute(
            text("SELECT sample.number, count(*) FROM outcome JOIN sample USING (packed) GROUP BY sample.number")
        ).all()
    whole = Tallies()
    for number in range(DIFFERENT):
        share = people // DIFFERENT + (0 < number <= people % DIFFERENT)
        whole = added(whole, each[number], share)
    with writing(engine) as connection:
        row = {"owner": owner, "content": content.fingerprint, "document": written(whole)}
        connection.execute(insert(tally).values(row))
    counted = Tallies()
    for number, share in found:
        counted = added(counted, each[number], share)
    shown = organisations.overview(owner).picture.cohort
    return owner, shown == cohort_of(content, totals_of(counted)) and shown.n == people


def measured(engine: Engine, content: Content, owner: str, people: list[Assessment]) -> list[list[str]]:
    """A row for each thing that is done with so many outcomes in the store."""
    organisations = Organisations(engine, lambda: NOW, lambda: content)
    assessments = Assessments(engine, lambda: NOW, content=lambda: content)
    works = [(assessments.begin(Work(person)), Work(person)) for person in people[:30]]
    waiting = iter(works)
    opened = (
        Workshops(engine, lambda: NOW)
        .of(organisations.all()[0].account)
        .create("Kelompok", place="", held_on=NOW.date(), language="id")
    )
    members, pictures = Members(engine, lambda: NOW), Pictures(engine, lambda: NOW, lambda: content)

    def finishes() -> None:
        own_id, work = next(waiting)
        assessments.save(own_id, work, replace(work, finished=True))

    for own_id, _ in works:
        members.join(opened.id, own_id)
    return [
        timed("picture of the organisation", lambda: organisations.overview(owner), 20),
        timed("somebody finishes", finishes, 30),
        timed("picture of a workshop of 30, counted in the tally", lambda: pictures.reveal(opened.id), 1),
        timed("cohort of that workshop from its outcomes", lambda: pictures.cohort(opened.id), 20),
    ]


def timed(name: str, work: Callable[[], object], runs: int) -> list[str]:
    """Name, median and slowest."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return [name, f"{median(times):.1f}", f"{max(times):.1f}"]


def size(engine: Engine) -> str:
    """What the outcomes take on the disk, indexes included."""
    statement = "SELECT pg_size_pretty(sum(pg_total_relation_size(relid))) FROM pg_partition_tree('outcome')"
    with reading(engine) as connection:
        return str(connection.execute(text(statement)).scalar())


def exported(running: PostgreSQL, content: Content, people: list[Assessment], count: int) -> list[str]:
    """Seconds, memory and size of the export of an organisation of so many rows, in workshops of ten."""
    url = running.create()
    engine = open_store(url)
    organisations = Organisations(engine, lambda: NOW, lambda: content)
    founded = organisations.create("Kabupaten")
    documents = [
        json.dumps(
            {
                "started": person.started.isoformat(),
                "content_version": person.content_version,
                "profile": {"sector": person.sector},
                "answers": dict(person.answers),
            }
        )
        for person in people
    ]
    workshops = Workshops(engine, lambda: NOW).of(organisations.all()[0].account)
    for number in range(count // GROUP):
        opened = workshops.create("Kelompok", place="", held_on=NOW.date(), language="id")
        _show(engine, opened.id, [documents[(number * GROUP + each) % DIFFERENT] for each in range(GROUP)])
    engine.dispose()
    file = running.folder / f"{count}.parquet"
    code = (
        "import resource, sys; from canvas.cli import main; code = main(sys.argv[1:]);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr); sys.exit(code)"
    )
    begun = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", code, "organisation", "export", founded.code, "-o", str(file)],
        env={**os.environ, "KANVAS_DATABASE_URL": url},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [f"{time.perf_counter() - begun:.1f}", ran.stderr.split()[-1], f"{file.stat().st_size / 1e6:.2f}"]


def _show(engine: Engine, workshop_id: str, documents: list[str]) -> None:
    """Ten people of a workshop in one cell of a picture."""
    ids = [f"m202612{random.getrandbits(100):025x}" for _ in documents]
    common = {"language": "id", "started": NOW.date(), "content_version": "", "finished_at": NOW}
    own = [{"id": each, "person": each, "consented_at": NOW, "updated_at": NOW, **common} for each in ids]
    with writing(engine) as connection:
        connection.execute(insert(assessment), own)
        connection.execute(
            insert(member), [{"assessment": each, "workshop": workshop_id, "left": False, "cell": 1} for each in ids]
        )
        connection.execute(
            insert(said), [{"assessment": each, "document": one} for each, one in zip(ids, documents, strict=True)]
        )
        connection.execute(insert(cell), {"workshop": workshop_id, "number": 1, "size": len(ids), "traits": "{}"})
        shown = {"workshop": workshop_id, "number": 1, "taken_at": NOW, "people": len(ids), "cells": "[1]"}
        connection.execute(insert(picture), {**shown, "content": "", "document": None})


@contextmanager
def server() -> Iterator[PostgreSQL]:
    """A PostgreSQL for the length of the bench."""
    running = PostgreSQL()
    try:
        yield running
    finally:
        running.server.cleanup()
        shutil.rmtree(running.folder)


if __name__ == "__main__":
    sys.exit(main())
