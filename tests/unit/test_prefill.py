"""From answers, steps and edits to notes on the canvas."""

from datetime import date

import pytest

from canvas.assessment import CanvasEdit, PlannedStep
from canvas.i18n import within_sentence
from canvas.prefill import NOTE_NUMBERS, Note, fill_slots, in_own_words, new_note_id, prefill, rewrite
from tests.builders import assessment

ELEVEN = "eleven-block"
DUE = date(2026, 12, 1)


def notes(content, person, block, template=ELEVEN, language="id") -> list[Note]:
    return list(prefill(content, person, template, language).notes[block])


def test_an_answer_writes_what_is_now(content) -> None:
    wording = [
        Note("answer:cash_records/activities", "activities", "Uang usaha diingat, belum dicatat", "now", "cash_records")
    ]
    assert notes(content, assessment(cash_records="none"), "activities") == wording


def test_a_note_speaks_the_language_asked_for(content) -> None:
    (note,) = notes(content, assessment(cash_records="none"), "activities", language="en")
    assert note.text == "Money is remembered, not written down yet"


def test_a_chosen_step_writes_what_comes_next(content) -> None:
    person = assessment().with_step(PlannedStep("two-purses", DUE))
    wording = [
        Note(
            "step:two-purses/cost_structure",
            "cost_structure",
            "Uang barang usaha ini terpisah dari uang belanja rumah",
            "next",
            "two-purses",
        )
    ]
    assert notes(content, person, "cost_structure") == wording


def test_a_step_that_the_content_has_dropped_writes_nothing(content) -> None:
    person = assessment().with_step(PlannedStep("a-step-of-last-year", DUE))
    assert prefill(content, person, ELEVEN, "id").all_notes == ()


def test_unknown_and_answers_off_the_path_write_nothing(content) -> None:
    person = assessment({"workers": "alone", "role": "owner"}, cash_records="unknown", work_agreement="written")
    assert prefill(content, person, ELEVEN, "id").all_notes == ()


def test_an_edited_note_becomes_the_owners_and_remembers_its_question(content) -> None:
    person = assessment(cash_records="none").with_edit(
        CanvasEdit("answer:cash_records/activities", "activities", "Ditulis!")
    )
    wording = [Note("answer:cash_records/activities", "activities", "Ditulis!", "mine", "cash_records")]
    assert notes(content, person, "activities") == wording
    assert notes(content, person.with_answer("cash_records", "daily"), "activities") == wording


def test_a_deleted_note_stays_away_when_the_answer_changes(content) -> None:
    person = assessment(cash_records="none").with_edit(CanvasEdit("answer:cash_records/activities", "activities", None))
    assert notes(content, person, "activities") == []
    assert notes(content, person.with_answer("cash_records", "daily"), "activities") == []


def test_a_note_of_ones_own_has_no_origin(content) -> None:
    person = assessment().with_edit(CanvasEdit("mine:1", "channels", "Pasar Kepanjen"))
    assert notes(content, person, "channels") == [Note("mine:1", "channels", "Pasar Kepanjen", "mine", None)]


def test_a_kept_note_outlives_its_question(content) -> None:
    person = assessment().with_edit(CanvasEdit("answer:dropped_question/channels", "channels", "Tetap ada"))
    (note,) = notes(content, person, "channels")
    assert (note.text, note.origin) == ("Tetap ada", None)


def test_new_notes_never_take_a_number_that_was_used(content) -> None:
    person = assessment()
    assert new_note_id(person, 7) == "mine:7"
    person = person.with_edit(CanvasEdit("mine:7", "channels", None))
    assert new_note_id(person, 7) == "mine:8"
    last = person.with_edit(CanvasEdit(f"mine:{NOTE_NUMBERS - 1}", "channels", "x"))
    assert new_note_id(last, NOTE_NUMBERS - 1) == "mine:0"


def test_two_devices_that_add_a_note_do_not_meet() -> None:
    one = rewrite(assessment(), "channels", {}, "Pasar Kepanjen", 1)
    other = rewrite(assessment(), "channels", {}, "Toko oleh-oleh", 2)
    assert one.canvas_edits[0].note != other.canvas_edits[0].note


@pytest.mark.parametrize(
    ("template", "block"),
    [(ELEVEN, "eco_social_costs"), ("nine-block", "activities"), ("triple-layer", "environmental_impacts")],
)
def test_a_note_appears_in_the_block_that_receives_it(content, template, block) -> None:
    person = assessment(energy="no_thought")
    assert [note.id for note in notes(content, person, block, template)] == ["answer:energy/environmental_impacts"]


@pytest.mark.parametrize(
    ("profile", "language", "expected"),
    [
        ({"village": "Sutojayan"}, "id", "Warga Sutojayan"),
        ({}, "id", "Warga desa ini"),
        ({"village": ""}, "en", "Warga this village"),
        ({"village": "{sector}"}, "id", "Warga {sector}"),
    ],
)
def test_slots_are_filled_from_the_profile(content, profile, language, expected) -> None:
    assert fill_slots(content, assessment(profile), "Warga {village}", language) == expected


def test_what_is_sold_is_named_once(content) -> None:
    rungs = {"packaging": "most_recyclable", "channels": "compared", "unit_cost": "full_cost"}
    person = assessment(goods=("tempeh",), **rungs).with_step(PlannedStep("two-purses", DUE))
    texts = [note.text for note in prefill(content, person, ELEVEN, "id").all_notes]
    assert [text for text in texts if "tempe" in text.casefold()] == ["Tempe"]


def test_own_words_stand_for_the_wider_ones_that_were_tapped(content) -> None:
    question = content.question["goods"]
    assert in_own_words(content, question, ("sauces", "crisps", "sambal"), "id") == "sambal dan keripik"
    assert in_own_words(content, question, ("sauces", "crisps", "Keripik singkong"), "id") == (
        "Keripik singkong dan sambal dan bumbu"
    )


def test_an_article_becomes_small_within_a_sentence_and_an_abbreviation_stays(content) -> None:
    sellers = content.question["sellers"]
    cooperative = next(option.id for option in sellers.options if option.label["en"] == "A cooperative")
    assert fill_slots(content, assessment(sellers=(cooperative,)), "Buys from {sellers}", "en") == (
        "Buys from a cooperative"
    )
    assert within_sentence("NIB number") == "NIB number"


def test_what_is_no_slot_stays_as_it_is(content) -> None:
    assert fill_slots(content, assessment({}), "{harga} {} { }", "id") == "{harga} {} { }"
