"""Ink in boxes → answers. What is not clear is asked, never guessed.

A box is empty, marked, full (black all over, which by the form's own rule means struck out), or unclear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median

from canvas.paper.asked import NONE, NOTHING
from canvas.paper.form import Box, Kind
from canvas.paper.ink import Ink
from canvas.paper.pages import Doubt

EMPTY_BELOW, MARKED_FROM = 0.07, 0.14
"""Mean ink in a box, 0–1. A thin ballpoint's tick has 0.15 to 0.25, an empty box on a photocopy of a photocopy 0.05."""
_FULL_FROM = 0.93
"""Share of a box that is dark."""
_HEAVY_HAND = 0.75
"""Where this share of the usual marked box is dark, the pen is so thick that a full box says nothing."""
_FAINT = 0.3
"""Part of the ink of the page's usual mark below which a mark may be the tail of another one."""
_TAIL = 0.5
"""Share of a box's ink that is part of another box's mark, from which it is but the tail of that mark."""
_LARGE_TAIL = 0.6
"""Part of the ink of the page's usual mark below which even a large tail is not taken for a mark."""
_TRACE = 1 / 3
"""Part of the ink of the chosen box up to which unclear ink beside it is a trace: rubbed out, or the tail of a tick."""


class State(Enum):
    """What a box looks like."""

    EMPTY = "empty"
    MARKED = "marked"
    FULL = "full"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Decision:
    """The values ticked and how sure that is (0.5 on the edge of a doubt – 1); with a doubt, 0 and no value."""

    values: tuple[str, ...]
    confidence: float
    doubt: Doubt | None = None


@dataclass(frozen=True)
class Usual:
    """How the marks of a page usually look: their mean ink and their dark share, 0–1."""

    mean: float
    dark: float


def usual_mark(inks: Sequence[Ink]) -> Usual:
    """From the boxes of a page that are marked without doubt; as a ballpoint's where there is none."""
    marked = [ink for ink in inks if ink.mean >= MARKED_FROM]
    if not marked:
        return Usual(0.2, 0.2)
    return Usual(median(ink.mean for ink in marked), median(ink.dark for ink in marked))


def state_of(ink: Ink, usual: Usual) -> State:
    """What a box looks like among the marks of its page."""
    if ink.mean < EMPTY_BELOW:
        return State.EMPTY
    is_tail = ink.borrowed >= _TAIL
    if ink.mean < max(MARKED_FROM, _FAINT * usual.mean):
        return State.EMPTY if is_tail else State.UNCLEAR
    if is_tail and ink.mean < _LARGE_TAIL * usual.mean:
        return State.UNCLEAR
    return State.FULL if ink.dark >= _FULL_FROM and usual.dark < _HEAVY_HAND else State.MARKED


def decide(kind: Kind, boxes: Sequence[Box], inks: Sequence[Ink], usual: Usual) -> Decision:
    """The answer that the boxes of one question hold."""
    states = [state_of(ink, usual) for ink in inks]
    found = _one(boxes, inks, states) if kind == "one" else _several(boxes, states)
    if isinstance(found, str):
        return Decision((), 0.0, found)
    return Decision(found, min(_clearness(ink, usual) for ink in inks))


def _one(boxes: Sequence[Box], inks: Sequence[Ink], states: Sequence[State]) -> tuple[str, ...] | Doubt:
    by_state = {state: [index for index, found in enumerate(states) if found is state] for state in State}
    marked, full, unclear = by_state[State.MARKED], by_state[State.FULL], by_state[State.UNCLEAR]
    if len(marked) > 1:
        return "several"
    if len(full) > 1 or (full and not marked):
        return "struck_out"
    if not marked:
        return "faint" if unclear else "nothing"
    chosen = marked[0]
    if any(inks[index].mean > _TRACE * inks[chosen].mean for index in unclear):
        return "faint"
    return (boxes[chosen].value,)


def _several(boxes: Sequence[Box], states: Sequence[State]) -> tuple[str, ...] | Doubt:
    if State.FULL in states:
        return "struck_out"
    if State.UNCLEAR in states:
        return "faint"
    values = tuple(box.value for box, state in zip(boxes, states, strict=True) if state is State.MARKED)
    if not values:
        return "nothing"
    return "contradiction" if {NOTHING, NONE} & set(values) and len(values) > 1 else values


def _clearness(ink: Ink, usual: Usual) -> float:
    """0.5 for a box on the edge of being unclear, 1 for one as blank or as marked as any on the page."""
    if ink.mean < MARKED_FROM:
        return 0.5 + 0.5 * max(0.0, 1 - ink.mean / EMPTY_BELOW)
    return 0.5 + 0.5 * min(1.0, (ink.mean - MARKED_FROM) / max(usual.mean - MARKED_FROM, 0.01))
