"""Devices of visitors: browser contexts, cleaned and used again, because a new one compiles all scripts anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ViewportSize

PATIENCE = 30_000
PHONE: ViewportSize = {"width": 360, "height": 740}
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
_LISTENING = Path(__file__).with_name("listening.js")
_FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


def new_device(browser: Browser, viewport: ViewportSize = PHONE, **options: object) -> BrowserContext:
    """A device that nobody has used, of one page; `options` are those of Playwright."""
    settings = {"locale": "id-ID", "timezone_id": "Asia/Jakarta", "reduced_motion": "reduce"} | options
    context = browser.new_context(viewport=viewport, **settings)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=_LISTENING)
    context.new_page()
    return context


class Devices:
    """Lends devices of a browser. Whoever gets one finds nothing of the visitor before."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = defaultdict(list)

    @contextmanager
    def lent(self, viewport: ViewportSize = PHONE, **options: object) -> Iterator[BrowserContext]:
        """A device with these options of Playwright. One on which something failed is not used again."""
        free = self._free[repr(sorted(options.items()))]
        device = free.pop() if free else new_device(self._browser, **options)
        device.pages[0].set_viewport_size(viewport)
        try:
            yield device
            _clean(device, str(options.get("color_scheme", "light")))
        except BaseException:
            device.close()
            raise
        free.append(device)


def _clean(device: BrowserContext, scheme: str) -> None:
    device.unroute_all()
    for opened in device.pages:
        if opened.url.startswith("http"):
            opened.evaluate(_FORGET)
    page, *others = device.pages
    for other in others:
        other.close()
    page.goto("about:blank")
    page.mouse.move(0, 0)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    device.clear_cookies()
