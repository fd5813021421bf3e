"""Which requests of parts for a run are taken, and what Streamlit must still do for that."""

from __future__ import annotations

import inspect
from types import SimpleNamespace
from typing import cast

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

from canvas.server.streamlit_fragments import is_untimely


@pytest.mark.parametrize(
    ("automatic", "page", "runner", "expected"),
    [
        (True, "newest", None, False),
        (True, "newest", "at work", True),
        (True, "before", None, True),
        (False, "newest", "at work", False),
        (False, "before", None, False),
    ],
)
def test_a_part_waits_for_a_tap_and_a_tap_for_nothing(
    automatic: bool, page: str, runner: str | None, expected: bool
) -> None:
    session = cast("AppSession", SimpleNamespace(_scriptrunner=runner, page_script_hash="newest"))
    assert is_untimely(session, ClientState(is_auto_rerun=automatic, page_script_hash=page)) is expected


def test_a_session_has_a_runner_until_all_of_its_run_is_handled() -> None:
    handled = inspect.getsource(AppSession._handle_scriptrunner_event_on_event_loop)
    after_the_end = handled.partition("event == ScriptRunnerEvent.SHUTDOWN")[2]
    assert after_the_end.index("self._client_state = client_state") < after_the_end.index("self._scriptrunner = None")
    assert "self._client_state.page_script_hash" in inspect.getsource(AppSession.page_script_hash.fget)
    assert "self.request_rerun(" in inspect.getsource(AppSession)
