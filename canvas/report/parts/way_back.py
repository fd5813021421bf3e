"""The credentials of one's work: a QR code to scan, and the code in letters to type."""

from __future__ import annotations

from dataclasses import dataclass, field

import segno

from canvas.report.layout.drawing import qr_code
from canvas.report.layout.flow import Flow, height_of, placed, styled
from canvas.report.model.style import BODY, HEADING, NOTE, STRONG
from canvas.report.subject import Subject

_SIDE = 84.0
_GUTTER = 14.0
_GAP = 14.0
ROOM_OF_WAY_BACK = HEADING.leading + 5 + _SIDE + _GAP
"""The height that it takes."""


@dataclass(frozen=True)
class WayBack:
    """The address that brings somebody back, and the code that they can type instead. Both are secrets."""

    address: str = field(repr=False)
    code: str = field(repr=False)


def add_way_back(flow: Flow, subject: Subject, way_back: WayBack) -> None:
    """The QR code on the left, beside it the code and what it is good for."""
    texts = subject.texts
    flow.write(texts("way_back.title"), HEADING, "H2", keep=_SIDE)
    flow.gap(5)
    width = flow.frame.width - _SIDE - _GUTTER
    lines = styled(way_back.code, STRONG.at(15), width) if way_back.code else []
    lines += styled(texts("report.way_back"), BODY, width)
    lines += styled(texts("way_back.secret"), NOTE, width)
    sheet, x, top = flow.take(max(_SIDE, height_of(lines)))
    sheet.add("Figure", qr_code(segno.make(way_back.address, error="m"), x, top, _SIDE), texts("way_back.qr"))
    sheet.add("P", placed(lines, x + _SIDE + _GUTTER, top + 4, width))
    flow.gap(_GAP)
