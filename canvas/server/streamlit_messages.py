"""Streamlit's messages, as far as the server looks into them: the only module of the server that knows their form.

Uses `streamlit.proto` (BackMsg: from a page; ForwardMsg: to a page), which is not part of Streamlit's public API.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from canvas.server.visits import Protocol

_ALLOWED = {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"}
"""What our pages send. Refused, among others: to empty everybody's caches, or to install something on the server."""
_ALLOWED_OPERATIONS = {"deferred_file"}
_LONGEST_NEWS = 200
"""Bytes: the message that a screen is drawn is short, and drawings need not be read."""


def is_allowed(data: bytes) -> bool:
    """Whether a page of ours sends such a message; what cannot be read is left for Streamlit to refuse."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return True
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in _ALLOWED_OPERATIONS
    return kind in _ALLOWED


def is_drawn(data: bytes) -> bool:
    """Whether a message to a page says that a run of the script has ended."""
    if len(data) > _LONGEST_NEWS:
        return False
    message = ForwardMsg()
    message.ParseFromString(data)
    return bool(message.WhichOneof("type") == "script_finished")


PROTOCOL = Protocol(is_allowed, is_drawn)
