"""A screen as low as a zoomed or a turned one, and colours that the visitor has chosen."""

from __future__ import annotations

from playwright.sync_api import ViewportSize

from tests.browser.conftest import Arrives
from tests.browser.walk import at_question, bu_sri, come_back
from tests.builders import assessment

LOW: dict[str, ViewportSize] = {
    "a laptop at 400 %": {"width": 320, "height": 256},
    "a phone at 200 %": {"width": 180, "height": 370},
    "a turned phone": {"width": 740, "height": 360},
    "a laptop at 200 %": {"width": 640, "height": 400},
}
LEAST_FREE = 0.8
OVER_THE_TEXT = """() => [...document.querySelectorAll('body *')]
  .filter((one) => ['fixed', 'sticky'].includes(getComputedStyle(one).position) && one.innerText)
  .map((one) => one.getBoundingClientRect())
  .filter((box) => box.top < innerHeight && box.bottom > 0)
  .reduce((sum, box) => sum + Math.min(box.bottom, innerHeight) - Math.max(box.top, 0), 0) / innerHeight"""
FOCUS_SEEN = """() => {
  const focused = document.activeElement;
  const { top, bottom } = (focused.closest("label") ?? focused).getBoundingClientRect();
  const foot = document.querySelector(".st-key-foot");
  const isOver = getComputedStyle(foot).position === "fixed" && !foot.contains(focused);
  return top >= -1 && top < innerHeight - 20 && (!isOver || bottom <= foot.getBoundingClientRect().top + 1);
}"""
COLOURS = """(selector) => {
  const bar = document.querySelector(selector);
  const { backgroundColor, backgroundImage } = getComputedStyle(bar);
  return [backgroundColor, backgroundImage, getComputedStyle(bar.parentElement).backgroundColor];
}"""
DIFFERS = """([one, others]) => {
  const borders = (selector) => [...document.querySelectorAll(selector)].map((each) => {
    const { borderColor, borderWidth } = getComputedStyle(each);
    return `${borderColor} ${borderWidth}`;
  });
  const [mine, theirs] = [borders(one), borders(others)];
  return mine.length > 0 && theirs.length > 0 && !mine.some((border) => theirs.includes(border));
}"""
MARKS = """(selector) => [...document.querySelectorAll(selector)].map((mark) => {
  const { backgroundImage, forcedColorAdjust } = getComputedStyle(mark);
  return [backgroundImage, forcedColorAdjust].join(" ");
})"""
TABS = 12


def test_on_a_low_screen_nothing_lies_over_question_and_focus(arrives: Arrives) -> None:
    visitor = at_question(arrives(), assessment(cash_records="daily"), "separate_money")
    for name, size in LOW.items():
        visitor.page.set_viewport_size(size)
        visitor.page.get_by_role("heading", level=1).focus()
        assert 1 - visitor.page.evaluate(OVER_THE_TEXT) >= LEAST_FREE, name
        for _ in range(TABS):
            visitor.page.keyboard.press("Tab")
            assert visitor.page.evaluate(FOCUS_SEEN), (name, visitor.page.evaluate("document.activeElement.outerHTML"))


def test_on_a_low_screen_nearly_all_of_it_is_for_the_text(arrives: Arrives) -> None:
    visitor = arrives(LOW["a turned phone"])
    come_back(visitor, bu_sri(), "id")
    for place, leads_on in (("welcome_back", "to_result"), ("result", "next"), ("canvas", "next"), ("plan", None)):
        assert visitor.place() == place
        for name, size in LOW.items():
            visitor.page.set_viewport_size(size)
            assert 1 - visitor.page.evaluate(OVER_THE_TEXT) >= LEAST_FREE, (place, name)
        if leads_on:
            visitor.tap(leads_on)


def test_in_forced_colours_fills_and_marks_stay(arrives: Arrives) -> None:
    visitor = arrives(forced_colors="active")
    come_back(visitor, bu_sri(), "id", address="/assess?at=separate_money")
    visitor.choose("q_separate_money", 1)
    fill, _, track = visitor.page.evaluate(COLOURS, ".where .track i")
    assert fill != track, "how far the questions are"
    option = ".st-key-q_separate_money [data-testid=stRadioOption]"
    marks = visitor.page.evaluate(MARKS, f"{option} > div > div:first-child")[:4]
    assert [number for number, mark in enumerate(marks) if "gradient" in mark and mark.endswith("none")] == [1]
    differs = {
        "an answer that is chosen": (f"{option}:has(input:checked)", f"{option}:not(:has(input:checked))"),
        "the part that is asked about": (".small.row > .here", ".small.row > span:not(.here)"),
    }
    assert [name for name, pair in differs.items() if not visitor.page.evaluate(DIFFERS, pair)] == []
    visitor.open("/result")
    strong = visitor.page.evaluate(COLOURS, ".meter:not(.low) i")
    weak = visitor.page.evaluate(COLOURS, ".meter.low i")
    assert strong[0] != strong[2], "the fill differs from its track"
    assert strong[1] == "none"
    assert "gradient" in weak[1], "a weak one keeps its hatching"
    visitor.tap("next").tap("next")
    assert visitor.page.evaluate(DIFFERS, (".st-key-menu [aria-current=page]", ".st-key-menu a:not([aria-current])"))
    boxes = visitor.page.evaluate(MARKS, '[data-testid="stCheckbox"] label > div:first-of-type')
    assert all(box.endswith("none") for box in boxes), "a tick stays white on its own ground"
