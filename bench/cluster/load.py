"""What an answer costs in the cluster: processor of each part, bytes, memory, and how long phones wait by their number.

    python -m bench.cluster.load [--phones 10 50 100 200] [--pace 5] [--seconds 20] [--json FILE]

A *pair* is an answer with its Next: what somebody does every `pace` seconds. The constants of docs/scale.md come from
here, and the measured points that the simulation is held against (bench/morning).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from bench.cluster.cluster import Cluster
from bench.cluster.databases import Database
from bench.cluster.phones import Phone, arrived
from bench.cluster.trial import looked_at
from bench.tables import late, table
from canvas.session import Work
from tests.builders import complete, real_content

PARTS = ("app", "HAProxy", "PgBouncer", "PostgreSQL", "phones")


@dataclass(frozen=True)
class Point:
    """What was measured with so many phones. Milliseconds of processor and bytes are those of a pair."""

    phones: int
    pace: float
    pairs: int
    median_ms: float
    p95_ms: float
    processor_ms: dict[str, float]
    bytes_received: float
    megabytes_of_app: float
    """Of all replicas together, after this point."""
    arrival_ms: float
    """Milliseconds of processor of the app for one more phone, from its first page to the first question."""

    def row(self) -> list[str]:
        processor = [f"{self.processor_ms[part]:.1f}" for part in PARTS]
        return [f"{self.phones}", f"{self.pairs:,}", f"{self.median_ms:,.0f}", f"{self.p95_ms:,.0f}", *processor,
                f"{self.bytes_received:,.0f}", f"{self.megabytes_of_app:,.0f}", f"{self.arrival_ms:.0f}"]  # fmt: skip


HEADS = [
    "phones",
    "pairs",
    "median ms",
    "p95 ms",
    *(f"CPU ms: {part}" for part in PARTS),
    "bytes",
    "MB of all replicas",
    "CPU ms an arrival",
]


def processes(cluster: Cluster) -> dict[str, list[int]]:
    """The processes of each part."""
    return {
        "app": [each.process.pid for each in cluster.replicas if each.process],
        "HAProxy": [each.pid for each in (cluster.balancer.process,) if each],
        "PgBouncer": [each.pid for each in (cluster.pooler.process,) if each],
        "PostgreSQL": [each.program.process.pid for each in (cluster.primary, cluster.standby) if each.program.process],
        "phones": [os.getpid()],
    }


def seconds_of(number: int) -> float:
    """Seconds of processor of a process with all that it started, ended or not."""
    return sum(
        times.user + times.system + (times.children_user + times.children_system if each.pid == number else 0.0)
        for each in family(number)
        for times in (each.cpu_times(),)
    )


def family(number: int) -> Iterator[psutil.Process]:
    """A process and, where it is another one than ours, its children."""
    first = psutil.Process(number)
    yield first
    if number != os.getpid():
        yield from first.children(recursive=True)


def processor(cluster: Cluster) -> dict[str, float]:
    """Seconds of processor so far, by part."""
    own = psutil.Process().cpu_times()
    used = {part: sum(map(seconds_of, numbers)) for part, numbers in processes(cluster).items() if part != "phones"}
    return {**used, "phones": own.user + own.system}


async def measured(cluster: Cluster, phones: list[Phone], pace: float, seconds: float, arrival_ms: float) -> Point:
    """Lets these phones work for a while."""
    for phone in phones:
        phone.forget()
        phone.pace = pace
    over = asyncio.Event()
    received = sum(phone.person.client.bytes_received for phone in phones)
    before = processor(cluster)
    working = asyncio.gather(*(phone.work(over) for phone in phones))
    await asyncio.sleep(seconds)
    over.set()
    await working
    after = processor(cluster)
    waits = [1000 * wait.seconds for phone in phones for wait in phone.waits]
    return Point(
        phones=len(phones),
        pace=pace,
        pairs=len(waits),
        median_ms=statistics.median(waits),
        p95_ms=late(waits),
        processor_ms={part: 1000 * (after[part] - before[part]) / len(waits) for part in PARTS},
        bytes_received=(sum(phone.person.client.bytes_received for phone in phones) - received) / len(waits),
        megabytes_of_app=memory(cluster),
        arrival_ms=arrival_ms,
    )


def memory(cluster: Cluster) -> float:
    """Megabytes that all replicas hold together."""
    return sum(psutil.Process(number).memory_info().rss for number in processes(cluster)["app"]) / 1e6


async def points(options: argparse.Namespace) -> tuple[list[Point], dict[str, float]]:
    """Every number of phones in turn, on one cluster; and what an assessment takes up."""
    found: list[Point] = []
    people: list[Phone] = []
    with Cluster() as cluster:
        for count in options.phones:
            newcomers, before = count - len(people), processor(cluster)["app"]
            people += await arrived(cluster.balancer.address, newcomers, options.pace)
            arrival_ms = 1000 * (processor(cluster)["app"] - before) / newcomers
            found.append(await measured(cluster, people, options.pace, options.seconds, arrival_ms))
            print("  ".join(found[-1].row()), file=sys.stderr)
        taken = stored(cluster)
        for phone in people:
            await phone.person.client.drop()
    return found, taken


WHOLE = 300
"""Assessments that are stored whole, to see what one takes up."""


def stored(cluster: Cluster) -> dict[str, float]:
    """Rows and bytes of the database, indexes included, for one assessment with every question answered."""
    rows, size = extent(cluster.primary)
    with looked_at(cluster) as store:
        for number in range(WHOLE):
            person = complete(real_content(), level=number % 3)
            store.begin(Work(person), assessment_id=store.new_id())
    more_rows, more_size = extent(cluster.primary)
    return {"rows": (more_rows - rows) / WHOLE, "bytes": (more_size - size) / WHOLE, "answers": len(person.answers)}


def extent(database: Database) -> tuple[float, float]:
    """Rows and bytes of all tables."""
    database.ask("VACUUM ANALYZE", "kanvas")
    counted = database.ask(
        "SELECT sum(greatest(reltuples, 0)), sum(pg_total_relation_size(oid)) FROM pg_class "
        "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
        "kanvas",
    ).split("|")
    return float(counted[0]), float(counted[1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, nargs="*", default=[10, 50, 100, 200])
    parser.add_argument("--pace", type=float, default=5)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--json", type=Path, help="a file for the points")
    options = parser.parse_args()
    begun = time.monotonic()
    found, taken = asyncio.run(points(options))
    print(table(HEADS, [each.row() for each in found]))
    print(f"a whole assessment: {taken['rows']:.0f} rows, {taken['bytes']:,.0f} bytes, {taken['answers']:.0f} answers")
    print(f"({time.monotonic() - begun:.0f} s)")
    if options.json:
        text = json.dumps({"points": [asdict(each) for each in found], "stored": taken}, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
