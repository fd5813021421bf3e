"""The code on a page is read whatever it says."""

from __future__ import annotations

import cv2
import numpy as np
import segno

from canvas.paper.code import read_code
from canvas.paper.finding import SCALE
from canvas.paper.form import PAPERS, PageCode, code_area
from canvas.paper.photo import Picture


def ink_of(payload: str) -> Picture:
    """A page that is empty but for its code, without a fault."""
    width, height = PAPERS["a4"]
    ink = np.zeros((round(height * SCALE), round(width * SCALE)), np.float32)
    area = code_area("a4")
    left, top, side = (round(value * SCALE) for value in (area.x, area.y, area.width))
    squares = np.array(segno.make_qr(payload, error="h", version=3, boost_error=False).matrix, np.float32)
    ink[top : top + side, left : left + side] = cv2.resize(squares, (side, side), interpolation=cv2.INTER_NEAREST)
    return ink


def test_a_code_is_read_where_opencv_does_not_find_one() -> None:
    code = PageCode("01", "D2E07CD0E0", 3, 1, "9RHT7D")
    assert read_code(ink_of(code.payload), "a4") == code


def test_a_code_of_somebody_else_is_none() -> None:
    for payload in ("https://kanvas.example", "漢字漢字"):
        assert read_code(ink_of(payload), "a4") is None
