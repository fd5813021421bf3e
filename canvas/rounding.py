"""Rounding, the same on screens, paper, the command line, and where a stage is judged."""

from __future__ import annotations

import math

_TOLERANCE = 1e-9
"""So that 74.5 reached by a sum of fractions counts as 74.5."""


def rounded(value: float, digits: int = 0) -> float:
    """A number rounded half away from zero to so many decimals; what is not finite stays as it is."""
    scale = 10**digits
    if not math.isfinite(value * scale):
        return value
    return math.copysign(math.floor(abs(value) * scale + 0.5 + _TOLERANCE) / scale, value)
