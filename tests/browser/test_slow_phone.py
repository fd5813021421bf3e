"""On a slow phone "running" and "finished" reach the page in one drawing: no tap may be swallowed by that."""

from __future__ import annotations

import time

from playwright.sync_api import Route, expect

from tests.browser.visitor import ELSEWHERE, Visitor
from tests.browser.walk import bu_sri, come_back

SOON = 6_000
"""Milliseconds; kanvas.js would let a tap that was held back through after eight seconds."""

HELD = 800
"""Milliseconds in which a slow phone draws nothing after a tap: longer than a double tap may take (kanvas.js)."""
BRIEFLY = 300
LATE = "**/late"
# The page waits for an answer that comes late: meanwhile it draws nothing, and needs no processor for that.
HOLD = """() => addEventListener("click", () => setTimeout(() => {
  const waiting = new XMLHttpRequest();
  waiting.open("GET", "/late", false);
  waiting.send();
}, 10))"""


class SlowPhone:
    """Taps the buttons of the foot, one after the other; each has to be answered soon."""

    def __init__(self, visitor: Visitor, held: int = HELD) -> None:
        self.visitor = visitor

        def answer_late(route: Route) -> None:
            time.sleep(held / 1000)
            route.fulfill()

        visitor.page.route(LATE, answer_late)
        visitor.page.evaluate(HOLD)

    def tap(self, key: str) -> None:
        self.visitor.button(key).click()

    def goes(self, key: str) -> None:
        """A tap that leads elsewhere."""
        before = self.visitor.place()
        self.tap(key)
        self.visitor.page.wait_for_function(ELSEWHERE, arg=before, timeout=SOON)

    def appears(self, key: str) -> None:
        """A button that the last tap brings."""
        self.visitor.button(key).wait_for(timeout=SOON)

    def is_asked(self, key: str) -> None:
        """A tap that is answered by a remark above the foot."""
        self.tap(key)
        expect(self.visitor.page.locator(".alert")).to_be_visible(timeout=SOON)


def test_no_tap_of_a_newcomers_foot_is_swallowed(visitor: Visitor) -> None:
    visitor.open().tap("have_code")
    phone = SlowPhone(visitor, BRIEFLY)
    phone.is_asked("resume")
    phone.goes("back")
    phone.goes("start")
    phone.is_asked("next")  # the consent has no answer yet
    visitor.choose("q_consent", 0)
    phone.goes("next")
    phone.goes("next")  # the name may be left out, but not the sector
    phone.is_asked("next")
    phone.goes("back")


def test_no_tap_is_swallowed_after_the_result(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id")
    phone = SlowPhone(visitor)
    phone.goes("to_result")
    phone.goes("next")
    for close in ("cancel_channels", "save_channels", "cancel_channels"):  # a part of the canvas, again and again
        phone.tap("edit_channels")
        phone.appears(close)
        phone.tap(close)
        phone.appears("edit_channels")
    phone.goes("back")
    phone.goes("back")
    phone.goes("back")
    phone.goes("next")
    # The link of somebody else on this device: whose work goes on is asked.
    other = visitor.server.keep(bu_sri(), finished=True)
    visitor.page.unroute(LATE)
    visitor.open(f"/?r={other.token}")
    SlowPhone(visitor).goes("keep_own")


def test_no_tap_of_a_trainers_foot_is_swallowed(visitor: Visitor) -> None:
    visitor.open("/workshop")
    phone = SlowPhone(visitor)
    phone.is_asked("enter")
    phone.goes("to_create")
    phone.is_asked("create")
    phone.goes("back")
