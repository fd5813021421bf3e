"""What an answer costs the store, by how many assessments are in it already.

python -m bench.growth [--sizes 100 1000 10000 100000]
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.people import fill
from bench.tables import median_and_spread, table
from canvas.session import Work
from canvas.store import Assessments
from tests.builders import FOOD_OWNER, assessment

ANSWERS = 200


def milliseconds_an_answer(store: Assessments) -> list[float]:
    """One person who changes an answer again and again."""
    name = store.new_id()
    work = Work(assessment(FOOD_OWNER))
    store.begin(work, assessment_id=name)
    times = []
    for number in range(ANSWERS):
        answer = ("daily", "sometimes")[number % 2]
        after = replace(work, assessment=work.assessment.with_answer("cash_records", answer))
        begun = time.perf_counter()
        store.save(name, work, after)
        times.append(1000 * (time.perf_counter() - begun))
        work = after
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1000, 10_000, 100_000])
    rows, held = [], 0
    sizes = parser.parse_args().sizes
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'kanvas.sqlite3'}"
        for size in sorted(sizes):
            store = fill(url, size - held)
            held = size
            rows.append([f"{size:,}", median_and_spread(milliseconds_an_answer(store), 2)])
            store.close()
    print(table(["assessments", "an answer, ms"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
