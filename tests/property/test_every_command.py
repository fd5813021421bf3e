"""Whatever `read_answers` accepts, every command turns into something: no file is taken and then fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvas.answers_file import FIRST_YEAR, LAST_YEAR, write_answers
from canvas.assessment import Assessment, CanvasEdit, PlannedStep
from canvas.cli import answers, main
from canvas.i18n import texts_for
from canvas.reminders import calendar_file
from tests.property.strategies import CONTENT, assessments

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FIRST, LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
ODD_TEXTS = [
    "😀" * 200,
    "م" * 300,
    "a\n" * 60,
    "<b>&amp;</b>",
    "=1+1",
    "\u202e" * 40,
    "kata " * 300,
    "x" * 800,
    "ꦏ꧀ꦏ" * 50,
]
STEPS = list(CONTENT.recommendation)


@st.composite
def anybody(draw: st.DrawFn) -> Assessment:
    """Anybody, with dates at both ends and texts that are hard to show."""
    person = draw(assessments())
    odd = st.sampled_from(ODD_TEXTS) | st.text(max_size=60)
    name = draw(st.sampled_from([field.id for field in CONTENT.profile if field.kind == "text"]))
    steps = draw(st.lists(st.sampled_from(STEPS), max_size=6, unique=True))
    days = st.sampled_from([FIRST, LAST]) | st.dates(FIRST, LAST)
    plan = [PlannedStep(step, draw(days), draw(odd), draw(st.none() | days)) for step in steps]
    note = CanvasEdit("mine:9", "channels", draw(odd))
    return replace(person, started=draw(days), plan=tuple(plan)).with_edit(note).with_profile(name, draw(odd))


@pytest.fixture(scope="module", autouse=True)
def content_read_once() -> Iterator[None]:
    with patch.object(answers, "load", lambda _: CONTENT):
        yield


COMMANDS = (
    ("score", "{file}"),
    ("score", "{file}", "--json", "--lang", "en"),
    ("report", "{file}", "-o", "{folder}/plan.pdf"),
    ("canvas", "{file}"),
    ("canvas", "{file}", "--json"),
    ("canvas", "{file}", "-o", "{folder}/canvas.pdf"),
    ("canvas", "{file}", "-o", "{folder}/canvas.svg", "--template", list(CONTENT.template)[-1]),
    ("cohort", "{file}"),
)


@settings(max_examples=25)
@given(anybody())
def test_every_command_works_on_whatever_is_accepted(person: Assessment) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "jawaban.json")
        file.write_bytes(write_answers(person))
        for command in COMMANDS:
            assert main([part.format(file=file, folder=folder) for part in command]) == 0, command


@given(anybody(), st.dates(FIRST, LAST))
def test_the_calendar_works_on_whatever_is_accepted(person: Assessment, today: date) -> None:
    for language in CONTENT.language:
        calendar_file(CONTENT, person, texts_for(CONTENT, language), now=NOW, today=today, owner=None)
