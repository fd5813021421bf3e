"""Tables as docs/performance.md shows them, and what a few runs amount to."""

from __future__ import annotations

import statistics
from collections.abc import Sequence


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, its columns aligned."""
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in [heads, ["-" * width for width in widths], *rows]
    ]
    return "\n".join(lines)


def median_and_spread(values: Sequence[float], digits: int) -> str:
    """The median, and the least and the greatest in brackets."""
    middle, least, most = statistics.median(values), min(values), max(values)
    return f"{middle:,.{digits}f} ({least:,.{digits}f}–{most:,.{digits}f})"


def late(values: Sequence[float], share: float = 0.95) -> float:
    """The value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
