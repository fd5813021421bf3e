"""What takes most of the time of most tests, and is not theirs to show: done once, or cheaply."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

from argon2 import PasswordHasher

from canvas.content import loader
from canvas.content.documents import Document, read_document
from canvas.content.loader import Loaded, read_content
from canvas.store import engine, flushing, slow_hashes


@contextmanager
def files_read_once() -> Iterator[None]:
    """A folder of content/, or a file of it in any folder, is read and checked again only once its bytes are others."""
    documents: dict[tuple[str, bytes], Document] = {}

    @cache
    def content(directory: Path, _found: bytes) -> Loaded:
        return read_content(directory)

    def document_of(path: Path, name: str) -> Document:
        try:
            found = path.read_bytes()
        except OSError:
            return read_document(path, name)
        if (name, found) not in documents:
            documents[name, found] = read_document(path, name)
        return documents[name, found]

    def content_of(directory: Path) -> Loaded:
        return content(directory, _digest(directory))

    with (
        patch.object(loader, "read_document", document_of),
        patch.object(loader, "value_of", cache(loader.value_of)),
        patch.object(loader, "read_content", content_of),
    ):
        yield


def _digest(directory: Path) -> bytes:
    digest = sha256()
    for file in sorted(file for file in directory.rglob("*") if file.is_file()):
        found = file.read_bytes()
        digest.update(f"{file} {len(found)} ".encode() + found)
    return digest.digest()


SAFE_SETTINGS = engine.SQLITE_SETTINGS
"""Those in use, under which an acknowledged answer survives a power cut."""


@contextmanager
def no_waiting_for_the_disk() -> Iterator[None]:
    """SQLite in this process does not wait until a commit is on the disk: no test takes the machine's power away."""
    settings = tuple(setting.replace("synchronous=NORMAL", "synchronous=OFF") for setting in SAFE_SETTINGS)
    with patch.object(engine, "SQLITE_SETTINGS", settings), patch.object(flushing, "to_disk"):
        yield


@contextmanager
def quick_hashes() -> Iterator[None]:
    """Hashes of PINs and trainer secrets that cost next to nothing (their real cost: tests/store/test_workshops.py)."""
    with patch.object(slow_hashes, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)):
        yield
