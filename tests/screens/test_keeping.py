"""Nothing that was answered is lost, and nothing that should go stays."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from canvas.services import open_services, use
from canvas.store import Assessments, StoreError
from canvas.ui import platform
from tests.builders import FOOD_OWNER, SAMPLES
from tests.screens.person import Person


def test_an_answer_is_stored_before_it_is_called_saved(store: Assessments) -> None:
    person = Person().start().describe(FOOD_OWNER).answer_here(2)
    assert "tersimpan ✓" in person.sees()
    assert store.read(store.find(person.device) or "").assessment.answers == {"cash_records": "daily"}


def test_a_reload_comes_back_at_the_very_question() -> None:
    person = Person("en").start().describe(FOOD_OWNER).answer_here(2).tap("next")
    again = person.again()
    assert "Go on: 1 of 24" in again.sees()
    again.tap("go_on")
    assert again.offers("q_separate_money")


def test_a_code_typed_on_another_phone_opens_the_work() -> None:
    person = Person().start().describe(FOOD_OWNER).answer_here(2)
    code = person.code()
    assert code in person.sees()
    other = Person().tap("have_code").type("resume_code", code.lower().replace("-", " "))
    assert "Selamat datang kembali, Keripik Bu Sri" in other.sees()


def test_a_wrong_code_opens_nothing_and_says_so() -> None:
    other = Person().tap("have_code").type("resume_code", "222-222-222-2222")
    assert "Kode itu tidak ditemukan" in other.sees()
    assert other.tap("back").offers("start")


def test_guessing_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    use(open_services(os.environ, lambda: datetime(2026, 11, 24, 9, 0, tzinfo=UTC)))
    monkeypatch.setattr(platform, "network_address", lambda: "192.0.2.1")
    other = Person().tap("have_code")
    for last in "3456789CDFGHJKMNPQRT":
        other.type("resume_code", f"222-222-222-222{last}")
        if "Kode itu tidak ditemukan" not in other.sees():
            break
    else:
        pytest.fail("twenty wrong codes in a row were tried without a pause")


def test_declining_keeps_nothing(store: Assessments) -> None:
    person = Person().start(keep=False).describe(FOOD_OWNER).answer_all()
    assert store.count() == 0
    assert store.find(person.device) is None
    assert "67 dari 100" in person.tap("finish").sees()


def test_nothing_is_stored_before_the_question_is_asked(store: Assessments) -> None:
    Person().tap("start")
    assert store.count() == 0


def test_the_next_person_finds_nothing(store: Assessments) -> None:
    person = Person().start().describe(FOOD_OWNER).answer_here(2)
    code = person.code()
    person = person.again().tap("next_person")
    assert person.offers("start")
    assert "Keripik" not in person.sees()
    assert person.again().offers("start")
    assert store.find_by_code(code, "here") is not None


def test_erasing_asks_once_and_leaves_nothing(store: Assessments) -> None:
    person = Person().start().describe(FOOD_OWNER).answer_here(2).again().tap("erase_me")
    assert "tidak bisa dibatalkan" in person.sees()
    person.tap("erase_cancel")
    assert store.count() == 1
    person.tap("erase_me").tap("erase_confirm")
    assert store.count() == 0
    assert "Semua jawaban sudah dihapus" in person.sees()
    assert person.offers("start")


def test_two_devices_on_one_code_do_not_undo_each_other(store: Assessments) -> None:
    first = Person().start().describe(FOOD_OWNER)
    second = first.again().tap("go_on")
    second.tap("overview").tap("change_energy").answer_here(3)
    first.answer_here(1)
    answers = store.read(store.find(first.device) or "").assessment.answers
    assert answers == {"cash_records": "sometimes", "energy": "measured"}


def test_work_erased_on_one_device_is_not_brought_back_by_another(store: Assessments) -> None:
    first = Person().start().describe(FOOD_OWNER)
    second = first.again().tap("go_on")
    store.erase(store.find(first.device) or "")
    second.answer_here(2)
    assert store.count() == 0
    assert "tidak disimpan" in second.sees()


def test_a_failing_store_is_told_and_tried_again(store: Assessments, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person().start().describe(FOOD_OWNER)

    def full(*_: object, **__: object) -> None:
        raise StoreError("store_full", store="kanvas.sqlite3")

    with monkeypatch.context() as broken:
        broken.setattr(Assessments, "save", full)
        person.answer_here(2)
        assert "Belum tersimpan" in person.sees()
        assert "tersimpan ✓" not in person.sees()
        person.tap("next")
    person.answer_here(1)
    assert "Belum tersimpan" not in person.tap("next").sees()
    answers = store.read(store.find(person.device) or "").assessment.answers
    assert answers == {"cash_records": "daily", "separate_money": "often_mixed"}


def test_again_after_three_months_compares_then_and_now(store: Assessments) -> None:
    person = Person().start().describe(FOOD_OWNER).answer_all(1).tap("finish").again().tap("again").tap("again_confirm")
    while not person.offers("q_cash_records"):
        person.tap("next")
    assert "Jawaban dulu: Kadang dicatat di kertas atau HP" in person.sees()
    assert person.chosen("q_cash_records") == "sometimes"
    person.answer_here(3).tap("overview").tap("finish")
    assert "Dulu dan sekarang" in person.sees()
    assert "Catatan uang: dulu Kadang dicatat di kertas atau HP" in person.sees()
    assert store.count() == 2


def test_answering_again_is_asked_once_more_and_can_be_left(store: Assessments) -> None:
    first = Person().start().describe(FOOD_OWNER).answer_all(1).tap("finish")
    person = first.again().tap("again")
    assert "tetap disimpan" in person.sees()
    person.tap("again_cancel")
    assert store.count() == 1
    person.tap("again").tap("again_confirm")
    again = person.again()
    assert "Kembali ke hasil sebelumnya" in again.sees()
    again.tap("again_back").tap("to_result")
    assert "Keripik Bu Sri: 33 dari 100" in again.sees()


def test_again_without_keeping_can_be_left_too() -> None:
    person = Person().start(keep=False).describe(FOOD_OWNER).answer_all(1).tap("finish")
    person.opens("home")
    person.tap("again").tap("again_confirm")
    person.opens("home")
    assert "33 dari 100" in person.tap("again_back").tap("to_result").sees()


def test_a_code_is_there_at_the_end_even_after_a_reload() -> None:
    first = Person().start().describe(FOOD_OWNER).answer_all().tap("finish")
    person = first.again().tap("to_result").tap("next").tap("next")
    assert person.code()
    assert person.code() in person.sees()
    other = Person().tap("have_code").type("resume_code", person.code())
    assert "Selamat datang kembali" in other.sees()


def test_a_damaged_store_does_not_stop_a_visitor_from_reading(fresh_store: Path) -> None:
    Person()
    fresh_store.write_bytes(b"this is no database" * 1000)
    person = Person()
    assert "Lihat usaha Anda" in person.sees()
    assert "rusak" in person.sees()


def test_the_samples_open_from_a_file() -> None:
    person = Person().tap("from_file")
    uploader = person.app.file_uploader(key="upload")
    uploader.upload(SAMPLES[0].name, SAMPLES[0].read_bytes(), "application/json").run()
    assert "Selamat datang kembali" in person.sees()


def test_a_bad_file_is_refused_and_nothing_changes() -> None:
    person = Person().tap("from_file")
    person.app.file_uploader(key="upload").upload(
        "a.json", b'{"format": 1, "answers": {"x": "y"}}', "application/json"
    ).run()
    assert "'answers.x' tidak dikenal" in person.sees()
    assert "tidak berubah" in person.sees()
    assert person.offers("start")
