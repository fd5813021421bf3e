"""The owner's own words on the canvas, and their own figures in a calculator."""

from __future__ import annotations

import pytest

from tests.builders import FOOD_OWNER, real_content
from tests.screens.person import Person

BLOCK = next(block for block in real_content().template["eleven-block"].blocks if block.id == "channels")
EXAMPLE = BLOCK.example["food"]


@pytest.fixture
def at_the_canvas() -> Person:
    return Person().start().describe(FOOD_OWNER).answer_all(0).tap("finish").tap("next")


def test_an_example_is_one_tap_away(at_the_canvas: Person) -> None:
    person = at_the_canvas.tap("edit_channels").tap("take_channels")
    assert person.app.text_area(key="new_channels").value == EXAMPLE["id"]
    person.tap("save_channels")
    assert EXAMPLE["id"] in person.sees()


def test_an_example_can_be_changed_before_it_is_kept(at_the_canvas: Person) -> None:
    person = at_the_canvas.tap("edit_channels").tap("take_channels").write("new_channels", "Pasar Minggu")
    assert "Pasar Minggu" in person.tap("save_channels").sees()
    assert person.tap("edit_channels").app.text_area(key="new_channels").value == ""


def test_while_one_block_is_written_nothing_else_is_offered(at_the_canvas: Person) -> None:
    person = at_the_canvas.tap("edit_channels")
    assert not any(person.offers(key) for key in ("next", "back", "edit_partners", "other_templates"))
    person.tap("cancel_channels")
    assert person.offers("next")


def test_a_note_goes_at_a_tick_and_comes_back(at_the_canvas: Person) -> None:
    person = at_the_canvas.tap("edit_channels").write("new_channels", "Pasar Minggu").tap("save_channels")
    person.tap("edit_channels")
    person.app.checkbox(key=person.keys("delete_mine:")[0]).check()  # in a form: sent with its button
    assert "Pasar Minggu" not in person.tap("save_channels").sees()
    assert person.offers("back")
    assert "Pasar Minggu" in person.tap("undo").sees()


def test_a_calculator_reads_numbers_as_the_language_writes_them(at_the_canvas: Person) -> None:
    person = at_the_canvas.tap("next")
    while person.offers("more_advice"):
        person.tap("more_advice")
    switch, field = "calculator_full-unit-cost", "calculator_full-unit-cost_materials"
    person.app.toggle(key=switch).set_value(True).run()
    person.type(field, "80.000")
    assert "Modal seluruhnya: Rp120.000" in person.sees()
    person.type(field, "banyak")
    assert "Tulis angka saja, misalnya 60.000." in person.sees()
    assert "Modal seluruhnya:" not in person.sees()
