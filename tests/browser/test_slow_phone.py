"""On a slow phone "running" and "finished" reach the page in one drawing: no tap may be swallowed by that."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import ELSEWHERE, Visitor
from tests.browser.walk import bu_sri, come_back

SOON = 6_000
"""Milliseconds; kanvas.js would let a tap that was held back through after eight seconds."""

HOLD = """(milliseconds) => addEventListener("click", () => setTimeout(() => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}, 10))"""


class SlowPhone:
    """Taps the buttons of the foot, one after the other; each has to be answered soon."""

    def __init__(self, visitor: Visitor, held: int) -> None:
        self.visitor = visitor
        visitor.page.evaluate(HOLD, held)

    def tap(self, key: str) -> None:
        self.visitor.button(key).click()

    def goes(self, key: str) -> None:
        """A tap that leads elsewhere."""
        before = self.visitor.place()
        self.tap(key)
        self.visitor.page.wait_for_function(ELSEWHERE, arg=before, timeout=SOON)

    def is_asked(self, key: str) -> None:
        """A tap that is answered by a remark above the foot."""
        self.tap(key)
        expect(self.visitor.page.locator(".alert")).to_be_visible(timeout=SOON)


@pytest.mark.parametrize("held", [0, 300, 800])
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


@pytest.mark.parametrize("held", [300, 800])
def test_a_question_without_an_answer_lets_the_next_tap_through(held: int, visitor: Visitor) -> None:
    visitor.open().start()
    phone = SlowPhone(visitor, held)
    while not visitor.page.locator("input[type=radio]").count() > 2:
        phone.goes("next")
    phone.is_asked("next")
    phone.goes("back")
