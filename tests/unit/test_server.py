"""The server's own parts, each called without a network."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
import streamlit
from httpx2 import Response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from canvas.server.base_path import BasePath
from canvas.server.frame import FIRST_PAINT, PageFrame, Parts, framed, icon_rule
from canvas.server.headers import SECURITY_HEADERS, SecurityHeaders
from canvas.server.lifecycle import Lifecycle
from canvas.server.origin import SameOrigin
from canvas.server.prepared import Prepared
from canvas.server.readiness import Readiness
from canvas.server.routes import routes
from canvas.server.start import services_or_exit
from canvas.services import use
from canvas.settings import Settings
from tests.builders import ROOT

STREAMLITS_PAGE = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
FIRST_SCREEN = "http://kanvas.example/?unknown&r=abc"
STREAMLITS_SHEET = next(Path(streamlit.__file__).parent.glob("static/static/css/index.*.css")).read_text("utf-8")
PARTS = Parts(
    guard="/guard.0.js",
    script="/kanvas.1.js",
    sheet="/styles.2.css",
    grounds={"light": "#fbfaf5", "dark": "#141b17"},
    icons=icon_rule(STREAMLITS_SHEET),
)
READY = Readiness(lambda: None, Lifecycle(), lambda: 0.0)
JOINED = replace(PARTS, prepared=Prepared("/static/js/boot.3.js"))


def ask(app: ASGIApp, path: str = "/", *, query: str = "r=abc", scheme: str = "http", **headers: str) -> Response:
    """One request, answered without following where it leads."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client(app).get(f"{scheme}://kanvas.example{path}?{query}", headers=sent)


def client(app: ASGIApp, root_path: str = "") -> TestClient:
    return TestClient(app, base_url="http://kanvas.example", root_path=root_path, follow_redirects=False)


def stand_in(path: str = "/{anything:path}", **headers: str) -> Starlette:
    """A Streamlit that answers every address with its page and repeats what it was asked."""

    async def page(request: Request) -> HTMLResponse:
        return HTMLResponse("Streamlit", headers={"x-asked": ",".join(request.headers), **headers})

    return Starlette(routes=[Route(path, page)])


def test_the_page_speaks_bahasa_indonesia_under_our_name() -> None:
    page = framed(STREAMLITS_PAGE, PARTS)
    assert '<html lang="id" translate="no">' in page
    assert '<meta name="google" content="notranslate" />' in page
    assert "<title>Kanvas Lestari</title>" in page
    assert page.count("<title>") == 1
    assert '<link rel="icon" type="image/svg+xml" href="./logo.svg" />' in page
    assert 'content="#141b17" media="(prefers-color-scheme: dark)"' in page
    assert "Kanvas Lestari sedang dibuka…" in page
    assert "Kanvas Lestari needs JavaScript." in page


@pytest.mark.parametrize("gone", ["<script>", "prerenderReady", 'as="font"', "_stcore", "Streamlit app", "favicon.png"])
def test_the_page_leaves_out_what_nobody_needs(gone: str) -> None:
    assert gone in STREAMLITS_PAGE
    assert gone not in framed(STREAMLITS_PAGE, PARTS)


def test_the_page_keeps_streamlits_own_scripts_and_licence() -> None:
    page = framed(STREAMLITS_PAGE, PARTS)
    assert page.count('rel="modulepreload"') == STREAMLITS_PAGE.count('rel="modulepreload"')
    assert '<script type="module"' in page
    assert "Apache License" in page


def test_the_page_can_tell_of_a_lost_connection_in_both_languages() -> None:
    page = framed(STREAMLITS_PAGE, PARTS)
    assert '<p id="notice" role="status" data-id="Sambungan terputus.' in page
    assert 'data-en="The connection is lost.' in page
    assert page.index("kanvas.1.js") < page.index('type="module"'), "kanvas.js speaks to Streamlit before it starts"


def test_the_first_script_can_say_that_all_others_are_too_new() -> None:
    page = framed(STREAMLITS_PAGE, PARTS)
    assert re.findall(r'<script[^>]*src="([^"]*)"', page)[:2] == ["./guard.0.js", "./kanvas.1.js"]
    assert "Peramban di HP ini terlalu lama" in page
    assert "The browser on this phone is too old" in page


def test_our_style_sheet_comes_after_those_in_the_head_and_has_the_last_word() -> None:
    page = framed(STREAMLITS_PAGE, PARTS)
    assert page.index("<body>") < page.index("./styles.2.css") < page.index('id="root"')


def test_a_joined_page_starts_with_one_file() -> None:
    page = framed(STREAMLITS_PAGE, JOINED)
    assert re.findall(r'<script type="module"[^>]*src="([^"]*)"', page) == ["./static/js/boot.3.js"]
    assert "modulepreload" not in page


def test_of_streamlits_fonts_only_icons_may_come_and_only_when_one_is_drawn() -> None:
    page = framed(STREAMLITS_PAGE, PARTS)
    assert "static/css" not in page
    assert re.findall(r"url\(([^)]*)\)", page) == re.findall(r"\./static/media/MaterialSymbols[\w.-]*", page)
    assert "unicode-range:U+21-" in page, "Streamlit asks for its icons at the start with a space"


def test_without_the_icon_rule_streamlits_own_sheet_stays() -> None:
    assert icon_rule("body{}") == ""
    assert "./static/css/index." in framed(STREAMLITS_PAGE, replace(PARTS, icons=""))


def our_page(app: ASGIApp) -> PageFrame:
    page = f"ours{FIRST_PAINT}"
    return PageFrame(app, page=page, addresses=frozenset({"/", "/assess"}), first_paint=lambda: " at once")


@pytest.mark.parametrize("path", ["/", "/assess"])
def test_our_page_is_sent_for_every_screen(path: str) -> None:
    app = our_page(stand_in(etag="old", content_encoding="identity"))
    answer = ask(app, path, if_none_match="old", accept="text/html")
    assert answer.text == "ours"
    assert answer.headers["content-length"] == "4"
    assert "etag" not in answer.headers
    assert "if-none-match" not in answer.headers["x-asked"]


@pytest.mark.parametrize(
    ("path", "query", "body"), [("/", "", "ours at once"), ("/", "w=A", "ours"), ("/assess", "", "ours")]
)
def test_only_the_first_screen_comes_with_the_page(path: str, query: str, body: str) -> None:
    assert ask(our_page(stand_in()), path, query=query, accept="text/html").text == body


@pytest.mark.parametrize("path", ["/xyz", "/assess/more", "/index.html", "//other.example", "/\\other.example"])
def test_an_unknown_address_leads_to_the_first_screen_and_says_so(path: str) -> None:
    answer = ask(our_page(stand_in()), path)
    assert answer.status_code == 303
    assert urljoin(f"http://kanvas.example{path}", answer.headers["location"]) == FIRST_SCREEN


def test_a_slash_too_many_does_no_harm() -> None:
    answer = ask(our_page(stand_in()), "/assess/")
    assert (answer.status_code, answer.headers["location"]) == (303, "../assess?r=abc")


@pytest.mark.parametrize("path", ["/static/js/old.js", "/static/page.html", "/_stcore/unknown"])
def test_a_file_of_the_program_that_does_not_exist_is_not_found(path: str) -> None:
    answer = ask(our_page(stand_in()), path)
    assert (answer.status_code, answer.text) == (404, "Not Found")


@pytest.mark.parametrize("path", ["/media/plan.html", "/component/frame.html"])
def test_files_are_sent_as_they_are(path: str) -> None:
    answer = ask(our_page(stand_in()), path, if_none_match="old")
    assert answer.text == "Streamlit"
    assert "if-none-match" in answer.headers["x-asked"]


def test_what_is_no_page_passes_through() -> None:
    app = Starlette(routes=[Route("/", lambda _: PlainTextResponse("text"))])
    assert ask(our_page(app)).text == "text"


def test_every_answer_bears_the_security_headers() -> None:
    headers = ask(SecurityHeaders(stand_in(), SECURITY_HEADERS)).headers
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_no_inline_script_may_run() -> None:
    policy = SECURITY_HEADERS["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src "))
    assert "unsafe-inline" not in scripts
    assert "'unsafe-eval'" not in scripts


@pytest.mark.parametrize(
    ("origin", "headers"),
    [
        ("http://kanvas.example", {}),
        ("https://kanvas.example", {}),
        ("https://kanvas.example:8443", {"x_forwarded_port": "8443"}),
        ("https://kanvas.example:8443", {"x_forwarded_host": "kanvas.example:8443"}),
        ("https://front.example", {"x_forwarded_host": "front.example, inner"}),
        ("https://public.example:8443", {}),
    ],
)
def test_our_own_pages_may_ask(origin: str, headers: dict[str, str]) -> None:
    app = SameOrigin(stand_in(), public_url="https://public.example:8443/kanvas")
    answer = ask(app, origin=origin, **headers)
    assert answer.status_code == 200
    assert "origin" not in answer.headers["x-asked"], "Streamlit would compare again and know less"
    assert ask(app).status_code == 200


FOREIGN = ["http://other.example", "http://kanvas.example:81", "http://public.example:8443", "null", "http://[", ""]


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_page_is_refused(origin: str) -> None:
    app = SameOrigin(stand_in(), public_url="https://public.example:8443")
    assert ask(app, origin=origin).status_code == 403
    with (
        pytest.raises(WebSocketDisconnect),
        client(app).websocket_connect("/_stcore/stream", headers={"origin": origin}),
    ):
        pass


def test_a_refused_page_is_named_once_with_the_setting_to_change(caplog: pytest.LogCaptureFixture) -> None:
    app = SameOrigin(stand_in())
    for _ in range(3):
        ask(app, origin="https://kanvas.example:8443")
    assert caplog.text.count("set KANVAS_PUBLIC_URL to it") == 1
    assert "'https://kanvas.example:8443'" in caplog.text


def test_refused_requests_bear_the_security_headers_and_https_stays_https() -> None:
    app = SecurityHeaders(SameOrigin(stand_in()), SECURITY_HEADERS)
    refused = ask(app, origin="http://other.example")
    assert (refused.status_code, refused.headers["x-frame-options"]) == (403, "DENY")
    assert "strict-transport-security" not in refused.headers
    assert "strict-transport-security" in ask(app, scheme="https").headers


@pytest.mark.parametrize(
    ("base", "path", "root_path", "seen"),
    [
        ("/kanvas", "/kanvas/assess", "", "/assess"),
        ("/kanvas", "/kanvas", "", "/"),
        ("/kanvas", "/assess", "", "/assess"),
        ("/kanvas", "/kanvasku", "", "/kanvasku"),
        ("", "/front/assess", "/front", "/assess"),
        ("/", "/assess", "", "/assess"),
    ],
)
def test_the_path_of_a_proxy_is_cut_off_if_the_proxy_did_not(base: str, path: str, root_path: str, seen: str) -> None:
    async def repeat(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(scope["path"])(scope, receive, send)

    assert client(BasePath(repeat, base), root_path).get(path).text == seen


def test_health() -> None:
    answer = ask(Starlette(routes=routes(Settings(), READY)), "/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"


def test_logo(tmp_path: Path) -> None:
    answer = ask(Starlette(routes=routes(Settings(), READY)), "/logo.svg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert ask(Starlette(routes=routes(Settings(content=tmp_path), READY)), "/logo.svg").status_code == 404


@pytest.mark.parametrize("name", ["none.svg", "x" * 5000 + ".svg", "settings.yaml", "%F0%9F%A5%B2" * 90 + ".svg"])
def test_a_drawing_that_is_none_is_not_found(name: str) -> None:
    assert ask(Starlette(routes=routes(Settings(), READY)), f"/pictures/1/{name}").status_code == 404


def test_a_good_start_returns_the_settings_and_makes_the_store(tmp_path: Path) -> None:
    file = tmp_path / "data" / "kanvas.sqlite3"
    environment = {"KANVAS_PUBLIC_URL": "https://kanvas.example", "KANVAS_DATABASE_URL": f"sqlite:///{file}"}
    assert services_or_exit(environment, Lifecycle()).settings.public_url == "https://kanvas.example"
    assert file.is_file()
    use(None)


def test_a_damaged_store_stops_the_start_and_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "kanvas.sqlite3"
    file.write_bytes(b"Ini bukan basis data. " * 100)
    with pytest.raises(SystemExit) as stopped:
        services_or_exit({"KANVAS_DATABASE_URL": f"sqlite:///{file}"}, Lifecycle())
    wording = str(stopped.value)
    assert f"Penyimpanan rusak: {file}" in wording
    assert f"The store is damaged: {file}" in wording
    assert file.read_bytes() == b"Ini bukan basis data. " * 100


def test_content_with_a_defect_stops_the_start_with_file_and_line(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    with (content / "profile.yaml").open("a") as file:
        file.write("unheard_of: 1\n")
    line = len((content / "profile.yaml").read_text(encoding="utf-8").splitlines())
    with pytest.raises(SystemExit) as stopped:
        services_or_exit({"KANVAS_CONTENT": str(content)}, Lifecycle())
    wording = str(stopped.value)
    assert f"profile.yaml:{line}: Kunci 'unheard_of'" in wording
    assert f"profile.yaml:{line}: The key 'unheard_of'" in wording
