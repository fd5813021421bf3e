"""The shapes that pictures are put together from: small SVG files."""

from __future__ import annotations

from functools import cache
from pathlib import Path as File

from canvas.drawing.files import read_drawing
from canvas.drawing.marks import Path

TOOL = "tool"
"""The object that differs by sector: its shapes are named tool_<sector>."""
_FOLDER = File(__file__).with_name("shapes")


@cache
def shape(name: str) -> tuple[Path, ...]:
    """A shape by its name, in the units of its file. Raises `KeyError` where there is none of this name."""
    file = _FOLDER / f"{name}.svg"
    if name not in shape_names():
        raise KeyError(name)
    return read_drawing(file.read_text(encoding="utf-8")).paths


@cache
def shape_names() -> frozenset[str]:
    """The names of all shapes."""
    return frozenset(file.stem for file in _FOLDER.glob("*.svg"))
