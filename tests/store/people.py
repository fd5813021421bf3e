"""People in a store, as the tests of the store make them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from canvas.assessment import Assessment
from canvas.session import Work
from canvas.store import Assessments


@dataclass(frozen=True)
class Begun:
    """An assessment that was begun, and the way back to it."""

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
