"""Draws docs/pictures for README: a realistic business on a phone. `make pictures`.

With a folder as argument: every screen in every state, both languages and both themes, to be looked at one by one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.browser.devices import LAPTOP, PHONE, new_device
from tests.browser.server import Server
from tests.browser.visitor import CHROMIUM, SCHEMES, Visitor, installed_browser, open_browser
from tests.browser.walk import bu_sri, come_back, states
from tests.builders import ROOT, real_content

PICTURES = ROOT / "docs" / "pictures"
SHARPNESS = 2
WHOLE_PAGE = 8000
"""No picture of a whole page is taller."""


def for_readme(browser: Browser, server: Server) -> None:
    """Five screens of Bu Sri's business, as a phone shows them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    visitor = Visitor(new_device(browser, device_scale_factor=SHARPNESS), server)

    def take(name: str, begin: str = "#root") -> None:
        visitor.page.mouse.move(0, 0)
        visitor.page.evaluate("document.activeElement.blur()")
        visitor.page.locator(begin).first.evaluate("part => part.scrollIntoView()")
        visitor.page.screenshot(path=PICTURES / f"{name}.png")

    visitor.open()
    take("home")
    keys = server.keep(bu_sri(), position="cash_records")
    visitor.open(f"/?r={keys.token}").tap("go_on")
    take("question", ".st-key-top")
    for name, begin in (("result", ".st-key-top"), ("canvas", ".st-key-block_channels"), ("plan", ".st-key-top")):
        come_back(visitor, bu_sri(), "id", address=f"/{name}")
        take(name, begin)
    visitor.context.close()


def of_everything(browser: Browser, server: Server, folder: Path) -> None:
    """Every state of the walk, on a phone and a laptop, in full length."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in (item.id for item in real_content().settings.offered):
        visitor = Visitor(new_device(browser), server)
        for number, place in enumerate(states(visitor, language)):
            for viewport in (PHONE, LAPTOP):
                for scheme in SCHEMES:
                    visitor.look_in(scheme).page.set_viewport_size(viewport)
                    long = visitor.page.locator('[data-testid="stMainBlockContainer"]').evaluate("e => e.scrollHeight")
                    height = min(max(viewport["height"], int(long)), WHOLE_PAGE)
                    visitor.page.set_viewport_size({"width": viewport["width"], "height": height})
                    name = re.sub(r"\W+", "-", f"{language}-{number:02}-{place}-{viewport['width']}-{scheme}")
                    visitor.page.screenshot(path=folder / f"{name}.png")
            visitor.look_in("light").page.set_viewport_size(PHONE)
        visitor.context.close()


@contextmanager
def _ready() -> Iterator[tuple[Browser, Server]]:
    with TemporaryDirectory() as folder, Server(Path(folder)) as server, sync_playwright() as playwright:
        yield open_browser(playwright), server


def main(arguments: list[str]) -> None:
    """Draws the pictures of README, or those of every screen."""
    if installed_browser() is None:
        sys.exit(f"Install Chromium, so that one of {', '.join(CHROMIUM)} is found.")
    with _ready() as (browser, server):
        if arguments:
            of_everything(browser, server, Path(arguments[0]))
        else:
            for_readme(browser, server)


if __name__ == "__main__":
    main(sys.argv[1:])
