"""People in a store, as the tests of the store make them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from canvas.answers_file import read_answers
from canvas.assessment import Assessment
from canvas.session import Work
from canvas.store import Assessments, Members, Organisations, Pictures, Workshops, open_store
from tests.builders import SAMPLES, TODAY, real_content


@dataclass(frozen=True)
class Begun:
    """An assessment that was begun, and the credentials for returning to it."""

    id: str
    token: str = field(repr=False)
    code: str = field(repr=False)


def begin(store: Assessments, given: Assessment, *, position: str | None = None, previous: str | None = None) -> Begun:
    own_id = store.begin(Work(given, position), previous=previous)
    made = store.new_credentials(own_id)
    return Begun(own_id, made.token, made.code)


def save(
    store: Assessments, assessment_id: str, before: Assessment, after: Assessment, *, position: str | None = None
) -> None:
    store.save(assessment_id, Work(before), Work(after, position))


def finish(store: Assessments, assessment_id: str) -> None:
    work = store.read(assessment_id).work
    store.save(assessment_id, work, replace(work, finished=True))


def load_samples(url: str, code: str) -> None:
    """The ten respondents of Pakisaji in a workshop of an organisation, whose picture was taken."""
    content, engine = real_content(), open_store(url)
    assessments = Assessments(engine, now, content=lambda: content)
    account = Organisations(engine, now, lambda: content).find(code).account
    opened = Workshops(engine, now).of(account).create("Pakisaji", place="", held_on=TODAY, language="id")
    for file in SAMPLES:
        keys = begin(assessments, read_answers(file.read_bytes(), content, TODAY))
        Members(engine, now).join(opened.id, keys.id)
        finish(assessments, keys.id)
    Pictures(engine, now, lambda: content).reveal(opened.id)
    engine.dispose()


def now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)
