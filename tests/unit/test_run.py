"""`python -m canvas run` as a process: what it prints, and what it says when it cannot start."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from canvas.cli import run as run_module
from canvas.cli.run import print_addresses
from canvas.cli.shell import program
from canvas.server.listening import open_listener
from tests.builders import ROOT

PATIENCE = 60.0


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., tuple[subprocess.Popen[bytes], int]]]:
    """Starts the app on a console; returns the process and what it prints to."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str, **environment: str) -> tuple[subprocess.Popen[bytes], int]:
        console, terminal = pty.openpty()
        all_of_it = {**os.environ, "KANVAS_DATABASE_URL": f"sqlite:///{tmp_path}/kanvas.sqlite3", **environment}
        command = [sys.executable, "-m", "canvas", "run", "--port", "0", *options]
        started.append(subprocess.Popen(command, cwd=ROOT, env=all_of_it, stdout=terminal, stderr=terminal))
        os.close(terminal)
        return started[-1], console

    yield start
    for process in started:
        process.kill()
        process.wait()


def printed(console: int, until: bytes) -> bytes:
    """What appears on a console until some words do."""
    shown, limit = b"", time.monotonic() + PATIENCE
    while until not in shown:
        assert time.monotonic() < limit, shown
        if select.select([console], [], [], 1)[0]:
            shown += os.read(console, 65536)
    return shown


def rest(console: int) -> bytes:
    """What a process that has ended printed last."""
    try:
        return os.read(console, 65536)
    except OSError:  # how Linux reports that nothing is left
        return b""


def test_it_serves_and_says_where_and_ctrl_c_ends_it(start) -> None:
    process, console = start("--address", "127.0.0.1", KANVAS_PUBLIC_URL="https://kanvas.example/")
    shown = printed(console, b"press Ctrl+C").decode()
    assert "Buka https://kanvas.example di HP" in shown
    assert "Open https://kanvas.example on a phone" in shown
    assert "▄" in shown
    here = re.search(r"http://127\.0\.0\.1:\d+", shown)
    assert here
    with urlopen(f"{here[0]}/healthz", timeout=PATIENCE) as response:
        assert response.status == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    assert rest(console).strip(b".\r\n") == b""


def readiness(address: str) -> int:
    try:
        with urlopen(f"{address}/readyz", timeout=PATIENCE) as response:
            return int(response.status)
    except HTTPError as refused:
        return refused.code


OTHER_CONSOLE = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "KANVAS_PUBLIC_URL": "https://kanvas.example"}


def shows_the_code_by_colours(shown: str) -> None:
    """On a console without half blocks."""
    assert shown.count("\x1b[") > 100
    assert "▄" not in shown
    assert "?" not in shown


@pytest.mark.skipif(os.name != "posix", reason="Windows ends a program without a signal")
def test_any_console_shows_the_code_and_a_signal_to_end_is_announced_to_balancers(start) -> None:
    settings = OTHER_CONSOLE | {"KANVAS_DRAIN_SECONDS": "60"}  # nobody is here: it ends earlier
    process, console = start("--address", "127.0.0.1", **settings)
    shown = printed(console, b"press Ctrl+C").decode("cp1252")
    shows_the_code_by_colours(shown)
    here = re.search(r"http://127\.0\.0\.1:\d+", shown)
    assert here
    with urlopen(f"{here[0]}/readyz", timeout=PATIENCE) as response:
        assert response.read() == b'{"status":"ready"}'
    process.send_signal(signal.SIGTERM)
    while readiness(here[0]) == 200:  # the signal is handled a moment after it was sent
        assert process.poll() is None
    assert readiness(here[0]) == 503
    with urlopen(f"{here[0]}/healthz", timeout=PATIENCE) as response:
        assert response.status == 200
    assert process.wait(PATIENCE) == 0


def test_without_a_network_it_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    print_addresses([], ("id", "en"))
    shown = capsys.readouterr().out
    assert "Sambungkan laptop ini ke Wi-Fi atau nyalakan hotspot" in shown
    assert "▄" not in shown


def test_the_other_addresses_stand_below_the_one_code(capsys: pytest.CaptureFixture[str]) -> None:
    print_addresses(["http://10.42.0.1:8501", "http://192.168.1.5:8501"], ("en",))
    shown = capsys.readouterr().out
    assert shown.index("http://10.42.0.1:8501") < shown.index("▄") < shown.index("http://192.168.1.5:8501")


def test_a_port_that_is_taken_is_named_with_the_program_that_has_it(refused) -> None:
    with closing(open_listener("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        line = refused("run", "--port", str(port), "--lang", "en")
    assert line.startswith(f"Port {port} is in use by another program: ")
    assert f"({os.getpid()})" in line
    assert re.search(r"start with --port \d+", line)


def test_a_port_that_was_left_a_moment_ago_is_free() -> None:
    with closing(open_listener("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            first.accept()[0].close()
    open_listener("127.0.0.1", port).close()


def test_an_address_of_another_machine_is_refused(refused) -> None:
    assert "192.0.2.77" in refused("run", "--port", "0", "--address", "192.0.2.77")
    assert "no.such.name.invalid" in refused("run", "--port", "0", "--address", "no.such.name.invalid")


@pytest.mark.parametrize("port", ["-1", "65536", "99999999999", "http"])
def test_what_is_no_port_is_wrong_usage(port: str) -> None:
    parser, commands = program()
    run_module.add_commands(commands)
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(["run", "--port", port])
    assert ended.value.code == 2


def test_answers_leave_without_nagles_delay() -> None:
    with closing(open_listener("127.0.0.1", 0)) as listener:
        assert listener.proto == socket.IPPROTO_TCP  # asyncio switches the delay off for these only
