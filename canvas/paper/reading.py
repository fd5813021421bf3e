"""Photographs of filled-in forms → what is ticked on each page.

A page is read whole or not at all. What is not clear comes back as a doubt with a cut-out of the photo, to be
settled by a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import cv2

from canvas.paper.code import read_code
from canvas.paper.deciding import Decision, decide, usual_mark
from canvas.paper.finding import SCALE, FoundPage, find_pages, straightened
from canvas.paper.form import TENS, UNITS, Area, Box, Form, FormOf, Kind, Page, PageCode
from canvas.paper.ink import Ink, Measured, ink_of, is_written, measure
from canvas.paper.pages import Answer, PageRead, PhotoRead, Problem
from canvas.paper.photo import Picture, brightened, grey_picture

_OUTLINES = 0.6
"""Share of a page's boxes that must be where they should be; with fewer the page lies too crooked to be read."""
_LINE = Decision((), 1.0)
"""A line to write on has no boxes to read."""
_CUT_OUT_QUALITY = 70


def read_photo(data: bytes, form_of: FormOf) -> PhotoRead:
    """Everything in one picture file. Raises: PhotoError if it is none that can be read."""
    picture = grey_picture(data)
    found, in_part = find_pages(picture)
    read = [_read_page(picture, page, form_of) for page in found]
    problems: list[tuple[Problem, int | None]] = [("page_in_part", page) for page in in_part]
    problems += [(result, page.page) for result, page in zip(read, found, strict=True) if isinstance(result, str)]
    if not found and not in_part:
        problems.append(("no_page", None))
    return PhotoRead(tuple(result for result in read if not isinstance(result, str)), tuple(problems))


def _read_page(picture: Picture, found: FoundPage, form_of: FormOf) -> PageRead | Problem:
    page = straightened(picture, found)
    ink = ink_of(page, found.paper)
    code = read_code(ink, found.paper)
    if code is None or code.page != found.page:
        return "code_unreadable"
    form = form_of(code, found.paper)
    if form is None or code.page > len(form.pages):
        return "other_form"
    printed = form.pages[code.page - 1]
    measured = measure(ink, printed.boxes)
    if measured.outlines < _OUTLINES:
        return "page_crooked"
    return _answers(page, ink, form, printed, measured, code)


def _answers(page: Picture, ink: Picture, form: Form, printed: Page, measured: Measured, code: PageCode) -> PageRead:
    usual = usual_mark(measured.inks)
    inks = dict(zip(printed.boxes, measured.inks, strict=True))

    def decided(entry: str, kind: Kind) -> Decision:
        boxes = printed.boxes_of[entry]
        return decide(kind, boxes, [inks[box] for box in boxes], usual)

    def answers() -> Iterator[Answer]:
        for entry in form.entries_on(printed.number):
            decision = _LINE if entry.kind == "line" else decided(entry.id, entry.kind)
            written = entry.line is not None and is_written(ink, entry.line)
            doubt = None if written and decision.doubt == "nothing" else decision.doubt
            shown = _cut_out(page, entry.area) if doubt or written else None
            yield Answer(entry.id, decision.values, decision.confidence, doubt, shown, written)

    number = code.sheet or _number(*(_digit(printed.boxes_of[row], inks) for row in (TENS, UNITS)))
    shown = None if number else _cut_out(page, _around(printed.boxes_of[TENS] + printed.boxes_of[UNITS]))
    return PageRead(form, printed.number, number, code.workshop, tuple(answers()), shown)


def _digit(boxes: Sequence[Box], inks: Mapping[Box, Ink]) -> Decision:
    """The digit ticked in a row of small boxes, which a cross fills: a full one is not struck out."""
    measured = [inks[box] for box in boxes]
    return decide("one", boxes, measured, replace(usual_mark(measured), dark=1.0))


def _number(tens: Decision, units: Decision) -> int | None:
    """The ticked number; one below ten may have no tens. None if a row is doubted or the number is 0."""
    if units.doubt or tens.doubt not in (None, "nothing"):
        return None
    return int("".join((*tens.values, *units.values))) or None


def _around(boxes: Sequence[Box]) -> Area:
    """The area of boxes with a margin."""
    left, top = min(box.area.x for box in boxes) - 40, min(box.area.y for box in boxes) - 32
    right = max(box.area.x + box.area.width for box in boxes) + 6
    bottom = max(box.area.y + box.area.height for box in boxes) + 6
    return Area(left, top, right - left, bottom - top)


def _cut_out(page: Picture, area: Area) -> bytes:
    """A part of the page as JPEG, bright enough to read."""
    left, top = max(round(area.x * SCALE), 0), max(round(area.y * SCALE), 0)
    right, bottom = round((area.x + area.width) * SCALE), round((area.y + area.height) * SCALE)
    _, file = cv2.imencode(
        ".jpg", brightened(page[top:bottom, left:right]), [cv2.IMWRITE_JPEG_QUALITY, _CUT_OUT_QUALITY]
    )
    return file.tobytes()
