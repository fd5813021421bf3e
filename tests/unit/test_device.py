"""A device is known by a cookie, and the secret of a link never stays in an address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from canvas.links import Links
from canvas.server.base_path import BasePath
from canvas.server.device import Device
from canvas.server.limits import Limits
from canvas.server.origin import SameOrigin

TOKEN = "DIJp1TCqEy0Tm-ymljFrMl5M"


class Clock:
    now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def links(clock: Clock) -> Links:
    return Links(clock)


@pytest.fixture
def logged() -> list[bytes]:
    """The query strings that a server would write into its log of requests."""
    return []


@pytest.fixture
def browser(links: Links, logged: list[bytes]) -> TestClient:
    async def page(request: Request) -> Response:
        return HTMLResponse(str(request.query_params))

    async def text(_: Request) -> Response:
        return PlainTextResponse("text")

    app = Starlette(
        routes=[Route("/text", text), Route("/{anything:path}", page)],
        middleware=[  # those that come before it, in app.py's order
            Middleware(BasePath, path="/kanvas"),
            Middleware(SameOrigin),
            Middleware(Limits),
            Middleware(Device, links=links, keep_days=400),
        ],
    )

    async def server(scope, receive, send) -> None:
        await app(scope, receive, send)
        if scope["type"] == "http":
            logged.append(scope["query_string"])

    return TestClient(server, base_url="https://kanvas.example")


def test_a_page_brings_a_cookie_that_no_script_can_read(browser: TestClient) -> None:
    answer = browser.get("/")
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Secure", f"Max-Age={400 * 24 * 60 * 60}"} <= set(cookie.split("; "))
    assert answer.headers["cache-control"] == "no-store"


def test_over_plain_http_the_cookie_works_too(browser: TestClient) -> None:
    assert "Secure" not in browser.get("http://192.168.1.7/").headers["set-cookie"]


def test_the_device_stays_the_same_and_lasts_longer_with_each_visit(browser: TestClient) -> None:
    first = browser.get("/").headers["set-cookie"]
    assert browser.get("/assess").headers["set-cookie"] == first
    browser.cookies.clear()
    assert browser.get("/").headers["set-cookie"] != first


@pytest.mark.parametrize("other", ['prefs={"a":1}', "a[b]=1", "nothing", "name=Bu Sri", "day=27 Nov, 10:00", "path=/"])
def test_whatever_another_app_of_the_same_host_stores_the_device_stays_known(browser: TestClient, other: str) -> None:
    answer = browser.get("/", headers={"cookie": f"{other}; kanvas={TOKEN}"})
    assert answer.headers["set-cookie"].startswith(f"kanvas={TOKEN};")


@pytest.mark.parametrize("value", ["", "short", "a b" * 10, "x" * 500, '"\\'])
def test_a_cookie_that_is_no_token_is_replaced(browser: TestClient, value: str) -> None:
    answer = browser.get("/", headers={"cookie": f"kanvas={value}"})
    assert answer.headers["set-cookie"].startswith("kanvas=")
    assert f"kanvas={value};" not in answer.headers["set-cookie"]


def test_what_is_no_page_brings_no_cookie(browser: TestClient) -> None:
    assert "set-cookie" not in browser.get("/text").headers


@pytest.mark.parametrize("path", ["/", "/kanvas/"])
def test_the_secret_of_a_link_leaves_the_address_and_the_log(
    browser: TestClient, links: Links, logged: list[bytes], path: str
) -> None:
    answer = browser.get(f"{path}?r={TOKEN}&w=PRKTKC", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "./?w=PRKTKC")
    assert logged == [b"w=PRKTKC"]
    assert links.take(browser.cookies["kanvas"]) == TOKEN


def test_a_link_is_taken_once_and_by_its_own_device(browser: TestClient, links: Links) -> None:
    browser.get(f"/?r={TOKEN}")
    assert links.take("another device") is None
    assert links.take(browser.cookies["kanvas"]) == TOKEN
    assert links.take(browser.cookies["kanvas"]) is None


def test_a_link_waits_ten_minutes(browser: TestClient, links: Links, clock: Clock) -> None:
    browser.get(f"/?r={TOKEN}")
    clock.now += timedelta(minutes=11)
    assert links.take(browser.cookies["kanvas"]) is None


def test_what_is_no_token_is_not_kept(browser: TestClient, links: Links) -> None:
    browser.get("/?r=" + "x" * 5000)
    assert links.take(browser.cookies["kanvas"]) is None
