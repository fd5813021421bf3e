"""The real server, a real Chromium, and somebody who uses them."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright

from tests.browser.devices import PATIENCE, PHONE, Devices, new_device
from tests.browser.server import Server
from tests.browser.visitor import CHROMIUM, Visitor, installed_browser, open_browser
from tests.builders import ROOT

ARTEFACTS = ROOT / "artefacts" / "browser"
"""Screenshots of every failed test's end; git ignores them, CI keeps them."""
HAS_FAILED = pytest.StashKey[bool]()

Arrives = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[HAS_FAILED] = item.stash.get(HAS_FAILED, False) or report.failed
    return report


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests: everybody has work of their own."""
    with Server(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # For this folder only: while Playwright is there, its event loop keeps other tests from running their own.
    if installed_browser() is None:
        pytest.fail(f"no browser for the tests: install Chromium, so that one of {', '.join(CHROMIUM)} is found")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = open_browser(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def devices(browser: Browser) -> Devices:
    return Devices(browser)


@pytest.fixture
def arrives(devices: Devices, server: Server, request: pytest.FixtureRequest) -> Iterator[Arrives]:
    """Somebody with a device of their own, nothing opened yet. What they saw last, where a test failed, is kept."""
    came: list[Visitor] = []
    with ExitStack() as lent:

        def arrive(viewport: ViewportSize = PHONE, at: Server = server, **options: object) -> Visitor:
            came.append(Visitor(lent.enter_context(devices.lent(viewport, **options)), at))
            return came[-1]

        yield arrive
        for number, visitor in enumerate(came, 1):
            if request.node.stash[HAS_FAILED] or visitor.complaints:
                ARTEFACTS.mkdir(parents=True, exist_ok=True)
                name = re.sub(r"\W+", "-", request.node.name).strip("-")
                visitor.page.screenshot(path=ARTEFACTS / f"{name}-{number}.png")
            visitor.leave()
    assert [complaint for visitor in came for complaint in visitor.complaints] == []


@pytest.fixture
def newcomer(browser: Browser, server: Server) -> Iterator[Visitor]:
    """Somebody with a device that has never opened the app, and that the test may change for good."""
    visitor = Visitor(new_device(browser), server)
    yield visitor
    visitor.context.close()
    assert visitor.complaints == []


@pytest.fixture
def visitor(arrives: Arrives) -> Visitor:
    """Somebody with a phone."""
    return arrives()
