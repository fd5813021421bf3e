"""Nothing in an export is taken for a formula by a spreadsheet program."""

from __future__ import annotations

from canvas.exports.table import Value

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a formula may begin with."""


def harmless(value: Value) -> Value:
    """A text that a spreadsheet program would take for a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
