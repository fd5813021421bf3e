"""The real server, started as anybody starts it."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError

from canvas.assessment import Assessment
from canvas.store import Assessments, Keys, open_store
from tests.builders import ROOT

HOST = "127.0.0.1"
LONGEST_START = 60
LONGEST_STOP = 15


class Server:
    """`streamlit run app.py` on a free port of this machine, with a store of its own in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "kanvas.sqlite3"
        self.database_url = f"sqlite:///{self._file}"
        self.log = folder / "server.log"
        self.port = free_port()
        self.address = f"http://{HOST}:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        """Starts it and waits until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", HOST]
        command += ["--server.port", str(self.port)]
        environment = os.environ | {"KANVAS_DATABASE_URL": self.database_url}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        until = time.monotonic() + LONGEST_START
        while not self._answers():
            assert self._process.poll() is None, self.log.read_text(encoding="utf-8")
            assert time.monotonic() < until, "the server did not answer in time"
        return self

    def stop(self) -> None:
        """Ends the process that was started, and no other."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(LONGEST_STOP)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def kill(self) -> None:
        """What a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def keep(
        self,
        assessment: Assessment,
        *,
        place: str | None = None,
        finished: bool = False,
        previous: str | None = None,
    ) -> Keys:
        """Puts somebody's work into the server's store, as if it had been answered earlier."""
        store = Assessments(open_store(self.database_url), lambda: datetime.now(UTC))
        keys = store.begin(assessment, previous=previous, place=place)
        if finished:
            store.finish(keys.id)
        return keys

    def kept(self, token: str) -> Assessment:
        """The work in the server's store that a token opens."""
        store = Assessments(open_store(self.database_url), lambda: datetime.now(UTC))
        return store.read(store.find(token) or "").assessment

    def damage(self, assessment: str) -> None:
        """Makes one answer unreadable, which nobody foresees."""
        with closing(sqlite3.connect(self._file)) as store, store:
            store.execute("UPDATE answer SET value = '{' WHERE assessment = ?", (assessment,))

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Holds the store's only pen meanwhile, so that the server cannot write."""
        with closing(sqlite3.connect(self._file, isolation_level=None)) as held:
            held.execute("BEGIN IMMEDIATE")
            yield
            held.execute("ROLLBACK")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=1) as response:
                return bool(response.status == 200)
        except (URLError, OSError):
            return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
