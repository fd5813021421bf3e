"""Filled-in forms, photographed as a phone does it: made by numbers, the same for the same seed.

A page is drawn from the PDF, filled in with a pen, perhaps photocopied, laid on a wooden table and seen from
an angle, in poor light, through a small lens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

import cv2
import numpy as np
import pypdfium2
from numpy.random import Generator

from canvas.paper.asked import NONE, NOTHING
from canvas.paper.form import TENS, UNITS, Area, Form, Page
from canvas.paper.pages import PageRead, PhotoRead

Image = np.ndarray[Any, np.dtype[Any]]
Style = Literal["tick", "cross", "fill", "small"]

DOTS_PER_POINT = 200 / 72
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Pen:
    """A pen: width in millimetres, colour (blue, green, red: 0–255), and how its owner ticks."""

    width: float
    colour: tuple[int, int, int]
    style: Style


@dataclass(frozen=True)
class Filling:
    """What is on a page: boxes ticked and struck out, each (entry, value), and entries with writing on their line."""

    page: int
    ticked: frozenset[tuple[str, str]]
    struck_out: frozenset[tuple[str, str]] = frozenset()
    pen: Pen = Pen(0.7, (140, 50, 20), "tick")
    written: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Conditions:
    """What happens to a page and to its picture; angles are degrees, the other numbers 0–1 unless said."""

    tilt: tuple[float, float] = (0.0, 0.0)
    rotation: float = 0.0
    photocopies: int = 0
    printed_at: float = 1.0
    bend: float = 0.0
    """Millimetres by which the paper is curved."""
    creases: int = 0
    coffee: bool = False
    shadow: float = 0.0
    gradient: float = 0.0
    light: float = 1.0
    noise: float = 2.0
    """Standard deviation of the brightness, of 255."""
    blur: float = 0.6
    """Of the lens, pixels."""
    quality: int = 85
    """Of the JPEG file."""
    longer_side: int = 2400
    """Of the picture, pixels."""


FLAT = Conditions()


@dataclass(frozen=True)
class Scene:
    """One picture: pages with what is on each, side by side on a table."""

    pages: tuple[tuple[bytes, Form, Filling], ...]
    conditions: Conditions = field(default=FLAT)


def photograph(scene: Scene, random: Generator) -> bytes:
    """The picture as a JPEG file."""
    papers = [_paper(pdf, form, filling, scene.conditions, random) for pdf, form, filling in scene.pages]
    picture = _seen(papers, scene.conditions, random)
    return _developed(picture, scene.conditions, random)


@lru_cache(maxsize=12)
def rendered(pdf: bytes, page: int) -> Image:
    """A page of a PDF at 200 dots an inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page - 1].render(scale=DOTS_PER_POINT).to_numpy()[:, :, :3].copy()


def _paper(pdf: bytes, form: Form, filling: Filling, conditions: Conditions, random: Generator) -> Image:
    """A page printed, photocopied, filled in and soiled."""
    paper = rendered(pdf, filling.page).copy()
    moved = np.eye(3)
    for _ in range(conditions.photocopies):
        paper, move = _photocopied(paper, random)
        moved = move @ moved
    hand = _Hand(paper, moved, filling.pen, random)
    _fill_in(hand, form.pages[filling.page - 1], filling)
    for entry in form.entries:
        if entry.id in filling.written and entry.line:
            hand.write(entry.line)
    if conditions.printed_at != 1:
        paper = _scaled(paper, conditions.printed_at)
    for _ in range(conditions.creases):
        _crease(paper, random)
    if conditions.coffee:
        _spill(paper, random)
    return paper


@dataclass(frozen=True)
class _Hand:
    """A hand with a pen over a paper, on which a photocopier has moved everything a little."""

    paper: Image
    moved: Image
    pen: Pen
    random: Generator

    def draw(self, area: Area, style: str) -> None:
        """Strokes of a hand: never straight, never quite in the box."""
        left, top = self.random.normal(area.x, 0.6), self.random.normal(area.y, 0.6)
        thickness = max(1, round(self.pen.width * POINTS_PER_MM * DOTS_PER_POINT))
        for stroke in _strokes(style, self.random, self.pen.width * POINTS_PER_MM / area.width):
            points = [(left + x * area.width, top + y * area.width) for x, y in _shaky(stroke, self.random)]
            pixels = cv2.perspectiveTransform(np.array([points]) * DOTS_PER_POINT, self.moved)
            eighths = (pixels * 8).round().astype(np.int32)
            cv2.polylines(self.paper, list(eighths), False, self.pen.colour, thickness, cv2.LINE_AA, 3)

    def write(self, line: Area) -> None:
        """A few letters on a line, or what looks like them."""
        along = np.linspace(0, 12, 60)
        loops = np.column_stack([along * 6 + 4 * np.sin(along * 4), line.height - 8 + 5 * np.cos(along * 4)])
        pixels = cv2.perspectiveTransform((loops + np.array([line.x + 8, line.y]))[None] * DOTS_PER_POINT, self.moved)
        cv2.polylines(
            self.paper, list((pixels * 8).round().astype(np.int32)), False, self.pen.colour, 4, cv2.LINE_AA, 3
        )


def _fill_in(hand: _Hand, page: Page, filling: Filling) -> None:
    for box in page.boxes:
        if (box.entry, box.value) in filling.struck_out:
            hand.draw(box.area, "tick" if filling.pen.style == "fill" else filling.pen.style)
            hand.draw(box.area, "struck_out")
        elif (box.entry, box.value) in filling.ticked:
            hand.draw(box.area, "cross" if box.entry in (TENS, UNITS) else filling.pen.style)


def _strokes(style: str, random: Generator, width: float) -> list[list[tuple[float, float]]]:
    """Strokes in a box of side 1; `width` is the pen's."""
    if style == "tick":
        long = 0.5 if random.random() < 0.05 else 0.0
        end = (random.uniform(0.85, 1.35) + long, random.uniform(-0.3, 0.15) - long)
        return [[(random.uniform(0.0, 0.25), random.uniform(0.4, 0.6)), (random.uniform(0.3, 0.45), 0.85), end]]
    if style == "small":
        return [[(0.25, 0.5), (0.4, 0.75), (0.75, 0.3)]]
    if style == "cross":
        reach = random.uniform(-0.15, 0.15)
        return [[(reach, reach), (1 - reach, 1 - reach)], [(reach, 1 - reach), (1 - reach, reach)]]
    over = 0.02 if style == "fill" else -0.18
    step = width * (0.9 if style == "fill" else 0.7)
    lines, y, flip = [], over + width / 2, False
    while y < 1 - over:
        lines.append((over if flip else 1 - over, y))
        flip = not flip
        y += step
    return [lines]


def _shaky(stroke: Sequence[tuple[float, float]], random: Generator) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in pairwise(stroke):
        for along in np.linspace(0, 1, 5, endpoint=False):
            points.append((x0 + (x1 - x0) * along + random.normal(0, 0.015), y0 + (y1 - y0) * along))
    return [*points, stroke[-1]]


def _photocopied(paper: Image, random: Generator) -> tuple[Image, Image]:
    """Grey, harder, with specks; and a little turned and shrunk: also the homography that did it."""
    grey = cv2.cvtColor(paper, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), random.uniform(-0.8, 0.8), random.uniform(0.975, 1.0))
    grey = cv2.warpAffine(cv2.GaussianBlur(grey, (0, 0), 0.9), turn, (width, height), borderValue=255)
    hard = 255 / (1 + np.exp(-(grey.astype(np.float32) - random.uniform(110, 170)) / 22))
    specks = random.random(grey.shape) < 0.0002
    hard[cv2.dilate(specks.astype(np.uint8), np.ones((2, 2))) > 0] = 60
    copied = cv2.cvtColor(hard.clip(25, 250).astype(np.uint8), cv2.COLOR_GRAY2BGR)
    return copied, np.vstack([turn, [0, 0, 1]])


def _scaled(paper: Image, scale: float) -> Image:
    """As a printer shrinks a page to fit, the paper staying as large as it is."""
    height, width = paper.shape[:2]
    small = cv2.resize(paper, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    page = np.full_like(paper, 255)
    top, left = (height - small.shape[0]) // 2, (width - small.shape[1]) // 2
    page[top : top + small.shape[0], left : left + small.shape[1]] = small
    return page


def _crease(paper: Image, random: Generator) -> None:
    """A fold: a dark and a light line, and one side a little darker."""
    height, width = paper.shape[:2]
    row = int(random.uniform(0.15, 0.85) * height)
    rise = int(random.uniform(-0.05, 0.05) * height)
    shade = np.ones((height, width), np.float32)
    cv2.line(shade, (0, row), (width, row + rise), 0.72, 3, cv2.LINE_AA)
    cv2.line(shade, (0, row + 4), (width, row + rise + 4), 1.12, 3, cv2.LINE_AA)
    shade[row:] *= random.uniform(0.88, 1.0)
    _multiply(paper, cv2.GaussianBlur(shade, (0, 0), 1.5)[:, :, None])


def _spill(paper: Image, random: Generator) -> None:
    """A ring from a cup of coffee, and a splash."""
    height, width = paper.shape[:2]
    stain = np.zeros((height, width), np.float32)
    centre = (int(random.uniform(0.2, 0.8) * width), int(random.uniform(0.2, 0.8) * height))
    cv2.circle(stain, centre, int(random.uniform(0.1, 0.16) * width), 0.55, 14, cv2.LINE_AA)
    splash = (int(random.uniform(0.1, 0.9) * width), int(random.uniform(0.1, 0.9) * height))
    cv2.circle(stain, splash, int(random.uniform(0.02, 0.08) * width), 0.4, -1, cv2.LINE_AA)
    stain = cv2.GaussianBlur(stain, (0, 0), 5)[:, :, None]
    _multiply(paper, 1 - stain * np.array([0.75, 0.5, 0.3], np.float32))


def _multiply(picture: Image, factor: Image) -> None:
    picture[:] = (picture.astype(np.float32) * factor).clip(0, 255).astype(np.uint8)


def _table(height: int, width: int, random: Generator) -> Image:
    """Wood: long grain in two browns."""
    grain = cv2.resize(random.random((height // 3 + 1, 12)).astype(np.float32), (width, height))
    boards = cv2.resize(random.random((6, 1)).astype(np.float32), (width, height), interpolation=cv2.INTER_NEAREST)
    shade = 0.3 * grain + 0.25 * boards + np.float32(0.55)
    return cv2.merge([cv2.convertScaleAbs(shade, alpha=brown) for brown in (60, 95, 140)])


def _seen(papers: Sequence[Image], conditions: Conditions, random: Generator) -> Image:
    """The papers on a table, through a camera that is held at an angle."""
    long, short = conditions.longer_side, conditions.longer_side * 3 // 4
    gap = 60 * (len(papers) > 1)
    total = sum(paper.shape[1] for paper in papers) + gap * (len(papers) - 1)
    lies = total > max(paper.shape[0] for paper in papers)
    if abs(np.sin(np.radians(conditions.rotation))) > 0.7:
        lies = not lies
    width, height = (long, short) if lies else (short, long)
    onto = _camera(total, max(paper.shape[0] for paper in papers), width, height, conditions, random)
    picture = _table(height, width, random)
    left = 0
    for paper in papers:
        shift = np.array([[1, 0, left], [0, 1, random.uniform(0, 20)], [0, 0, 1]], np.float64)
        _lay(picture, paper, onto @ shift, conditions, random)
        left += paper.shape[1] + gap
    return picture


def _camera(total: float, tall: float, width: int, height: int, conditions: Conditions, random: Generator) -> Image:
    """The homography from points on the table to pixels, with everything in the picture."""
    about_x, about_y, about_z = np.radians([*conditions.tilt, conditions.rotation])
    turn_x = np.array([[1, 0, 0], [0, np.cos(about_x), -np.sin(about_x)], [0, np.sin(about_x), np.cos(about_x)]])
    turn_y = np.array([[np.cos(about_y), 0, np.sin(about_y)], [0, 1, 0], [-np.sin(about_y), 0, np.cos(about_y)]])
    turn_z = np.array([[np.cos(about_z), -np.sin(about_z), 0], [np.sin(about_z), np.cos(about_z), 0], [0, 0, 1]])
    turn = turn_x @ turn_y @ turn_z
    distance = 1.6 * max(total, tall)
    flat = np.column_stack([turn[:, 0], turn[:, 1], turn @ [-total / 2, -tall / 2, 0] + [0, 0, distance]])
    corners = np.array([[0, 0, 1], [total, 0, 1], [total, tall, 1], [0, tall, 1]]).T
    seen = flat @ corners
    seen = seen[:2] / seen[2]
    low, high = seen.min(axis=1), seen.max(axis=1)
    zoom = min(width / (high[0] - low[0]), height / (high[1] - low[1])) * random.uniform(0.9, 0.98)
    move = np.array([width, height]) / 2 - zoom * (low + high) / 2
    return np.array([[zoom, 0, move[0]], [0, zoom, move[1]], [0, 0, 1]]) @ flat


def _lay(picture: Image, paper: Image, onto: Image, conditions: Conditions, random: Generator) -> None:
    """Puts a paper into the picture, bent as paper is."""
    height, width = picture.shape[:2]
    shrunk = cv2.GaussianBlur(paper, (0, 0), 0.7)
    if conditions.bend:
        x, y = _bent(np.linalg.inv(onto), paper, (height, width), conditions.bend, random)
        seen = cv2.remap(shrunk, x, y, cv2.INTER_LINEAR, borderValue=(0, 0, 0))
        there = ((x > 0) & (y > 0) & (x < paper.shape[1] - 1) & (y < paper.shape[0] - 1)).astype(np.uint8)
    else:
        seen = cv2.warpPerspective(shrunk, onto, (width, height))
        there = cv2.warpPerspective(np.ones(paper.shape[:2], np.uint8), onto, (width, height), flags=cv2.INTER_NEAREST)
    cv2.copyTo(seen, there, picture)


def _bent(back: Image, paper: Image, size: tuple[int, int], bend: float, random: Generator) -> tuple[Image, Image]:
    """For each pixel of the picture, the point of the paper that is seen there."""
    columns = np.arange(size[1], dtype=np.float32)[None]
    rows = np.arange(size[0], dtype=np.float32)[:, None]
    across, down, depth = (line[0] * columns + line[1] * rows + line[2] for line in back.astype(np.float32))
    x, y = across / depth, down / depth
    reach = np.float32(bend * POINTS_PER_MM * DOTS_PER_POINT)
    waves, phase = np.float32(random.uniform(0.5, 1.2) * np.pi), np.float32(random.uniform(0, 6))
    x += reach * np.sin(y / paper.shape[0] * waves + phase)
    y += reach * np.sin(x / paper.shape[1] * waves + phase)
    return x, y


def _developed(picture: Image, conditions: Conditions, random: Generator) -> bytes:
    """Light, lens, sensor and file."""
    height, width = picture.shape[:2]
    seen = cv2.GaussianBlur(picture, (0, 0), conditions.blur)
    light = _light(height, width, conditions, random)
    noise = random.standard_normal((height, width), dtype=np.float32) * np.float32(conditions.noise)
    lit = cv2.multiply(seen, cv2.merge([light] * 3), dtype=cv2.CV_32F)
    file = cv2.add(lit, cv2.merge([noise] * 3), dtype=cv2.CV_8U)
    done, jpeg = cv2.imencode(".jpg", file, [cv2.IMWRITE_JPEG_QUALITY, conditions.quality])
    assert done
    return jpeg.tobytes()


def _light(height: int, width: int, conditions: Conditions, random: Generator) -> Image:
    """How much light falls on each pixel: less to one side, less in the shadow of a hand."""
    columns = np.linspace(-1, 1, width, dtype=np.float32)[None]
    rows = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    angle = random.uniform(0, 2 * np.pi)
    along = np.float32(np.cos(angle)) * columns + np.float32(np.sin(angle)) * rows
    light = conditions.light * (1 - conditions.gradient * (along + 1.4) / 2.8)
    if conditions.shadow:
        edge = random.uniform(-0.3, 0.3) + 0.4 * np.sin(3 * rows + random.uniform(0, 6))
        light = light * (1 - conditions.shadow / (1 + np.exp((columns - edge) * 25)))
    return light.astype(np.float32)


PENS: Mapping[str, Pen] = {
    "ballpoint": Pen(0.5, (150, 60, 30), "tick"),
    "black ballpoint": Pen(0.5, (40, 40, 40), "cross"),
    "felt": Pen(1.2, (50, 40, 30), "tick"),
    "thick felt": Pen(2.0, (40, 30, 30), "cross"),
    "red": Pen(0.8, (50, 40, 190), "cross"),
    "pencil": Pen(0.7, (105, 105, 105), "tick"),
    "filling": Pen(0.8, (140, 60, 30), "fill"),
    "filling with felt": Pen(1.5, (40, 40, 40), "fill"),
    "small": Pen(0.6, (120, 60, 30), "small"),
}


def any_conditions(random: Generator) -> Conditions:
    """What may happen to a form in a village hall, some of it at the same time."""
    chance = random.random
    return Conditions(
        tilt=(random.uniform(-35, 35), random.uniform(-20, 20)) if chance() < 0.7 else (0.0, 0.0),
        rotation=float(random.choice([0, 0, 0, 90, 180, 270])) + random.uniform(-12, 12),
        photocopies=int(random.choice([0, 0, 1, 2])),
        printed_at=random.uniform(0.92, 1.0) if chance() < 0.3 else 1.0,
        bend=random.uniform(0, 1.5) if chance() < 0.5 else 0.0,
        creases=int(random.choice([0, 0, 1, 2])),
        coffee=chance() < 0.1,
        shadow=random.uniform(0.2, 0.5) if chance() < 0.4 else 0.0,
        gradient=random.uniform(0, 0.55),
        light=random.uniform(0.35, 0.6) if chance() < 0.2 else random.uniform(0.75, 1.05),
        noise=random.uniform(1, 8),
        blur=random.uniform(0.4, 1.4),
        quality=int(random.choice([60, 75, 90])),
        longer_side=int(random.choice([1600, 2000, 2400, 3200])),
    )


_STRUCK_OUT = 0.02
"""Share of questions where somebody ticked another box first and blackened it."""


def any_filling(form: Form, page: int, number: int, pen: Pen, random: Generator) -> Filling:
    """A page filled in by somebody: every question answered; `number` is ticked, 0 where one is printed."""
    printed = form.pages[page - 1]
    kinds = {entry.id: entry.kind for entry in form.entries}
    ticked = {(row, digit) for row, digit in zip((TENS, UNITS), f"{number:02}", strict=True) if number}
    struck_out: set[tuple[str, str]] = set()
    for entry, boxes in printed.boxes_of.items():
        if entry not in kinds:
            continue
        if kinds[entry] == "several":
            options = [box.value for box in boxes if box.value not in (NONE, NOTHING)]
            some = {(entry, value) for value in options if random.random() < 0.4}
            ticked |= some or {(entry, options[0])}
            continue
        chosen = boxes[random.integers(len(boxes))].value
        ticked.add((entry, chosen))
        slip = boxes[random.integers(len(boxes))].value
        if slip != chosen and random.random() < _STRUCK_OUT:
            struck_out.add((entry, slip))
    return Filling(page, frozenset(ticked), frozenset(struck_out), pen)


@dataclass(frozen=True)
class Tally:
    """Boxes read right without asking, asked, and wrong without asking; and pages said to be unreadable."""

    right: int = 0
    asked: int = 0
    wrong: int = 0
    unread_pages: int = 0
    pages: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def compared(read: PhotoRead, scene: Scene, numbers: Sequence[int]) -> Tally:
    """What was read against what is on the pages. A page with a number not its own counts as wrong as a whole."""
    rest = list(read.pages)
    total = Tally()
    for (_, form, filling), number in zip(scene.pages, numbers, strict=True):
        alike = [page for page in rest if page.page == filling.page]
        page = next((page for page in alike if page.sheet == number), next(iter(alike), None))
        if page is None:
            total += Tally(unread_pages=1, pages=1)
            continue
        rest.remove(page)
        total += _page_compared(page, form, filling, number)
    return total + Tally(wrong=sum(len(page.form.pages[page.page - 1].boxes) for page in rest))


def _page_compared(page: PageRead, form: Form, filling: Filling, number: int) -> Tally:
    tally = Tally(pages=1)
    boxes_of = form.pages[page.page - 1].boxes_of
    digits = len(boxes_of[TENS]) + len(boxes_of[UNITS])
    if page.sheet is None:
        tally += Tally(asked=digits)
    elif page.sheet == number:
        tally += Tally(right=digits)
    else:
        tally += Tally(wrong=sum(map(len, boxes_of.values())))
    for answer in page.answers:
        boxes = boxes_of.get(answer.entry, ())
        for box in boxes:
            is_ticked = (answer.entry, box.value) in filling.ticked
            if answer.doubt:
                tally += Tally(asked=1)
            else:
                right = is_ticked == (box.value in answer.values)
                tally += Tally(right=int(right), wrong=int(not right))
    return tally
