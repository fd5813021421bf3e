"""The path through the questions, derived from profile and answers at every step and never stored.

Answers to questions off the path do not count, and are not deleted: they come back with the question.

The path has two rounds: what the business sells and the first question of each dimension, then the other questions,
dimension by dimension.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer, Assessment, worked_out_once
from canvas.content.conditions import holds
from canvas.content.models import Content, ProfileField, Question

LONGEST_CHIP = 40
"""Letters of an answer in one's own words."""
MOST_CHIPS = 8


@dataclass(frozen=True)
class Rounds:
    """The path in its rounds; `deepen` has the questions of a dimension beyond its first one."""

    about: tuple[Question, ...]
    first: tuple[Question, ...]
    deepen: Mapping[str, tuple[Question, ...]]
    last: tuple[Question, ...]


@worked_out_once
def asked(content: Content, assessment: Assessment) -> tuple[Question, ...]:
    """The questions this person is asked, in the order of the content files."""
    found: list[Question] = []
    counted: dict[str, Answer] = {}
    for question in content.questions:
        condition = question.ask_when
        if condition is not None and holds(condition, assessment.profile, counted, content.question) is False:
            continue
        found.append(question)
        if question.id in assessment.answers:
            counted[question.id] = assessment.answers[question.id]
    return tuple(found)


def rounds(content: Content, assessment: Assessment, parts: Collection[str] = ()) -> Rounds:
    """The questions this person is asked, by round. Every question on the path is in exactly one of them.

    Of the dimensions, only those in `parts` are asked for, where there are any.
    """
    found = asked(content, assessment)
    about, closing = ({question.id for question in group} for group in (content.about, content.closing))
    by_dimension: dict[str, list[Question]] = {dimension.id: [] for dimension in content.dimensions}
    for question in found:
        dimension = content.dimension_of.get(question.id)
        if dimension and (not parts or dimension in parts):
            by_dimension[dimension].append(question)
    return Rounds(
        about=tuple(question for question in found if question.id in about),
        first=tuple(questions[0] for questions in by_dimension.values() if questions),
        deepen={name: tuple(questions[1:]) for name, questions in by_dimension.items()},
        last=tuple(question for question in found if question.id in closing),
    )


def path(content: Content, assessment: Assessment, parts: Collection[str] = ()) -> tuple[Question, ...]:
    """The questions this person is asked, in the order they are asked; `parts` as for `rounds`."""
    found = rounds(content, assessment, parts)
    deeper = (question for questions in found.deepen.values() for question in questions)
    return (*found.about, *found.first, *deeper, *found.last)


def counted_answers(content: Content, assessment: Assessment) -> Mapping[str, Answer]:
    """The answers that count: those to questions on the path."""
    return {
        question.id: assessment.answers[question.id]
        for question in asked(content, assessment)
        if question.id in assessment.answers
    }


def unanswered(content: Content, assessment: Assessment) -> tuple[Question, ...]:
    """The questions on the path that have no answer, in order."""
    return tuple(question for question in path(content, assessment) if question.id not in assessment.answers)


def first_unanswered(content: Content, assessment: Assessment) -> Question | None:
    """Where somebody goes on; None when every question on the path has an answer."""
    return next(iter(unanswered(content, assessment)), None)


def accepts(question: Question, answer: Answer) -> bool:
    """Whether an answer is one that the question offers."""
    if isinstance(answer, tuple):
        return question.takes_several and len(set(answer)) == len(answer) and _all_offered(question, answer)
    if answer == UNKNOWN:
        return question.unknown
    if answer == NOT_APPLICABLE:
        return question.not_applicable
    return not question.takes_several and question.option(answer) is not None


def _all_offered(question: Question, answer: tuple[str, ...]) -> bool:
    if question.kind == "chips":
        return len(answer) <= MOST_CHIPS and all(0 < len(words.strip()) <= LONGEST_CHIP for words in answer)
    return all(question.option(option) is not None for option in answer)


def fields(content: Content, assessment: Assessment) -> tuple[ProfileField, ...]:
    """What this person is asked about the business, in order."""
    return tuple(
        field
        for field in content.profile
        if field.on_the_way
        and (field.ask_when is None or holds(field.ask_when, assessment.profile, {}, content.question) is True)
    )


def screens_of_profile(content: Content, assessment: Assessment) -> tuple[tuple[ProfileField, ...], ...]:
    """The profile by screens: fields that follow each other and name the same screen are together on it."""
    screens: list[tuple[ProfileField, ...]] = []
    for field in fields(content, assessment):
        if field.screen is not None and screens and screens[-1][-1].screen == field.screen:
            screens[-1] += (field,)
        else:
            screens.append((field,))
    return tuple(screens)


Asked = ProfileField | Question
"""Something about the business, or a question."""


def neighbour(ids: Sequence[str], here: str, distance: int) -> str | None:
    """The stop so many positions further (or back); None beyond either end."""
    index = (ids.index(here) if here in ids else 0) + distance
    return ids[index] if 0 <= index < len(ids) else None


def nearest(order: Sequence[str], route: Sequence[str], position: str | None) -> str:
    """The stop of the route that lies nearest before a position, or the first one.

    `order` names every stop there could be, on the route or not.
    """
    before = order[: order.index(position)] if position in order else ()
    return next((name for name in reversed(before) if name in route), route[0])
