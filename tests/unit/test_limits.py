"""What a browser may send, and who comes in first when many come at once."""

from __future__ import annotations

import asyncio
import logging
import tomllib
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from canvas.server.limits import Limits, Share, UploadLimits, network_of
from canvas.server.refused import RefusedPages, failed
from canvas.server.streamlit_messages import (
    PROTOCOL,
    is_allowed,
    is_drawn,
    report_unreadable,
    silence_unreadable,
)
from canvas.server.turns import TooManyWaitError, Turns
from canvas.server.visits import Visits
from tests.builders import ROOT

FEW = UploadLimits(Share(2, 5000), Share(3, 5000), Share(5, 5000), seconds=60, largest=1000)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def _taken(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{len(await request.body())}")


EVERYTHING = Starlette(routes=[Route("/{path:path}", _taken, methods=["GET", "PUT", "POST", "DELETE"])])


def at(app: Limits, address: str = "192.168.1.5") -> TestClient:
    return TestClient(app, client=(address, 50000))


def upload(client: TestClient, visit: str, size: int = 10) -> int:
    return client.put(f"/_stcore/upload_file/{visit}/file", content=b"x" * size).status_code


def test_a_visit_and_an_address_may_send_so_many_files() -> None:
    app = Limits(EVERYTHING, FEW, Clock())
    assert [upload(at(app), "a") for _ in range(3)] == [200, 200, 429]
    assert [upload(at(app), visit) for visit in ("b", "c")] == [200, 429]
    assert [upload(at(app, f"10.0.0.{number}"), f"d{number}") for number in range(3)] == [200, 200, 429]


def test_a_visit_may_send_so_many_bytes() -> None:
    app = Limits(EVERYTHING, UploadLimits(Share(100, 2000), Share(100, 3000), Share(100, 9000), largest=1000))
    assert [upload(at(app), "a", 900) for _ in range(3)] == [200, 200, 429]
    assert [upload(at(app), visit, 900) for visit in ("b", "c")] == [200, 429]


def test_streamlit_and_the_server_take_files_of_one_size() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["maxUploadSize"] * 1024 * 1024 == UploadLimits().largest


def test_after_a_while_files_are_taken_again() -> None:
    clock = Clock()
    app = Limits(EVERYTHING, FEW, clock)
    assert [upload(at(app), "a") for _ in range(3)] == [200, 200, 429]
    clock.now = 61
    assert upload(at(app), "a") == 200


@pytest.mark.parametrize(
    ("method", "path", "size", "status"),
    [
        ("PUT", "/_stcore/upload_file/a/b", 1000, 200),
        ("PUT", "/_stcore/upload_file/a/b", 1000 + 64 * 1024 + 1, 413),
        ("POST", "/device", 64, 200),
        ("POST", "/device", 2000, 413),
        ("GET", "/", 2000, 413),
    ],
)
def test_a_body_is_bounded_before_it_is_read(method: str, path: str, size: int, status: int) -> None:
    client = at(Limits(EVERYTHING, FEW))
    assert client.request(method, path, content=b"x" * size).status_code == status


@pytest.mark.parametrize("length", ["-1", "1e3", "9" * 400, "٣"])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    scope = {"type": "http", "path": "/", "method": "PUT", "headers": [(b"content-length", length.encode())]}
    refusal = Limits(EVERYTHING)._refusal(scope)
    assert refusal
    assert refusal[0] == 413


def test_a_body_without_a_length_is_refused() -> None:
    client = at(Limits(EVERYTHING))
    assert client.put("/_stcore/upload_file/a/b", content=iter([b"x", b"y"])).status_code == 411


@pytest.mark.parametrize("path", ["metrics", "script-health-check", "agent/interact", "message", "streams"])
def test_addresses_that_report_on_the_server_are_closed(path: str) -> None:
    assert at(Limits(EVERYTHING)).get(f"/_stcore/{path}").status_code == (200 if path == "streams" else 404)


def test_one_visitor_does_not_count_as_many_by_the_addresses_of_an_ipv6_network() -> None:
    def network(host: str) -> str:
        return network_of({"client": (host, 1)})

    assert network("2001:db8::1") == network("2001:db8::ffff")
    assert network("2001:db8::1") != network("2001:db8:0:1::1")
    assert network("::ffff:192.168.1.5") == "192.168.1.5"
    assert network_of({"client": None}) == ""


def test_turns_go_round_by_address() -> None:
    async def scenario() -> list[str]:
        turns, order = Turns(at_once=1, waiting=10), []

        async def one(address: str) -> None:
            await turns.take(address)
            order.append(address)
            await asyncio.sleep(0)
            turns.release()

        await asyncio.gather(*(one(address) for address in ("flood", "flood", "flood", "flood", "a", "b")))
        return order

    assert asyncio.run(scenario()) == ["flood", "flood", "a", "b", "flood", "flood"]


def test_a_turn_is_never_lost_by_somebody_who_leaves() -> None:
    async def scenario() -> int:
        turns = Turns(at_once=1, waiting=10)
        await turns.take("a")
        waiting = [asyncio.ensure_future(turns.take("b")) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        turns.release()  # the first has left: the second one's turn, which leaves as well
        waiting[1].cancel()
        await asyncio.gather(*waiting[:2], return_exceptions=True)
        await asyncio.wait_for(waiting[2], 1)
        turns.release()
        await asyncio.wait_for(turns.take("c"), 1)
        return turns._held

    assert asyncio.run(scenario()) == 1


def test_only_so_many_of_one_address_wait() -> None:
    async def scenario() -> None:
        turns = Turns(at_once=1, waiting=1)
        await turns.take("a")
        second = asyncio.ensure_future(turns.take("a"))
        await asyncio.sleep(0)
        with pytest.raises(TooManyWaitError):
            await turns.take("a")
        second.cancel()

    asyncio.run(scenario())


def rerun(**parts: object) -> bytes:
    return BackMsg(rerun_script=parts or {}).SerializeToString()


@pytest.mark.parametrize(
    ("message", "allowed"),
    [
        (BackMsg(rerun_script={}), True),
        (BackMsg(app_heartbeat=True), True),
        (BackMsg(file_urls_request={"request_id": "1"}), True),
        (BackMsg(backend_operation_request={"deferred_file": {"file_id": "1"}}), True),
        (BackMsg(backend_operation_request={"install_skills": {}}), False),
        (BackMsg(clear_cache=True), False),
        (BackMsg(set_run_on_save=True), False),
        (BackMsg(load_git_info=True), False),
        (BackMsg(debug_shutdown_runtime=True), False),
        (BackMsg(), False),
    ],
)
def test_only_what_our_pages_send_reaches_streamlit(message: BackMsg, allowed: bool) -> None:
    assert is_allowed(message.SerializeToString()) is allowed


def test_a_screen_is_drawn_when_its_run_has_ended() -> None:
    assert is_drawn(ForwardMsg(script_finished=0).SerializeToString())
    assert not is_drawn(ForwardMsg(session_event={}).SerializeToString())
    assert not is_drawn(b"\x00" * 5000)


class Streamlit:
    """A fake that answers a message only when the test releases it."""

    def __init__(self) -> None:
        self.reached: list[bytes] = []
        self.finish = asyncio.Event()

    async def __call__(self, _scope: object, receive: Callable, send: Callable) -> None:
        assert (await receive())["type"] == "websocket.connect"
        while (message := await receive())["type"] == "websocket.receive":
            self.reached.append(message["bytes"])
            await self.finish.wait()
            await send({"type": "websocket.send", "bytes": ForwardMsg(script_finished=0).SerializeToString()})


async def until(holds: Callable[[], bool]) -> None:
    """Waits for a condition, then lets everybody who could go on do so."""
    async with asyncio.timeout(30):
        while not holds():
            await asyncio.sleep(0)
    for _ in range(100):
        await asyncio.sleep(0)


async def visit(app: Visits, address: str, *messages: bytes, leaves: asyncio.Event | None = None) -> list[dict]:
    """One visit that sends some messages and leaves, as a rule once it is answered; what it was sent."""
    sent: list[dict] = []
    answered = asyncio.Event()
    received = [{"type": "websocket.receive", "bytes": message} for message in messages]
    coming = iter([{"type": "websocket.connect"}, *received])

    async def receive() -> dict:
        if message := next(coming, None):
            return message
        await (leaves or answered).wait()
        return {"type": "websocket.disconnect"}

    async def send(message: dict) -> None:
        sent.append(message)
        answered.set()

    await app({"type": "websocket", "client": (address, 1), "path": "/"}, receive, send)
    return sent


def test_newcomers_wait_for_a_turn_and_all_come_in() -> None:
    async def scenario() -> tuple[int, int]:
        streamlit = Streamlit()
        app = Visits(streamlit, PROTOCOL, Turns(at_once=2, waiting=10))
        everybody = asyncio.gather(
            *(visit(app, f"10.0.0.{number}", rerun(query_string=str(number))) for number in range(5))
        )
        await until(lambda: len(streamlit.reached) >= 2)
        first = len(streamlit.reached)
        streamlit.finish.set()
        await everybody
        return first, len(streamlit.reached)

    assert asyncio.run(scenario()) == (2, 5)


def test_a_message_that_empties_everybodys_caches_goes_nowhere() -> None:
    async def scenario() -> list[bytes]:
        streamlit = Streamlit()
        streamlit.finish.set()
        app = Visits(streamlit, PROTOCOL)
        await visit(app, "10.0.0.1", BackMsg(clear_cache=True).SerializeToString(), rerun(query_string="a"))
        return streamlit.reached

    assert asyncio.run(scenario()) == [rerun(query_string="a")]


def test_a_page_that_goes_while_it_waits_is_not_drawn() -> None:
    async def scenario() -> list[bytes]:
        streamlit, leaves = Streamlit(), asyncio.Event()
        app = Visits(streamlit, PROTOCOL, Turns(at_once=1, waiting=10))
        first = asyncio.ensure_future(visit(app, "10.0.0.1", rerun(query_string="first")))
        await asyncio.sleep(0.01)
        second = asyncio.ensure_future(visit(app, "10.0.0.2", rerun(query_string="gone"), leaves=leaves))
        await asyncio.sleep(0.01)
        leaves.set()
        await asyncio.sleep(0.01)
        streamlit.finish.set()
        await asyncio.gather(first, second)
        await visit(app, "10.0.0.3", rerun(query_string="third"))
        return streamlit.reached

    assert asyncio.run(scenario()) == [rerun(query_string="first"), rerun(query_string="third")]


def test_an_address_may_have_so_many_visits_open() -> None:
    async def scenario() -> tuple[object, int]:
        streamlit = Streamlit()
        app = Visits(streamlit, PROTOCOL, most=1)
        first = asyncio.ensure_future(visit(app, "10.0.0.1", rerun(query_string="a")))
        await asyncio.sleep(0.01)
        refused = await visit(app, "10.0.0.1", rerun(query_string="a"))
        streamlit.finish.set()
        await first
        return refused[0].get("code"), len(app.open)

    assert asyncio.run(scenario()) == (1013, 0)


def bare(status: int) -> TestClient:
    async def refuse(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("Bad Request", status)

    return TestClient(RefusedPages(Starlette(routes=[Route("/{path:path}", refuse)])))


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429, 500])
def test_a_bare_error_becomes_a_page_in_both_languages_for_a_browser(status: int) -> None:
    answer = bare(status).get("/media/plan.pdf", headers={"accept": "text/html"})
    assert answer.status_code == status
    assert "Bad Request" not in answer.text
    assert '<p lang="id">' in answer.text
    assert '<p lang="en">' in answer.text
    assert 'href="../"' in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_program_gets_the_bare_error() -> None:
    assert bare(400).get("/", headers={"accept": "*/*"}).text == "Bad Request"


def test_a_fault_of_ours_is_a_page_with_the_security_headers() -> None:
    async def fail(_request: Request) -> PlainTextResponse:
        raise RuntimeError

    handlers = {Exception: failed({"X-Frame-Options": "DENY"})}
    app = Starlette(routes=[Route("/", fail)], exception_handlers=handlers)
    answer = TestClient(app, raise_server_exceptions=False).get("/")
    assert answer.status_code == 500
    assert "sudah tersimpan aman" in answer.text
    assert answer.headers["x-frame-options"] == "DENY"


def error_of(act: Callable[[], object]) -> Exception:
    try:
        act()
    except Exception as error:
        return error
    raise AssertionError("it should have failed")


def test_values_that_streamlit_cannot_read_are_noted_in_one_line_and_once(caplog: pytest.LogCaptureFixture) -> None:
    silence_unreadable()
    error = error_of(lambda: BackMsg(app_heartbeat="yes"))
    for _ in range(3):
        logging.getLogger("streamlit.error_util").error("Uncaught app execution", exc_info=error)
        assert report_unreadable(error)
    assert caplog.text.count("A browser sent values that cannot be read (TypeError)") == 1
    assert "Traceback" not in caplog.text


def test_an_error_of_our_own_code_keeps_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    silence_unreadable()
    error = error_of(lambda: is_drawn(None))  # type: ignore[arg-type]
    logging.getLogger("streamlit.error_util").error("Uncaught app execution", exc_info=error)
    assert not report_unreadable(error)
    assert "Traceback" in caplog.text
