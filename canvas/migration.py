"""Answers made with older content, as today's content calls things (content/migrations.yaml).

An id that migrations.yaml names is never one that is in use today, so nothing needs to be known about the
version that an assessment was made with, and doing it twice changes nothing. What is gone is dropped; what
nobody knows stays as it is, for whoever reads it to refuse (a file) or to leave where it lies (the store).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from canvas.assessment import Answer, Assessment, CanvasEdit, PlannedStep
from canvas.content.models import Content, Migrations
from canvas.questionnaire import accepts

Value = TypeVar("Value")

_NOTE = re.compile(r"(answer|step):([^./]+)(?:\.([^/]+))?/(.+)")
"""Ids of derived notes: see `canvas.prefill`."""


def migrate(content: Content, assessment: Assessment) -> Assessment:
    """The assessment in the words of this content."""
    moves = content.migrations
    if moves == Migrations():
        return assessment
    profile = ((name, *_field(moves, name, value)) for name, value in assessment.profile.items())
    answers = ((name, *today) for name, answer in assessment.answers.items() for today in _answers(moves, name, answer))
    edits = ((edit.note, _note(moves, edit.note), _edit(moves, edit)) for edit in assessment.canvas_edits)
    plan = ((planned.step, moves.steps.today(planned.step), _planned(moves, planned)) for planned in assessment.plan)
    return replace(
        assessment,
        profile=dict(_once(profile)),
        answers=dict(_once(answers)),
        canvas_edits=tuple(edit for _, edit in _once(edits)),
        plan=tuple(planned for _, planned in _once(plan)),
    )


def understood(content: Content, assessment: Assessment) -> Assessment:
    """What of an assessment this content can use, still by the names it was made with."""
    moves = content.migrations
    blocks = {block for template in content.templates for block in template.home_of}
    return replace(
        assessment,
        profile={
            name: value for name, value in assessment.profile.items() if _is_field(content, *_field(moves, name, value))
        },
        answers={
            name: answer
            for name, answer in assessment.answers.items()
            if any(_is_answer(content, *today) for today in _answers(moves, name, answer))
        },
        canvas_edits=tuple(edit for edit in assessment.canvas_edits if moves.blocks.today(edit.block) in blocks),
        plan=tuple(planned for planned in assessment.plan if moves.steps.today(planned.step) in content.recommendation),
    )


def as_of_today(content: Content, assessment: Assessment) -> Assessment:
    """What of stored work this content can use, in its own words."""
    return migrate(content, understood(content, assessment))


def place_today(content: Content, place: str | None) -> str | None:
    """Where somebody was in the questionnaire: a question or a field may have another name now."""
    moves = content.migrations
    return None if place is None else moves.questions.today(moves.profile.today(place) or place)


def _field(moves: Migrations, name: str, value: str) -> tuple[str | None, str | None]:
    """Name and value today; either may be gone."""
    today = moves.profile.today(name)
    return today, None if today is None else moves.profile.option_today(today, value)


def _answers(moves: Migrations, name: str, answer: Answer) -> list[tuple[str | None, Answer | None]]:
    """Everything that an answer says today, question by question."""
    parts = moves.answers.get(name, {}).get(answer) if isinstance(answer, str) else None
    if parts is not None:
        return [(question, part) for question, part in parts.items()]
    return [_answer(moves, name, answer)]


def _answer(moves: Migrations, name: str, answer: Answer) -> tuple[str | None, Answer | None]:
    """Question and answer today; either may be gone."""
    today = moves.questions.today(name)
    if today is None or today not in moves.questions.options:
        return today, None if today is None else answer
    if isinstance(answer, str):
        return today, moves.questions.option_today(today, answer)
    options = tuple(moves.questions.option_today(today, option) for option in answer)
    if options == answer:
        return today, answer
    return today, tuple(dict.fromkeys(option for option in options if option is not None))


def _note(moves: Migrations, note: str) -> str:
    """A note keeps what its owner wrote, also where the question or step it came from is gone."""
    parts = _NOTE.fullmatch(note)
    if parts is None:
        return note
    kind, origin, option, block = parts.groups()
    moved = moves.questions if kind == "answer" else moves.steps
    speaker = moved.today(origin) or origin
    if option is not None:
        speaker += f".{moves.questions.option_today(speaker, option) or option}"
    return f"{kind}:{speaker}/{moves.blocks.today(block)}"


def _edit(moves: Migrations, edit: CanvasEdit) -> CanvasEdit:
    return replace(edit, note=_note(moves, edit.note), block=moves.blocks.today(edit.block) or edit.block)


def _planned(moves: Migrations, planned: PlannedStep) -> PlannedStep | None:
    today = moves.steps.today(planned.step)
    return replace(planned, step=today) if today else None


def _once(entries: Iterable[tuple[str, str | None, Value | None]]) -> Iterator[tuple[str, Value]]:
    """Entries (name then, name now, value) by their names now, without those that are gone.

    Where two come together under one name, the one that was called so already goes first.
    """
    kept: dict[str, tuple[bool, Value]] = {}
    for then, now, value in entries:
        if now is not None and value is not None and (now not in kept or (then == now and kept[now][0])):
            kept[now] = (then != now, value)
    yield from ((name, value) for name, (_, value) in kept.items())


def _is_field(content: Content, name: str | None, value: str | None) -> bool:
    field = content.field.get(name or "")
    return (
        field is not None
        and value is not None
        and (field.kind == "text" or not value or field.option(value) is not None)
    )


def _is_answer(content: Content, name: str | None, answer: Answer | None) -> bool:
    question = content.question.get(name or "")
    return question is not None and answer is not None and accepts(question, answer)
