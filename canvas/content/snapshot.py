"""Content that was read and checked before, kept for the next start: to read it anew takes a sixth of a start.

A snapshot is used only while every file of content/, the program that reads it, and the libraries are what they were.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import pydantic
import yaml

from canvas.content.loader import load
from canvas.content.models import Content

_READS_CONTENT = (Path(__file__).parent, Path(__file__).parent.parent / "drawing")
_HEAD = 3 * sha256().digest_size
"""Bytes before the content: of the program, of the files, and of the content itself."""


def load_or_recall(directory: Path, snapshot: Path) -> Content:
    """content/ as `load` returns it, from the file `snapshot` where that fits; else that file is written.

    Raises: ContentError, as `load`.
    """
    made_from = _program() + _files(directory)
    with suppress(OSError):
        kept = snapshot.read_bytes()
        pickled = kept[_HEAD:]
        if kept[:_HEAD] == made_from + sha256(pickled).digest():
            content: Content = pickle.loads(pickled)  # as trusted as the program, which wrote it beside itself
            return content
    content = load(directory)
    pickled = pickle.dumps(content)
    _keep(made_from + sha256(pickled).digest() + pickled, snapshot)
    return content


def _keep(data: bytes, snapshot: Path) -> None:
    """Writes the file whole or not at all. Where nothing may be written, the next start takes longer."""
    unfinished = snapshot.with_name(f"{snapshot.name}.{os.getpid()}")
    with suppress(OSError):
        snapshot.parent.mkdir(exist_ok=True)
        unfinished.write_bytes(data)
        unfinished.replace(snapshot)


def _files(directory: Path) -> bytes:
    """Differs as soon as a file of content/ does, or the folder is another one."""
    found = sha256(str(directory.absolute()).encode())
    for file in sorted((*directory.glob("*.yaml"), *directory.glob("*/*.yaml"))):
        with suppress(OSError):  # a file may go while we look: then `load` says what is missing
            found.update(str(file).encode() + sha256(file.read_bytes()).digest())
    return found.digest()


@cache
def _program() -> bytes:
    """Differs as soon as content could be read otherwise."""
    found = sha256(f"{sys.version} {pydantic.VERSION} {yaml.__version__}".encode())
    for folder in _READS_CONTENT:
        for file in sorted((*folder.rglob("*.py"), *folder.rglob("*.svg"))):
            found.update(sha256(file.read_bytes()).digest())
    return found.digest()
