"""Logs as one line of JSON for each event, for a machine that collects them.

Of an error it names the kind and where it was raised, not its words: those may repeat what a person typed.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb

_DEEPEST = 12
"""The innermost positions of an error are listed, at most so many."""


class Lines(logging.Formatter):
    """A record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        error = record.exc_info[1] if record.exc_info else None
        return json.dumps(line | (_described(error) if error else {}), ensure_ascii=False)


def lines_handler() -> logging.Handler:
    """Writes records to standard error, a line each."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    return handler


def _described(error: BaseException) -> dict[str, object]:
    frames = [(frame.f_code, line) for frame, line in walk_tb(error.__traceback__)][-_DEEPEST:]
    where = [f"{Path(code.co_filename).name}:{line} {code.co_name}" for code, line in frames]
    return {"error": type(error).__name__, "where": where}
