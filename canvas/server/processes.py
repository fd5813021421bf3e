"""The app runs in one process: uploads and deferred downloads live in the process that made them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from canvas.errors import LANGUAGES, message

_OPTIONS = ("--workers", "-w")


def workers(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """How many processes a server's command line or WEB_CONCURRENCY names; 1 where neither does."""
    named = environment.get("WEB_CONCURRENCY", "")
    for option, value in zip_longest(arguments, arguments[1:], fillvalue=""):
        if option in _OPTIONS:
            named = value
        elif option.startswith("--workers="):
            named = option.partition("=")[2]
    return int(named) if named.isdecimal() else 1


def refuse_several(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Ends the start, with the process that watches over several, if there are to be several. Raises: SystemExit."""
    if workers(arguments, environment) > 1:
        parent = multiprocessing.parent_process()
        if parent and parent.pid:
            os.kill(parent.pid, signal.SIGTERM)  # or it would start this one again for ever
        sys.exit("\n".join(message("several_processes", language) for language in LANGUAGES))
