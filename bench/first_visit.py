"""What a phone waits for and downloads until the first screen can be used, beside the stock app.

    python -m bench.first_visit [--rounds 5] [--only-ours]

A real Chromium. *https*: what it offers on https (Brotli); *LAN*: on plain http by a name, as phones of a class
do, which is offered gzip only. *Weak*: 1.6 Mbit/s, 150 ms, processor ÷ 4. *Warm*: the second visit of a browser.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.servers import both
from bench.tables import median_and_spread, table
from tests.browser.devices import PHONE
from tests.browser.visitor import SWITCHES, installed_browser
from tests.clients.server import Server

NAME = "kanvas.test"
WEAK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
PROCESSOR = 4
PATIENCE = 120_000
START = ".st-key-start button:not([disabled])"
# Noted by the page itself, so that no round trip of the measuring adds to it.
WATCH = f"""(() => {{
  const seen = () => {{
    if (window.usable === undefined && document.querySelector('{START}')) window.usable = performance.now();
  }};
  new MutationObserver(seen).observe(document, {{ childList: true, subtree: true, attributes: true }});
}})()"""


@dataclass
class Visit:
    """One visit: times in milliseconds, what came over the line in bytes."""

    first_paint: float = 0
    usable: float = 0
    requests: int = 0
    bytes: int = 0
    socket_bytes: int = 0
    by_type: dict[str, int] = field(default_factory=dict)


def visit(context: BrowserContext, address: str, *, weak: bool) -> Visit:
    """Opens the address in a new page and waits until the main button is there."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    if weak:
        devtools.send("Network.emulateNetworkConditions", WEAK)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR})
    found = Visit()
    kinds: dict[str, str] = {}

    def count(event: dict[str, Any]) -> None:
        if found.usable:  # what comes later is for the next screens
            return
        found.bytes += int(event["encodedDataLength"])
        kind = kinds.get(event["requestId"], "")
        found.by_type[kind] = found.by_type.get(kind, 0) + int(event["encodedDataLength"])

    def note(event: dict[str, Any]) -> None:
        if not event["response"].get("fromDiskCache") and not found.usable:
            found.requests += 1
        kinds[event["requestId"]] = event["type"]

    def frame(event: dict[str, Any]) -> None:
        # Binary frames come as base64: four letters for three bytes.
        found.socket_bytes += len(event["response"]["payloadData"]) * 3 // 4

    devtools.on("Network.loadingFinished", count)
    devtools.on("Network.responseReceived", note)
    devtools.on("Network.webSocketFrameReceived", frame)
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    page.wait_for_selector(START, state="attached")
    found.usable = page.evaluate("window.usable")
    found.first_paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    page.close()
    return found


def round_of(browser: Browser, address: str, *, weak: bool) -> dict[str, Visit]:
    """A cold and a warm visit by a new browser profile."""
    context = browser.new_context(viewport=PHONE, locale="id-ID", service_workers="block")
    visits = {"cold": visit(context, address, weak=weak), "warm": visit(context, address, weak=weak)}
    context.close()
    return visits


def measure(servers: dict[str, Server], rounds: int, lines: list[bool]) -> dict[tuple[str, ...], list[Visit]]:
    """Ours and stock in turn, so that what else the machine does meets both."""
    found: dict[tuple[str, ...], list[Visit]] = {}
    switches = [*SWITCHES, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=switches)
        for _ in range(rounds):
            for weak in lines:
                for line, host in (("https", "localhost"), ("LAN", NAME)):
                    for app, server in servers.items():
                        address = f"http://{host}:{server.port}/"
                        for heat, each in round_of(browser, address, weak=weak).items():
                            key = (app, line, "weak" if weak else "strong", heat)
                            found.setdefault(key, []).append(each)
        browser.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only-ours", action="store_true")
    parser.add_argument("--only-weak", action="store_true")
    options = parser.parse_args()
    with TemporaryDirectory() as folder, both(Path(folder)) as servers:
        if options.only_ours:
            del servers["stock"]
        found = measure(servers, options.rounds, [True] if options.only_weak else [True, False])
    rows = [
        [
            *key,
            median_and_spread([each.first_paint / 1000 for each in visits], 2),
            median_and_spread([each.usable / 1000 for each in visits], 2),
            f"{max(each.requests for each in visits)}",
            f"{sorted(each.bytes for each in visits)[len(visits) // 2] / 1000:,.0f}",
            f"{sorted(each.socket_bytes for each in visits)[len(visits) // 2] / 1000:,.1f}",
        ]
        for key, visits in sorted(found.items(), key=lambda item: (item[0][1:], item[0][0]))
    ]
    print(
        table(["app", "line", "signal", "visit", "first paint s", "usable s", "requests", "kB", "WebSocket kB"], rows)
    )
    for key, visits in sorted(found.items()):
        if key[0] == "ours" and key[3] == "cold":
            print(key, visits[-1].by_type)
    return 0


if __name__ == "__main__":
    sys.exit(main())
