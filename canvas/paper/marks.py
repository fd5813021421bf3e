"""The corner marks of a page: black and white squares that say which page and which corner it is.

They are ArUco markers, which OpenCV finds at any angle (Garrido-Jurado et al. 2014, Pattern Recognition 47(6)):
the first sixteen of its dictionary DICT_4X4_50, four for each of four pages.
"""

from __future__ import annotations

from collections.abc import Iterator

MARKS = 16
CELLS = 6
"""Squares a side of a mark, with its black border."""

_PATTERNS = (
    "1011010100110010", "0000111110011010", "0011001100101101", "1001100101000110",
    "0101010010011110", "0111100111001101", "1001111000101110", "1100010011110010",
    "1111111011011010", "1100111101010110", "1111100110010001", "0001000110100111",
    "0000111010110111", "0010101000001111", "0010010010110001", "0010011000111110",
)  # fmt: skip
"""The four times four inner squares of each mark, row by row; 1 is white."""


def mark_id(page: int, corner: int) -> int:
    """The number of the mark at a corner (0–3, clockwise from the upper left) of a page (1–4)."""
    return 4 * (page - 1) + corner


def page_and_corner(mark: int) -> tuple[int, int] | None:
    """Of which page (1–4) and corner (0–3) a mark is; None if it is none of ours."""
    return (mark // 4 + 1, mark % 4) if 0 <= mark < len(_PATTERNS) else None


def white_cells(mark: int) -> Iterator[tuple[int, int]]:
    """Column and row (0–5) of the white squares of a mark; all others are black."""
    for index, colour in enumerate(_PATTERNS[mark]):
        if colour == "1":
            yield index % 4 + 1, index // 4 + 1
