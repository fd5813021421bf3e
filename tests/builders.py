"""Small ways to say what a person answered."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from canvas.assessment import Answer, Assessment
from canvas.content import load
from canvas.content.models import Content, Question
from canvas.questionnaire import first_unanswered

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 24)
SAMPLES = tuple(sorted((ROOT / "content" / "samples" / "pakisaji").glob("*.json")))

FOOD_OWNER = {
    "business_name": "Keripik Bu Sri",
    "sector": "food",
    "food_kind": "dry_packed",
    "village": "Kebonagung",
    "role": "owner",
    "workers": "1-4",
    "years": "over_3",
}
"""Somebody who is asked every question."""

LONE_TRADER = {
    name: value
    for name, value in (FOOD_OWNER | {"sector": "trade", "makes": "only_sells", "workers": "alone"}).items()
    if name != "food_kind"
}
"""Somebody who is asked the fewest questions."""


@cache
def real_content() -> Content:
    """The real content/, read once for all tests."""
    return load(ROOT / "content")


FROZEN_OWNER = {
    "business_name": "Keripik Bu Sri",
    "village": "Kebonagung",
    "sector": "food",
    "role": "owner",
    "workers": "1-4",
}
"""Somebody who is asked every question of the frozen content."""

FROZEN_TRADER = FROZEN_OWNER | {"sector": "trade", "workers": "alone"}
"""Somebody who is asked one question less."""


@cache
def frozen_folder() -> Path:
    """A small content folder that stays as it is, with the live texts of the screens: tests of behaviour use it."""
    folder = Path(mkdtemp(prefix="kanvas-frozen-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(ROOT / "tests" / "content" / "valid", folder, dirs_exist_ok=True)
    shutil.copy(ROOT / "content" / "interface.yaml", folder)
    shutil.copytree(ROOT / "content" / "pictures", folder / "pictures")
    return folder


@cache
def frozen_content() -> Content:
    """The frozen content, read once for all tests."""
    return load(frozen_folder())


def assessment(profile: Mapping[str, str] = FOOD_OWNER, **answers: Answer) -> Assessment:
    """Just these answers, everything else still open."""
    return Assessment(started=TODAY, content_version="2027.01", profile=dict(profile), answers=answers)


def complete(
    content: Content,
    *,
    level: int = 0,
    rungs: Mapping[str, Answer] | None = None,
    profile: Mapping[str, str] = FOOD_OWNER,
    challenges: Iterable[str] = (),
) -> Assessment:
    """Every question on the path answered: `rungs` where given, otherwise the rung of this level."""
    given: dict[str, Answer] = {"challenges": tuple(challenges), **(rungs or {})}
    person = assessment(profile)
    while (question := first_unanswered(content, person)) is not None:
        person = person.with_answer(question.id, given.get(question.id, at_level(question, level)))
    return person


def at_level(question: Question, level: int) -> Answer:
    """The answer of this level, or no choice at all where there is no ladder."""
    if question.takes_several:
        return ()
    return question.options[min(level, len(question.options) - 1)].id
