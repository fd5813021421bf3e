"""Colours of a picture, and how they look in the dark, on paper and in forced colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from canvas.drawing.marks import Colour, Path, recoloured

Theme = Literal["light", "dark", "print", "contrast"]
"""On a light or dark screen, in pale colours that take little ink on paper, in black and white for forced colours."""

INK: Colour = "#1d2a24"
SOFT: Colour = "#55645c"
LEAF: Colour = "#1f6b45"
LEAF_SOFT: Colour = "#e3f0e6"
WHITE: Colour = "#fffdf8"
PURE_WHITE: Colour = "#ffffff"
BLACK: Colour = "#000000"
WAITING: Colour = "#756857"
"""The edge of what has not begun: 3:1 or better on WHITE."""

# The ground around the stall at dusk; the stall itself stays lit.
_DUSK: Mapping[Colour, Colour] = {
    "#fbf7ea": "#26343a", "#fcf3df": "#222f38", "#fdf0d8": "#1d2833", "#fbe2b4": "#5c4f38", "#f9cf8b": "#e0b66c",
    "#cfdfcf": "#2b443b", "#dbe7d6": "#2f4a3f", "#d3e3cc": "#31493a", "#e6d9b8": "#4b4534", "#efe4c8": "#565040",
    "#dccaa2": "#3a3629", "#a8ceb2": "#47775c", "#bcd9c3": "#3d6850", "#c6d8bb": "#3b5a45", "#86b795": "#6a9c7b",
}  # fmt: skip
_SHARE_OF_INK = 0.45
_DARK = 60
"""A fill with a lightness below this, 0–255, stays dark on paper, and is black where there are two colours only."""
_LIGHT = 150
"""An edge lighter than this is drawn white there."""


@dataclass(frozen=True)
class Scheme:
    """What a theme makes of the ground around the stall and of everything else, and the colours of words."""

    ground: Callable[[Path], Path] | None
    """None: no ground is drawn."""
    things: Callable[[Path], Path]
    sign: Colour
    sign_words: Colour
    words: Colour = INK
    plate: Colour = WHITE


def lightness(colour: Colour) -> float:
    """How light a colour appears, 0–255 (ITU-R BT.601)."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _same(path: Path) -> Path:
    return path


def _dusk(path: Path) -> Path:
    return recoloured(path, lambda colour: _DUSK.get(colour, colour))


def _is_dark(colour: Colour) -> bool:
    """The badge of a strong part stays dark too: its sprout is white."""
    return colour == LEAF or lightness(colour) < _DARK


def _pale(colour: Colour) -> Colour:
    """Mixed with white; what is dark stays, because only edges and signs are."""
    if _is_dark(colour):
        return colour
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - channel) * _SHARE_OF_INK):02x}" for channel in channels)


def _printed(path: Path) -> Path:
    """Areas much lighter: the edges carry the drawing, also on a printer without colours."""
    return recoloured(path, _pale, lambda edge: edge)


def _in_two_colours(path: Path) -> Path:
    """Black on white; what was only filled gets an edge."""

    def fill(colour: Colour) -> Colour:
        return BLACK if _is_dark(colour) else PURE_WHITE

    def edge(colour: Colour) -> Colour:
        return PURE_WHITE if lightness(colour) > _LIGHT else BLACK

    return recoloured(path if path.edge else replace(path, edge=BLACK), fill, edge)


SCHEMES: Mapping[Theme, Scheme] = {
    "light": Scheme(_same, _same, LEAF, "#fffaf0"),
    "dark": Scheme(_dusk, _same, LEAF, "#fffaf0"),
    "print": Scheme(None, _printed, PURE_WHITE, INK, plate=PURE_WHITE),
    "contrast": Scheme(None, _in_two_colours, PURE_WHITE, BLACK, BLACK, PURE_WHITE),
}
