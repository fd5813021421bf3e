"""What somebody is looking at stays where it is, and what was opened or typed stays open and typed."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor
from tests.browser.walk import at_question, bu_sri, come_back
from tests.builders import assessment

POSITION = "element => element.getBoundingClientRect().top"
PASTE = """(element, text) => {
  element.focus();
  document.execCommand("insertText", false, text);
}"""
NOTE_EMPTINESS = """() => {
  window.empty = 0;
  const look = () => {
    const main = document.querySelector('[data-testid="stMain"]');
    if (!main.innerText.trim()) window.empty += 1;
    if (!document.querySelector(".outcome h1")) requestAnimationFrame(look);
  };
  look();
}"""
UNEVEN = """() => {
  const buttons = [...document.querySelectorAll('[data-testid="stVerticalBlock"] > * [kind="secondary"]')]
    .filter((button) => !button.closest('[data-testid="stHorizontalBlock"], [class*="st-key-edit_"]'));
  return [...new Set(buttons.map((button) => Math.round(button.getBoundingClientRect().width)))];
}"""


def test_at_the_result_nothing_moves_and_what_was_opened_stays_open(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id")
    assert len(visitor.page.evaluate(UNEVEN)) == 1
    visitor.tap("to_result")
    boxes = [visitor.widget(key) for key in visitor.keys("whatif_")]
    boxes[0].scroll_into_view_if_needed()
    before = [box.evaluate(POSITION) for box in boxes]
    visitor.tick(visitor.keys("whatif_")[0])
    expect(visitor.page.locator(".tally")).not_to_be_empty()
    assert [box.evaluate(POSITION) for box in boxes] == before
    stays_open(visitor, boxes[1].locator("label").first, ".outcome .details")

    # The review comes back to the line that was changed.
    visitor.tap("back").tap("change_waste").choose("q_waste", 0).tap("next")
    line = visitor.widget("line_waste")
    expect(line).to_be_in_viewport(ratio=1)
    expect(line.get_by_role("button")).to_be_focused()


def test_buttons_below_one_another_are_equally_wide_in_the_plan(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/plan")
    assert len(visitor.page.evaluate(UNEVEN)) == 1


def stays_open(visitor: Visitor, tap: Locator, opened: str) -> None:
    """What is opened right after a tap stays open while the screen is drawn anew, and can be closed."""
    with visitor.answered():
        tap.click()
        visitor.page.locator(f"{opened} > summary").click()  # at once, before the server has responded
    expect(visitor.page.locator(f"{opened} > p, {opened} > ol").first).to_be_visible()
    visitor.page.locator(f"{opened} > summary").click()
    expect(visitor.page.locator(f"{opened}[open]")).to_have_count(0)


def test_at_a_question_what_was_opened_stays_open_and_nothing_is_blank_before_the_result(visitor: Visitor) -> None:
    at_question(visitor, assessment(cash_records="daily"), "separate_money")
    stays_open(visitor, visitor.widget("q_separate_money").get_by_test_id("stRadioOption").nth(1), ".why")
    visitor.tap("overview").page.evaluate(NOTE_EMPTINESS)
    visitor.tap("finish")
    assert visitor.page.evaluate("window.empty") == 0


def test_a_paste_that_is_too_long_is_not_dropped(visitor: Visitor) -> None:
    keys = visitor.server.keep(assessment({}), position="business_name")
    visitor.open(f"/?r={keys.token}").tap("go_on")
    name = "Toko Kelontong dan Warung Makan Berkah Ibu Siti Rahmawati Kebonagung"
    visitor.field("q_business_name").evaluate(PASTE, name)
    visitor.widget("next").locator("button").click()
    visitor.waits_for("Paling banyak 60 huruf")
    assert visitor.field("q_business_name").input_value() == name
    assert visitor.place() == "business_name"
    visitor.type("q_business_name", name[:60]).tap("next")
    assert visitor.server.kept(keys.token).profile["business_name"] == name[:60]


def test_own_words_that_are_too_long_stay_in_their_field(visitor: Visitor) -> None:
    at_question(visitor, assessment(), "goods").type("own_goods", f"Bakso, {'b' * 41}").tap("next")
    assert "Satu barang paling banyak 40 huruf" in visitor.sees()
    assert visitor.field("own_goods").input_value() == f"Bakso, {'b' * 41}"
