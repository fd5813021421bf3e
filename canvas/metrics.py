"""What happens in this process, counted and timed where somebody asked for it (`KANVAS_METRICS`).

A number has a name and a few fixed labels; nothing about a person is ever one of them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Sink(Protocol):
    """Where the numbers go."""

    def count(self, name: str, labels: dict[str, str]) -> None: ...

    def observe(self, name: str, seconds: float, labels: dict[str, str]) -> None: ...


class _Installed:
    """The sink of this process."""

    sink: Sink | None = None


def measure_with(sink: Sink | None) -> None:
    """From now on numbers go to this sink; with None, nowhere."""
    _Installed.sink = sink


def count(name: str, **labels: str) -> None:
    """Something happened once more."""
    if _Installed.sink:
        _Installed.sink.count(name, labels)


@contextmanager
def timed(name: str, **labels: str) -> Iterator[None]:
    """Notes how long the block took, whatever came of it."""
    if _Installed.sink is None:
        yield
        return
    began = time.perf_counter()
    try:
        yield
    finally:
        if _Installed.sink:
            _Installed.sink.observe(name, time.perf_counter() - began, labels)
