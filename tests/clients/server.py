"""The app as a process of its own: started, killed, and started again on the same port and store."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.request import urlopen

from tests.builders import ROOT

PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`streamlit run app.py` on this machine only. As a context: running inside, ended afterwards."""

    folder = ROOT
    """Where it is started."""
    health = "/healthz"

    def __init__(self, database_url: str, folder: Path, *options: str) -> None:
        self.database_url = database_url
        self.log = folder / "server.log"
        self.port = free_port()
        self.options = options
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def launch(self) -> subprocess.Popen[bytes]:
        """Starts it, and does not wait."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), cwd=self.folder, env=self.environment(), stdout=log, stderr=subprocess.STDOUT
            )
        return self.process

    def command(self) -> list[str]:
        """What starts it."""
        here = ["--server.address=127.0.0.1", f"--server.port={self.port}"]
        return [sys.executable, "-m", "streamlit", "run", "app.py", *here, *self.options]

    def environment(self) -> dict[str, str]:
        """Its environment variables."""
        return {**os.environ, "KANVAS_DATABASE_URL": self.database_url}

    def start(self) -> Self:
        """Starts it, and waits until it answers."""
        process = self.launch()
        limit = time.monotonic() + PATIENCE
        while not self._answers():
            assert process.poll() is None, f"the server ended:\n{self.said()}"
            assert time.monotonic() < limit, f"the server does not answer:\n{self.said()}"
            time.sleep(0.05)
        return self

    def kill(self) -> None:
        """kill -9: no last word, no tidying up."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.address}{self.health}", timeout=PATIENCE) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.kill()
        if error is not None:
            error.add_note(f"the server said:\n{self.said()[-4000:]}")
