"""What is installed is what the readable lists require, to the last package and hash."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders import ROOT

PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[a-z]+\])?==([^\s;\\]+)", re.MULTILINE)
LOCKS = {
    "requirements.lock": ("requirements.txt", "requirements-typefaces.txt"),
    "requirements-dev.lock": ("requirements.txt", "requirements-typefaces.txt", "requirements-dev.txt"),
}


def pins(file: Path) -> set[tuple[str, str]]:
    found = PINNED.findall(file.read_text(encoding="utf-8"))
    return {(re.sub(r"[-_.]+", "-", name).lower(), version.removesuffix(".0")) for name, version in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_every_direct_dependency_as_it_is_pinned(lock: str) -> None:
    asked = set().union(*(pins(ROOT / file) for file in LOCKS[lock]))
    assert asked - pins(ROOT / lock) == set(), "run: make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())
    assert [
        entry.split(" ")[0] for entry in entries if "--hash=sha256:" not in entry and not entry.startswith("#")
    ] == []
