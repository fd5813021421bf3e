"""Counting months."""

from __future__ import annotations

from datetime import date


def months_since(month: str, today: date) -> int:
    """How many months ago a month such as 2026-11 was."""
    year, number = map(int, month.split("-"))
    return (today.year - year) * 12 + today.month - number
