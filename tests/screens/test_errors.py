"""An error that nobody foresaw is a sentence for the person, and details for the log under the same reference."""

from __future__ import annotations

import re

import pytest

from canvas import services
from canvas.content import ContentError
from canvas.content.problems import Problem
from canvas.services import use
from canvas.session import REVIEW
from canvas.ui import downloads, outcome, router
from tests.builders import FROZEN_OWNER, complete, frozen_content
from tests.screens.person import Person, at

REFERENCE = re.compile(r"\b[A-Z]{6}\b")
PROBLEM = Problem("questionnaire/finance.yaml", 7, "yaml_too_deep")

pytestmark = pytest.mark.usefixtures("errors_are_meant")


def broken(*_: object, **__: object) -> None:
    raise RuntimeError("secret detail")


@pytest.fixture
def finished() -> Person:
    return at(REVIEW, **complete(frozen_content(), level=2, profile=FROZEN_OWNER).answers)


def test_it_is_reported_in_a_sentence_with_a_reference(
    finished: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(outcome, "stall_html", broken)
    wording = finished.tap("finish").sees()
    assert "Ada yang tidak berjalan. Jawaban yang sudah tersimpan aman." in wording
    assert "secret" not in wording
    assert "RuntimeError" not in wording
    (record,) = caplog.records
    assert record.message in wording
    assert REFERENCE.fullmatch(record.message)
    assert "secret detail" in (record.exc_text or "")


def test_it_is_reported_in_the_language_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    person = at(REVIEW, cash_records="daily").choose("language", "en")
    monkeypatch.setattr(outcome, "stall_html", broken)
    assert "Something went wrong. What was saved is safe." in person.tap("finish").sees()


def test_the_answers_are_there_after_a_reload(finished: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as fault:
        fault.setattr(outcome, "stall_html", broken)
        finished.tap("finish")
    assert "67 dari 100" in finished.again().tap("to_result").sees()


def test_two_errors_have_two_references(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router, "arrived", broken)
    assert REFERENCE.findall(Person().sees()) != REFERENCE.findall(Person().sees())


def test_an_error_below_the_screen_is_reported_too(finished: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    finished.tap("finish").tap("next")
    monkeypatch.setattr(downloads, "answers", broken)
    assert "Ada yang tidak berjalan" in finished.tap("next").sees()


def test_damaged_content_is_reported_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> None:
        raise ContentError((PROBLEM,))

    use(None)
    monkeypatch.setattr(services, "load_or_recall", damaged)
    wording = Person().sees()
    assert "Isi alat ini sedang diperbaiki." in wording
    assert "The content of this tool is being" in wording
    assert "finance.yaml" not in wording
