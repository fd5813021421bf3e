"""Fingers: what is chosen does not move the screen, and a double tap counts once."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.conftest import Arrives
from tests.browser.visitor import Visitor
from tests.browser.walk import bu_sri, come_back
from tests.builders import assessment

SMALL_PHONE: ViewportSize = {"width": 320, "height": 568}
ABOVE_THE_FOOT = 12
"""Pixels: the part of an answer that can be seen there."""


@pytest.fixture
def finger(arrives: Arrives) -> Visitor:
    """Somebody with a small phone, at the first question."""
    visitor = arrives(SMALL_PHONE, has_touch=True)
    keys = visitor.server.keep(assessment(), position="cash_records")
    return visitor.open(f"/?r={keys.token}").tap("go_on")


def tap_at_the_foot(visitor: Visitor, times: int = 1) -> int:
    """Taps the answer that is half under the foot; gives its place in the list."""
    foot = visitor.widget("foot").bounding_box()
    assert foot
    y = foot["y"] - ABOVE_THE_FOOT
    options = visitor.widget("q_cash_records").get_by_test_id("stRadioOption")
    boxes = [options.nth(number).bounding_box() for number in range(options.count())]
    hit = next(number for number, box in enumerate(boxes) if box and box["y"] < y < box["y"] + box["height"])
    with visitor.answered():
        for _ in range(times):
            visitor.page.touchscreen.tap(SMALL_PHONE["width"] / 2, y)
    return hit


def test_an_answer_half_under_the_foot_stays_where_it_is(finger: Visitor) -> None:
    before = scrolled(finger)
    hit = tap_at_the_foot(finger)
    assert finger.chosen("q_cash_records") == hit
    assert scrolled(finger) == before


def test_a_double_tap_on_an_answer_chooses_no_other(finger: Visitor) -> None:
    hit = tap_at_the_foot(finger, times=2)
    finger.speak("en")  # is answered only after all taps before it
    assert finger.chosen("q_cash_records") == hit


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
