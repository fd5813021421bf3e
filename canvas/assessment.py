"""One person's work: profile, answers, canvas edits and plan, as an immutable value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

UNKNOWN = "unknown"
NOT_APPLICABLE = "not_applicable"

LONGEST_TEXT = 10_000
"""Letters of one text that a person wrote, wherever it comes in."""

LONGEST_TEXTS = 50_000
"""Letters of all texts of an assessment together: what its PDF and its picture can hold in a moment's work."""

LONGEST_NOTE = 1000
"""Letters of one note on the canvas, as it is typed on a screen."""

LONGEST_WHO = 60
"""Letters of the name of somebody who does a step, as it is typed on a screen."""

MOST_EDITS = 300
"""Notes of the canvas that one person changed or added."""

Answer = str | tuple[str, ...]
"""An option id, several of them (a question with choices), or UNKNOWN or NOT_APPLICABLE."""


@dataclass(frozen=True)
class CanvasEdit:
    """What the owner made of a note. `text` None: deleted. Note ids: see `canvas.prefill`."""

    note: str
    block: str
    text: str | None


@dataclass(frozen=True)
class PlannedStep:
    """A chosen recommendation: by when, who does it, and the day it was ticked as done."""

    step: str
    due: date
    who: str = ""
    done: date | None = None


@dataclass(frozen=True)
class Assessment:
    """Everything one person has said. Every change makes a new value."""

    started: date
    language: str = "id"
    content_version: str = ""
    profile: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    canvas_edits: tuple[CanvasEdit, ...] = ()
    plan: tuple[PlannedStep, ...] = ()

    @cached_property
    def _worked_out(self) -> dict[object, Any]:
        """What `worked_out_once` keeps with this value."""
        return {}

    @property
    def sector(self) -> str | None:
        return self.profile.get("sector")

    def with_language(self, language: str) -> Assessment:
        return replace(self, language=language)

    def with_profile(self, field_id: str, value: str) -> Assessment:
        return replace(self, profile={**self.profile, field_id: value})

    def with_answer(self, question_id: str, answer: Answer) -> Assessment:
        return replace(self, answers={**self.answers, question_id: answer})

    def with_edit(self, edit: CanvasEdit) -> Assessment:
        """An edit replaces an earlier one of the same note."""
        others = tuple(earlier for earlier in self.canvas_edits if earlier.note != edit.note)
        return replace(self, canvas_edits=(*others, edit))

    def with_edits(self, edits: tuple[CanvasEdit, ...]) -> Assessment:
        return replace(self, canvas_edits=edits)

    def with_step(self, planned: PlannedStep) -> Assessment:
        """Adds a step to the plan, or changes the date and person of one that is there, keeping its place."""
        if any(earlier.step == planned.step for earlier in self.plan):
            plan = tuple(planned if earlier.step == planned.step else earlier for earlier in self.plan)
        else:
            plan = (*self.plan, planned)
        return replace(self, plan=plan)

    def without_step(self, step_id: str) -> Assessment:
        return replace(self, plan=tuple(planned for planned in self.plan if planned.step != step_id))


_Content = TypeVar("_Content")
_Result = TypeVar("_Result")
_More = ParamSpec("_More")


def worked_out_once(
    function: Callable[Concatenate[_Content, Assessment, _More], _Result],
) -> Callable[Concatenate[_Content, Assessment, _More], _Result]:
    """A function of values that never change: its result for the content asked about last is kept with the
    assessment, and goes with it. One screen asks for the same score and the same questions several times.
    """

    @wraps(function)
    def kept(content: _Content, assessment: Assessment, /, *more: _More.args, **named: _More.kwargs) -> _Result:
        asked = (function, more, *named.items())
        of, result = assessment._worked_out.get(asked, (None, None))
        if of is not content:
            result = function(content, assessment, *more, **named)
            assessment._worked_out[asked] = content, result
        found: _Result = result
        return found

    return kept
