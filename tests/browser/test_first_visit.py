"""What a first visit brings over a weak signal: the first screen at once, one script, and nothing that nobody needs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Request, Route, ViewportSize, WebSocket, expect

from canvas.server.prepare import streamlit_static
from canvas.server.prepared import prepared_assets
from tests.browser.conftest import Arrives
from tests.browser.devices import LAPTOP, PHONE
from tests.browser.visitor import Visitor

BOOT = re.compile(r"/static/js/(boot|index)\.")
EARLY = "#first-paint .first-page:not([hidden])"
PARTS = (".picture", "h1", ".paragraph", ".gifts", ".gifts li:nth-child(3)", ".soft", "details")
BOX = "(part) => { const box = part.getBoundingClientRect(); return [box.x, box.y, box.width, box.height] }"
# React shows what has come half a second after such a placeholder, even where it came at once.
COUNT_PLACEHOLDERS = """
  window.placeholders = 0;
  new MutationObserver(() => { window.placeholders += document.querySelectorAll('[data-testid=stSkeleton]').length; })
    .observe(document, { childList: true, subtree: true });
"""


def opened_without_streamlit(visitor: Visitor) -> list[Route]:
    """The page is there, and Streamlit's script does not come until it is let through."""
    held: list[Route] = []
    visitor.context.route(BOOT, lambda route: held.append(route))  # noqa: PLW0108 (Playwright marks what it calls)
    visitor.page.goto(visitor.server.address, wait_until="commit")
    visitor.page.wait_for_selector(f"{EARLY} h1")
    visitor.page.wait_for_function("() => window.__streamlit")  # our own script listens
    return held


def let_through(visitor: Visitor, held: list[Route]) -> None:
    for route in held:
        route.continue_()


def boxes(visitor: Visitor, root: str, button: str) -> list[list[float]]:
    parts = [*(f"{root} {part}" for part in PARTS), button]
    return [visitor.page.locator(part).first.evaluate(BOX) for part in parts]


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_streamlit_takes_over_without_a_jump_on_the_connection_made_before_it(
    arrives: Arrives, viewport: ViewportSize
) -> None:
    visitor = arrives(viewport)
    made: list[WebSocket] = []
    visitor.page.on("websocket", lambda socket: made.append(socket))  # noqa: PLW0108 (Playwright marks what it calls)
    held = opened_without_streamlit(visitor)
    assert len(made) == 1
    before = boxes(visitor, EARLY, f"{EARLY} .first-foot button")
    let_through(visitor, held)
    expect(visitor.page.locator("#first-paint")).to_have_count(0)
    after = boxes(visitor, ".stMain", ".st-key-start button")
    for early, late in zip(before, after, strict=True):
        assert early == pytest.approx(late, abs=1)
    assert len(made) == 1


def test_what_is_tapped_before_streamlit_is_there_is_not_lost(visitor: Visitor) -> None:
    held = opened_without_streamlit(visitor)
    visitor.page.click(f"{EARLY} [data-language=en]")
    assert "See your whole business" in visitor.page.inner_text(EARLY)
    visitor.page.click(f"{EARLY} [data-for=start]")
    let_through(visitor, held)
    visitor.page.wait_for_selector('[data-place="consent"][data-language="en"]', state="attached")
    expect(visitor.page.locator("#first-paint")).to_have_count(0)


def test_who_has_begun_does_not_see_the_screen_of_newcomers(visitor: Visitor) -> None:
    visitor.open().tap("start")
    visitor.context.route(BOOT, lambda _route: None)
    visitor.page.goto(visitor.server.address, wait_until="commit")
    expect(visitor.page.locator("#first-paint")).to_be_hidden()


def requests_of_a_first_visit(visitor: Visitor) -> list[Request]:
    asked: list[Request] = []
    visitor.page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 (as above)
    visitor.open()
    visitor.waits_for("Mulai")
    return asked


def test_a_first_visit_asks_for_no_font_and_no_chart(newcomer: Visitor) -> None:
    asked = requests_of_a_first_visit(newcomer)
    assert [each.url for each in asked if each.resource_type == "font"] == []
    assert [each.url for each in asked if re.search(r"Vega|arrow|embed|DataFrame|katex", each.url)] == []


def test_a_first_visit_needs_one_script_of_streamlit_and_waits_for_no_element(newcomer: Visitor) -> None:
    prepared = prepared_assets(streamlit_static())
    if prepared.boot is None:
        pytest.skip("joining needs Node.js, and `python -m canvas.server.prepare`")
    newcomer.page.add_init_script(COUNT_PLACEHOLDERS)
    with newcomer.page.expect_response(re.compile(r"/static/js/next\.")):
        asked = requests_of_a_first_visit(newcomer)
    scripts = [each.url for each in asked if "/static/js/" in each.url]
    assert [url.removeprefix(newcomer.server.address) for url in scripts if "/next." not in url] == [prepared.boot]
    newcomer.start()
    assert newcomer.page.evaluate("window.placeholders") == 0


def test_a_browser_that_cannot_read_the_scripts_says_so_in_both_languages(visitor: Visitor) -> None:
    def too_new(route: Route) -> None:
        route.fulfill(body="syntax of the future!", content_type="text/javascript")

    visitor.context.route(BOOT, too_new)
    visitor.page.goto(visitor.server.address)
    expect(visitor.page.locator("#too-old")).to_be_visible()
    wording = visitor.page.inner_text("#too-old")
    assert "Peramban di HP ini terlalu lama" in wording
    assert "The browser on this phone is too old" in wording
    expect(visitor.page.locator("#first-paint")).to_be_hidden()
    visitor.complaints.clear()  # that the script could not be read is what happens here
