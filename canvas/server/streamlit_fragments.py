"""A part that is drawn every few seconds is left as it is while a tap is answered, or once its page has been left.

Its request for a run may come at any moment of a tap's run. Where that run leads to another page, Streamlit (1.67)
then reports a run of the page before, and the browser removes all that the tap has drawn; where the tap's run has just
ended, Streamlit drops what it has not sent of it. Such a request is not taken: the next one comes in a few seconds.

Uses a private name of Streamlit, `AppSession._scriptrunner`, and replaces `AppSession.request_rerun`.
tests/unit/test_fragments.py fails by name where an upgrade changes one of them.
"""

from __future__ import annotations

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession


def taps_before_parts() -> None:
    """From now on, in this process. To be called once, before the first session."""
    take = AppSession.request_rerun

    def request_rerun(session: AppSession, client_state: ClientState | None) -> None:
        if client_state is None or not is_untimely(session, client_state):
            take(session, client_state)

    setattr(AppSession, "request_rerun", request_rerun)  # noqa: B010  # mypy refuses to assign to a method


def is_untimely(session: AppSession, asked: ClientState) -> bool:
    """Whether a part asks for its run while another run is not sent yet, or from a page before the newest one."""
    is_busy = session._scriptrunner is not None
    return asked.is_auto_rerun and (is_busy or asked.page_script_hash != session.page_script_hash)
