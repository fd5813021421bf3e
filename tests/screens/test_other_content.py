"""Content in another folder, changed while people are answering, and a language that is only begun."""

from __future__ import annotations

import logging
import re
import shutil
from pathlib import Path

import pytest

from canvas import services
from canvas.content import watch
from canvas.store import Assessments
from tests.builders import frozen_folder
from tests.screens.person import Person, at

QUESTION = "questionnaire/finance.yaml"


class Folder:
    """A copy of content/ that a trainer edits."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        shutil.copytree(frozen_folder(), directory)

    def replace(self, file: str, *changes: tuple[str, str]) -> None:
        place = self.directory / file
        text = place.read_text(encoding="utf-8")
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        place.write_text(text, encoding="utf-8")

    def rename(self, old: str, new: str) -> None:
        """Changes the id of a question wherever it occurs."""
        for file in self.directory.rglob("*.yaml"):
            text = file.read_text(encoding="utf-8")
            file.write_text(re.sub(rf"\b{old}\b(?!\.svg)", new, text), encoding="utf-8")

    def moves(self, text: str) -> None:
        (self.directory / "migrations.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("KANVAS_CONTENT", str(tmp_path / "isi"))
    monkeypatch.setattr(watch, "PAUSE", 0.0)
    folder = Folder(tmp_path / "isi")
    services.use(None)  # opened again with this folder
    return folder


def answers(store: Assessments, person: Person) -> object:
    return store.read(store.find(person.device) or "").assessment.answers


def test_content_elsewhere_is_what_is_shown(folder: Folder) -> None:
    folder.replace("interface.yaml", ("Lihat usaha Anda secara utuh", "Selamat datang di Malang"))
    assert "Selamat datang di Malang" in Person().sees()


def test_a_change_reaches_the_next_visit_and_disturbs_nobody_on_the_way(folder: Folder) -> None:
    on_the_way = at("cash_records")
    folder.replace(QUESTION, ("Bulan lalu, bagaimana uang", "Kemarin, bagaimana uang"))
    on_the_way.answer_here(2).tap("back").tap("next")
    assert on_the_way.offers("q_cash_records")
    assert "Kemarin, bagaimana uang" not in on_the_way.sees()
    assert "Kemarin, bagaimana uang" in on_the_way.again().tap("go_on").tap("back").sees()


def test_the_next_person_at_the_same_phone_sees_the_change(folder: Folder) -> None:
    person = at("cash_records")
    folder.replace("interface.yaml", ("Lihat usaha Anda secara utuh", "Selamat datang di Malang"))
    person = person.again().tap("next_person").tap("next_person_confirm")
    assert "Selamat datang di Malang" in person.sees()


def test_a_change_that_cannot_be_used_is_reported_to_the_trainer_only(
    folder: Folder, caplog: pytest.LogCaptureFixture
) -> None:
    Person()
    folder.replace("settings.yaml", ("words_a_minute: 90", "words_a_minute: ninety"))
    with caplog.at_level(logging.WARNING, services.__name__):
        assert "menit" in Person().sees()
        Person()
    (record,) = (record for record in caplog.records if record.name == services.__name__)
    wording = record.getMessage()
    assert "Yang lama tetap jalan" in wording
    assert "stays in use" in wording
    assert re.search(r"^settings\.yaml:\d+: 'pace\.words_a_minute' must be a number", wording, re.MULTILINE)


def test_work_goes_on_after_a_question_was_renamed(folder: Folder, store: Assessments) -> None:
    person = at("cash_records").answer_here(2)
    folder.rename("cash_records", "money_notes")
    folder.moves("questions: {renamed: {cash_records: money_notes}}\n")
    again = person.again()
    again.tap("go_on").tap("back")
    assert again.chosen("q_money_notes") == "daily"
    again.tap("next").answer_here(1)
    assert "tersimpan ✓" in again.sees()
    assert answers(store, again) == {"money_notes": "daily", "digital_presence": "whatsapp"}


def test_a_question_that_went_without_a_word_is_ignored_and_not_lost(folder: Folder, store: Assessments) -> None:
    person = at("cash_records").answer_here(2)
    folder.rename("cash_records", "money_notes")
    again = person.again().tap("go_on").tap("overview").tap("change_money_notes")
    assert again.chosen("q_money_notes") is None
    again.choose("q_money_notes", "sometimes")
    assert answers(store, again) == {"cash_records": "daily", "money_notes": "sometimes"}


def test_an_answer_that_is_no_longer_offered_is_asked_again(folder: Folder, store: Assessments) -> None:
    person = at("separate_money", cash_records="daily").answer_here(2)
    for file, before, after in (
        (QUESTION, "- id: daily\n", "- id: each_day\n"),
        ("settings.yaml", "at_least: daily", "at_least: each_day"),
        ("recommendations/nightly-notebook.yaml", "to: daily", "to: each_day"),
        ("recommendations/monthly-profit.yaml", "- daily\n", "- each_day\n"),
    ):
        folder.replace(file, (before, after))
    again = person.again()
    again.tap("go_on").tap("overview").tap("change_cash_records")
    assert again.chosen("q_cash_records") is None
    assert answers(store, again) == {"cash_records": "daily", "separate_money": "two_purses"}
    again.choose("q_cash_records", "each_day").tap("next").tap("answer_open").answer_all().tap("finish")
    assert "dari 100" in again.sees()


def test_a_sector_that_is_gone_is_asked_again(folder: Folder) -> None:
    person = at("cash_records").answer_here(2)
    for file in folder.directory.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"(?<![-\w])food(?=[:,\]]|$)", "kitchen", text, flags=re.MULTILINE), encoding="utf-8")
    again = person.again().tap("go_on").tap("overview").tap("change_sector")
    assert again.chosen("q_sector") is None
    folder.moves("profile: {options: {sector: {food: kitchen}}}\n")
    assert person.again().tap("go_on").tap("overview").tap("change_sector").chosen("q_sector") == "kitchen"


def test_a_language_that_is_begun_is_not_offered() -> None:
    assert Person().app.radio(key="language").options == ["ID", "EN"]


def test_a_language_that_is_begun_falls_back_text_by_text(folder: Folder) -> None:
    folder.replace("settings.yaml", ("complete: false", "complete: false\n  offered: true"))
    person = Person("jv")
    assert "Mangga mirsani usaha panjenengan kanthi wetah" in person.sees()
    assert "Apa saja yang ditanyakan?" in person.sees()
    person.start().describe()
    assert "Contoh" not in person.sees()
    assert "Catatan uang" in person.tap("overview").sees()
    person.tap("change_network")
    assert "pripun anggene nyambut damel sareng usaha sanes" in person.sees()
    assert "Sedaya digarap piyambak" in person.sees()
    person.answer_all().tap("finish")
    assert "dari 100" in person.sees()


def test_work_in_a_language_that_is_no_longer_offered_is_shown_in_the_first(folder: Folder) -> None:
    folder.replace("settings.yaml", ("complete: false", "complete: false\n  offered: true"))
    person = Person("jv").start().describe().answer_here(2)
    folder.replace("settings.yaml", ("\n  offered: true", ""))
    assert "Selamat datang kembali" in person.again().sees()
