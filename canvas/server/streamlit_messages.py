"""Streamlit's messages, as far as the server looks into them: the only module of the server that knows their form.

Uses `streamlit.proto` (BackMsg: from a page; ForwardMsg: to a page) and `streamlit.logger.setup_formatter`, which are
not part of Streamlit's public API.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from traceback import walk_tb

from google.protobuf.message import DecodeError
from streamlit import logger as streamlits
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from canvas.errors import LANGUAGES
from canvas.errors import message as sentence
from canvas.server.visits import Protocol
from canvas.settings import ROOT

_LOG = logging.getLogger(__name__)

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


def report_unreadable(error: Exception) -> bool:
    """Notes in one line that a browser sent values that no widget of ours has; True: there is nothing to show for it.

    That is an error in which none of our code had a part: ours is reported by the screens (canvas/ui/failure.py).
    """
    if _has_our_code(error):
        return False
    _note(type(error).__name__)
    return True


@cache
def _note(reason: str) -> None:
    """Once a reason, or a hostile browser could fill the log."""
    for language in LANGUAGES:
        _LOG.warning(sentence("browser_unreadable", language, reason=reason))


def silence_unreadable() -> None:
    """Leaves out the traceback that Streamlit logs of an error that `report_unreadable` notes."""
    logging.getLogger("streamlit.error_util").addFilter(
        lambda record: not record.exc_info or not record.exc_info[1] or _has_our_code(record.exc_info[1])
    )


def log_by(handler: logging.Handler) -> None:
    """Everything that is logged goes through this handler; Streamlit's loggers have one of their own each."""

    def set_up(logger: logging.Logger) -> None:
        logger.handlers = [handler]
        logger.propagate = False

    streamlits.setup_formatter = set_up
    streamlits.update_formatter()
    logging.getLogger().handlers = [handler]


def _has_our_code(error: BaseException) -> bool:
    folders = (ROOT / "canvas", ROOT / "pages")
    frames = walk_tb(error.__traceback__)
    return any(Path(frame.f_code.co_filename).is_relative_to(folder) for frame, _ in frames for folder in folders)


PROTOCOL = Protocol(is_allowed, is_drawn)
