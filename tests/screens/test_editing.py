"""The owner's own words on the canvas, and their own figures in a calculator."""

from __future__ import annotations

import pytest

from canvas.assessment import LONGEST_NOTE, LONGEST_WHO
from canvas.store import Assessments
from tests.builders import frozen_content
from tests.screens.person import Person, at_the_result

BLOCK = next(block for block in frozen_content().template["eleven-block"].blocks if block.id == "channels")
EXAMPLE = BLOCK.example["food"]


@pytest.fixture
def at_the_canvas() -> Person:
    return at_the_result(0).tap("next")


@pytest.fixture
def at_the_plan() -> Person:
    return at_the_result(0).opens("plan")


def test_an_example_is_one_tap_away(at_the_canvas: Person) -> None:
    person = at_the_canvas.tap("edit_channels").tap("take_channels")
    assert person.app.text_area(key="new_channels").value == EXAMPLE["id"]
    person.tap("save_channels")
    assert EXAMPLE["id"] in person.sees()


def test_an_example_can_be_changed_before_it_is_kept(at_the_canvas: Person) -> None:
    person = at_the_canvas.tap("edit_channels").tap("take_channels").write("new_channels", "Pasar Minggu")
    assert "Pasar Minggu" in person.tap("save_channels").sees()
    assert person.tap("edit_channels").app.text_area(key="new_channels").value == ""


def test_while_one_block_is_rewritten_nothing_else_is_offered(at_the_canvas: Person) -> None:
    person = at_the_canvas.tap("edit_channels")
    assert not any(person.offers(key) for key in ("next", "back", "edit_partners", "other_templates"))
    person.tap("cancel_channels")
    assert person.offers("next")


def test_a_note_goes_at_a_tick_and_comes_back(at_the_canvas: Person) -> None:
    person = at_the_canvas.tap("edit_channels").write("new_channels", "Pasar Minggu").tap("save_channels")
    person.tap("edit_channels").tick(person.keys("delete_mine:")[0])
    assert "Pasar Minggu" not in person.tap("save_channels").sees()
    assert person.offers("back")
    assert "Pasar Minggu" in person.tap("undo").sees()


def test_what_is_typed_outlasts_a_change_of_language(at_the_canvas: Person) -> None:
    person = at_the_canvas.tap("edit_activities").write("new_activities", "Tanpa pengawet")
    notes = {area.key: area.value for area in person.app.text_area}
    person.choose("language", "en")
    assert person.app.text_area(key="new_activities").value == "Tanpa pengawet"
    person.tap("save_activities").choose("language", "id")
    kept = {edit.text for edit in person.session.assessment.canvas_edits}
    assert kept == {"Tanpa pengawet"}, f"a change of language rewrote a note of {notes}"


def test_what_is_typed_outlasts_a_lost_session(at_the_canvas: Person) -> None:
    person = at_the_canvas.tap("edit_channels").write("new_channels", "Pasar Minggu").loses_the_session()
    person.tap("save_channels")
    assert "Pasar Minggu" in person.sees()
    assert not person.offers("save_channels")


def test_what_is_typed_goes_with_the_screen(at_the_canvas: Person) -> None:
    person = at_the_canvas.tap("edit_channels").write("new_channels", "Pasar Minggu").opens("result").tap("next")
    assert not person.offers("save_channels")
    assert person.tap("edit_channels").app.text_area(key="new_channels").value == ""


def test_no_text_is_longer_than_the_server_allows(at_the_canvas: Person, store: Assessments) -> None:
    person = at_the_canvas.tap("edit_channels").write("new_channels", "a" * (LONGEST_NOTE + 1)).tap("save_channels")
    assert "Tulisan ini terlalu panjang. Paling banyak 1.000 huruf." in person.sees()
    assert person.app.text_area(key="new_channels").value == "a" * (LONGEST_NOTE + 1), "nothing that was typed is lost"
    assert person.session.assessment.canvas_edits == ()
    person.write("new_channels", "a" * LONGEST_NOTE).tap("save_channels")
    (edit,) = person.session.assessment.canvas_edits
    assert edit.text == "a" * LONGEST_NOTE
    person.tap("next")
    box = person.keys("choose_")[0]
    person.tick(box).forces(box.replace("choose_", "who_"), "b" * 5000)
    stored = store.read(store.find(person.device) or "").assessment
    assert [planned.who for planned in stored.plan] == ["b" * LONGEST_WHO]


def shows_the_calculator(person: Person) -> tuple[Person, str]:
    while person.offers("more_advice"):
        person.tap("more_advice")
    person.switch_on("calculator_full-unit-cost")
    return person, "calculator_full-unit-cost_materials"


def test_a_calculator_reads_numbers_as_the_language_writes_them(at_the_plan: Person) -> None:
    person, field = shows_the_calculator(at_the_plan)
    person.type(field, "80.000")
    assert "Modal seluruhnya: Rp120.000" in person.sees()
    assert person.app.text_input(key=field).placeholder == "Misalnya: 60.000", "once the example is deleted"
    person.type(field, "banyak")
    assert "Ini belum terbaca sebagai angka." in person.sees()
    assert "Modal seluruhnya:" not in person.sees()


def test_a_result_is_kept_in_the_plan_and_on_the_canvas(at_the_plan: Person) -> None:
    person, field = shows_the_calculator(at_the_plan)
    assert not person.offers("keep_full-unit-cost"), "the worked example is nobody's own"
    person.type(field, "80.000").tap("keep_full-unit-cost")
    kept = "Modal seluruhnya: Rp120.000"
    assert f"Hitungan Anda: {kept}" in person.again("plan").choose("language", "en").choose("language", "id").sees()
    assert kept in person.opens("canvas").sees()


def test_own_figures_stay_with_their_person(at_the_plan: Person) -> None:
    person, field = shows_the_calculator(at_the_plan)
    person.type(field, "80.000").loses_the_session()
    person.opens("plan")
    assert person.app.text_input(key=field).value == "80.000"
