"""What a neighbour finds out about others in 2,000 random workshops, as a table.

    python bench/privacy.py [--workshops 2000] [--seed 1]

See docs/privacy.md and tests/neighbour.py. Exit code 1 if anything is found out that not a whole group gave.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from canvas.content import load  # noqa: E402  # found through the line above
from tests.neighbour import try_workshops  # noqa: E402


def main() -> int:
    """Prints the table; returns the exit code."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--workshops", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    rule = load(ROOT / "content").settings.group
    known = try_workshops(rule, given.workshops, given.seed)
    rows = [
        ("workshops", known.workshops),
        ("pictures", known.pictures),
        ("answers of others she asks for", known.asked),
        ("known because a whole picture gave them", known.by_whole_picture),
        *(
            (f"known because all {count} others of an inseparable group gave them", found)
            for count, found in sorted(known.by_whole_difference.items())
        ),
        ("fewest people who are inseparable", known.smallest_set),
    ]
    for name, value in rows:
        print(
            f"{name:62} {value:>10,}  {100 * value / known.asked:5.1f} %"
            if "known" in name
            else f"{name:62} {value:>10,}"
        )
    return 0 if known.smallest_set >= rule.differ_by else 1


if __name__ == "__main__":
    sys.exit(main())
