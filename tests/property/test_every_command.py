"""Whatever `read_answers` accepts, every command turns into something: no file is taken and then fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvas.answers_file import write_answers
from canvas.assessment import Assessment
from canvas.cli import answers, main
from canvas.i18n import texts_for
from canvas.reminders import calendar_file
from tests.deep import examples
from tests.property.strategies import CONTENT, FIRST, LAST, anybody

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


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


@settings(max_examples=examples(4))
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
