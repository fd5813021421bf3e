"""The command line. Exit code 0: good; 1: the input is at fault (one clear line); 2: wrong usage; 130: Ctrl-C.

One module a group of commands; each has `add_commands(commands)`, and is listed in `_GROUPS` here. They are loaded
when they are needed: a server that starts needs the first one only.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from importlib import import_module

from canvas.cli.shell import Command, Shell, program
from canvas.content import ContentError
from canvas.errors import KanvasError, message
from canvas.settings import settings_from

_GROUPS = ("run", "content", "answers", "advice", "paper", "store", "workshops", "organisations")


def main(arguments: list[str]) -> int:
    """Runs a command and returns its exit code."""
    parser, commands = program()
    for group in _GROUPS[:1] if arguments[:1] == ["run"] else _GROUPS:
        import_module(f"{__name__}.{group}").add_commands(commands)
    options = parser.parse_args(arguments)
    try:
        settings = settings_from(os.environ)
        shell = Shell(date.today(), settings, options.lang)
        command: Command = options.command
        code = command(options, shell)
        sys.stdout.flush()  # a reader who has left is noticed here, and not when Python ends
        return code
    except (KanvasError, ContentError) as error:
        print(error.in_language(options.lang or "id"), file=sys.stderr)
    except BrokenPipeError:  # whoever read our output has seen enough
        _drop_what_cannot_be_printed()
    except OSError as error:  # the disk under stdout is full, a name is too long, a folder may not be read
        named = f": {error.filename}" if error.filename else ""
        reason = f"{error.strerror}{named}"
        print(message("system_refused", options.lang or "id", reason=reason), file=sys.stderr)
        _drop_what_cannot_be_printed()
    return 1


def _drop_what_cannot_be_printed() -> None:
    """Python would complain once more when it closes stdout."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
