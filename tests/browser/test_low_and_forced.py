"""A screen as low as a zoomed one, and colours that the visitor has chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.conftest import Arrives
from tests.browser.walk import bu_sri, come_back

LOW: ViewportSize = {"width": 320, "height": 256}
LEAST_FREE = 0.8
OVER_THE_TEXT = """() => [...document.querySelectorAll('body *')]
  .filter((one) => ['fixed', 'sticky'].includes(getComputedStyle(one).position) && one.innerText)
  .map((one) => one.getBoundingClientRect())
  .filter((box) => box.top < innerHeight && box.bottom > 0)
  .reduce((sum, box) => sum + Math.min(box.bottom, innerHeight) - Math.max(box.top, 0), 0) / innerHeight"""
COLOURS = """(selector) => {
  const bar = document.querySelector(selector);
  const { backgroundColor, backgroundImage } = getComputedStyle(bar);
  return [backgroundColor, backgroundImage, getComputedStyle(bar.parentElement).backgroundColor];
}"""


@pytest.mark.parametrize("screen", ["/", "/result", "/plan", "/canvas"])
def test_on_a_low_screen_nearly_all_of_it_is_for_the_text(arrives: Arrives, screen: str) -> None:
    visitor = arrives(LOW)
    come_back(visitor, bu_sri(), "id")
    visitor.open(screen)
    assert 1 - visitor.page.evaluate(OVER_THE_TEXT) >= LEAST_FREE


def test_in_forced_colours_bars_keep_their_fill_and_weak_ones_their_hatching(arrives: Arrives) -> None:
    visitor = arrives(forced_colors="active")
    come_back(visitor, bu_sri(), "id")
    visitor.open("/result")
    strong = visitor.page.evaluate(COLOURS, ".meter:not(.low) i")
    weak = visitor.page.evaluate(COLOURS, ".meter.low i")
    assert strong[0] != strong[2], "the fill differs from its track"
    assert strong[1] == "none"
    assert "gradient" in weak[1]
