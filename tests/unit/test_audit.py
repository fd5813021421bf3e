"""The audit of what is installed, against an advisory service of our own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from runpy import run_path
from threading import Thread

import pytest

from tests.builders import ROOT

AUDIT = ROOT / ".ci" / "audit.py"

ADVISORY = {
    "id": "PYSEC-2026-1",
    "summary": "an example",
    "details": "an example",
    "aliases": [],
    "published": "2026-01-01T00:00:00Z",
    "affected": [
        {
            "package": {"name": "segno", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0"}]}],
        }
    ],
}


class Service(BaseHTTPRequestHandler):
    """Knows an advisory for one package, and no other."""

    def do_POST(self) -> None:  # named by http.server
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))["package"]["name"]
        body = json.dumps({"vulns": [ADVISORY]} if asked == "segno" else {}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


def audit(url: str) -> tuple[int, str]:
    pytest.importorskip("pip_audit", reason="requirements-dev.txt is not installed in full")
    command = [sys.executable, str(AUDIT), "--osv-url", url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_a_known_vulnerability_fails_and_is_named(service: str) -> None:
    code, said = audit(service)
    assert code == 1
    assert f"VULNERABLE: segno {version('segno')}: PYSEC-2026-1, fixed in 99.0" in said


def test_a_clean_answer_says_for_how_many() -> None:
    verdict = run_path(str(AUDIT))["verdict"]
    assert verdict(["segno==1.0"], [{"name": "segno", "version": "1.0", "vulns": []}]) == (
        0,
        ["No known vulnerabilities in 1 packages."],
    )


def test_an_unreachable_service_breaks_nothing_and_is_said_loudly() -> None:
    code, said = audit("http://127.0.0.1:1/v1/query")
    assert code == 0
    assert "VULNERABILITIES NOT CHECKED" in said
    assert "No known" not in said
