"""Finds the pages in a picture by their corner marks, and straightens them.

A page is taken for one only if its marks fit together as they were printed, to about a millimetre: marks of two
pages that lie side by side are never mixed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import cv2
import numpy as np

from canvas.paper.form import MARK_SIDE, PAPERS, mark_corners
from canvas.paper.marks import MARKS, page_and_corner
from canvas.paper.photo import Picture

SCALE = 2.0
"""Pixels a point of a straightened page: 144 dots an inch."""
_CORNERS = 4
_FEWEST = 3
"""Corners without which no page can be straightened."""
_SEARCHED = 1800
"""Pixels of the longer side of the picture in which marks are looked for."""
_WORST_FIT = 4.5
"""Points by which a mark may be away from where the others expect it: paper is never quite flat."""

Corners = Picture
"""The four corners of a mark in the picture, clockwise from its own upper left."""


@dataclass(frozen=True)
class FoundPage:
    """A page in a picture: which one, on which paper, and how its points are in the picture (a homography)."""

    page: int
    paper: str
    onto_picture: Picture
    corners: int


def find_pages(picture: Picture) -> tuple[tuple[FoundPage, ...], tuple[int, ...]]:
    """The pages of a picture, and the numbers of those seen in part, which cannot be read.

    A single mark beside whole pages is of none: something drawn or ticked may look like one.
    """
    found: list[FoundPage] = []
    left: dict[int, list[int]] = {}
    for page, corners in sorted(_marks(picture).items()):
        pages, left_over = _pages(page, corners)
        found += pages
        left[page] = left_over
    partly = [page for page, counts in left.items() for _ in range(max(counts, default=0))
              if len(counts) > 1 or not found]  # fmt: skip
    return tuple(found), tuple(partly)


def straightened(picture: Picture, found: FoundPage) -> Picture:
    """The page as if scanned, `SCALE` pixels a point."""
    width, height = PAPERS[found.paper]
    onto = found.onto_picture @ np.diag([1 / SCALE, 1 / SCALE, 1.0])
    size = (round(width * SCALE), round(height * SCALE))
    return cv2.warpPerspective(picture, onto, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)


@cache
def _detector() -> cv2.aruco.ArucoDetector:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    ours = cv2.aruco.Dictionary(dictionary.bytesList[:MARKS], dictionary.markerSize, 1)
    settings = cv2.aruco.DetectorParameters()
    settings.adaptiveThreshWinSizeMin, settings.adaptiveThreshWinSizeMax = 7, 47
    settings.adaptiveThreshWinSizeStep = 20
    settings.minMarkerPerimeterRate = 0.025
    settings.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    return cv2.aruco.ArucoDetector(ours, settings)


def _marks(picture: Picture) -> Mapping[int, Mapping[int, Sequence[Corners]]]:
    """Page → corner (0–3) → the marks seen for it."""
    shrink = min(1.0, _SEARCHED / max(picture.shape))
    small = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) if shrink < 1 else picture
    corners, ids, _ = _detector().detectMarkers(small)
    seen: dict[int, dict[int, list[Corners]]] = defaultdict(lambda: defaultdict(list))
    for mark, where in zip(ids.ravel() if ids is not None else (), corners, strict=False):
        known = page_and_corner(int(mark))
        if known:
            page, corner = known
            # The middle of a pixel is half a pixel from its edge, at either size.
            seen[page][corner].append((where.reshape(4, 2) + 0.5) / shrink - 0.5)
    return seen


def _pages(page: int, corners: Mapping[int, Sequence[Corners]]) -> tuple[list[FoundPage], list[int]]:
    """The pages that marks make, best fit first, and how many marks of each corner are left over."""
    left = {corner: list(marks) for corner, marks in corners.items()}
    pages: list[FoundPage] = []
    while fits := sorted(_fits(left), key=lambda fit: (-len(fit.chosen), fit.distance)):
        best = fits[0]
        pages.append(FoundPage(page, best.paper, best.onto_picture, len(best.chosen)))
        for corner, index in best.chosen.items():
            del left[corner][index]
    return pages, [len(marks) for marks in left.values() if marks]


@dataclass(frozen=True)
class _Fit:
    """Marks that may belong together: corner → index among its marks."""

    chosen: Mapping[int, int]
    paper: str
    onto_picture: Picture
    distance: float


def _fits(marks: Mapping[int, Sequence[Corners]]) -> Iterator[_Fit]:
    choices = [[*range(len(marks.get(corner, ()))), None] for corner in range(_CORNERS)]
    for indices in product(*choices):
        chosen = {corner: index for corner, index in enumerate(indices) if index is not None}
        if len(chosen) < _FEWEST:
            continue
        for paper in PAPERS:
            fit = _fit(chosen, marks, paper)
            if fit.distance <= _WORST_FIT:
                yield fit


def _fit(chosen: Mapping[int, int], marks: Mapping[int, Sequence[Corners]], paper: str) -> _Fit:
    """How well marks lie as on this paper; the distance is the worst of a corner, in points on the paper."""
    printed = np.concatenate([_printed(paper, corner) for corner in chosen])
    seen = np.concatenate([marks[corner][index] for corner, index in chosen.items()])
    onto_picture, _ = cv2.findHomography(printed, seen)
    back, _ = cv2.findHomography(seen, printed)
    if onto_picture is None or back is None:
        return _Fit(chosen, paper, np.eye(3), np.inf)
    expected = cv2.perspectiveTransform(seen.reshape(-1, 1, 2), back).reshape(-1, 2)
    return _Fit(chosen, paper, onto_picture, float(np.linalg.norm(expected - printed, axis=1).max()))


def _printed(paper: str, corner: int) -> Picture:
    x, y = mark_corners(paper)[corner]
    return np.array([[x, y], [x + MARK_SIDE, y], [x + MARK_SIDE, y + MARK_SIDE], [x, y + MARK_SIDE]], np.float64)
