"""Whether the memory stays level: visit after visit, each with a few answers, and each gone at the end.

python -m bench.soak [--visits 3000] [--at-once 20]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.servers import OurServer, memory
from bench.tables import table
from tests.builders import real_content
from tests.clients.client import Client
from tests.clients.person import Person
from tests.clients.server import Server

STEPS = 3
LOOKS = 10


async def visit(server: Server, number: int) -> None:
    """Somebody comes, answers a little, and closes the page."""
    person = Person(Client(server.address), real_content(), random.Random(number))
    await person.begin()
    for _ in range(STEPS):
        await person.step()
    await person.client.drop()


async def visits(server: Server, first: int, count: int, at_once: int) -> None:
    for number in range(first, first + count, at_once):
        await asyncio.gather(*(visit(server, each) for each in range(number, number + at_once)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=3000)
    parser.add_argument("--at-once", type=int, default=20)
    options = parser.parse_args()
    rows = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        with OurServer(f"sqlite:///{folder / 'kanvas.sqlite3'}", folder) as server:
            rows.append(["0", f"{memory(server):,.0f}"])
            part = max(options.visits // LOOKS, options.at_once)
            for done in range(0, options.visits, part):
                asyncio.run(visits(server, done, part, options.at_once))
                rows.append([f"{done + part:,}", f"{memory(server):,.0f}"])
    print(table(["visits so far", "MB"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
