"""A run's messages go to the browser together, once the run has ended.

Without this, Streamlit hands each message of a run to the event loop as it is made, and the loop sends one a turn: a
screen of twenty messages wakes the loop forty times, while the script still needs the processor. Our runs take
milliseconds, and nobody sees half a screen sooner: an eighth of a tap's processor.

Uses private names of Streamlit (1.67): `AppSession._on_scriptrunner_event`, its `_call_soon_on_event_loop`,
`_event_loop`, `_handle_scriptrunner_event_on_event_loop` and `flush_browser_queue`, and `Runtime._send_message`.
tests/unit/test_delivery.py fails by name where an upgrade changes one of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent

_OF_A_RUN = (ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG)
"""Events that are followed by another one: at the latest SHUTDOWN, when the script's thread ends."""
_WAITING = "kanvas_waiting"
_AT_ONCE = 100
"""Messages sent in one turn of the loop: the queue of a connection holds 500."""


def deliver_together() -> None:
    """From now on, in this process. To be called once, before the first session."""
    flush, send = AppSession.flush_browser_queue, Runtime._send_message

    def pieces(session: AppSession) -> list[list[ForwardMsg]]:
        found = flush(session)
        return [found[first : first + _AT_ONCE] for first in range(0, len(found), _AT_ONCE)]

    def send_piece(runtime: Runtime, session_info: Any, piece: list[ForwardMsg]) -> None:
        for message in piece:
            send(runtime, session_info, message)

    replacements: list[tuple[type, str, Callable[..., object]]] = [
        (AppSession, "_on_scriptrunner_event", on_event),
        (AppSession, "flush_browser_queue", pieces),
        (Runtime, "_send_message", send_piece),
    ]
    for owner, name, replacement in replacements:
        setattr(owner, name, replacement)


def on_event(
    session: AppSession, sender: ScriptRunner | None, event: ScriptRunnerEvent, *details: Any, **named: Any
) -> None:
    """Keeps the events of a run until it has ended; then all of them are handled by the event loop, in their order."""
    handled = partial(session._handle_scriptrunner_event_on_event_loop, sender, event, *details, **named)
    waiting: deque[Callable[[], None]] = vars(sender).setdefault(_WAITING, deque()) if sender else deque()
    waiting.append(handled)
    if sender is None or event not in _OF_A_RUN:
        session._call_soon_on_event_loop(partial(_hand_over, session, waiting))


def _hand_over(session: AppSession, waiting: deque[Callable[[], None]]) -> None:
    """Each event in a call of its own: one that fails holds up no other."""
    while waiting:
        session._event_loop.call_soon(waiting.popleft())
