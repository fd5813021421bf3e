"""Invented people with whom a trainer judges the advice: who they are, and which advice they should get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from canvas.advice import advise
from canvas.assessment import Answer, Assessment
from canvas.content.models import Content, Question
from canvas.errors import KanvasError
from canvas.questionnaire import path
from canvas.scoring import score

FIRST_FEW = 5


class Person(BaseModel):
    """One invented person.

    `level` answers every question that is asked with this rung (or the highest below it); `answers` says what is
    different; without a level only `answers` are given. Steps that must or must not be among the first five, and steps
    that must be nowhere in the list; `first`: what comes before any ranking, in this order; notes that the canvas
    must hold, in Bahasa Indonesia; and the stage, or none while the score is provisional.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    who: Mapping[str, str]
    profile: Mapping[str, str]
    level: int | None = None
    answers: Mapping[str, str | tuple[str, ...]]
    stage: str | None = None
    first: tuple[str, ...] = ()
    among_five: tuple[str, ...]
    not_among_five: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()
    canvas: tuple[str, ...] = ()

    def assessment(self, content: Content, today: date) -> Assessment:
        """What this person answered."""
        person = Assessment(started=today, content_version=content.settings.version, profile=dict(self.profile))
        for name, answer in self.answers.items():
            person = person.with_answer(name, answer)
        if self.level is not None:
            for question in path(content, person):
                rung = _at_level(question, self.level)
                if rung is not None and question.id not in self.answers:
                    person = person.with_answer(question.id, rung)
        return person


_PEOPLE = TypeAdapter(tuple[Person, ...])


def read_people(directory: Path) -> tuple[Person, ...]:
    """The people of a folder; none where it is missing.

    Raises:
        KanvasError: a file does not have the form of people.
    """
    return tuple(person for file in sorted(directory.glob("*.yaml")) for person in _people_of(file))


def _people_of(file: Path) -> tuple[Person, ...]:
    try:
        return _PEOPLE.validate_python(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise KanvasError("people_unreadable", file=file.name) from error


def reached(content: Content, people: Iterable[Person], today: date) -> Mapping[str, tuple[str, ...]]:
    """Step id → names of the people for whom it is among the first five; every step of the content, in its order."""
    found: dict[str, list[str]] = {step.id: [] for step in content.recommendations}
    for person in people:
        assessment = person.assessment(content, today)
        for advice in advise(content, assessment, score(content, assessment))[:FIRST_FEW]:
            found[advice.step.id].append(person.name)
    return {step: tuple(names) for step, names in found.items()}


def _at_level(question: Question, level: int) -> Answer | None:
    """The rung of this level; "none", where there is no ladder and that can be answered."""
    if question.is_ladder:
        return question.options[min(level, len(question.options) - 1)].id
    return ("none",) if question.option("none") else None
