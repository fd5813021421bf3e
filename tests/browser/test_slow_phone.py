"""On a slow phone "running" and "finished" reach the page in one drawing: no tap may be swallowed by that."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import ELSEWHERE, Visitor
from tests.browser.walk import bu_sri, come_back

SOON = 6_000
"""Milliseconds; kanvas.js would let a tap that was held back through after eight seconds."""

HELD = 800
"""Milliseconds in which a slow phone draws nothing after a tap: longer than a double tap may take (kanvas.js)."""
HOLD = """(milliseconds) => addEventListener("click", () => setTimeout(() => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}, 10))"""


class SlowPhone:
    """Taps the buttons of the foot, one after the other; each has to be answered soon."""

    def __init__(self, visitor: Visitor, held: int = HELD) -> None:
        self.visitor = visitor
        visitor.page.evaluate(HOLD, held)

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


@pytest.mark.parametrize("held", [300, HELD])
def test_no_tap_of_a_foot_is_swallowed(held: int, visitor: Visitor) -> None:
    visitor.open().tap("have_code")
    phone = SlowPhone(visitor, held)
    phone.is_asked("resume")
    phone.goes("back")
    phone.goes("start")
    phone.is_asked("next")  # the consent has no answer yet
    phone.goes("back")
    phone.goes("to_method")
    phone.goes("back")
    come_back(visitor, bu_sri(), "id")
    phone = SlowPhone(visitor, held)
    phone.goes("to_result")
    phone.goes("back")
    phone.goes("back")
    phone.goes("next")
    phone.goes("next")
    phone.goes("back")
    phone.goes("back")


def test_a_question_without_an_answer_lets_the_next_tap_through(visitor: Visitor) -> None:
    visitor.open().start()
    phone = SlowPhone(visitor)
    while not visitor.page.locator("input[type=radio]").count() > 2:
        phone.goes("next")
    phone.is_asked("next")
    phone.goes("back")


def test_no_tap_of_a_trainers_foot_is_swallowed(visitor: Visitor) -> None:
    visitor.open("/workshop")
    phone = SlowPhone(visitor)
    phone.is_asked("enter")
    phone.goes("to_create")
    phone.is_asked("create")
    phone.goes("back")
    phone.is_asked("enter")


def test_a_part_of_the_canvas_opens_and_closes_again_and_again(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/canvas")
    phone = SlowPhone(visitor)
    for close in ("cancel_channels", "save_channels", "cancel_channels"):
        phone.tap("edit_channels")
        phone.appears(close)
        phone.tap(close)
        phone.appears("edit_channels")


def test_two_works_on_one_device_are_told_apart_on_a_slow_phone(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id")
    other = visitor.server.keep(bu_sri(), finished=True)
    visitor.open(f"/?r={other.token}")
    SlowPhone(visitor).goes("keep_own")
