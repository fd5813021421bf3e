"""Behind a reverse proxy that serves the app under a path."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.devices import Devices
from tests.browser.server import Server
from tests.clients.proxy import Proxy

PATH = "/alat/kanvas"


@pytest.fixture(scope="module")
def server_under_a_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("proxy"))
    server.options = (f"--server.baseUrlPath={PATH}",)
    with server:
        yield server


@pytest.mark.parametrize("cuts_path", [False, True], ids=["keeps the path", "cuts the path off"])
def test_every_address_works_under_the_path_of_a_proxy(
    devices: Devices, server_under_a_path: Server, cuts_path: bool
) -> None:
    with Proxy(server_under_a_path.port, path=PATH, cuts_path=cuts_path) as proxy, devices.lent() as device:
        (page,) = device.pages
        for address, leads_to in (("/method", "/method"), ("/nothing", "/")):
            page.goto(proxy.address + address)
            page.locator("h1").first.wait_for()
            assert page.url.partition("?")[0] == proxy.address + leads_to
        page.locator(".st-key-start button").click()
        page.locator(".st-key-q_consent").wait_for()
        assert page.url.startswith(f"{proxy.address}/assess")
