"""The whole way, in both languages, from the first word to the plan."""

from __future__ import annotations

import pytest

from canvas.store import Assessments
from tests.builders import FOOD_OWNER, LONE_TRADER
from tests.screens.person import Person


@pytest.mark.parametrize("language", ["id", "en"])
def test_from_the_first_word_to_the_plan(language: str) -> None:
    person = Person(language).start().describe(FOOD_OWNER).answer_all()
    assert "Keripik Bu Sri" in person.sees()
    person.tap("finish")
    assert {"id": "Keripik Bu Sri: 67 dari 100", "en": "Keripik Bu Sri: 67 of 100"}[language] in person.sees()
    person.tap("next")
    assert {"id": "Kanvas usaha", "en": "Business canvas"}[language] in person.sees()
    person.tap("next")
    assert person.offers("download_json")
    assert {"id": "Unduh rencana (PDF)", "en": "Download the plan (PDF)"}[language] in person.sees()


def test_a_lone_trader_is_asked_less() -> None:
    person = Person().start().describe(LONE_TRADER)
    assert "1 dari 20" in person.sees()


def test_back_keeps_every_answer() -> None:
    person = Person().start().describe(FOOD_OWNER).answer_here(3).tap("next").answer_here(1)
    person.tap("back")
    assert person.chosen("q_cash_records") == "daily_profit"
    person.tap("next")
    assert person.chosen("q_separate_money") == "often_mixed"


def test_next_asks_for_an_answer_first() -> None:
    person = Person().start().describe(FOOD_OWNER).tap("next")
    assert "Pilih satu jawaban dulu" in person.sees()
    assert person.offers("q_cash_records")
    assert "Pilih satu jawaban dulu" not in person.answer_here().sees()


def test_a_question_may_be_skipped_and_answered_later() -> None:
    person = Person().start().describe(FOOD_OWNER).tap("skip").answer_all()
    assert "1 pertanyaan belum dijawab" in person.sees()
    person.tap("change_cash_records").answer_here(2).tap("overview")
    assert "belum dijawab" not in person.sees()


def test_a_change_leads_back_to_the_review() -> None:
    person = Person().start().describe(FOOD_OWNER).answer_all().tap("change_cash_records")
    assert "Ke semua jawaban" in person.answer_here(0).sees()
    assert person.tap("next").offers("finish")
    assert person.tap("change_cash_records").tap("back").offers("finish")


def test_what_is_open_is_answered_in_a_row() -> None:
    person = Person().start().describe(FOOD_OWNER).tap("skip").answer_here().tap("next").tap("skip").answer_all()
    assert "2 pertanyaan belum dijawab" in person.sees()
    person.tap("answer_open").answer_here().tap("next")
    assert person.offers("q_unit_cost")
    assert "belum dijawab" not in person.answer_here().tap("next").sees()
    assert person.offers("finish")


def test_back_from_the_review_leads_where_one_was() -> None:
    person = Person().start().describe(FOOD_OWNER).answer_here().tap("next").tap("overview").tap("back")
    assert person.offers("q_separate_money")
    person = person.answer_all().tap("finish").tap("back")
    assert "67 dari 100" in person.tap("back").sees()


def test_the_browsers_back_leads_to_the_question_before() -> None:
    person = Person().start().describe(FOOD_OWNER).answer_here().tap("next").answer_here(1).tap("next")
    assert person.app.query_params["at"] == "unit_cost"
    assert person.goes_back(at="separate_money").chosen("q_separate_money") == "often_mixed"
    assert person.tap("next").offers("q_unit_cost")
    assert person.goes_back(at="no_such_place").offers("q_unit_cost")


def test_an_address_that_is_late_leads_nowhere() -> None:
    person = Person().start().describe(FOOD_OWNER).answer_here().tap("next")
    person.app.query_params["at"] = "cash_records"
    assert person.opens("assess").offers("q_separate_money")


def test_no_address_leads_past_the_consent(store: Assessments) -> None:
    person = Person().tap("start").goes_back(at="cash_records")
    assert person.offers("q_consent")


def test_who_declined_may_think_again(store: Assessments) -> None:
    person = Person().start(keep=False).tap("back").choose("q_consent", "yes").tap("next").describe(FOOD_OWNER)
    assert "tersimpan ✓" in person.answer_here().sees()
    assert store.count() == 1


def test_without_an_answer_there_is_no_advice() -> None:
    person = Person().start().describe(FOOD_OWNER).tap("overview").tap("finish")
    assert "Belum ada jawaban" in person.sees()
    person.opens("plan")
    assert "Belum ada saran" in person.sees()


def test_a_ticked_step_stays_where_it_was() -> None:
    person = Person().start().describe(FOOD_OWNER).answer_all(1).tap("finish").tap("next").tap("next")
    before = person.keys("choose_")
    person.tick(before[2])
    assert person.keys("choose_") == before
    assert person.offers(before[2].replace("choose_", "who_"))
    assert "Langkah terpilih: 1 dari 5" in person.sees()
    person.tap("back").tap("next")
    assert person.keys("choose_")[0] == before[2]


def test_a_result_on_few_answers_says_so() -> None:
    person = Person().start().describe(FOOD_OWNER).answer_here(3).tap("overview").tap("finish")
    assert "Nilai sementara: baru 1 dari 22" in person.sees()


def test_what_is_hard_may_be_nothing() -> None:
    person = Person().start().describe(FOOD_OWNER).answer_all()
    assert "Tidak ada yang cocok" in person.sees()


def test_several_things_may_be_hard(store: Assessments) -> None:
    person = Person().start().describe(FOOD_OWNER).tap("overview").tap("change_challenges")
    person.mark("q_challenges", "capital_access", "marketing").tap("next")
    kept = store.read(store.find(person.device) or "")
    assert kept.assessment.answers["challenges"] == ("capital_access", "marketing")


def test_the_language_changes_midway_and_nothing_else() -> None:
    person = Person().start().describe(FOOD_OWNER).answer_here(2)
    person.choose("language", "en")
    assert "Last month" in person.sees()
    assert person.chosen("q_cash_records") == "daily"
    person.tap("next").tap("back").choose("language", "id")
    assert person.chosen("q_cash_records") == "daily"
    assert "Bulan lalu" in person.sees()


def test_the_language_stays_from_screen_to_screen() -> None:
    person = Person("en").start().describe(FOOD_OWNER).answer_all().tap("finish").tap("next").tap("next")
    assert "Action plan" in person.sees()


def test_an_answer_changed_in_the_review_changes_the_result() -> None:
    person = Person().start().describe(FOOD_OWNER).answer_all(0).tap("finish")
    assert "0 dari 100" in person.sees()
    person.tap("back").tap("change_cash_records").answer_here(3).tap("overview").tap("finish")
    assert "Keripik Bu Sri: 2 dari 100" in person.sees()


@pytest.mark.parametrize("typed", ["**Sri** <b>x</b>", "سري 🌶️", "$a$ :smile: `x`", "A" * 60])
def test_a_name_appears_as_it_was_typed(typed: str) -> None:
    person = Person().start().describe(FOOD_OWNER | {"business_name": typed}).answer_all().tap("finish")
    assert typed in person.sees()
