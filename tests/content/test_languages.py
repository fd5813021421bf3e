"""A language may be complete, begun, or unknown: what `check` says, and what a reader sees."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from canvas.content import check, load
from canvas.content.problems import Problem, Severity
from canvas.i18n import texts_for
from tests.builders import ROOT, TODAY

JAVANESE = "questionnaire/community_networks.yaml"
ENGLISH = "locale: en_GB, speech: en-GB"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path / "content"


def replace(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def found(directory: Path, *codes: str) -> list[Problem]:
    return [problem for problem in check(directory, TODAY).problems if problem.code in codes]


def test_a_language_that_is_begun_is_a_note_a_file_and_one_for_all() -> None:
    notes = found(ROOT / "content", "language_begun", "language_incomplete", "language_missing")
    assert [(note.file, note.severity) for note in notes] == [
        ("interface.yaml", Severity.NOTE),
        ("settings.yaml", Severity.NOTE),
    ]
    assert notes[1].in_language("en").startswith("settings.yaml:6: jv: ")
    assert notes[1].details["files"] == 1


def test_a_file_that_lost_a_javanese_text_is_named(copy) -> None:
    replace(copy / JAVANESE, 'jv: "Usaha sareng nyukani rejeki kangge tiyang langkung kathah"', "")
    (note,) = (note for note in found(copy, "language_begun") if note.file == JAVANESE)
    assert note.in_language("en") == f"{JAVANESE}:1: jv: 41 of 42 texts. [language_begun]"
    assert note.in_language("id") == f"{JAVANESE}:1: jv: 41 dari 42 teks. [language_begun]"


def test_every_text_of_the_worked_example_is_there(content) -> None:
    for question in content.questions_of["community_networks"]:
        for text in (question.ask, question.why, question.help, question.short, *question.example.values()):
            assert "jv" in text.languages
        for option in question.options:
            assert {"jv"} <= option.label.languages.keys()


def test_each_text_falls_back_for_itself(content) -> None:
    question = content.question["network"]
    other = content.question["cash_records"]
    assert question.ask["jv"] == question.ask.languages["jv"] != question.ask["id"]
    assert other.ask["jv"] == other.ask["id"]
    texts = texts_for(content, "jv")
    assert (texts("home.welcome_back"), texts("home.topics")) == ("Sugeng rawuh malih", "Apa saja yang ditanyakan?")
    assert (texts.rupiah(1_500_000), texts.listed(["a", "b"])) == ("Rp1.500.000", "a lan b")


def test_a_language_is_offered_once_it_is_complete(content) -> None:
    assert [language.id for language in content.settings.offered] == ["id", "en"]


def test_a_begun_language_can_be_offered_and_a_complete_one_kept_back(copy) -> None:
    replace(copy / "settings.yaml", "complete: false", "complete: false, offered: true")
    replace(copy / "settings.yaml", ENGLISH, f"{ENGLISH}, offered: false")
    assert [language.id for language in load(copy).settings.offered] == ["id", "jv"]


def test_a_complete_language_lacks_nothing_and_what_is_missing_is_reported_once_a_file(copy) -> None:
    replace(copy / "settings.yaml", ", complete: false", "")
    missing = found(copy, "language_missing")
    assert {problem.severity for problem in missing} == {Severity.ERROR}
    assert len({problem.file for problem in missing}) == len(missing) > 100
    assert JAVANESE not in {problem.file for problem in missing}
    (wording,) = (problem for problem in missing if problem.file == "recommendations/two-purses.yaml")
    assert "title:" in str(wording)
    assert "…" in str(wording)
    assert "'complete: false'" in str(wording)


def test_sentences_and_slots_of_a_begun_language_are_held_to_the_rules(copy) -> None:
    replace(copy / JAVANESE, "bantuane sampun", "bantuane {village} sampun")
    replace(copy / JAVANESE, 'jv: "Rencang usaha"', f'jv: "{"kanca " * 21}"')
    codes = {problem.code for problem in check(copy, TODAY).problems if problem.severity is Severity.ERROR}
    assert codes == {"slots_differ", "sentence_too_long"}
