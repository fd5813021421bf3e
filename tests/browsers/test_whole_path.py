"""From the first screen to the files that are taken home, in WebKitGTK and in Firefox, on a phone's width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browsers.driving import Browser, Firefox, WebKit, act, keys, offers, runs, settle, tap, visit
from tests.builders import ROOT
from tests.clients.server import Server

pytestmark = pytest.mark.browsers

PICTURES = ROOT / "artefacts" / "browsers"
MOST_SCREENS = 80
# The first option of whatever kind the question has: a radio's label, a box, or a pill.
CHOOSE_FIRST = """
  const field = document.querySelector('[class*="st-key-q_"]');
  field.querySelector('[role=radiogroup] label, label:has(input[type=checkbox]), button').click();
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    with Server(f"sqlite:///{folder}/kanvas.sqlite3", folder) as started:
        yield started


@pytest.fixture(params=[WebKit, Firefox], ids=lambda kind: kind.name)
def browser(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Browser]:
    opened = request.param(tmp_path)
    yield opened
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / f"{request.param.name}.png").write_bytes(opened.picture())
    opened.close()


def answer(browser: Browser) -> None:
    """Answers the question on the screen: the first option, or a text."""
    text_field = '[class*="st-key-q_"] input[type=text]'
    if browser.run("return !!document.querySelector(arguments[0])", text_field):
        before = runs(browser)
        browser.write(text_field, "Keripik Bu Sri 🍌")
        settle(browser, before)
    elif not browser.run("return !!document.querySelector('[class*=\"st-key-q_\"] input:checked')"):
        act(browser, CHOOSE_FIRST)


def where(browser: Browser) -> str:
    return str(browser.run("return document.querySelector('.place').dataset.place"))


def answer_everything(browser: Browser) -> int:
    """Goes through all questions; returns how many screens there were."""
    for screen in range(MOST_SCREENS):
        if offers(browser, "finish"):
            return screen
        if keys(browser, "q_"):
            answer(browser)
        tap(browser, "next")
    raise AssertionError(f"no end in {MOST_SCREENS} screens")


def test_the_whole_path(browser: Browser, server: Server) -> None:
    visit(browser, f"{server.address}/")
    tap(browser, "start")
    assert answer_everything(browser) > len("questions")
    tap(browser, "finish")
    result = where(browser)

    visit(browser, f"{server.address}/plan")  # a new session, as after a phone's lock: the device knows its person
    assert where(browser) != result
    hidden = browser.run("return !location.search.includes('r=') && !document.cookie.includes('kanvas')")
    assert hidden, "the secret is in no script's reach"
    act(browser, "document.querySelector('[class*=\"st-key-choose_\"] :is(input, button)').click()")
    for file in ("download_pdf", "download_json"):
        assert offers(browser, file)
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth + 1"), (
        "nothing reaches out at the side"
    )
