"""How far a part of the business is, in three steps: not yet, begun, strong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from canvas.content.models import Content
from canvas.scoring import Score

State = Literal["none", "half", "full"]


def part_states(content: Content, score: Score, not_strong: Collection[str] = ()) -> Mapping[str, State]:
    """Dimension id → state, from the dimension's score, 0–100, by the thresholds of settings.yaml.

    A dimension that no answer speaks about has not begun; one of `not_strong` is half at most (canvas/planning.py).
    """
    states = {name: state_of(content, value) for name, value in score.dimensions.items()}
    return {name: "half" if state == "full" and name in not_strong else state for name, state in states.items()}


def strong_parts(states: Mapping[str, State]) -> tuple[str, ...]:
    """The dimensions that are strong: as many as the picture has ticks."""
    return tuple(name for name, state in states.items() if state == "full")


def state_of(content: Content, value: float | None) -> State:
    """The state that a dimension's score (0–100) means; None is a dimension without a score."""
    limits = content.settings.stall
    if value is None or round(value) < limits.begun_from:
        return "none"
    return "full" if round(value) >= limits.strong_from else "half"
