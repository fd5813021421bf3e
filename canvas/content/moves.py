"""What migrations.yaml says must be sure: an old id means one thing only, and leads to something that is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from canvas.assessment import NOT_APPLICABLE, UNKNOWN
from canvas.content.documents import Route
from canvas.content.models import Moved, MovedWithOptions, Question, Renamed
from canvas.content.places import Loaded
from canvas.content.problems import Problem
from canvas.content.references import problem, unknown

_THING = ("migrations", "migrations")


def migration_problems(loaded: Loaded) -> Iterator[Problem]:
    """Everything in migrations.yaml that would lead an older answer astray."""
    content, moves = loaded.content, loaded.content.migrations
    blocks = {block for template in content.templates for block in template.home_of}
    yield from _renamed(loaded, "questions", "question", moves.questions, content.question)
    yield from _renamed(loaded, "profile", "field", moves.profile, content.field)
    yield from _renamed(loaded, "steps", "step", moves.steps, content.recommendation)
    yield from _renamed(loaded, "blocks", "block", moves.blocks, blocks)
    questions = {question.id: _answers_of(question) for question in content.questions}
    fields = {field.id: [option.id for option in field.options] for field in content.profile}
    yield from _options(loaded, "questions", "question", moves.questions, questions)
    yield from _options(loaded, "profile", "field", moves.profile, fields)
    yield from _parts(loaded, moves.answers, moves.questions, questions)


def _parts(
    loaded: Loaded,
    parts: Mapping[str, Mapping[str, Mapping[str, str]]],
    moved: MovedWithOptions,
    known: Mapping[str, list[str]],
) -> Iterator[Problem]:
    """An answer that says something else today was one of an old question, or is in use no longer."""
    for owner, answers in parts.items():
        if owner not in known and owner not in moved.removed:
            yield unknown(loaded, _THING, ("answers", owner), "question", owner, (*known, *moved.removed))
        for answer, today in answers.items():
            route: Route = ("answers", owner, answer)
            if answer in known.get(owner, ()):
                yield problem(loaded, "migration_still_there", _THING, route, kind="option", old=answer)
            for question, option in today.items():
                if question not in known:
                    yield unknown(loaded, _THING, (*route, question), "question", question, known)
                elif option not in known[question]:
                    yield unknown(loaded, _THING, (*route, question), "option", option, known[question])


def _answers_of(question: Question) -> list[str]:
    """Everything that can be answered, what needs no option included."""
    extra = [UNKNOWN] * question.unknown + [NOT_APPLICABLE] * question.not_applicable
    return [option.id for option in question.options] + extra


def _renamed(loaded: Loaded, section: str, kind: str, moved: Renamed, known: Collection[str]) -> Iterator[Problem]:
    ids: Mapping[str, str | None] = {old: None if new in moved.gone else new for old, new in moved.renamed.items()}
    yield from _moves(loaded, (section, "renamed"), kind, ids, known)
    for index, identifier in enumerate(moved.removed if isinstance(moved, Moved) else ()):
        route = (section, "removed", index)
        if identifier in known:
            yield problem(loaded, "migration_still_there", _THING, route, kind=kind, old=identifier)
        elif identifier in moved.renamed:
            yield problem(loaded, "migration_twice", _THING, route, kind=kind, old=identifier)


def _options(
    loaded: Loaded, section: str, kind: str, moved: MovedWithOptions, known: Mapping[str, list[str]]
) -> Iterator[Problem]:
    for owner, options in moved.options.items():
        if owner in known:
            yield from _moves(loaded, (section, "options", owner), "option", options, known[owner])
        else:
            yield unknown(loaded, _THING, (section, "options", owner), kind, owner, known)


def _moves(
    loaded: Loaded, route: Route, kind: str, moves: Mapping[str, str | None], known: Collection[str]
) -> Iterator[Problem]:
    """An old id is no longer in use, and following its renames ends at one that is."""
    for old, new in moves.items():
        if old in known:
            yield problem(loaded, "migration_still_there", _THING, (*route, old), kind=kind, old=old)
        elif _goes_in_circles(moves, old):
            yield problem(loaded, "migration_in_circles", _THING, (*route, old), kind=kind, old=old)
        elif new is not None and new not in known and new not in moves:
            yield unknown(loaded, _THING, (*route, old), kind, new, known)


def _goes_in_circles(moves: Mapping[str, str | None], old: str) -> bool:
    seen: set[str] = set()
    here: str | None = old
    while here is not None and here not in seen:
        seen.add(here)
        here = moves.get(here)
    return here is not None
