"""Fingers: what is chosen does not move the screen, and a double tap counts once."""

from __future__ import annotations

from playwright.sync_api import ViewportSize

from tests.browser.conftest import Arrives
from tests.browser.visitor import Visitor
from tests.browser.walk import at_question, bu_sri, come_back
from tests.builders import assessment

SMALL_PHONE: ViewportSize = {"width": 320, "height": 568}
QUESTION = "cash_records"


def tap_lowest_answer_twice(visitor: Visitor) -> int:
    """Taps the lowest answer that can be seen above the foot; returns its position in the list."""
    foot = visitor.widget("foot").bounding_box()
    assert foot
    options = visitor.widget(f"q_{QUESTION}").get_by_test_id("stRadioOption")
    boxes = [option.bounding_box() for option in options.all()]
    position, box = max((number, box) for number, box in enumerate(boxes) if box and box["y"] + 24 < foot["y"])
    bottom = min(box["y"] + box["height"], foot["y"])
    with visitor.answered():
        for _ in range(2):
            visitor.page.touchscreen.tap(SMALL_PHONE["width"] / 2, (box["y"] + bottom) / 2)
    return position


def test_an_answer_at_the_foot_stays_where_it_is_and_a_double_tap_chooses_no_other(arrives: Arrives) -> None:
    visitor = at_question(arrives(SMALL_PHONE, has_touch=True), assessment(), QUESTION)
    before = scrolled(visitor)
    position = tap_lowest_answer_twice(visitor)
    assert scrolled(visitor) == before
    visitor.speak("en")  # is answered only after all taps before it
    assert visitor.chosen(f"q_{QUESTION}") == position


def test_a_double_tap_on_a_box_ticks_it_once(arrives: Arrives) -> None:
    visitor = arrives(SMALL_PHONE, has_touch=True)
    come_back(visitor, bu_sri(), "id", address="/plan")
    step = next(key for key in visitor.keys("choose_") if visitor.can_tick(key))
    label = visitor.widget(step).locator("label").first
    label.scroll_into_view_if_needed()
    box = label.bounding_box()
    assert box
    with visitor.answered():
        for _ in range(2):
            visitor.page.touchscreen.tap(box["x"] + 20, box["y"] + box["height"] / 2)
    visitor.speak("en")
    assert visitor.widget(step).locator("input").is_checked()
    assert "Chosen steps: 4 of 5" in visitor.sees()


def scrolled(visitor: Visitor) -> float:
    return float(visitor.page.get_by_test_id("stMain").evaluate("main => main.scrollTop"))
