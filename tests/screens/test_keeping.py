"""Nothing that was answered is lost, and nothing that should go stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from canvas.answers_file import write_answers
from canvas.assessment import Assessment
from canvas.session import REVIEW, Work
from canvas.store import Assessments, StoreError
from canvas.ui import platform
from tests.builders import FROZEN_OWNER, assessment, complete, frozen_content
from tests.screens.person import Person, at, at_the_result, stored

NOTHING_KEPT = "Di HP ini tidak ada jawaban yang tersimpan"
FINISHED = complete(frozen_content(), level=1, profile=FROZEN_OWNER)


def comes_back(**answers: str) -> Person:
    """Somebody on the first screen who has begun earlier."""
    return stored(Work(assessment(FROZEN_OWNER, **answers), "cash_records"))


def came_back_finished() -> Person:
    return stored(Work(FINISHED, REVIEW, finished=True))


@contextmanager
def failing(method: str, code: str = "store_full") -> Iterator[None]:
    """A store that cannot do something, as long as the context lasts."""

    def fails(*_: object, **__: object) -> None:
        raise StoreError(code, store="kanvas.sqlite3")

    with patch.object(Assessments, method, fails):
        yield


def test_an_answer_is_stored_before_it_is_called_saved(store: Assessments) -> None:
    person = at("cash_records").answer_here(2)
    assert "tersimpan ✓" in person.sees()
    assert store.read(store.find(person.device) or "").assessment.answers == {"cash_records": "daily"}


def test_a_reload_comes_back_at_the_very_question() -> None:
    person = at("separate_money", cash_records="daily").answer_here(2).tap("next")
    assert person.again().tap("go_on").offers("q_unit_cost")


def test_a_lost_session_goes_on_where_the_phone_is(store: Assessments) -> None:
    person = at("separate_money", cash_records="daily").tap("overview").tap("change_network").loses_the_session()
    person.choose("q_network", "member")
    assert "tersimpan ✓" in person.sees()
    assert person.tap("back").offers("q_packaging")
    answers = store.read(store.find(person.device) or "").assessment.answers
    assert answers == {"cash_records": "daily", "network": "member"}


def test_the_tap_that_meets_a_lost_session_counts() -> None:
    person = at("separate_money", cash_records="daily").answer_here(2).loses_the_session()
    assert person.tap("next").offers("q_unit_cost")


def test_who_declined_and_lost_the_session_is_informed() -> None:
    person = Person().start(keep=False).loses_the_session().tap("next")
    assert NOTHING_KEPT in person.sees()
    assert NOTHING_KEPT not in person.tap("start").tap("back").sees()


def test_who_declined_and_loads_the_page_again_is_informed() -> None:
    person = Person().start(keep=False).type("q_business_name", "Bakso Pak Adi").again("assess")
    assert person.offers("start")
    assert NOTHING_KEPT in person.sees()
    assert NOTHING_KEPT not in Person().sees()


def test_a_code_typed_on_another_phone_opens_the_work() -> None:
    code = at("cash_records").answer_here(2).tap("overview").code()
    other = Person().tap("have_code").type("resume_code", code.lower().replace("-", " "))
    assert "Selamat datang kembali, Keripik Bu Sri" in other.sees()
    assert "Selamat datang kembali, Keripik Bu Sri" in other.again().sees()


def test_a_code_changes_nothing_about_the_language_that_is_read_here(store: Assessments) -> None:
    code = at("cash_records").answer_here(2).tap("overview").code()
    other = Person().choose("language", "en").tap("have_code").type("resume_code", code)
    assert "Welcome back, Keripik Bu Sri" in other.sees()
    assert store.read(store.find(other.device) or "").assessment.language == "en"


def test_a_wrong_code_opens_nothing_and_says_so() -> None:
    other = Person().tap("have_code").type("resume_code", "222-222-222-2222")
    assert "Kode itu tidak ditemukan" in other.sees()
    assert other.tap("back").offers("start")


def test_a_code_is_asked_for_before_it_is_opened() -> None:
    assert "Ketik kodenya dulu" in Person().tap("have_code").tap("resume").sees()


def test_guessing_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "network_address", lambda: "192.0.2.1")
    other = Person().tap("have_code")
    for last in "3456789CDFGHJKMNPQRT":
        other.type("resume_code", f"222-222-222-222{last}")
        if "Kode itu tidak ditemukan" not in other.sees():
            break
    else:
        pytest.fail("twenty wrong codes in a row were tried without a pause")


def test_a_screen_that_is_only_looked_at_makes_no_credentials(fresh_store: Path) -> None:
    person = at_the_result().opens("plan").again().opens("plan")
    for _ in range(3):
        person = person.again().opens("plan")

    def made() -> int:
        with sqlite3.connect(fresh_store) as file:
            return int(file.execute("SELECT count(*) FROM credential").fetchone()[0])

    assert made() == 1, "the device's own"
    code = person.code()
    assert person.code() == code
    assert made() == 3


def test_a_link_opens_the_work_on_a_new_device(store: Assessments) -> None:
    made = store.new_credentials(store.begin(Work(assessment(FROZEN_OWNER))))
    person = Person(link=made.token)
    assert "Selamat datang kembali, Keripik Bu Sri" in person.sees()
    assert "Selamat datang kembali, Keripik Bu Sri" in person.again().sees()


@pytest.mark.parametrize(("choice", "name"), [("keep_own", "Keripik Bu Sri"), ("open_linked", "Tahu Pak Adi")])
def test_a_link_to_other_work_asks_which_to_open(store: Assessments, choice: str, name: str) -> None:
    other = store.begin(Work(assessment(FROZEN_OWNER | {"business_name": "Tahu Pak Adi"})))
    device = comes_back().device
    person = Person(device=device, link=store.new_credentials(other).token)
    assert "Jawaban mana yang mau dibuka?" in person.sees()
    assert "Tahu Pak Adi" not in person.sees()
    assert f"Selamat datang kembali, {name}" in person.tap(choice).sees()
    assert f"Selamat datang kembali, {name}" in person.again().sees()
    assert store.count() == 2


def test_a_link_to_an_earlier_assessment_of_the_same_person_asks_nothing(store: Assessments) -> None:
    person = came_back_finished()
    link = store.new_credentials(store.find(person.device) or "").token
    person.tap("again").tap("again_confirm")
    again = Person(device=person.device, link=link)
    assert "Jawaban mana" not in again.sees()
    assert "Kembali ke hasil sebelumnya" in again.sees()


def test_declining_keeps_nothing(store: Assessments) -> None:
    person = Person().start(keep=False).describe().answer_here(2).tap("next")
    assert store.count() == 0
    assert store.find(person.device) is None
    assert "tidak disimpan" in person.tap("back").sees()


def test_nothing_is_stored_before_the_question_is_asked(store: Assessments) -> None:
    Person().tap("start")
    assert store.count() == 0


def test_the_next_person_finds_nothing(store: Assessments) -> None:
    person = comes_back(cash_records="daily")
    code = person.code()
    person.tap("next_person").tap("next_person_confirm")
    assert person.offers("start")
    assert "Keripik" not in person.sees()
    assert person.again().offers("start")
    assert store.find_by_code(code, "here") is not None


def test_one_tap_on_next_person_only_asks() -> None:
    person = comes_back(cash_records="daily").tap("next_person")
    assert f"Jawaban Anda tetap tersimpan dengan kode {person.code()}" in person.sees()
    assert "Keripik" in person.tap("next_person_cancel").sees()
    assert not person.offers("next_person_confirm")
    assert "Keripik" in person.again().sees()


def test_who_declined_hears_that_the_next_person_ends_it() -> None:
    person = Person().start(keep=False).opens("home").tap("next_person")
    assert "Jawaban Anda tidak disimpan. Kalau orang berikutnya mulai, jawaban Anda hilang." in person.sees()


def test_the_next_person_gets_work_of_their_own(store: Assessments) -> None:
    person = comes_back(cash_records="daily").tap("next_person").tap("next_person_confirm").start()
    assert person.app.text_input(key="q_business_name").value == ""
    assert store.count() == 2


def test_erasing_asks_once_and_leaves_nothing(store: Assessments) -> None:
    person = comes_back(cash_records="daily").tap("erase_me")
    assert "tidak bisa dibatalkan" in person.sees()
    person.tap("erase_cancel")
    assert store.count() == 1
    person.tap("erase_me").tap("erase_confirm")
    assert store.count() == 0
    assert "Semua jawaban sudah dihapus" in person.sees()
    assert person.offers("start")


def test_an_erasing_that_fails_is_reported_and_leaves_everything(store: Assessments) -> None:
    person = comes_back().tap("erase_me")
    with failing("erase", "store_busy"):
        person.tap("erase_confirm")
    assert "sibuk" in person.sees()
    assert store.count() == 1


def test_two_devices_on_one_code_do_not_undo_each_other(store: Assessments) -> None:
    first = at("cash_records")
    second = Person().tap("have_code").type("resume_code", first.tap("overview").code()).tap("go_on")
    first.tap("back")
    second.tap("overview").tap("change_energy").answer_here(3)
    first.answer_here(1)
    answers = store.read(store.find(first.device) or "").assessment.answers
    assert answers == {"cash_records": "sometimes", "energy": "most_efficient"}


def test_work_erased_on_one_device_is_not_brought_back_by_another(store: Assessments) -> None:
    first = at("cash_records")
    store.erase(store.find(first.device) or "")
    first.answer_here(2)
    assert store.count() == 0
    assert "sudah dihapus lewat HP atau laptop lain" in first.sees()
    assert "tersimpan ✓" not in first.sees()
    assert "sudah dihapus lewat HP atau laptop lain" in first.tap("next").sees()
    assert store.count() == 0


def test_a_failing_store_is_reported_and_tried_again(store: Assessments) -> None:
    person = at("separate_money")
    with failing("save"):
        person.answer_here(2)
        assert "Belum tersimpan" in person.sees()
        assert "tersimpan ✓" not in person.sees()
        person.tap("next")
    person.answer_here(1)
    assert "Belum tersimpan" not in person.tap("next").sees()
    answers = store.read(store.find(person.device) or "").assessment.answers
    assert answers == {"separate_money": "two_purses", "unit_cost": "materials_only"}


def test_a_beginning_that_fails_is_tried_again(store: Assessments) -> None:
    person = Person().tap("start").choose("q_consent", "yes")
    with failing("begin"):
        assert "Belum tersimpan" in person.tap("next").sees()
        assert store.count() == 0
    person.type("q_business_name", "Keripik Bu Sri")
    assert "tersimpan ✓" in person.sees()
    assert store.read(store.find(person.device) or "").assessment.profile == {"business_name": "Keripik Bu Sri"}


def test_again_after_three_months_compares_then_and_now(store: Assessments) -> None:
    person = came_back_finished().tap("again").tap("again_confirm").tap("overview").tap("change_cash_records")
    assert "Jawaban dulu: Kadang dicatat di kertas atau HP" in person.sees()
    assert person.chosen("q_cash_records") == "sometimes"
    person.answer_here(3).tap("overview").tap("finish")
    assert "Dulu dan sekarang" in person.sees()
    assert "Catatan uang: dulu Kadang dicatat di kertas atau HP" in person.sees()
    assert store.count() == 2


def test_answering_again_is_asked_once_more_and_can_be_left(store: Assessments) -> None:
    person = came_back_finished().tap("again")
    assert "tetap disimpan" in person.sees()
    person.tap("again_cancel")
    assert store.count() == 1
    person.tap("again").tap("again_confirm")
    again = person.again()
    assert "Kembali ke hasil sebelumnya" in again.sees()
    again.tap("again_back").tap("to_result")
    assert "33 dari 100" in again.sees()


def test_the_way_back_is_that_of_the_new_assessment(store: Assessments) -> None:
    person = came_back_finished()
    before = person.code()
    person.tap("again").tap("again_confirm").opens("home")
    code = person.code()
    assert code != before
    assert store.find_by_code(code, "here") == store.find(person.device)
    assert store.find_by_code(before, "here") != store.find(person.device)


def test_again_without_keeping_can_be_left_too() -> None:
    person = Person().start(keep=False).describe().answer_here(1).tap("overview").tap("finish").opens("home")
    person.tap("again").tap("again_confirm").opens("home")
    assert person.tap("again_back").offers("to_result")


def test_a_code_is_there_at_the_end_even_after_a_reload() -> None:
    person = at_the_result().again().opens("plan")
    other = Person().tap("have_code").type("resume_code", person.code())
    assert "Selamat datang kembali" in other.sees()


def test_there_is_one_code_however_often_it_is_asked_for() -> None:
    person = at_the_result().opens("plan")
    code = person.code()
    assert person.again("plan").code() == code
    assert person.again().code() == code


def test_a_damaged_store_does_not_stop_a_visitor_from_reading(fresh_store: Path) -> None:
    Person()
    fresh_store.write_bytes(b"this is no database" * 1000)
    person = Person()
    assert "Lihat usaha Anda" in person.sees()
    assert "rusak" in person.sees()


@pytest.mark.parametrize(
    ("kept", "position"), [(FINISHED, REVIEW), (assessment(FROZEN_OWNER, cash_records="daily"), "digital_presence")]
)
def test_answers_open_from_a_file_and_go_on_where_they_end(kept: Assessment, position: str) -> None:
    person = Person().tap("from_file")
    uploader = person.app.file_uploader(key="upload")
    person.does(uploader.upload("jawaban.json", write_answers(kept), "application/json"))
    assert "Selamat datang kembali" in person.sees()
    person.tap("go_on").choose("q_consent", "yes").tap("next")
    assert f'data-place="{position}"' in person.html()


def test_a_bad_file_is_refused_and_nothing_changes() -> None:
    person = Person().tap("from_file")
    uploader = person.app.file_uploader(key="upload")
    person.does(uploader.upload("a.json", b'{"format": 1, "answers": {"x": "y"}}', "application/json"))
    assert "'answers.x' tidak dikenal" in person.sees()
    assert "tidak berubah" in person.sees()
    assert person.offers("start")
