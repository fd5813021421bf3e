"""The canvas and the plan, worked on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from canvas.assessment import Assessment
from tests.browser.devices import LAPTOP
from tests.browser.visitor import Visitor
from tests.browser.walk import bu_sri, come_back
from tests.builders import complete, real_content


def everything_strong() -> Assessment:
    """A business with as many notes as its answers can write."""
    return complete(real_content(), level=3, challenges=["capital_access"])


def test_steps_are_chosen_up_to_the_limit(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/plan")
    while free := [key for key in visitor.keys("choose_") if visitor.can_tick(key)]:
        visitor.tick(free[0])
    assert "Langkah terpilih: 5 dari 5" in visitor.sees()
    assert "Sudah 5 langkah" in visitor.sees()
    advised = [key.replace("advice_", "choose_") for key in visitor.keys("advice_")]
    assert advised
    assert not any(visitor.widget(key).locator("input").is_enabled() for key in advised)
    visitor.tick(visitor.keys("choose_")[0])
    assert "Langkah terpilih: 4 dari 5" in visitor.sees()
    assert visitor.can_tick(advised[0])


def test_when_and_who_are_kept(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/plan")
    due, who = visitor.keys("due_")[0], visitor.keys("who_")[0]
    visitor.choose(due, 3).type(who, "Pak Budi").reload()
    assert visitor.chosen(due) == 3
    assert visitor.field(who).input_value() == "Pak Budi"


def test_somebody_of_the_chips_is_not_written_into_the_field_for_another_name(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/plan")
    chips, who = visitor.keys("chip_")[0], visitor.keys("who_")[0]
    together = visitor.widget(chips).get_by_role("radio").nth(3)
    with visitor.answered():
        together.click()
    assert visitor.field(who).input_value() == ""
    visitor.reload()
    expect(together).to_be_checked()
    visitor.type(who, "Mbak Ani")
    expect(together).not_to_be_checked()
    assert visitor.reload().field(who).input_value() == "Mbak Ani"
    visitor.type(who, "A" * 61)  # it stays in its field, and is no reason to take back who is tapped then
    with visitor.answered():
        together.click()
    visitor.choose(visitor.keys("due_")[0], 3)
    expect(together).to_be_checked()


def test_a_step_moves_to_the_plan_and_back_while_its_box_stays_under_the_finger(visitor: Visitor) -> None:
    come_back(visitor, replace(bu_sri(), plan=()), "id", address="/plan")
    third = visitor.keys("choose_")[2]
    box = visitor.widget(third)
    box.evaluate("element => element.scrollIntoView({ block: 'center' })")
    before = box.bounding_box()
    assert before
    for chosen, key in ((True, "chosen_"), (False, "advice_")):
        visitor.tick(third)
        assert third.replace("choose_", key) in visitor.keys(key)
        expect(box.locator("input")).to_be_focused()
        expect(box.locator("input")).to_be_checked(checked=chosen)
        after = box.bounding_box()
        assert after
        assert after["y"] == pytest.approx(before["y"], abs=2)


def test_a_note_is_written_changed_and_taken_back(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/canvas")
    visitor.tap("edit_channels").write("new_channels", "Pasar Minggu").tap("save_channels")
    assert "Pasar Minggu" in block(visitor, "channels")
    visitor.tap("edit_channels")
    field = visitor.widget("block_channels").locator("textarea").first
    field.fill("")
    visitor.tap("save_channels")
    expect(visitor.widget("block_channels")).not_to_contain_text("Titip di tiga warung")
    visitor.tap("undo")
    assert "Titip di tiga warung" in block(visitor, "channels")
    visitor.tap("undo")
    assert "Pasar Minggu" not in block(visitor, "channels")


def test_the_canvas_is_read_as_sentences_on_a_phone(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/canvas")
    assert "Saya menjual" in block(visitor, "value_proposition")
    expect(visitor.page.locator(".sheet")).to_be_hidden()


@pytest.mark.parametrize("person", [bu_sri, everything_strong], ids=["a sample", "everything strong"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_grid_fits_one_laptop_screen_and_can_be_shown_on_a_wall(
    visitor: Visitor, language: str, person: Callable[[], Assessment]
) -> None:
    visitor.page.set_viewport_size(LAPTOP)
    come_back(visitor, person(), language, address="/canvas")

    def grid_ends_above_the_foot() -> bool:
        grid, foot = (visitor.page.locator(part).bounding_box() for part in (".sheet .grid", ".st-key-foot"))
        assert grid
        assert foot
        return grid["y"] >= 0 and grid["y"] + grid["height"] <= foot["y"]

    assert grid_ends_above_the_foot()
    visitor.tap("present")
    expect(visitor.page.locator(".st-key-menu")).to_be_hidden()
    assert grid_ends_above_the_foot()
    assert visitor.page.evaluate("document.fullscreenElement !== null")
    visitor.tap("stop_presenting")
    assert visitor.offers("edit_channels")
    visitor.page.wait_for_function("document.fullscreenElement === null")


def test_the_canvas_is_taken_along(visitor: Visitor, tmp_path: Path) -> None:
    come_back(visitor, bu_sri(), "id", address="/canvas")
    for kind, mark in (("pdf", b"%PDF"), ("svg", b"<svg"), ("png", b"\x89PNG")):
        visitor.download(f"download_canvas_{kind}").save_as(tmp_path / kind)
        assert mark in (tmp_path / kind).read_bytes()[:60]


def test_what_was_saved_is_in_view_and_said_so(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/canvas")
    visitor.tap("edit_channels").write("new_channels", "Pasar Minggu").tap("save_channels")
    block_channels = visitor.widget("block_channels")
    expect(block_channels.get_by_text("Pasar Minggu")).to_be_in_viewport()
    expect(block_channels.get_by_role("status")).to_have_text("tersimpan ✓")


def test_a_template_shows_the_same_notes_in_other_blocks(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/canvas")
    visitor.tap("other_templates")
    assert len(visitor.keys("block_")) == 11
    visitor.choose("template", 1)
    assert len(visitor.keys("block_")) == 9
    visitor.choose("template", 2)
    assert len(visitor.keys("block_")) == 27
    assert "Titip di tiga warung" in block(visitor, "channels")
    visitor.tap("next").tap("back")
    assert visitor.chosen("template") == 2


def block(visitor: Visitor, name: str) -> str:
    return visitor.widget(f"block_{name}").inner_text()
