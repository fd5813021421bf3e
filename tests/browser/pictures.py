"""The pictures of README.md, taken from the running app: python -m tests.browser.pictures (or `make pictures`)."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.browser.server import Server
from tests.browser.visitor import PHONE, Visitor, open_browser
from tests.browser.walk import bu_sri, come_back
from tests.builders import ROOT

FOLDER = ROOT / "docs" / "pictures"


def take(visitor: Visitor) -> None:
    """Walks past the five screens and keeps each as somebody sees it on arriving."""
    visitor.open()
    _keep(visitor, "home")
    come_back(visitor, bu_sri(), "id")
    visitor.tap("to_result")
    _keep(visitor, "result")
    visitor.tap("next")
    _keep(visitor, "canvas")
    visitor.tap("next")
    _keep(visitor, "plan")
    visitor.tap("back").tap("back").tap("back").tap("change_cash_records")
    _keep(visitor, "question")


def _keep(visitor: Visitor, name: str) -> None:
    visitor.page.screenshot(path=FOLDER / f"{name}.png")


def main() -> None:
    """Starts a server and a browser, takes the pictures, and stops both."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        server, browser = Server(Path(folder)), open_browser(playwright)
        try:
            visitor = Visitor(browser, server.start(), PHONE, device_scale_factor=2)
            take(visitor)
            visitor.close()
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
