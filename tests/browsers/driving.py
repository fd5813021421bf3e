"""WebKitGTK and Firefox behind one small interface: everything is done by script, as a finger or a keyboard would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.webkitgtk.service import Service

from tests.clients.server import free_port

PATIENCE = 60.0
WIDTH, HEIGHT = 400, 800


class Browser(ABC):
    """A real browser of a phone's width, on a display of its own that nobody sees."""

    @abstractmethod
    def open(self, address: str) -> None:
        """Opens an address."""

    @abstractmethod
    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns in the page."""

    @abstractmethod
    def picture(self) -> bytes:
        """The page as PNG."""

    @abstractmethod
    def close(self) -> None:
        """Ends the browser."""

    @abstractmethod
    def write(self, selector: str, text: str) -> None:
        """Types into a field and leaves it."""

    def wait(self, script: str, *arguments: object) -> Any:
        """What a script returns, once that is true."""
        limit = time.monotonic() + PATIENCE
        while not (found := self.run(script, *arguments)):
            assert time.monotonic() < limit, f"never: {script}\n{self.run('return document.body.innerText')}"
            time.sleep(0.1)
        return found


class WebKit(Browser):
    """WebKitGTK's MiniBrowser, driven by WebKitWebDriver."""

    name = "webkit"

    def __init__(self, folder: Path) -> None:
        os.environ["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"  # its sandbox refuses to start for root
        self.display = Display(folder)
        options = webdriver.WebKitGTKOptions()
        options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser")))
        options.add_argument("--automation")
        service = Service(shutil.which("WebKitWebDriver"), env={**os.environ, "DISPLAY": self.display.name})
        self.driver = webdriver.WebKitGTK(options=options, service=service)
        self.driver.set_window_size(WIDTH, HEIGHT)

    def open(self, address: str) -> None:
        self.driver.get(address)

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def write(self, selector: str, text: str) -> None:
        self.driver.find_element("css selector", selector).send_keys(text + "\t")

    def picture(self) -> bytes:
        return self.driver.get_screenshot_as_png()

    def close(self) -> None:
        self.driver.quit()
        self.display.close()


class Firefox(Browser):
    """Firefox ESR, driven by its own Marionette: no geckodriver is needed."""

    name = "firefox"

    def __init__(self, folder: Path) -> None:
        from marionette_driver.marionette import Marionette  # noqa: PLC0415 (imports half of Mozilla's tools)

        settings = {"intl.accept_languages": "id", "app.update.enabled": False, "services.settings.server": ""}
        self.driver = Marionette(
            bin=shutil.which("firefox-esr"),
            host="127.0.0.1",
            port=free_port(),
            headless=True,
            prefs=settings,
            gecko_log=str(folder / "firefox.log"),
        )
        self.driver.start_session()
        self.driver.set_window_rect(width=WIDTH, height=HEIGHT)

    def open(self, address: str) -> None:
        self.driver.navigate(address)

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, script_args=arguments, sandbox=None)

    def write(self, selector: str, text: str) -> None:
        self.driver.find_element("css selector", selector).send_keys(text + "\ue004")  # and the tab key

    def picture(self) -> bytes:
        return bytes(self.driver.screenshot(format="binary"))

    def close(self) -> None:
        self.driver.quit()
        self.driver.cleanup()


class Display:
    """A screen that nobody sees, for a browser that cannot do without one."""

    def __init__(self, folder: Path) -> None:
        number = folder / "display"
        with number.open("wb") as file:
            self.process = subprocess.Popen(
                ["Xvfb", "-displayfd", "1", "-screen", "0", "1024x900x24", "-nolisten", "tcp"],
                stdout=file,
                stderr=subprocess.DEVNULL,
            )
        limit = time.monotonic() + PATIENCE
        while not number.read_text().strip():
            assert self.process.poll() is None
            assert time.monotonic() < limit
            time.sleep(0.05)
        self.name = f":{number.read_text().strip()}"

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()


def tap(browser: Browser, key: str) -> None:
    """Taps what has a key and waits until the screen has answered."""
    act(browser, f"document.querySelector('.st-key-{key} :is(button, a)').click()")


def act(browser: Browser, script: str) -> None:
    """Does something that the server answers, and waits for the answer."""
    before = runs(browser)
    browser.run(script)
    settle(browser, before)


def visit(browser: Browser, address: str) -> None:
    """Opens an address and waits until its screen is drawn."""
    browser.open(address)
    settle(browser, "")


def settle(browser: Browser, before: str) -> None:
    """Waits until a run later than `before` has been drawn, and nothing of an earlier one is left."""
    browser.wait(
        """
        const app = document.querySelector('[data-testid="stApp"]');
        const run = document.querySelector('.place')?.dataset.run;
        return run && run !== arguments[0] && app?.dataset.testScriptState === 'notRunning'
          && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
        """,
        before,
    )


def runs(browser: Browser) -> str:
    """What differs from one drawing of the screen to the next."""
    return str(browser.run("return document.querySelector('.place')?.dataset.run ?? ''"))


def offers(browser: Browser, key: str) -> bool:
    """Whether something of a key is on the screen."""
    return bool(browser.run("return !!document.querySelector(arguments[0])", f".st-key-{key}"))


def keys(browser: Browser, beginning: str) -> list[str]:
    """The keys on the screen that begin so, in order."""
    script = """
      return JSON.stringify([...document.querySelectorAll(`[class*="st-key-${arguments[0]}"]`)]
        .map((one) => [...one.classList].find((name) => name.startsWith('st-key-')).slice(7)))
    """
    return [key for key in json.loads(browser.run(script, beginning)) if key.startswith(beginning)]
