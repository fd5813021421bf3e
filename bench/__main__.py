"""Everything that is measured, one table after another, with the day, the versions and the machine.

    python -m bench [--quick] [NAME …]

`--quick`: about ten minutes, with fewer rounds and the stock app in smaller rooms; otherwise about an hour.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.browser.visitor import installed_browser

ROOT = Path(__file__).resolve().parent.parent
# The options of each bench: for the whole, and for --quick. A bench may be run twice, as with the other database.
BENCHES: dict[str, list[tuple[str, str]]] = {
    "start": [("", "--rounds 5")],
    "first_visit": [("", "--rounds 2 --only-weak")],
    "room": [
        ("", "--phones 50 200 500 --seconds 12 --largest-stock 50"),
        ("--database postgresql --only-ours", "--phones 200 --seconds 12 --database postgresql --only-ours"),
    ],
    "wall": [("", "--phones 50 --seconds 8 --rounds 1")],
    "cohort": [("", "--people 10000")],
    "pdf": [("", "--rounds 20")],
    "growth": [("", "--sizes 100 1000 10000")],
    "soak": [("", "--visits 600")],
}


def machine() -> Iterator[str]:
    """What the figures depend on."""
    yield f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC"
    memory = psutil.virtual_memory().total / 1e9
    yield f"{os.cpu_count()} processors, {memory:.0f} GB, {platform.system()} {platform.machine()}"
    yield f"load before: {', '.join(f'{each:.1f}' for each in os.getloadavg())}"
    yield f"Python {platform.python_version()}, Streamlit {version('streamlit')}"
    browser = installed_browser()
    if browser and shutil.which(browser):
        yield subprocess.run([browser, "--version"], capture_output=True, text=True, check=False).stdout.strip()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}; all where none is named")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    print("\n".join(f"- {line}" for line in machine()), flush=True)
    failed = []
    for name in options.names or BENCHES:
        for whole, quick in BENCHES[name]:
            given = (quick if options.quick else whole).split()
            print(f"\n## {name} {' '.join(given)}\n", flush=True)
            if subprocess.run([sys.executable, "-m", f"bench.{name}", *given], cwd=ROOT, check=False).returncode:
                failed.append(name)
    print(f"\n{datetime.now(UTC):%H:%M} UTC; over budget or not measured: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
