"""The path through the questions, derived from profile and answers at every step and never stored.

Answers to questions off the path do not count, and are not deleted: they come back with the question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer, Assessment
from canvas.content.conditions import holds
from canvas.content.models import Content, ProfileField, Question


@dataclass(frozen=True)
class Progress:
    """How far somebody is: `answered` of `total` questions on the path."""

    answered: int
    total: int

    @property
    def complete(self) -> bool:
        return self.answered == self.total


def path(content: Content, assessment: Assessment) -> tuple[Question, ...]:
    """The questions this person is asked, in order."""
    on_path: list[Question] = []
    counted: dict[str, Answer] = {}
    for question in content.questions:
        condition = question.ask_when
        if condition is not None and holds(condition, assessment.profile, counted, content.question) is False:
            continue
        on_path.append(question)
        if question.id in assessment.answers:
            counted[question.id] = assessment.answers[question.id]
    return tuple(on_path)


def counted_answers(content: Content, assessment: Assessment) -> Mapping[str, Answer]:
    """The answers that count: those to questions on the path."""
    return {
        question.id: assessment.answers[question.id]
        for question in path(content, assessment)
        if question.id in assessment.answers
    }


def progress(content: Content, assessment: Assessment) -> Progress:
    """How much of the path has an answer."""
    return Progress(len(counted_answers(content, assessment)), len(path(content, assessment)))


def unanswered(content: Content, assessment: Assessment) -> tuple[Question, ...]:
    """The questions on the path that have no answer, in order."""
    return tuple(question for question in path(content, assessment) if question.id not in assessment.answers)


def first_unanswered(content: Content, assessment: Assessment) -> Question | None:
    """Where somebody goes on; None when every question on the path has an answer."""
    return next(iter(unanswered(content, assessment)), None)


def accepts(question: Question, answer: Answer) -> bool:
    """Whether an answer is one that the question offers."""
    if isinstance(answer, tuple):
        return (
            not question.is_ladder
            and len(set(answer)) == len(answer)
            and all(question.option(option) is not None for option in answer)
        )
    if answer == UNKNOWN:
        return question.unknown
    if answer == NOT_APPLICABLE:
        return question.not_applicable
    return question.is_ladder and question.option(answer) is not None


Stop = ProfileField | Question
"""One screen of the way: something about the business, or a question."""


def stops(content: Content, assessment: Assessment) -> tuple[Stop, ...]:
    """Everything this person is asked, in order: first about the business, then the questions."""
    return (*content.profile, *path(content, assessment))


def neighbour(stops: tuple[Stop, ...], here: str, distance: int) -> str | None:
    """The id of the stop so many places further (or back); None beyond either end."""
    ids = [stop.id for stop in stops]
    index = (ids.index(here) if here in ids else 0) + distance
    return ids[index] if 0 <= index < len(ids) else None
