"""Colours and letters. Everything also reads in black and white: no meaning hangs on a colour alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

Colour = str
"""#rrggbb"""

INK: Colour = "#1d2a24"
SOFT: Colour = "#55645c"
RULE: Colour = "#b9c2ba"
TRACK: Colour = "#e8ebe2"
PAPER: Colour = "#ffffff"
LEAF: Colour = "#1f6b45"
NOTE_TINT: Colour = "#eef0ea"
LEAF_TINT: Colour = "#e3f0e6"
SUN: Colour = "#b85c00"
SUN_TINT: Colour = "#fdeedb"
SKY: Colour = "#1f5a8a"
SKY_TINT: Colour = "#e2eef7"

SMALLEST = 7.0
"""No letter on a sheet is smaller: it must be read at a kitchen table."""


@dataclass(frozen=True)
class Type:
    """How a text is set: its size in points, the distance of its lines as a multiple of it, and its colour."""

    size: float
    bold: bool = False
    colour: Colour = INK
    spacing: float = 1.3

    @property
    def leading(self) -> float:
        return self.size * self.spacing

    @property
    def baseline(self) -> float:
        """How far below the top of its line the baseline of a text is."""
        return self.size * (self.spacing / 2 + 0.3)

    def at(self, size: float) -> Type:
        return replace(self, size=size)

    def coloured(self, colour: Colour) -> Type:
        return replace(self, colour=colour)


KICKER = Type(10.5, bold=True, colour=LEAF)
TITLE = Type(24, bold=True, spacing=1.15)
HEADING = Type(14, bold=True, spacing=1.25)
SUBHEADING = Type(11, bold=True)
BODY = Type(10.5)
STRONG = Type(10.5, bold=True)
SMALL = Type(9.5)
SMALL_STRONG = Type(9.5, bold=True)
NOTE = Type(9, colour=SOFT)
FIGURE = Type(48, bold=True, colour=LEAF, spacing=1.0)
FOOTER = Type(7.5, colour=SOFT)
