"""Texts of screens, paper and command line: each key that code uses is in interface.yaml, and each is used."""

from __future__ import annotations

import ast
import re
from functools import cache

from canvas.ui.router import NAMES
from tests.builders import ROOT

PLACES = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "canvas").rglob("*.py")]
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_-]*[a-z0-9])+")
BEGINNING = re.compile(r"[a-z_]+\.([a-z0-9_.-]*[._])?")
"""What precedes a part that is inserted: "canvas.kind." + kind."""


@cache
def literals() -> frozenset[str]:
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in PLACES)
    constants = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(constant.value for constant in constants if isinstance(constant.value, str))


def test_every_text_that_is_asked_for_is_there(content) -> None:
    sections = {key.split(".")[0] for key in content.interface}
    asked = {text for text in literals() if KEY.fullmatch(text) and text.split(".")[0] in sections}
    assert sorted(key for key in asked - content.interface.keys() if not key.endswith((".py", ".css"))) == []


def test_every_text_that_is_there_is_used(content) -> None:
    written = literals() | {f"{name}.title" for name in NAMES}
    beginnings = tuple(text for text in written if BEGINNING.fullmatch(text))
    assert [key for key in content.interface if key not in written and not key.startswith(beginnings)] == []
