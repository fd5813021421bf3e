"""Serving the app in this process: the socket that listens, and uvicorn on it."""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType

import psutil
import uvicorn

from canvas.errors import KanvasError
from canvas.server.lifecycle import LIFECYCLE
from canvas.settings import ROOT, Settings

_WAITING = 2048
"""Connections that may wait to be accepted: a class that scans the code at the same moment."""
_LARGEST_MESSAGE = 1024 * 1024
"""Bytes that a page may send at once through its WebSocket; an answer has about 1,000."""
_SECONDS_TO_FINISH = 3
_PING_SECONDS = 30
_NEW_OBJECTS, _ROUNDS = 10_000, (20, 20)
"""Objects made between two looks for garbage, and rounds between deeper ones. A tap makes some thousands, and
looking through them at every 700, the interval that Python begins with, took a twentieth of it.
"""
_SWITCH_SECONDS = 0.001
"""After so long a thread that waits for the interpreter gets it. Who writes an answer asks for it after each statement,
and keeps all other writers out meanwhile: with the 5 ms that Python begins with, for ten times as long as it computes.
"""


def open_listener(address: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any free one. Raises: KanvasError naming who has the port, or what is wrong."""
    # With the protocol named, asyncio switches Nagle's delay off: an answer arrives 35 ms sooner.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    # Windows does not look at that, but hands on what the listener is set to.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        if os.name == "posix":  # on Windows it would let two programs listen on one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen(_WAITING)
    except OSError as error:
        listener.close()
        raise _refusal(error, address, port) from error
    return listener


def serve(listener: socket.socket, *, on_ready: Callable[[], None], settings: Settings) -> None:
    """Serves the app until Ctrl-C or a signal to end; calls `on_ready` once phones can connect.

    After SIGTERM, sessions that are open go on for as long as a setting says. Another signal ends them at once.
    """
    os.chdir(ROOT)  # Streamlit looks for its settings here
    sys.path.insert(0, str(ROOT))
    os.environ["STREAMLIT_SERVER_PORT"] = str(listener.getsockname()[1])
    configuration = uvicorn.Config(
        "app:app",
        ws="websockets-sansio",
        ws_max_size=_LARGEST_MESSAGE,
        ws_per_message_deflate=True,
        ws_ping_interval=_PING_SECONDS,
        ws_ping_timeout=_PING_SECONDS,
        access_log=False,  # addresses of people's work belong in no log
        log_level="warning",
        log_config=uvicorn.config.LOGGING_CONFIG if settings.log_format == "text" else None,  # None: app.py sets it up
        use_colors=False,
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
    )
    gc.disable()  # until the app is loaded: nothing of it is garbage, and looking for it takes a quarter of the start
    _Server(configuration, on_ready, settings.drain_seconds).run([listener])


class _Server(uvicorn.Server):
    def __init__(self, configuration: uvicorn.Config, on_ready: Callable[[], None], drain_seconds: int) -> None:
        super().__init__(configuration)
        self._on_ready = on_ready
        self._drain_seconds = drain_seconds

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if sig == signal.SIGTERM and self._drain_seconds and not LIFECYCLE.is_draining:
            LIFECYCLE.drain(time.monotonic(), self._drain_seconds)
        else:
            super().handle_exit(sig, frame)

    async def on_tick(self, counter: int) -> bool:
        if LIFECYCLE.is_over(time.monotonic()):
            self.should_exit = True
        return await super().on_tick(counter)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS, *_ROUNDS)
        gc.enable()
        sys.setswitchinterval(_SWITCH_SECONDS)
        if self.started:
            self._on_ready()


def _refusal(error: OSError, address: str, port: int) -> KanvasError:
    if error.errno == errno.EADDRINUSE:
        free, program = _free_port_after(port), _listening_on(port)
        if program is None:
            return KanvasError("port_taken_by_somebody", port=port, free=free)
        return KanvasError("port_taken", port=port, program=program, free=free)
    if error.errno == errno.EACCES:
        return KanvasError("port_forbidden", port=port)
    return KanvasError("address_not_here", address=address)


def _listening_on(port: int) -> str | None:
    """The program that has a port, as `name (number)`; None where the system does not say, as of other users."""
    try:
        for one in psutil.net_connections("tcp4"):
            if one.status == psutil.CONN_LISTEN and one.laddr and one.laddr.port == port and one.pid:
                return f"{psutil.Process(one.pid).name()} ({one.pid})"
    except psutil.Error:
        pass
    return None


def _free_port_after(port: int) -> int:
    for candidate in range(port + 1, min(port + 100, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind(("", candidate))
            except OSError:
                continue
            return candidate
    return 0
