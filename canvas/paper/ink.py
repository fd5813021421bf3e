"""How much ink is in each box of a straightened page.

Light is taken out first: brightness counts against the paper around it, and against the black of the page's own
marks. Then each box is looked for near where it was printed, because paper bends and photocopiers stretch; boxes
that nobody marked show where those are whose outline a pen has covered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from canvas.paper.finding import SCALE
from canvas.paper.form import MARK_SIDE, Area, Box, mark_corners
from canvas.paper.photo import Picture

_REACH = 12
"""Pixels in which a box is looked for around its printed position: two millimetres."""
_INSET = 4
"""Pixels between the outline of a box and where its ink is measured."""
_CLEAR_OUTLINE = 0.08
"""Ink on an outline, less the ink around it, from which the outline counts as seen."""
_DARK = 0.5
_PAPER_SHARE = 0.3
"""At least so much of a ticked box is paper."""
_DARKEST_STAIN = 0.3
_STROKE = 0.3
"""Ink of a pixel that belongs to a stroke."""
_WRITTEN = 0.006
"""Dark share of the room above a line from which something is written there: about two letters."""
_AWAY = 3.0
"""Pixels by which a box may be away from where its neighbours expect it."""


@dataclass(frozen=True)
class Ink:
    """Of one box, each 0–1: mean ink in it, the share of it that is dark, and the share of its ink that belongs to
    strokes made in another box."""

    mean: float
    dark: float
    borrowed: float = 0.0


@dataclass(frozen=True)
class Measured:
    """The ink of each box, in order, and the share (0–1) of outlines that are where they should be."""

    inks: tuple[Ink, ...]
    outlines: float


def ink_of(page: Picture, paper: str) -> Picture:
    """A straightened page as ink: 0 is blank paper, 1 the black of the page's marks."""
    # Averaged to a quarter of the size, so that shade is worked out on few pixels.
    small = cv2.resize(page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    blank = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    paper_white = cv2.resize(blank, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    darkness = 1 - page.astype(np.float32) / np.maximum(paper_white, 1)
    return np.clip(darkness / max(_black(darkness, paper), 0.2), 0, 1)


def _black(darkness: Picture, paper: str) -> float:
    """How dark the black of the marks is: the middle of their edges, which are black all round."""
    edge = MARK_SIDE / 12 * SCALE
    middles = []
    for x, y in mark_corners(paper):
        left, top, side = x * SCALE, y * SCALE, MARK_SIDE * SCALE
        for across, down in ((edge, side / 2), (side - edge, side / 2), (side / 2, edge), (side / 2, side - edge)):
            middles.append(darkness[round(top + down), round(left + across)])
    return float(np.median(middles))


def measure(ink: Picture, boxes: Sequence[Box]) -> Measured:
    """The ink in each box of a page."""
    areas = [_pixels(box.area) for box in boxes]
    found = [_outline(ink, *area) for area in areas]
    middles = np.array([[left + side / 2, top + side / 2] for left, top, side in areas])
    moved = np.array([[x, y] for x, y, _ in found], np.float64)
    clear = np.array([score for *_, score in found]) > _CLEAR_OUTLINE
    expected = _smooth(middles, moved, clear)
    near = np.linalg.norm(moved - expected, axis=1) <= _AWAY
    moved = np.where((near & clear)[:, None], moved, expected)
    insides = [_inside(area, move) for area, move in zip(areas, moved, strict=True)]
    borrowed = _borrowed(ink, insides)
    inks = [_ink(ink, inside, share) for inside, share in zip(insides, borrowed, strict=True)]
    return Measured(tuple(inks), float((near & clear).mean()))


def is_written(ink: Picture, line: Area) -> bool:
    """Whether something is written above a line."""
    left, top = round(line.x * SCALE), round(line.y * SCALE)
    part = ink[top : top + round((line.height - 4) * SCALE), left : left + round(line.width * SCALE)]
    return float((part > _DARK).mean()) > _WRITTEN


def _pixels(area: Area) -> tuple[int, int, int]:
    """Left, top and side of a box."""
    return round(area.x * SCALE), round(area.y * SCALE), round(area.width * SCALE)


def _outline(ink: Picture, left: int, top: int, side: int) -> tuple[float, float, float]:
    """By how many pixels a box is away from its printed position, and how clearly it is seen there."""
    frame = np.zeros((side + 7, side + 7), np.float32)
    frame[2:-2, 2:-2] = 1
    frame[5:-5, 5:-5] = 0
    ring = np.ones_like(frame)
    ring[2:-2, 2:-2] = 0
    inner = np.zeros_like(frame)
    inner[6:-6, 6:-6] = 1
    inner[9:-9, 9:-9] = 0
    kernel = frame / frame.sum() - 0.6 * ring / ring.sum() - 0.4 * inner / inner.sum()
    start_x, start_y = left - 3 - _REACH, top - 3 - _REACH
    window = _window(ink, start_x, start_y, side + 7 + 2 * _REACH)
    scores = cv2.matchTemplate(window, kernel, cv2.TM_CCORR)
    _, best, _, (x, y) = cv2.minMaxLoc(scores)
    return x - _REACH, y - _REACH, best


def _window(ink: Picture, left: int, top: int, side: int) -> Picture:
    """A square of the page; beyond its edge there is no ink."""
    window = np.zeros((side, side), np.float32)
    height, width = ink.shape
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + side, width), min(top + side, height)
    window[y0 - top : y1 - top, x0 - left : x1 - left] = ink[y0:y1, x0:x1]
    return window


def _smooth(middles: Picture, moved: Picture, clear: Picture) -> Picture:
    """Where boxes are expected: a surface of the second degree through those that are clearly seen."""
    x, y = (middles / 1000).T
    terms = np.column_stack([np.ones_like(x), x, y, x * y, x * x, y * y])
    trusted = clear.copy()
    expected = np.zeros_like(moved)
    for _ in range(3):
        if trusted.sum() < terms.shape[1]:
            return np.zeros_like(moved) + (np.median(moved[clear], axis=0) if clear.any() else 0)
        expected = terms @ np.linalg.lstsq(terms[trusted], moved[trusted], rcond=None)[0]
        trusted = clear & (np.linalg.norm(moved - expected, axis=1) <= _AWAY)
    return expected


def _inside(area: tuple[int, int, int], move: Picture) -> tuple[int, int, int]:
    """Left, top and side of the room inside a box where ink is measured."""
    left, top, side = area
    return round(left + move[0]) + _INSET, round(top + move[1]) + _INSET, side - 2 * _INSET + 1


def _ink(ink: Picture, inside: tuple[int, int, int], borrowed: float) -> Ink:
    part = _window(ink, *inside)
    # A stain or a shadow darkens the paper in the box too; only so much of it that a filled box stays full.
    stain = min(float(np.quantile(part, _PAPER_SHARE)), _DARKEST_STAIN)
    part = np.maximum(part - stain, 0) / (1 - stain)
    return Ink(float(part.mean()), float((part > _DARK).mean()), borrowed)


def _borrowed(ink: Picture, insides: Sequence[tuple[int, int, int]]) -> list[float]:
    """Of each box, the share of its ink in strokes that have most of theirs in another box.

    Strokes are connected pixels. Outlines are taken out, since they would connect everything, and the gaps closed.
    """
    drawn = (ink > _STROKE).astype(np.uint8)
    for left, top, side in insides:
        cv2.rectangle(drawn, (left - 3, top - 3), (left + side + 2, top + side + 2), 0, 5)
    count, strokes = cv2.connectedComponents(cv2.dilate(drawn, np.ones((5, 5), np.uint8)))
    strokes *= drawn
    found = [_window(strokes, *inside).astype(int).ravel() for inside in insides]
    counts = np.array([np.bincount(pixels, minlength=count) for pixels in found])[:, 1:]
    elsewhere = np.where(counts < counts.max(axis=0), counts, 0).sum(axis=1)
    return list(elsewhere / np.maximum(counts.sum(axis=1), 1))
