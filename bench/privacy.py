"""What a neighbour finds out about others in 2,000 random workshops, and in 300 organisations of several, as tables.

    python bench/privacy.py [--workshops 2000] [--organisations 300] [--seed 1]

See docs/privacy.md and tests/neighbour.py. Exit code 1 if anything is found out that not a whole group gave.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from canvas.content import load  # noqa: E402  # found through the line above
from tests.neighbour import Known, try_organisations, try_workshops  # noqa: E402


def main() -> int:
    """Prints the tables; returns the exit code."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--workshops", type=int, default=2000)
    options.add_argument("--organisations", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    rule = load(ROOT / "content").settings.group
    found = {
        "workshops": try_workshops(rule, given.workshops, given.seed),
        "organisations": try_organisations(rule, given.organisations, given.seed),
    }
    for name, known in found.items():
        print(wording(name, known))
    return 0 if all(known.smallest_set >= rule.differ_by for known in found.values()) else 1


def wording(name: str, known: Known) -> str:
    """A table of what is known."""
    rows = [
        (name, known.workshops),
        ("pictures", known.pictures),
        ("answers of others she asks for", known.asked),
        ("known because a whole picture gave them", known.by_whole_picture),
        *(
            (f"known because all {count} others of an inseparable group gave them", found)
            for count, found in sorted(known.by_whole_difference.items())
        ),
        ("fewest people who are inseparable", known.smallest_set),
    ]
    lines = [
        f"{name:62} {value:>10,}" + (f"  {100 * value / known.asked:5.1f} %" if "known" in name else "")
        for name, value in rows
    ]
    if known.repeated:
        share = f"{known.by_repeating:>10,}  {100 * known.by_repeating / known.repeated:5.1f} %"
        lines.append(f"{'of who was in several, had nobody changed an answer: combined':62} {share}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
