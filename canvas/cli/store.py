"""Commands for the whole store: backup and restore."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from canvas.cli.shell import Commands, Shell, help_for
from canvas.errors import message

if TYPE_CHECKING:
    from sqlalchemy import Engine


def add_commands(commands: Commands) -> None:
    """Adds `backup` and `restore`."""
    commands.add("backup", backup_command).add_argument("file", type=Path, metavar="FILE", help=help_for("backup_file"))
    restored = commands.add("restore", restore_command)
    restored.add_argument("file", type=Path, metavar="FILE", help=help_for("restore_file"))
    restored.add_argument("--into-non-empty", action="store_true", help=help_for("into_non_empty"))


def backup_command(options: argparse.Namespace, shell: Shell) -> int:
    """Writes the whole store into one file, also while the server runs."""
    from canvas.store import backup  # noqa: PLC0415 (importing it takes longer than other commands)

    with opened_store(shell) as engine:
        count = backup(engine, options.file)
    print(message("backup_done", shell.language, file=options.file, count=count))
    return 0


def restore_command(options: argparse.Namespace, shell: Shell) -> int:
    """Brings back what a backup holds, all of it or nothing."""
    from canvas.store import restore  # noqa: PLC0415 (as above)

    with opened_store(shell) as engine:
        count = restore(engine, options.file, into_non_empty=options.into_non_empty)
    print(message("restore_done", shell.language, file=options.file, count=count))
    return 0


@contextmanager
def opened_store(shell: Shell) -> Iterator[Engine]:
    """The store of the settings, for the length of a command."""
    from canvas import services  # noqa: PLC0415 (as above)

    engine = services.opened_store(shell.settings)
    try:
        yield engine
    finally:
        engine.dispose()
