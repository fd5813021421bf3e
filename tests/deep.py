"""How many examples the tests of properties try: a few in `make test`, fifty times as many in `make deep`."""

from __future__ import annotations

import os

DEEP = "KANVAS_DEEP"
"""Set in the environment by `make deep`."""


def examples(count: int) -> int:
    """So many examples, or fifty times as many."""
    return count * (50 if DEEP in os.environ else 1)
