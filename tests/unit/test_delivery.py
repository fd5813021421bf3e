"""A run's messages are delivered together: what Streamlit must still do for that, and what is kept of its order."""

from __future__ import annotations

import asyncio
import inspect
from types import SimpleNamespace
from typing import Any, cast

import pytest
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent

from canvas.server.streamlit_delivery import on_event

STARTED, MESSAGE = ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG
STOPPED, SHUTDOWN = ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS, ScriptRunnerEvent.SHUTDOWN


class Session:
    """A session that notes what it handles; an event whose message is "bad" fails."""

    def __init__(self) -> None:
        self.handled: list[object] = []
        self._event_loop = asyncio.get_running_loop()
        self._event_loop.set_exception_handler(lambda _loop, _context: None)

    def _call_soon_on_event_loop(self, callback: Any) -> None:
        self._event_loop.call_soon_threadsafe(callback)

    def _handle_scriptrunner_event_on_event_loop(
        self, _sender: object, event: ScriptRunnerEvent, message: object = None
    ) -> None:
        assert message != "bad"
        self.handled.append(message or event)

    async def after(self, *events: tuple[object, ScriptRunnerEvent, object]) -> list[object]:
        """What has been handled once the loop has had its turns."""
        for sender, event, message in events:
            on_event(cast("AppSession", self), cast("ScriptRunner | None", sender), event, message)
        for _ in range(3):
            await asyncio.sleep(0)
        return self.handled


def test_nothing_of_a_run_is_handled_before_its_end_and_then_all_in_order() -> None:
    async def scenario() -> None:
        session, runner = Session(), SimpleNamespace()
        assert await session.after((runner, STARTED, None), (runner, MESSAGE, "a"), (runner, MESSAGE, "b")) == []
        assert await session.after((runner, STOPPED, None)) == [STARTED, "a", "b", STOPPED]

    asyncio.run(scenario())


def test_what_comes_after_the_end_of_a_run_goes_with_the_end_of_its_thread() -> None:
    async def scenario() -> None:
        session, runner = Session(), SimpleNamespace()
        assert await session.after((runner, STOPPED, None), (runner, MESSAGE, "late")) == [STOPPED, "late"]
        assert await session.after((runner, MESSAGE, "later")) == [STOPPED, "late"]
        assert await session.after((runner, SHUTDOWN, None)) == [STOPPED, "late", "later", SHUTDOWN]

    asyncio.run(scenario())


def test_an_event_that_fails_holds_up_no_other_and_one_without_a_run_does_not_wait() -> None:
    async def scenario() -> None:
        session, runner = Session(), SimpleNamespace()
        found = await session.after((runner, MESSAGE, "bad"), (runner, MESSAGE, "good"), (runner, STOPPED, None))
        assert found == ["good", STOPPED]
        assert await session.after((None, STARTED, "alone")) == ["good", STOPPED, "alone"]

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "name", ["_on_scriptrunner_event", "_call_soon_on_event_loop", "_handle_scriptrunner_event_on_event_loop"]
)
def test_a_session_has(name: str) -> None:
    assert hasattr(AppSession, name)


def test_the_end_of_a_scripts_thread_is_always_an_event() -> None:
    source = inspect.getsource(ScriptRunner._run_script_thread)
    assert "finally:" in source
    assert "event=ScriptRunnerEvent.SHUTDOWN" in source


def test_the_loop_sends_what_a_session_flushes_one_by_one() -> None:
    source = "".join(inspect.getsource(Runtime._loop_coroutine).split())
    assert "msg_list=active_session_info.session.flush_browser_queue()formsginmsg_list:" in source
    assert "self._send_message(active_session_info,msg)" in source
