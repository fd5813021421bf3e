"""From a phone through Caddy and HAProxy to a replica: names, addresses and secrets in between."""

from __future__ import annotations

import json
import signal
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request as Received
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bench.cluster.cluster import Balancer, listens
from bench.cluster.processes import Program, run, wait_until
from tests.builders import ROOT
from tests.clients.server import free_port
from tests.programs import needs

needs(haproxy="haproxy", caddy="caddy")

SECRET = "only-for-this-person"


@dataclass
class Echo:
    """A fake replica that reports what it sees of a request. It can be set to be not ready."""

    name: str
    port: int = field(default_factory=free_port)
    is_ready: bool = True

    def start(self) -> None:
        routes = [Route("/healthz", self._healthy), Route("/readyz", self._ready), Route("/{rest:path}", self._seen)]
        configuration = uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=self.port, log_level="error")
        self.server = uvicorn.Server(configuration)
        threading.Thread(target=self.server.run, daemon=True).start()
        wait_until(lambda: listens(self.port), "the echo does not listen")

    async def _healthy(self, _request: Received) -> Response:
        return Response()

    async def _ready(self, _request: Received) -> Response:
        return Response(status_code=200 if self.is_ready else 503)

    async def _seen(self, request: Received) -> Response:
        return JSONResponse({
            "replica": self.name,
            "host": request.headers["host"],
            "scheme": request.url.scheme,
            "client": request.client.host if request.client else "",
            "forwarded": request.headers.get("x-forwarded-for", ""),
        })  # fmt: skip


@dataclass
class WayIn:
    """What runs, and how to ask it."""

    replicas: list[Echo]
    balancer: Balancer
    caddy: Program
    port: int

    @property
    def address(self) -> str:
        return f"https://localhost:{self.port}"

    def ask(self, path: str = "/", **headers: str) -> HTTPResponse:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        answer: HTTPResponse = urlopen(Request(self.address + path, headers=headers), context=trusting, timeout=10)
        return answer

    def ready_replicas(self) -> int:
        """How many replicas HAProxy takes for ready."""
        with urlopen(f"http://127.0.0.1:{self.balancer.watch_port}/metrics", timeout=10) as answer:
            figures = answer.read().decode()
        return int(figures.partition('haproxy_backend_active_servers{proxy="newcomers"} ')[2].split()[0])

    def seen(self, path: str = "/", **headers: str) -> Any:
        return json.load(self.ask(path, **headers))


@pytest.fixture(scope="module")
def way_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WayIn]:
    folder = tmp_path_factory.mktemp("way")
    replicas = [Echo("one"), Echo("two")]
    for each in replicas:
        each.start()
    balancer = Balancer(folder / "balancer", ROOT / "deploy", [each.port for each in replicas])
    balancer.start()
    port = free_port()
    caddy = Program(["caddy", "run", "--config", "caddy.json"], folder, environment={"XDG_DATA_HOME": str(folder)})
    (folder / "caddy.json").write_text(json.dumps(adapted(port, balancer.port)), encoding="utf-8")
    caddy.start()
    found = WayIn(replicas, balancer, caddy, port)
    wait_until(lambda: listens(port), "Caddy does not listen")
    wait_until(lambda: answers(found), "nothing comes through")
    yield found
    caddy.end(signal.SIGTERM)
    balancer.end(signal.SIGTERM)
    for each in replicas:
        each.server.should_exit = True


def adapted(port: int, balancer: int) -> Any:
    """Caddy's file as it reads it; without port 80, and without making this machine trust its certificate."""
    environment = {
        "KANVAS_SITE": f"https://localhost:{port}",
        "KANVAS_TLS": "tls internal",
        "KANVAS_HAPROXY": f"127.0.0.1:{balancer}",
    }
    file = ROOT / "deploy" / "config" / "Caddyfile"
    text = run(["caddy", "adapt", "--config", file, "--adapter", "caddyfile"], environment=environment, user=None)
    configuration = json.loads(text)
    for server in configuration["apps"]["http"]["servers"].values():
        server["automatic_https"] = {"disable_redirects": True}
    configuration["apps"]["pki"] = {"certificate_authorities": {"local": {"install_trust": False}}}
    return configuration


def answers(way_in: WayIn) -> bool:
    try:
        return way_in.ask().status == 200
    except OSError:
        return False


def test_a_replica_sees_the_name_the_scheme_and_the_address_of_the_phone(way_in: WayIn) -> None:
    seen = way_in.seen()
    assert seen["host"] == f"localhost:{way_in.port}"
    assert seen["scheme"] == "https"
    assert seen["client"] in ("127.0.0.1", "::1")


def test_an_address_that_a_visitor_made_up_is_not_believed(way_in: WayIn) -> None:
    assert "203.0.113.9" not in way_in.seen("/", **{"X-Forwarded-For": "203.0.113.9"})["forwarded"]


def test_a_browser_stays_with_its_replica_and_its_cookie_is_safe(way_in: WayIn) -> None:
    answer = way_in.ask()
    first = json.load(answer)["replica"]
    cookie = answer.headers["Set-Cookie"]
    assert all(each in cookie for each in ("HttpOnly", "Secure", "SameSite=Lax"))
    again = [way_in.seen("/", Cookie=cookie.partition(";")[0])["replica"] for _ in range(6)]
    assert set(again) == {first}
    assert {way_in.seen()["replica"] for _ in range(6)} == {"one", "two"}


def test_newcomers_go_to_a_ready_replica_and_those_inside_stay(way_in: WayIn) -> None:
    stays = next(cookie for cookie in cookies(way_in) if way_in.seen("/", Cookie=cookie)["replica"] == "one")
    way_in.replicas[0].is_ready = False
    try:
        wait_until(lambda: {way_in.seen()["replica"] for _ in range(4)} == {"two"}, "newcomers still go to one")
        assert way_in.seen("/", Cookie=stays)["replica"] == "one"
        way_in.replicas[1].is_ready = False  # the database is away: the app itself says so
        wait_until(lambda: way_in.ready_replicas() == 0, "HAProxy still takes one for ready")
        assert way_in.seen()["replica"] in ("one", "two")
    finally:
        for each in way_in.replicas:
            each.is_ready = True
    wait_until(lambda: {way_in.seen()["replica"] for _ in range(4)} == {"one", "two"}, "one is not ready again")


def cookies(way_in: WayIn) -> Iterator[str]:
    while True:
        yield way_in.ask().headers["Set-Cookie"].partition(";")[0]


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
def test_what_is_for_the_inside_is_not_found_from_outside(way_in: WayIn, path: str) -> None:
    with pytest.raises(HTTPError, match="404"):
        way_in.ask(path)


def test_no_log_holds_a_secret(way_in: WayIn) -> None:
    way_in.ask(f"/seen-in-logs?r={SECRET}", Cookie=f"kanvas={SECRET}")
    for program in (way_in.caddy, way_in.balancer):
        wait_until(lambda program=program: "/seen-in-logs" in program.said(), "the request is in no log")  # type: ignore[misc]
        assert SECRET not in program.said()
