"""Files that commands read and write; where one cannot be used, one line says which and why."""

from __future__ import annotations

from pathlib import Path

from canvas.answers_file import read_answers
from canvas.assessment import Assessment
from canvas.cli.shell import Shell
from canvas.content.models import Content
from canvas.errors import KanvasError, OutputError


def read_assessment(file: Path, content: Content, shell: Shell) -> Assessment:
    """What an answers file holds. Raises: KanvasError, naming the file."""
    data = read_file(file)
    try:
        return read_answers(data, content, shell.today)
    except KanvasError as error:
        raise KanvasError("input_at_fault", file=file, problem=error.in_language(shell.language)) from error


def read_file(file: Path) -> bytes:
    """What a file holds. Raises: KanvasError, naming the file."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise KanvasError("input_unreadable", file=file, reason=error.strerror) from error


def write_file(file: Path, data: bytes) -> None:
    """Writes a file. Raises: OutputError, naming the file."""
    try:
        file.write_bytes(data)
    except OSError as error:
        raise OutputError("output_unwritable", file=file, reason=error.strerror) from error
