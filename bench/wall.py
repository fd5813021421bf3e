"""Whether projectors slow a room down: phones of a workshop answer while nobody, or several projectors, watch.

    python -m bench.wall [--phones 200] [--projectors 3] [--seconds 20] [--rounds 2] [--database sqlite|postgresql]

Rounds without and with projectors take turns on the same server. The projectors show a scene of a picture and ask for
it once a second, as their page does. Exit code 1 if the p95 of a tap is worse by more than a tenth with them.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.room import PACE, Figures, room
from bench.tables import late, table
from canvas.answers_file import read_answers
from canvas.content.models import Content
from tests.builders import SAMPLES, TODAY, real_content
from tests.clients.client import Client
from tests.clients.workshop import Hall, Trainer, finish_at_once
from tests.postgresql import PostgreSQL

ALLOWED = 1.1
SCENE = "table"


async def watched(server: Hall, trainer: Trainer, projectors: int, options: argparse.Namespace) -> Figures:
    """A round of phones that answer while so many projectors watch."""
    walls = [await trainer.projector() for _ in range(projectors)]
    pause = PACE.get(options.phones, 5.0) / 2
    ended = asyncio.Event()
    watching = [asyncio.create_task(wall.client.wait(ended.is_set)) for wall in walls]
    figures = await room("ours", server, options.phones, options.seconds, pause, query=f"w={trainer.code}")
    ended.set()
    await asyncio.gather(*watching)
    for wall in walls:
        assert wall.scene == SCENE, "a projector shows something else"
        await wall.client.drop()
    return figures


async def begin(server: Hall, content: Content) -> Trainer:
    """A workshop whose picture is on the wall."""
    trainer = Trainer(Client(server.address, page="workshop"))
    await trainer.opens("Ruang penuh")
    finish_at_once(server, trainer.code, (read_answers(file.read_bytes(), content, TODAY) for file in SAMPLES))
    await trainer.client.tap("reveal")
    await trainer.client.tap(f"scene_{SCENE}")
    return trainer


async def measure(server: Hall, options: argparse.Namespace) -> dict[int, list[Figures]]:
    """Number of projectors → its rounds."""
    content = real_content()
    trainer = await begin(server, content)
    found: dict[int, list[Figures]] = {0: [], options.projectors: []}
    for _ in range(options.rounds):
        for projectors, figures in found.items():
            started = time.perf_counter()
            figures.append(await watched(server, trainer, projectors, options))
            print(f"{projectors} projectors: {time.perf_counter() - started:.0f} s", file=sys.stderr)
    return found


def taps(rounds: list[Figures]) -> list[float]:
    """The milliseconds of every tap."""
    return [each for one in rounds for each in one.milliseconds]


def row(projectors: int, rounds: list[Figures]) -> list[str]:
    """A line of the table."""
    times, stored = taps(rounds), sum(one.found for one in rounds)
    numbers = (median(times), late(times), max(times))
    acknowledged = sum(one.acknowledged for one in rounds)
    return [
        str(projectors),
        f"{len(times):,}",
        *(f"{each:,.1f}" for each in numbers),
        f"{stored:,} of {acknowledged:,}",
    ]


def main() -> int:
    """Prints a row without and one with projectors; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--projectors", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    options = parser.parse_args()
    with TemporaryDirectory() as folder, ExitStack() as ending:
        url = f"sqlite:///{folder}/kanvas.sqlite3"
        if options.database == "postgresql":
            running = PostgreSQL(Path(folder))
            ending.callback(running.server.cleanup)
            url = running.create()
        server = ending.enter_context(Hall(url, Path(folder)))
        found = asyncio.run(measure(server, options))
    rows = [row(projectors, rounds) for projectors, rounds in found.items()]
    print(table(["projectors", "taps", "median ms", "p95 ms", "worst ms", "found"], rows))
    without, watching = (late(taps(rounds)) for rounds in found.values())
    return 0 if watching <= ALLOWED * without else 1


if __name__ == "__main__":
    sys.exit(main())
