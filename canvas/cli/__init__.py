"""The command line. Exit code 0: good; 1: the input is at fault (one clear line); 2: wrong usage; 130: Ctrl-C.

One module a group of commands; each has `add_commands(commands)`, and is listed in `_GROUPS` here.
"""

from __future__ import annotations

import errno
import os
import sys
from datetime import date

from canvas.cli import advice, answers, content, organisations, paper, run, store, workshops
from canvas.cli.shell import Command, Shell, program
from canvas.content import ContentError
from canvas.errors import KanvasError, message
from canvas.settings import settings_from

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""Why what is printed cannot be kept by the file that it is sent to; files that commands write are named."""

_GROUPS = (run, content, answers, advice, paper, store, workshops, organisations)


def main(arguments: list[str]) -> int:
    """Runs a command and returns its exit code."""
    parser, commands = program()
    for group in _GROUPS:
        group.add_commands(commands)
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
        _write_no_more()
    except OSError as error:
        if error.errno not in _FULL:
            raise
        print(message("output_full", options.lang or "id", reason=error.strerror), file=sys.stderr)
        _write_no_more()
    return 1


def _write_no_more() -> None:
    """What is left to print is dropped: Python would complain once more when it closes stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
