"""Fifty people answer, and the server is killed under them, ten times in a row: is every acknowledged answer there?

    python bench/kills.py [--database sqlite|postgresql] [--people 50] [--kills 10]

An answer counts as acknowledged once its person has seen "tersimpan ✓". After every kill the store is asked for
each answer acknowledged since the kill before; then the server starts again, and everybody must find themselves
where they were. At the end the store is asked once more for everything. Exit code 1 unless all of it is there.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.clients.kills import Round, arrived, survive  # noqa: E402  # found through the line above
from tests.clients.server import Server  # noqa: E402
from tests.postgresql import PostgreSQL  # noqa: E402

DATABASES = ("sqlite", "postgresql")


@contextmanager
def new_store(database: str, folder: Path) -> Iterator[str]:
    """The URL of an empty store."""
    if database == "sqlite":
        yield f"sqlite:///{folder}/data/kanvas.sqlite3"
        return
    running = PostgreSQL(folder)
    yield running.create()
    running.server.cleanup()


def measured(database: str, people: int, answers: int, kills: int) -> bool:
    """Does it, prints the counts, and reports whether they are equal."""
    folder = Path(mkdtemp(prefix="kanvas-kills-"))
    start = time.monotonic()
    with new_store(database, folder) as url, Server(url, folder) as server:
        *rounds, last = asyncio.run(survived(server, people, answers, kills))
    shutil.rmtree(folder)
    print(f"\n{database}: {people} people, {kills} kills, {time.monotonic() - start:.0f} seconds")
    print(f"{'':8}{'acknowledged':>14}{'found':>10}{'resumed where they were':>26}")
    for number, each in enumerate(rounds, 1):
        show(f"kill {number}", each)
    acknowledged, found = sum(each.acknowledged for each in rounds), sum(each.found for each in rounds)
    print(f"{'total':8}{acknowledged:14,}{found:10,}")
    print(f"at the end: {last.found:,} of {last.acknowledged:,} latest answers are in the store")
    report_missing(last)
    return all(each.is_good for each in (*rounds, last))


async def survived(server: Server, people: int, answers: int, kills: int) -> list[Round]:
    return await survive(server, await arrived(server, people), answers, kills)


def show(name: str, each: Round) -> None:
    print(f"{name:8}{each.acknowledged:14,}{each.found:10,}{f'{each.back} of {each.people}':>26}")
    report_missing(each)


def report_missing(each: Round) -> None:
    for missing in each.missing:
        print(f"  missing: {missing}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=DATABASES, action="append", help="default: both")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--answers", type=int, default=250, help="answers between two kills")
    parser.add_argument("--kills", type=int, default=10)
    options = parser.parse_args()
    chosen = options.database or DATABASES
    good = [measured(each, options.people, options.answers, options.kills) for each in chosen]
    print("\nnothing acknowledged was lost" if all(good) else "\nANSWERS WERE LOST, or somebody did not come back")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
