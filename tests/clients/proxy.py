"""A reverse proxy as people set them up: under a path, cutting it off or not, and with another Host header."""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Self

_HEAD_END = b"\r\n\r\n"


@dataclass
class Proxy:
    """Passes requests on to a port of this machine. As a context: running inside."""

    target: int
    path: str = ""
    """Where it serves the app; anything else is not found."""
    cuts_path: bool = False
    host: str | None = None
    """The Host header that the app gets instead of the browser's."""
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self._loop.run_forever()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = self._changed(await reader.readuntil(_HEAD_END))
            if head is None:
                writer.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            else:
                there, onward = await asyncio.open_connection("127.0.0.1", self.target)
                onward.write(head)
                await asyncio.gather(_pass(reader, onward), _pass(there, writer))
        writer.close()

    def _changed(self, head: bytes) -> bytes | None:
        method, path, rest = head.split(b" ", 2)
        prefix = self.path.encode()
        if not (path + b"/").startswith(prefix + b"/"):
            return None
        if self.cuts_path:
            path = path[len(prefix) :] or b"/"
        if self.host:
            rest = re.sub(rb"(?i)\r\nhost: [^\r]*", b"\r\nHost: " + self.host.encode(), rest)
        if b"upgrade: websocket" not in rest.lower():  # one request a connection, so that each head is changed
            rest = re.sub(rb"(?i)\r\nconnection: [^\r]*", b"", rest)
            rest = rest.replace(_HEAD_END, b"\r\nConnection: close" + _HEAD_END)
        return b" ".join((method, path, rest))


async def _pass(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        target.write(data)
        await target.drain()
    if target.can_write_eof():
        target.write_eof()
