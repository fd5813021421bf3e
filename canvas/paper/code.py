"""Reads the QR code of a straightened page, whose place and size are known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import product

import cv2
import numpy as np

from canvas.paper.finding import SCALE
from canvas.paper.form import CODE_MODULES, PageCode, code_area, read_payload
from canvas.paper.photo import Picture, brightened

_ROOM = 12
"""Pixels around the code in which it is looked for."""
_QUIET, _ENLARGED = 4, 8
"""Squares around a code that is drawn anew, and pixels of each square."""
_FIRST, _LAST = _QUIET * _ENLARGED, (_QUIET + CODE_MODULES) * _ENLARGED - 1
_CORNERS = np.array([[(_FIRST, _FIRST), (_LAST, _FIRST), (_LAST, _LAST), (_FIRST, _LAST)]], np.float32)
"""Where its corners are: OpenCV does not find every code, even one that is drawn without a fault."""


def read_code(ink: Picture, paper: str) -> PageCode | None:
    """What the code says; None if it cannot be read, or is not one of ours. `ink`: the straightened page, 0–1."""
    area = code_area(paper)
    left, top, side = (round(value * SCALE) for value in (area.x, area.y, area.width))
    crop = brightened(1 - ink[top - _ROOM : top + side + _ROOM, left - _ROOM : left + side + _ROOM])
    detector = cv2.QRCodeDetector()
    with suppress(UnicodeDecodeError):  # a code of somebody else's, in other letters
        found, *_ = detector.detectAndDecode(cv2.resize(crop, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC))
        if found and (code := read_payload(found)):
            return code
        for picture in _drawn_anew(crop, side):
            payload = detector.decode(picture, _CORNERS)[0] or detector.detectAndDecode(picture)[0]
            if payload and (code := read_payload(payload)):
                return code
    return None


def _drawn_anew(crop: Picture, side: int) -> Iterator[Picture]:
    """The code drawn anew from the squares that were seen, at several positions."""
    steps = range(-6, 7, 2)
    moves = sorted(product(steps, steps), key=lambda move: abs(move[0]) + abs(move[1]))
    smooth = cv2.blur(crop, (3, 3))
    for x, y in moves:
        squares = _squares(smooth, _ROOM + x, _ROOM + y, side / CODE_MODULES)
        # A lens out of focus spreads each square over its neighbours; what they got is taken back.
        sharp = cv2.addWeighted(squares, 2.0, cv2.GaussianBlur(squares, (3, 3), 0), -1.0, 0)
        _, clear = cv2.threshold(sharp, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
        bordered = cv2.copyMakeBorder(clear, _QUIET, _QUIET, _QUIET, _QUIET, cv2.BORDER_CONSTANT, value=255)
        yield cv2.resize(bordered, None, fx=_ENLARGED, fy=_ENLARGED, interpolation=cv2.INTER_NEAREST)


def _squares(crop: Picture, left: float, top: float, step: float) -> Picture:
    """The brightness at the middle of each square."""
    middles = (np.arange(CODE_MODULES) + 0.5) * step
    columns, rows = np.meshgrid(left + middles, top + middles)
    return cv2.remap(crop, columns.astype(np.float32), rows.astype(np.float32), cv2.INTER_LINEAR)
