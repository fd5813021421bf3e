"""The whole path, in both languages, from the first screen to the plan."""

from __future__ import annotations

import pytest

from canvas.session import REVIEW
from canvas.store import Assessments
from tests.builders import FROZEN_OWNER, FROZEN_TRADER, complete, frozen_content
from tests.screens.person import Person, at, at_the_result

ANSWERED = complete(frozen_content(), level=2, profile=FROZEN_OWNER).answers


def at_the_review(level: int = 2) -> Person:
    return at(REVIEW, **complete(frozen_content(), level=level, profile=FROZEN_OWNER).answers)


@pytest.mark.parametrize("language", ["id", "en"])
def test_from_the_first_word_to_the_plan(language: str) -> None:
    person = Person(language).start().describe().answer_all().tap("finish")
    assert "Keripik Bu Sri" in person.sees()
    assert {"id": "Tahap: Sudah jalan · 67 dari 100", "en": "Stage: Under way · 67 of 100"}[language] in person.sees()
    person.tap("next")
    assert {"id": "Kanvas usaha", "en": "Business canvas"}[language] in person.sees()
    person.tap("next")
    assert person.offers("download_json")
    assert {"id": "Unduh rencana (PDF)", "en": "Download the plan (PDF)"}[language] in person.sees()


def test_a_lone_trader_is_asked_less() -> None:
    assert 'aria-label="4 dari 15"' in at("cash_records").html()
    assert 'aria-label="4 dari 14"' in at("cash_records", FROZEN_TRADER).html()


def test_back_keeps_every_answer() -> None:
    person = at("separate_money").answer_here(1).tap("next").answer_here(3)
    person.tap("back")
    assert person.chosen("q_separate_money") == "often_mixed"
    person.tap("next")
    assert person.chosen("q_unit_cost") == "rechecked"


def test_what_the_route_depends_on_is_asked_for_first() -> None:
    person = at("role", {"sector": "food"}).tap("next")
    assert "Pilih satu jawaban dulu" in person.sees()
    person.choose("q_role", "owner").choose("q_workers", "alone")
    assert "Pilih satu jawaban dulu" not in person.sees()
    assert person.tap("next").tap("back").offers("q_role")
    assert "Pilih satu jawaban dulu" not in person.sees()


def test_a_question_may_be_skipped_and_answered_later() -> None:
    person = at("cash_records")
    assert "Lewati" in person.sees()
    person.tap("next").answer_all().tap("finish").tap("back")
    assert "1 pertanyaan belum dijawab" in person.sees()
    person.tap("change_cash_records").answer_here(2).tap("overview")
    assert "belum dijawab" not in person.sees()


def test_a_change_leads_back_to_the_review() -> None:
    person = at_the_review().tap("change_cash_records")
    assert "Semua jawaban ›" in person.answer_here(0).sees()
    assert person.tap("next").offers("finish")
    assert person.tap("change_cash_records").tap("back").offers("finish")


@pytest.mark.parametrize("key", ["next", "back"])
def test_the_review_shows_the_line_that_was_changed(key: str) -> None:
    person = at_the_review().tap("change_unit_cost").answer_here(0).tap(key)
    assert 'data-place="review"' in person.html()
    assert 'data-changed="line_unit_cost"' in person.html()
    assert 'data-changed=""' in person.tap("back").tap("overview").html()


def test_what_is_open_is_answered_in_a_row() -> None:
    answers = {name: answer for name, answer in ANSWERED.items() if name not in ("cash_records", "unit_cost")}
    person = at(REVIEW, **answers)
    assert "2 pertanyaan belum dijawab" in person.sees()
    person.tap("answer_open").answer_here().tap("next")
    assert person.offers("q_unit_cost")
    assert "belum dijawab" not in person.answer_here().tap("next").sees()
    assert person.offers("finish")


def test_back_from_the_review_leads_where_one_was() -> None:
    assert at("separate_money").tap("overview").tap("back").offers("q_separate_money")
    person = at_the_result().tap("back").tap("back")
    assert "67 dari 100" in person.sees()


def test_the_browsers_back_leads_to_the_question_before() -> None:
    person = at("separate_money", cash_records="daily").answer_here(1).tap("next")
    assert person.app.query_params["at"] == "unit_cost"
    assert person.goes_back(at="separate_money").chosen("q_separate_money") == "often_mixed"
    assert person.tap("next").offers("q_unit_cost")
    assert person.goes_back(at="no_such_place").offers("q_unit_cost")


def test_an_address_that_is_late_leads_nowhere() -> None:
    person = at("separate_money").answer_here().tap("next")
    person.app.query_params["at"] = "separate_money"
    assert person.opens("assess").offers("q_unit_cost")


def test_a_second_tap_on_a_screen_that_is_gone_counts_for_nothing() -> None:
    person = at("separate_money").answer_here().tap("next")
    person.app.query_params["at"] = "separate_money"  # the page has not heard of the new screen yet
    assert person.tap("next").offers("q_unit_cost")
    assert "Pilih satu jawaban dulu" not in person.sees()


def test_no_address_leads_past_the_consent(store: Assessments) -> None:
    person = Person().tap("start").goes_back(at="cash_records")
    assert person.offers("q_consent")


def test_who_declined_may_think_again(store: Assessments) -> None:
    person = Person().start(keep=False).tap("back").choose("q_consent", "yes").tap("next").describe()
    assert "tersimpan ✓" in person.answer_here().sees()
    assert store.count() == 1


def test_without_an_answer_there_is_no_advice() -> None:
    person = at("cash_records").tap("overview").tap("finish")
    assert "Belum ada jawaban" in person.sees()
    assert "Belum ada saran" in person.opens("plan").sees()


def test_a_ticked_step_is_first_among_the_others_and_asks_when_and_who() -> None:
    person = at_the_result(1).opens("plan")
    before = person.keys("choose_")
    person.tick(before[2])
    assert person.keys("choose_")[:3] == [before[2], *before[:2]]
    assert person.offers(before[2].replace("choose_", "who_"))
    assert "Langkah terpilih: 1 dari 5" in person.sees()
    assert person.tap("back").tap("next").keys("choose_")[0] == before[2]


def test_what_is_hard_may_be_nothing() -> None:
    person = at("challenges").mark("q_challenges", "nothing_fits")
    assert person.session.assessment.answers["challenges"] == ()
    person.mark("q_challenges", "nothing_fits", "marketing")
    assert person.session.assessment.answers["challenges"] == ("marketing",)


def test_nothing_is_written_down_for_who_touched_nothing() -> None:
    person = at("challenges").tap("next")
    assert "challenges" not in person.session.assessment.answers


def test_after_the_first_question_of_each_part_the_stall_can_be_seen() -> None:
    person = at("network").answer_here().tap("next")
    assert "Gambar awal lapak Anda" in person.sees()
    assert "Keuangan: kuat." in at("rest", cash_records="daily_profit").html()
    assert person.tap("to_stall").offers("download_picture")
    assert person.tap("complete").offers("q_separate_money"), "a rest that was read is not shown again"


def test_after_a_few_questions_one_may_rest() -> None:
    person = at("unit_cost", separate_money="two_purses").answer_here().tap("next")
    assert "6 dari 6 bagian lengkap" in person.sees()
    assert person.tap("next").offers("q_challenges")


def test_short_choices_are_together_on_a_screen() -> None:
    person = at("role", {"sector": "food"})
    assert person.offers("q_role")
    assert person.offers("q_workers")
    missing = f"Pilih satu jawaban dulu: {frozen_content().field['workers'].ask['id']}"
    assert missing not in person.tap("next").sees(), "the first one is named first"
    assert missing in person.choose("q_role", "owner").sees()
    assert person.choose("q_workers", "alone").tap("next").offers("q_cash_records")


def test_several_things_may_be_hard(store: Assessments) -> None:
    person = at("challenges").mark("q_challenges", "capital_access", "marketing").tap("next")
    kept = store.read(store.find(person.device) or "")
    assert kept.assessment.answers["challenges"] == ("capital_access", "marketing")


def test_the_language_changes_midway_and_nothing_else() -> None:
    person = at("cash_records").answer_here(2).choose("language", "en")
    assert "Last month" in person.sees()
    assert person.chosen("q_cash_records") == "daily"
    person.tap("next").tap("back").choose("language", "id")
    assert person.chosen("q_cash_records") == "daily"
    assert "Bulan lalu" in person.sees()


def test_the_language_stays_from_screen_to_screen() -> None:
    assert "Action plan" in at_the_result().choose("language", "en").tap("next").tap("next").sees()


def test_an_answer_changed_in_the_review_changes_the_result() -> None:
    person = at_the_review(0).tap("finish")
    assert "Tahap: Baru kenal · 0 dari 100" in person.sees()
    person.tap("back").tap("change_cash_records").answer_here(3).tap("overview").tap("finish")
    assert "Tahap: Baru kenal · 0 dari 100" not in person.sees()


@pytest.mark.parametrize("key", ["next", "overview", "back"])
def test_a_name_that_is_too_long_stays_in_its_field_and_says_so(key: str) -> None:
    person = at("business_name", {}).type("q_business_name", "A" * 61).tap(key)
    assert person.app.text_input(key="q_business_name").value == "A" * 61
    assert "Tulisan ini terlalu panjang. Paling banyak 60 huruf. Pendekkan dulu." in person.sees()
    person.type("q_business_name", "A" * 60).tap("next")
    assert person.session.assessment.profile["business_name"] == "A" * 60
    assert not person.offers("q_business_name")


@pytest.mark.parametrize("typed", ["**Sri** <b>x</b>", "سري 🌶️", "$a$ :smile: `x`", "A" * 60])
def test_a_name_appears_as_it_was_typed(typed: str) -> None:
    person = at("business_name", {}).type("q_business_name", typed).tap("overview")
    assert typed in person.sees()
