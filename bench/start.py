"""From the command to the first healthy answer, beside the stock app; and again with a store that is full.

python -m bench.start [--rounds 5] [--stored 2000]
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.people import fill
from bench.servers import OurServer, StockServer, cpu_seconds
from bench.tables import median_and_spread, table
from tests.clients.server import Server


def started(server: Server) -> tuple[float, float]:
    """Seconds until it answers, and seconds of processor that it used for that."""
    begun = time.perf_counter()
    server.start()
    seconds, processor = time.perf_counter() - begun, cpu_seconds(server)
    server.kill()
    return seconds, processor


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--stored", type=int, default=2000)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        full = f"sqlite:///{folder / 'full.sqlite3'}"
        fill(full, options.stored)
        servers: dict[str, Server] = {
            "stock": StockServer(folder),
            "ours, new store": OurServer(f"sqlite:///{folder / 'new.sqlite3'}", folder),
            f"ours, {options.stored:,} stored": OurServer(full, folder),
        }
        found: dict[str, list[tuple[float, float]]] = {app: [] for app in servers}
        for _ in range(options.rounds):
            for app, server in servers.items():
                found[app].append(started(server))
    rows = [
        [app, median_and_spread([each[0] for each in times], 2), median_and_spread([each[1] for each in times], 2)]
        for app, times in found.items()
    ]
    print(table(["app", "until healthy s", "processor s"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
