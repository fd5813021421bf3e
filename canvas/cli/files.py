"""Files that commands read and write; where one cannot be used, one line says which and why."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from glob import glob, has_magic
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from canvas.answers_file import read_answers
from canvas.assessment import Assessment
from canvas.cli.shell import Shell
from canvas.content import load
from canvas.content.models import Content
from canvas.errors import KanvasError, OutputError


def read_assessment(file: Path, content: Content, shell: Shell) -> Assessment:
    """What an answers file holds. Raises: KanvasError, naming the file."""
    data = read_file(file)
    try:
        return read_answers(data, content, shell.today)
    except KanvasError as error:
        raise KanvasError("input_at_fault", file=file, problem=error.in_language(shell.language)) from error


def read_person(file: Path, shell: Shell) -> tuple[Content, Assessment]:
    """The content in the words of somebody's sector, and what their answers file holds.

    Raises: ContentError, and KanvasError, naming the file.
    """
    content = load(shell.settings.content)
    assessment = read_assessment(file, content, shell)
    return content.for_sector(assessment.sector), assessment


def expanded(files: Sequence[Path]) -> list[Path]:
    """The files, with patterns such as `*.json` put in where the shell did not, in the order of their names.

    Raises: KanvasError where no file matches a pattern.
    """
    found: list[Path] = []
    for file in files:
        if not has_magic(str(file)) or os.path.lexists(file):
            found.append(file)
        elif matching := sorted(map(Path, glob(str(file), recursive=True))):  # noqa: PTH207 (Path.glob refuses some patterns)
            found += matching
        else:
            raise KanvasError("no_file_matches", pattern=file)
    return found


def read_file(file: Path) -> bytes:
    """What a file holds. Raises: KanvasError, naming the file."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise KanvasError("input_unreadable", file=file, reason=error.strerror) from error


def write_file(file: Path, data: bytes) -> None:
    """Writes a file. Raises: OutputError, naming the file; what was there before stays then."""
    with writing_to(file) as target:
        target.write(data)


@contextmanager
def writing_to(file: Path) -> Iterator[IO[bytes]]:
    """A file to write bit by bit; it replaces what is there once it is whole. Raises: OutputError, naming it."""
    try:
        if file.exists() and not file.is_file():  # a device such as /dev/stdout cannot be replaced; a folder refuses
            with file.open("wb") as target:
                yield target
            return
        place = file.resolve()  # a link goes on pointing at the file
        with TemporaryDirectory(dir=place.parent, prefix=".kanvas-") as folder:
            part = Path(folder, "part")
            with part.open("wb") as target:
                yield target
            part.replace(place)
    except OSError as error:
        raise OutputError("output_unwritable", file=file, reason=error.strerror) from error
