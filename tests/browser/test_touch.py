"""Fingers: a double tap counts once."""

from __future__ import annotations

from playwright.sync_api import ViewportSize

from tests.browser.conftest import Arrives
from tests.browser.walk import bu_sri, come_back

SMALL_PHONE: ViewportSize = {"width": 320, "height": 568}


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
