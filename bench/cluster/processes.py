"""Programs that are started, signalled and killed; those that refuse to run as root run as another user."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

PATIENCE = 60.0
"""Seconds after which something is broken, and not slow."""
USER = "postgres" if os.geteuid() == 0 else None
"""PostgreSQL and PgBouncer refuse to run as root; Debian's package made this user."""


def run(command: Sequence[str | Path], *, environment: Mapping[str, str] | None = None, user: str | None = USER) -> str:
    """Runs a command to its end and returns what it printed. Raises: RuntimeError with all that it said."""
    done = subprocess.run(
        [str(part) for part in command],
        env={**os.environ, **(environment or {})},
        user=user,
        group=user,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Raises: TimeoutError naming what was waited for."""
    limit = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > limit:
            raise TimeoutError(what)
        time.sleep(0.05)


class Program:
    """A program that runs until it is ended; what it says is in a file."""

    def __init__(
        self,
        command: Sequence[str | Path],
        folder: Path,
        *,
        environment: Mapping[str, str] | None = None,
        user: str | None = None,
    ) -> None:
        self.command = [str(part) for part in command]
        self.folder, self.user = folder, user
        self.environment = {**os.environ, **(environment or {})}
        self.log = folder / f"{Path(self.command[0]).name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=self.environment,
                user=self.user,
                group=self.user,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def end(self, number: signal.Signals) -> None:
        """Sends a signal that ends it, and waits until it has ended."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(PATIENCE)
            self.process = None

    def kill(self) -> None:
        """kill -9 of it and of all that it started, as when a machine loses its power."""
        if self.process is None:
            return
        program = psutil.Process(self.process.pid)
        for each in [program, *program.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):  # PostgreSQL's processes end as soon as their parent has ended
                each.kill()
        self.process.wait()
        self.process = None

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")
