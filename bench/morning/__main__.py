"""Simulates the cluster at the numbers of phones it was measured at, then a morning of 2,000 workshops; draws both.

    python -m bench.morning [--points bench/morning/measured.json] [--picture docs/pictures/morning.svg]

The points come from `python -m bench.cluster.load --json bench/morning/measured.json`. The costs of a pair are measured
there as well; only the wait for the commit is not: it is what is left of the median with the fewest phones.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

from bench.morning.chart import Rows, draw
from bench.morning.model import Costs, Layout, Pair, Simulation, Visit
from bench.morning.needs import Constants, needs
from bench.tables import late, table

HERE = Path(__file__).parent
PICTURE = HERE.parent.parent / "docs" / "pictures" / "morning.svg"
CORES = 2
"""Of the machine that was measured."""
SMALL_SECONDS = 60.0

WORKSHOPS, PEOPLE, MINUTES = 2000, 25, 12
SLICE = 10
"""A tenth of the workshops on a tenth of the replicas and processors; replicas share nothing but the database."""
PACE = 26.0
"""Seconds from answer to answer: 17 minutes for 39 (`canvas.stops.minutes`)."""
STARTS_WITHIN, JOINS_WITHIN = 300.0, 180.0
"""Seconds: workshops start within five minutes of nine, and a workshop's people within three minutes of each other."""
LOADS = (1.1, 0.9, 0.7, 0.5)
"""How busy the interpreters of so many replicas would be."""


def costs_of(points: list[dict[str, Any]], *, with_phones: bool) -> Costs:
    """The mean costs of all points; the commit from the point with the fewest phones."""

    def mean(*parts: str) -> float:
        return statistics.fmean(sum(point["processor_ms"][part] for part in parts) for point in points)

    front = mean("HAProxy", "phones") if with_phones else mean("HAProxy")
    app, database = mean("app"), mean("PgBouncer", "PostgreSQL")
    first = min(points, key=lambda point: int(point["phones"]))
    everything = mean("HAProxy", "phones") + app + database
    return Costs(front, app, database, commit=max(1.0, first["median_ms"] - everything))


def milliseconds(pairs: list[Pair]) -> list[float]:
    return [1000 * pair.seconds for pair in pairs]


def held_against(points: list[dict[str, Any]]) -> Rows:
    """Measured and simulated, for each number of phones."""
    costs, rows = costs_of(points, with_phones=True), []
    for point in points:
        phones, pace = point["phones"], point["pace"]
        random = Random(phones)
        visits = [Visit(random.random() * pace, 10_000, pace, is_regular=True) for _ in range(phones)]
        layout = Layout(replicas=2, app_cores=CORES, shared=True)
        waits = milliseconds(Simulation(layout, costs, random).run(visits, SMALL_SECONDS))
        for measure, measured, simulated in (
            ("median", point["median_ms"], statistics.median(waits)),
            ("p95", point["p95_ms"], late(waits)),
        ):
            rows.append({"phones": phones, "kind": "measured", "measure": measure, "ms": measured})
            rows.append({"phones": phones, "kind": "simulated", "measure": measure, "ms": simulated})
    return rows


def in_slices(cores: float) -> int:
    """So many, rounded up to whole ones in each slice."""
    return SLICE * ceil(cores / SLICE)


def morning(costs: Costs, replicas: int, database_cores: int) -> list[Pair]:
    """The pairs of a slice of the morning, with so many replicas and processors of the database in all."""
    random = Random(9)
    starts = [random.random() * STARTS_WITHIN for _ in range(WORKSHOPS // SLICE)]
    visits = [Visit(start + random.random() * JOINS_WITHIN, 10_000, PACE) for start in starts for _ in range(PEOPLE)]
    layout = Layout(replicas // SLICE, replicas // SLICE, database_cores // SLICE)
    return Simulation(layout, costs, random).run(visits, MINUTES * 60.0)


def by_minute(pairs: list[Pair], replicas: int) -> Rows:
    """p95 of the pairs tapped in each minute."""
    minutes: dict[int, list[float]] = {}
    for pair in pairs:
        minutes.setdefault(int(pair.at // 60), []).append(1000 * pair.seconds)
    return [{"minute": minute, "replicas": replicas, "ms": late(waits)} for minute, waits in sorted(minutes.items())]


def constants(found: dict[str, Any]) -> Constants:
    """The measured constants; memory of a session from the first and the last point."""
    points = found["points"]
    first, last = points[0], points[-1]
    more = (last["megabytes_of_app"] - first["megabytes_of_app"]) / (last["phones"] - first["phones"])
    return Constants(
        costs=costs_of(points, with_phones=False),
        arrival_ms=last["arrival_ms"],
        bytes_received=statistics.fmean(point["bytes_received"] for point in points),
        bytes_stored=found["stored"]["bytes"],
        rows_stored=found["stored"]["rows"],
        megabytes_of_replica=(first["megabytes_of_app"] - first["phones"] * more) / 2,
        megabytes_of_session=more,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=Path, default=HERE / "measured.json")
    parser.add_argument("--picture", type=Path, default=PICTURE)
    options = parser.parse_args()
    found = json.loads(options.points.read_text(encoding="utf-8"))
    held = held_against(found["points"])
    print(
        table(["phones", "", "", "ms"], [[str(r["phones"]), r["measure"], r["kind"], f"{r['ms']:,.0f}"] for r in held])
    )
    known, rows, busiest = constants(found), [], []
    print(f"\n{known}\n")
    rate = WORKSHOPS * PEOPLE / PACE / 1000
    for load in LOADS:
        replicas = in_slices(rate * known.costs.app / load)
        pairs = morning(known.costs, replicas, in_slices(rate * known.costs.database / min(LOADS)))
        rows += by_minute(pairs, replicas)
        waits = milliseconds([pair for pair in pairs if pair.at > (MINUTES - 4) * 60])
        answers = SLICE * len(waits) / 240
        busiest.append(
            [f"{replicas}", f"{load:.0%}", f"{answers:,.0f}", f"{statistics.median(waits):,.0f}", f"{late(waits):,.0f}"]
        )
    print(table(["replicas", "busy", "answers a second", "median ms", "p95 ms"], busiest))
    print()
    print(table(
        ["people a day", "answers a second", "app cores", "replicas", "database cores", "sessions", "app MB", "Mbit/s",
         "GB a year", "million rows a year"],
        [[f"{n.people:,}", f"{n.pairs_a_second:,.1f}", f"{n.app_cores:,.1f}", f"{n.replicas}",
          f"{n.database_cores:,.1f}", f"{n.sessions:,.0f}",
          f"{n.megabytes_of_app:,.0f}", f"{n.megabits:,.1f}", f"{n.gigabytes_a_year:,.1f}",
          f"{n.million_rows_a_year:,.1f}"] for n in (needs(people, known) for people in (1_000, 10_000, 1_000_000))],
    ))  # fmt: skip
    draw(held, rows, options.picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
