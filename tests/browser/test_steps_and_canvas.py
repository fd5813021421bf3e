"""The canvas and the plan, worked on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from canvas.assessment import Assessment
from tests.browser.conftest import Arrives
from tests.browser.devices import LAPTOP
from tests.browser.visitor import Visitor
from tests.browser.walk import bu_sri, come_back, fill_the_plan
from tests.builders import complete, real_content


def everything_strong() -> Assessment:
    """A business with as many notes as its answers can write."""
    return complete(real_content(), level=3, challenges=["capital_access"])


def test_steps_are_chosen_up_to_the_limit(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/plan")
    fill_the_plan(visitor)
    assert "Langkah terpilih: 5 dari 5" in visitor.sees()
    assert "Sudah 5 langkah" in visitor.sees()
    advised = [key.replace("advice_", "choose_") for key in visitor.keys("advice_")]
    assert advised
    assert not any(visitor.widget(key).locator("input").is_enabled() for key in advised)
    visitor.tick(visitor.keys("choose_")[0])
    assert "Langkah terpilih: 4 dari 5" in visitor.sees()
    assert visitor.can_tick(advised[0])


def test_when_and_who_are_kept_and_another_name_replaces_who_was_tapped(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/plan")
    due, chips, who = (visitor.keys(beginning)[0] for beginning in ("due_", "chip_", "who_"))
    together = visitor.widget(chips).get_by_role("radio").nth(3)
    with visitor.answered():
        together.click()
    assert visitor.field(who).input_value() == "", "it is not written into the field for another name"
    visitor.choose(due, 3).reload()
    assert visitor.chosen(due) == 3
    expect(together).to_be_checked()
    visitor.type(who, "Mbak Ani")
    expect(together).not_to_be_checked()
    assert visitor.reload().field(who).input_value() == "Mbak Ani"
    visitor.type(who, "A" * 61)  # it stays in its field, and is no reason to take back who is tapped then
    with visitor.answered():
        together.click()
    visitor.choose(due, 2)
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


def test_the_canvas_on_a_phone(visitor: Visitor, tmp_path: Path) -> None:
    come_back(visitor, bu_sri(), "id", address="/canvas")
    assert "Saya menjual" in block(visitor, "value_proposition"), "it is read as sentences"
    expect(visitor.page.locator(".sheet")).to_be_hidden()
    for kind, mark in (("pdf", b"%PDF"), ("svg", b"<svg"), ("png", b"\x89PNG")):
        visitor.download(f"download_canvas_{kind}").save_as(tmp_path / kind)
        assert mark in (tmp_path / kind).read_bytes()[:60]

    visitor.tap("edit_channels").write("new_channels", "Pasar Minggu").tap("save_channels")
    channels = visitor.widget("block_channels")
    expect(channels.get_by_text("Pasar Minggu")).to_be_in_viewport()
    expect(channels.get_by_role("status")).to_have_text("tersimpan ✓")
    visitor.tap("edit_channels")
    channels.locator("textarea").first.fill("")
    visitor.tap("save_channels")
    expect(channels).not_to_contain_text("Titip di tiga warung")
    visitor.tap("undo")
    assert "Titip di tiga warung" in block(visitor, "channels")
    visitor.tap("undo")
    assert "Pasar Minggu" not in block(visitor, "channels")

    visitor.tap("other_templates")
    assert len(visitor.keys("block_")) == 11
    visitor.choose("template", 1)
    assert len(visitor.keys("block_")) == 9
    visitor.choose("template", 2)
    assert len(visitor.keys("block_")) == 27
    assert "Titip di tiga warung" in block(visitor, "channels")
    visitor.tap("next").tap("back")
    assert visitor.chosen("template") == 2


@pytest.mark.parametrize("person", [bu_sri, everything_strong], ids=["a sample", "everything strong"])
def test_the_grid_fits_one_laptop_screen_and_can_be_shown_on_a_wall(
    arrives: Arrives, person: Callable[[], Assessment]
) -> None:
    visitor = arrives(LAPTOP)
    come_back(visitor, person(), "id", address="/canvas")
    for language in ("id", "en"):
        visitor.speak(language)
        assert grid_ends_above_the_foot(visitor)
        visitor.tap("present")
        expect(visitor.page.locator(".st-key-menu")).to_be_hidden()
        assert grid_ends_above_the_foot(visitor)
        assert visitor.page.evaluate("document.fullscreenElement !== null")
        visitor.tap("stop_presenting")
        assert visitor.offers("edit_channels")
        visitor.page.wait_for_function("document.fullscreenElement === null")


def grid_ends_above_the_foot(visitor: Visitor) -> bool:
    grid, foot = (visitor.page.locator(part).bounding_box() for part in (".sheet .grid", ".st-key-foot"))
    assert grid
    assert foot
    return grid["y"] >= 0 and grid["y"] + grid["height"] <= foot["y"]


def block(visitor: Visitor, name: str) -> str:
    return visitor.widget(f"block_{name}").inner_text()
