"""How long `python -m canvas check` takes, as a trainer waits for it: a whole process, started anew each time.

    python bench/check.py

Exit code 1 over budget.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUDGET = 1.0
ROUNDS = 10


def seconds() -> float:
    """One run."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "canvas", "check"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> int:
    """Prints the median and reports whether it keeps within the budget."""
    median = statistics.median(seconds() for _ in range(ROUNDS))
    print(f"check: median of {ROUNDS} runs {median:.2f} s, budget {BUDGET:.1f} s")
    return 0 if median <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())
