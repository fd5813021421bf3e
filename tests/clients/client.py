"""One phone: it connects, taps, waits until the app has drawn its answer, loses its connection and comes back.

It does what Streamlit's own page does in a browser (frontend/app/src/App.tsx): it sends the values of all its
widgets with every tap, keeps its page over a lost connection, offers its old session when it reconnects, and asks
again automatically where a fragment requests it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from secrets import token_urlsafe
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets import ConnectionClosed
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake

from canvas.links import COOKIE
from tests.clients.screen import Screen, key_of, state_of, widget_of

PATIENCE = 60.0
"""Seconds after which something is broken, and not slow."""
PAUSE = 0.05
"""Seconds between two tries to reach a server that is not there."""

GONE = (ConnectionClosed, OSError, InvalidHandshake)
"""How a client learns that the server went away, or is not there."""


class _Counting(ClientConnection):
    """Counts what comes over the line, compressed as it is."""

    bytes_received = 0

    def data_received(self, data: bytes) -> None:
        self.bytes_received += len(data)
        super().data_received(data)


class Client:
    """A browser tab without a browser. Every act returns once the app has drawn all that it has to say."""

    def __init__(self, address: str, *, query: str = "", page: str = "", device: str = "") -> None:
        self.address = address
        self.device = device or token_urlsafe(24)
        """What the server knows this browser by: the cookie that it got with the page."""
        self.cookies: dict[str, str] = {}
        """Further cookies, of a proxy in between."""
        self.query = query
        self.page = page
        self.page_hash = ""
        self.session = ""
        self.screen = Screen()
        self.states: dict[str, WidgetState] = {}
        self.place: str | None = None
        """The last position that was seen, also while the next one is still loading."""
        self.on_draw: Callable[[], None] = lambda: None
        """Called whenever something new is to be seen."""
        self.messages = 0
        """How many messages have come."""
        self._socket: ClientConnection | None = None
        self._busy = False
        self._kept: dict[str, tuple[ForwardMsg, int]] = {}
        """Messages that the server may refer to, each with the run that needed it last."""
        self.runs = self._longest_kept = 0
        """How many runs of the script have ended, and for how many more a message is kept."""
        self._again: dict[str, tuple[float, float]] = {}

    async def open(self) -> Client:
        """Opens the page and waits for the first screen."""
        await self.connect()
        await self.send()
        return self

    async def connect(self) -> None:
        """Connects, as often as it takes. A page that waited for an answer when the connection broke asks again."""
        offered = ["streamlit", "none", *([self.session] if self.session else [])]
        address = f"{self.address.replace('http', 'ws', 1)}/_stcore/stream"
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    self._socket = await connect(
                        address,
                        subprotocols=offered,
                        additional_headers={"Cookie": self._cookie_header()},
                        max_size=None,
                        proxy=None,
                        create_connection=_Counting,
                    )
                    break
                except GONE:
                    await asyncio.sleep(PAUSE)
        self._keep_cookies()
        if self.session and (self._busy or self._again):
            await self.send()

    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in {**self.cookies, COOKIE: self.device}.items())

    def _keep_cookies(self) -> None:
        assert self._socket is not None
        assert self._socket.response is not None
        for header in self._socket.response.headers.get_all("Set-Cookie"):
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value

    async def drop(self) -> None:
        """Loses the connection; the page stays."""
        if self._socket:
            await self._socket.close()

    async def tap(self, key: str) -> None:
        """Taps a button."""
        await self.send(WidgetState(id=self.widget(key).id, trigger_value=True))

    async def tap_while_parts_ask(self, key: str) -> None:
        """Taps a button; before it is answered, each part that is drawn every few seconds asks for its run."""
        parts = [self._request(fragment=fragment) for fragment in self._again]
        await self.send(WidgetState(id=self.widget(key).id, trigger_value=True), together_with=parts)

    async def choose(self, key: str, option: int) -> None:
        """Taps an option of a radio."""
        widget = self.widget(key)
        await self._set(WidgetState(id=widget.id, string_value=widget.options[option]))

    async def mark(self, key: str, *options: int) -> None:
        """Leaves just these pills pressed."""
        widget = self.widget(key)
        state = WidgetState(id=widget.id)
        state.string_array_value.data[:] = [widget.options[option].content for option in options]
        await self._set(state)

    async def type(self, key: str, text: str) -> None:
        """Fills a field and leaves it."""
        await self._set(WidgetState(id=self.widget(key).id, string_value=text))

    async def make_files(self, key: str, count: int) -> list[str]:
        """Taps a download so many times at once, and waits until all files are made; returns their addresses."""
        assert self._socket is not None
        for number in range(count):
            message = BackMsg()
            message.backend_operation_request.request_id = str(number)
            message.backend_operation_request.session_id = self.session
            message.backend_operation_request.deferred_file.file_id = self.widget(key).deferred_file_id
            await self._socket.send(message.SerializeToString())
        made: list[str] = []
        async with asyncio.timeout(PATIENCE):
            while len(made) < count:
                answer = ForwardMsg()
                answer.ParseFromString(bytes(await self._socket.recv(decode=False)))
                if answer.WhichOneof("type") == "backend_operation_response":
                    assert not answer.backend_operation_response.error_msg
                    made.append(answer.backend_operation_response.deferred_file.url)
        return made

    async def wait(self, until: Callable[[], bool]) -> None:
        """Waits, without a tap, for something to be seen; asks again when the app wants to be asked."""
        async with asyncio.timeout(PATIENCE):
            while not until():
                fragment, (due, interval) = min(self._again.items(), key=lambda item: item[1][0])
                await asyncio.sleep(due - asyncio.get_running_loop().time())
                self._again[fragment] = (asyncio.get_running_loop().time() + interval, interval)
                await self.send(fragment=fragment)

    @property
    def bytes_received(self) -> int:
        """Over the present connection."""
        return getattr(self._socket, "bytes_received", 0)

    def offers(self, key: str) -> bool:
        """Whether a widget of this key is on the screen."""
        return any(key_of(widget.id) == key for widget in self.screen.widgets())

    def widget(self, key: str) -> Any:
        found = next((widget for widget in self.screen.widgets() if key_of(widget.id) == key), None)
        assert found is not None, f"no {key} on: {self.sees()[:500]}"
        return found

    def chosen(self, key: str) -> str:
        """What a radio or field holds."""
        state = self.states.get(self.widget(key).id)
        return state.string_value if state else ""

    def sees(self) -> str:
        return self.screen.text()

    async def _set(self, state: WidgetState) -> None:
        self.states[state.id] = state
        await self.send()

    def _request(self, trigger: WidgetState | None = None, fragment: str = "") -> BackMsg:
        """Asks for a run, with all that the page holds and what was just tapped."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self.query
        run.page_script_hash, run.page_name = (self.page_hash, "") if self.page_hash else ("", self.page)
        run.fragment_id, run.is_auto_rerun = fragment, bool(fragment)
        run.cached_message_hashes.extend(self._kept)
        run.context_info.url = f"{self.address}/{self.page}"
        run.widget_states.widgets.extend([*self.states.values(), *([trigger] if trigger else [])])
        return message

    async def send(
        self, trigger: WidgetState | None = None, *, fragment: str = "", together_with: Iterable[BackMsg] = ()
    ) -> None:
        """Asks for a run, and waits until the app is done."""
        assert self._socket is not None
        self._busy = True
        async with asyncio.timeout(PATIENCE):
            for message in (self._request(trigger, fragment), *together_with):
                await self._socket.send(message.SerializeToString())
            while self._busy:
                received = bytes(await self._socket.recv(decode=False))
                self.messages += 1
                answer = ForwardMsg()
                answer.ParseFromString(received)
                self._take(self._resolved(answer))

    def _resolved(self, answer: ForwardMsg) -> ForwardMsg:
        """The message, or the earlier one that it refers to, in its new place."""
        if answer.WhichOneof("type") == "ref_hash":
            found = ForwardMsg()
            found.CopyFrom(self._kept[answer.ref_hash][0])
            found.metadata.CopyFrom(answer.metadata)
            self._kept[answer.ref_hash] = (found, self.runs)
            return found
        if answer.metadata.cacheable:
            self._kept[answer.hash] = (answer, self.runs)
        return answer

    def _take(self, answer: ForwardMsg) -> None:
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            self.session = answer.new_session.initialize.session_id
            self._longest_kept = answer.new_session.config.max_cached_message_age
            self.page_hash = answer.new_session.page_script_hash
            self._begin(answer)
        elif kind == "navigation":
            self.page_hash = answer.navigation.page_script_hash
            names = {page.page_script_hash: page.url_pathname for page in answer.navigation.app_pages}
            self.page = names.get(self.page_hash, self.page)
        elif kind == "page_info_changed":
            self.query = answer.page_info_changed.query_string
        elif kind == "auto_rerun":
            every = answer.auto_rerun.interval
            self._again[answer.auto_rerun.fragment_id] = (asyncio.get_running_loop().time() + every, every)
        elif kind == "delta":
            self._draw(answer)
        elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            assert answer.script_finished != ForwardMsg.FINISHED_WITH_COMPILE_ERROR
            there = {widget.id for widget in self.screen.widgets()}
            self.states = {name: state for name, state in self.states.items() if name in there}
            self._busy = False
            self.runs += 1
            self._kept = {name: each for name, each in self._kept.items() if self.runs - each[1] <= self._longest_kept}

    def _begin(self, answer: ForwardMsg) -> None:
        fragments = list(answer.metadata.run.fragment_ids)
        self.screen.begin(fragments)
        if not fragments:
            self._again.clear()

    def _draw(self, answer: ForwardMsg) -> None:
        element = self.screen.draw(tuple(answer.metadata.delta_path), answer.delta)
        if element is None:
            return
        assert element.WhichOneof("type") != "exception", element.exception.message
        widget = widget_of(element)
        if widget is not None and (widget.id not in self.states or getattr(widget, "set_value", False)):
            state = state_of(widget, element.WhichOneof("type"))
            if state:
                self.states[widget.id] = state
            else:
                self.states.pop(widget.id, None)
        self.place = self.screen.place or self.place
        self.on_draw()
