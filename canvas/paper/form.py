"""A printed form as frozen values: where each box is. Computed once, and used by the writer and by the reader.

Lengths are points (1/72 inch); x runs to the right and y downwards from the upper left corner of the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s
from typing import Literal

from canvas.content.models import Content

MARK_SIDE = 28.35
"""Side of a corner mark: ten millimetres."""
MARK_INSET = 28.35
"""From the edge of the paper to a mark; printers leave up to five millimetres blank."""
CODE_SIDE = 80.0
"""Of the QR code of a page."""
CODE_MODULES = 29
"""A QR code of version 3 has so many dark or light squares a side."""
MOST_PAGES = 4
LARGEST_NUMBER = 99
"""The highest number that can be ticked on a sheet."""
TENS, UNITS = "sheet.tens", "sheet.units"
"""Names of the two rows of boxes in which a sheet's number is ticked."""

PAPERS: Mapping[str, tuple[float, float]] = {"a4": (595.28, 841.89), "f4": (609.45, 935.43)}
"""Paper id → width and height. F4 (folio, 215 × 330 mm) is the paper of Indonesian offices."""

Point = tuple[float, float]
Kind = Literal["one", "several", "line"]


@dataclass(frozen=True)
class Area:
    """A rectangle on a page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Box:
    """A box to tick: which answer of which entry it is."""

    entry: str
    value: str
    area: Area


@dataclass(frozen=True)
class Entry:
    """One thing asked: `one` answer to tick, `several`, or only a `line` to write on.

    `area` is what a cut-out shows; `line` is where to write, also beside boxes.
    """

    id: str
    kind: Kind
    page: int
    area: Area
    line: Area | None = None


@dataclass(frozen=True)
class Page:
    """A page with its boxes."""

    number: int
    boxes: tuple[Box, ...]

    @cached_property
    def boxes_of(self) -> Mapping[str, tuple[Box, ...]]:
        """Entry id → its boxes, in the order printed."""
        found: dict[str, tuple[Box, ...]] = {}
        for box in self.boxes:
            found[box.entry] = (*found.get(box.entry, ()), box)
        return found


@dataclass(frozen=True)
class Form:
    """A questionnaire laid out for one language, sector (None: for all) and paper."""

    language: str
    sector: str | None
    paper: str
    entries: tuple[Entry, ...]
    pages: tuple[Page, ...]

    @cached_property
    def version(self) -> str:
        """Ten letters and digits that differ whenever anything is printed elsewhere or means something else."""
        content = repr((self.language, self.sector, self.paper, self.entries, self.pages))
        return blake2s(content.encode(), digest_size=5).hexdigest().upper()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of its paper."""
        return PAPERS[self.paper]

    def entries_on(self, page: int) -> tuple[Entry, ...]:
        """What is asked on a page, in the order printed."""
        return tuple(entry for entry in self.entries if entry.page == page)


def mark_corners(paper: str) -> tuple[Point, Point, Point, Point]:
    """Upper left corners of the four marks of a page: upper left, upper right, lower right, lower left."""
    width, height = PAPERS[paper]
    right, bottom = width - MARK_INSET - MARK_SIDE, height - MARK_INSET - MARK_SIDE
    return (MARK_INSET, MARK_INSET), (right, MARK_INSET), (right, bottom), (MARK_INSET, bottom)


def code_area(paper: str) -> Area:
    """Where the QR code of a page is: left of the upper right mark."""
    width, _ = PAPERS[paper]
    return Area(width - MARK_INSET - MARK_SIDE - 14 - CODE_SIDE, MARK_INSET, CODE_SIDE, CODE_SIDE)


@dataclass(frozen=True)
class PageCode:
    """What the QR code of a page says.

    `kind` is that of the form (`kind_of`); `sheet` None: the number is ticked on the paper; `workshop` may be empty.
    """

    kind: str
    version: str
    page: int
    sheet: int | None = None
    workshop: str = ""

    @property
    def payload(self) -> str:
        """Capitals, digits and strokes only, which a QR code holds in the least room."""
        return f"K{self.kind}/{self.version}/{self.page}/{self.sheet or ''}/{self.workshop}".upper()


_PAYLOAD = re.compile(r"K(\d{2})/([0-9A-F]{10})/([1-4])/(\d{0,4})/([0-9A-Z-]{0,12})")


def read_payload(payload: str) -> PageCode | None:
    """What a QR code says; None if it is not one of ours."""
    found = _PAYLOAD.fullmatch(payload)
    if found is None:
        return None
    kind, version, page, sheet, workshop = found.groups()
    return PageCode(kind, version, int(page), int(sheet) if sheet else None, workshop)


def kinds_of(content: Content) -> Mapping[str, tuple[str, str | None]]:
    """Two digits → the language and sector (None: for all) of a form that this content prints."""
    return {
        f"{first}{second}": (language.id, sector)
        for first, language in enumerate(content.settings.offered[:10])
        for second, sector in enumerate((None, *content.sectors)[:10])
    }


def kind_of(content: Content, language: str, sector: str | None) -> str:
    """The two digits of a language and sector."""
    return next(kind for kind, names in kinds_of(content).items() if names == (language, sector))


FormOf = Callable[[PageCode, str], Form | None]
"""What a page's code says, and its paper → its form; None if it was printed from other content."""
