"""The command that checks content/."""

from __future__ import annotations

import argparse
from pathlib import Path

from canvas.cli.shell import Commands, Shell, help_for
from canvas.content import check
from canvas.content.problems import Severity
from canvas.content.report import report_lines
from canvas.errors import message


def add_commands(commands: Commands) -> None:
    """Adds `check`."""
    checked = commands.add("check", check_command)
    checked.add_argument("directory", nargs="?", type=Path, metavar="DIR", help=help_for("directory"))
    checked.add_argument("--report", action="store_true", help=help_for("report_flag"))


def check_command(options: argparse.Namespace, shell: Shell) -> int:
    """Prints every problem of content/ with file, line and code, and the counts; on request, a report before them."""
    checked = check(options.directory or shell.settings.content, shell.today)
    if options.report and checked.loaded:
        print("\n".join(report_lines(checked.loaded, shell.today, shell.language)), end="\n\n")
    for problem in checked.problems:
        print(problem.in_language(shell.language))
    counts = {severity.name.lower(): checked.count(severity) for severity in Severity}
    print(message("check_summary", shell.language, **counts))
    return 1 if counts["error"] else 0
