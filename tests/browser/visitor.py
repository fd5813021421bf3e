"""Somebody at a real browser, doing what a person does. The sister of tests/screens/person.py."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Download,
    FilePayload,
    Locator,
    Page,
    Playwright,
    WebError,
    expect,
)

from canvas.content.models import Question
from tests.browser.devices import PATIENCE
from tests.browser.server import Server
from tests.builders import ROOT, real_content

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first one is Chromium without its windows, which takes less work."""
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
IN_THE_MENU = ("overview",)

_IDLE = """() => {
  const { testConnectionState, testScriptState } = document.querySelector('[data-testid="stApp"]').dataset;
  return testConnectionState === "CONNECTED" && testScriptState === "notRunning";
}"""
ELSEWHERE = "(before) => document.querySelector('.place')?.dataset.place !== before"
_SETTLED = """(requests) => window.isAnswered(requests)
  && document.querySelector('[data-testid="stApp"]').dataset.testScriptState === "notRunning"
  && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')"""
_COLOURED = """(ground) => {
  const colour = getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor;
  return "#" + colour.match(/\\d+/g).map((part) => Number(part).toString(16).padStart(2, "0")).join("") === ground;
}"""
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


def installed_browser() -> str | None:
    """Where a Chromium is installed on this machine."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def open_browser(playwright: Playwright) -> Browser:
    """Starts the installed Chromium."""
    return playwright.chromium.launch(executable_path=installed_browser(), args=list(SWITCHES))


class Visitor:
    """One person at one browser. Each act waits until the screen has answered it."""

    def __init__(self, device: BrowserContext, server: Server) -> None:
        self.server = server
        self.context = device
        self.complaints: list[str] = []
        self.page: Page = device.pages[0]
        device.on("console", self._note)
        device.on("weberror", self._note_exception)

    def leave(self) -> None:
        """Stops recording what the browser reports."""
        self.context.remove_listener("console", self._note)
        self.context.remove_listener("weberror", self._note_exception)

    def _note_exception(self, exception: WebError) -> None:
        self.complaints.append(str(exception.error))

    def _note(self, wording: ConsoleMessage) -> None:
        """Records an error that the browser reports.

        On a deep link Streamlit asks below the page's own address first whether it is there, and learns that it is
        not: that is no error of ours.
        """
        address = wording.location["url"]
        if wording.type == "error" and not re.fullmatch(r".*/\w+/_stcore/(health|host-config)", address):
            self.complaints.append(f"{wording.text} {address}")

    # Where somebody goes

    def open(self, address: str = "/") -> Visitor:
        """Opens an address of the server."""
        self.page.goto(self.server.address + address)
        return self.settle(0)

    def reload(self) -> Visitor:
        self.page.reload()
        return self.settle(0)

    def new_tab(self, address: str = "/") -> Visitor:
        """Goes on in a second tab of the same browser."""
        self.page = self.context.new_page()
        return self.open(address)

    # What somebody does

    def tap(self, key: str) -> Visitor:
        """Taps the button of a widget key; where it is in the menu of a question, that is opened first."""
        if key in IN_THE_MENU:
            self._open_menu()
        with self.answered():
            self.button(key).click()
        return self

    def double_tap(self, key: str, *, slow: bool) -> Visitor:
        """Taps a button twice; when slow, the second tap meets the screen that the first one has opened."""
        self.button(key).hover()
        before, mouse = self.place(), self.page.mouse
        for count in (1, 2):
            mouse.down(click_count=count)
            mouse.up(click_count=count)
            if slow:
                self.page.wait_for_function(ELSEWHERE, arg=before)
        self.page.wait_for_function(ELSEWHERE, arg=before)
        return self

    def choose(self, key: str, number: int) -> Visitor:
        """Taps the option at a place in a list of options; one that is chosen already changes nothing."""
        option = self.widget(key).get_by_test_id("stRadioOption").nth(number)
        if not option.locator("input").is_checked():
            with self.answered():
                option.click()
        return self

    def speak(self, language: str) -> Visitor:
        """Changes the language by the switch above every screen."""
        self._open_menu()
        return self.choose("language", [item.id for item in real_content().settings.offered].index(language))

    def _open_menu(self) -> None:
        closed = self.page.locator(".menu:not([open]) summary")
        if closed.count():
            closed.click()

    def mark(self, key: str, *numbers: int) -> Visitor:
        """Taps several of several choices."""
        for number in numbers:
            with self.answered():
                self.widget(key).get_by_role("button").nth(number).click()
        return self

    def tick(self, key: str) -> Visitor:
        """Taps a box or a switch."""
        with self.answered():
            self.widget(key).locator("label").first.click()
        return self

    def type(self, key: str, text: str) -> Visitor:
        """Types into a field and leaves it."""
        field = self.field(key)
        if field.input_value() != text:
            field.fill(text)
            with self.answered():
                field.blur()
        return self

    def write(self, key: str, text: str) -> Visitor:
        """Types into a field of a form, which is not sent yet."""
        self.field(key).fill(text)
        return self

    def upload(self, key: str, file: FilePayload | Path) -> Visitor:
        """Hands over a file."""
        with self.answered():
            self.widget(key).locator("input[type=file]").set_input_files(file)
        return self

    def unfold_all(self) -> Visitor:
        """Opens every part that opens without a word to the server."""
        self.page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        return self

    def download(self, key: str) -> Download:
        with self.page.expect_download() as waiting:
            self.button(key).click()
        return waiting.value

    # Several screens at once

    def start(self) -> Visitor:
        """From the first screen to the first one about the business; the answers may be kept."""
        return self.tap("start").choose("q_consent", 0).tap("next")

    def answer_here(self, level: int = 2) -> Visitor:
        """Answers the question of this screen with the rung of one level; choices stay as they are."""
        question = self.question()
        if question and not question.takes_several:
            self.choose(f"q_{question.id}", level)
        return self

    # What somebody sees

    def widget(self, key: str) -> Locator:
        return self.page.locator(f".st-key-{key}")

    def button(self, key: str) -> Locator:
        return self.widget(key).locator("button, a")

    def field(self, key: str) -> Locator:
        return self.widget(key).locator("input, textarea")

    def keys(self, beginning: str) -> list[str]:
        """The keys on the screen that begin so, from the top."""
        names = self.page.locator(f"[class*='st-key-{beginning}']").evaluate_all(
            "elements => elements.map((element) => element.className.match(/st-key-(\\S+)/)[1])"
        )
        return [str(name) for name in names if str(name).startswith(beginning)]

    def can_tick(self, key: str) -> bool:
        """Whether a box is empty and may be ticked."""
        box = self.widget(key).locator("input")
        return box.is_enabled() and not box.is_checked()

    def chosen(self, key: str) -> int | None:
        """The place of the option that is chosen."""
        options = self.widget(key).locator("input")
        return next((number for number in range(options.count()) if options.nth(number).is_checked()), None)

    def offers(self, key: str) -> bool:
        return self.widget(key).count() > 0

    def place(self) -> str:
        """What the screen calls itself: a question's id, or the name of the screen."""
        return self.page.locator(".place").first.get_attribute("data-place") or ""

    def question(self) -> Question | None:
        return real_content().question.get(self.place())

    def sees(self) -> str:
        """All that is to be read, as one text on one line."""
        return " ".join(self.page.locator("body").inner_text().split())

    def heading(self) -> str:
        return " ".join(self.page.locator("h1").inner_text().split())

    def is_focused(self, locator: Locator) -> bool:
        return bool(locator.evaluate("element => element === document.activeElement"))

    # Waiting

    def settle(self, requests: int) -> Visitor:
        """Waits until the browser has requested more runs of the script than that, and all of them are drawn."""
        self.page.wait_for_function(_SETTLED, arg=requests)
        return self

    def look_in(self, scheme: Scheme) -> Visitor:
        """The device changes to its light or dark colours."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.wait_for_function(_COLOURED, arg=THEME[scheme]["backgroundColor"])
        return self

    def connected(self) -> Visitor:
        """Waits until the server is there and has answered all there was to answer."""
        self.page.wait_for_function(_IDLE)
        return self

    def waits_for(self, text: str) -> Visitor:
        expect(self.page.locator("body")).to_contain_text(text, timeout=PATIENCE)
        return self

    def requests(self) -> int:
        """How many runs of the script the browser has requested."""
        return int(self.page.evaluate("window.requests"))

    @contextmanager
    def answered(self) -> Iterator[None]:
        requests = self.requests()
        yield
        self.settle(requests)
