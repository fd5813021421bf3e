"""Draws a stall: the land, the stall, who is behind the counter, the goods, the nine objects, the sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from canvas.drawing.colours import INK, LEAF_SOFT, SCHEMES, SOFT, WAITING, WHITE, Scheme, Theme
from canvas.drawing.lettering import fitted, in_lines, width_of
from canvas.drawing.marks import Label, Mark, Outline, Path, Picture, lower_part, placed, recoloured
from canvas.drawing.parts import State
from canvas.drawing.shapes import shape
from canvas.drawing.stall import Part, Stall

WIDTH, HEIGHT = 340.0, 262.0
BOX = 64.0
"""An object is drawn in a box of this size."""
MARGIN_LEFT, MARGIN_TOP, CELL = 3.0, 6.0, 72.0
"""An object alone is this far from the edges of a cell of this size: its badge reaches over its box."""
PLACES: Mapping[str, tuple[float, float, float]] = {
    "apron": (75, 76, 46),
    "book_and_lamp": (221, 76, 45),
    "cash_tin": (73, 121, 49),
    "tool": (217, 122, 49),
    "loudspeaker": (2, 181, 60),
    "stove_and_tap": (276, 183, 58),
    "sack": (69, 186, 56),
    "handshake": (143, 183, 54),
    "wrapping": (213, 186, 56),
}
"""Left and upper edge of each object's box in the picture, and the size of the box."""
BEHIND = ("apron", "book_and_lamp")
"""Hang at the back wall: whoever is behind the counter is nearer."""
GOODS_PLACES = (126.0, 149.0, 172.0, 195.0)
"""Left edges of the goods on the counter."""
GOODS_TOP, GOODS_SCALE = 140.5, 0.94
GOODS_WIDTH, GOODS_HEIGHT = 24.0, 32.0
"""Goods are drawn in a box of this size."""
_HALF_AT = 34.0
_DASHES = (3.0, 4.4)
_THINNER = 0.82
_BADGE = (48.0, -5.0, 21.0 / 20)
_SIGN_MIDDLE, _SIGN_ROOM = (170.0, 30.0), 176.0
_NAME_SIZE, _SMALLEST_NAME, _TWO_LINES_SIZE = 17.0, 13.5, 13.0
_SHARED = 360.0
_WORD_SIZE, _WORD_ROOM = 8.5, 46.0
_OBJECTS_KEPT = 500
"""Everybody's stall has the same objects, in a few states."""


def stall_picture(stall: Stall, theme: Theme = "light", *, words: bool = False) -> Picture:
    """The stall, 340 wide and 262 high; with `words`, the name of each part beside its object."""
    scheme = SCHEMES[theme]
    marks: list[Mark] = []
    if scheme.ground:
        marks += map(scheme.ground, shape("ground"))
    marks += map(scheme.things, shape("inside"))
    marks += _objects(stall, scheme, behind=True, words=words)
    if stall.figure:
        marks += map(scheme.things, shape(f"figure_{stall.figure}"))
    marks += map(scheme.things, shape("front"))
    for x, name in zip(GOODS_PLACES, stall.goods, strict=False):
        marks += (scheme.things(placed(path, x, GOODS_TOP, GOODS_SCALE)) for path in shape(name))
    marks += _objects(stall, scheme, behind=False, words=words)
    marks += _sign(stall.sign, scheme)
    return Picture(WIDTH, HEIGHT, tuple(marks), stall.meaning)


def object_picture(name: str, state: State, theme: Theme = "light", weight: float = 1.0) -> Picture:
    """One object alone; its lines are `weight` times as thick, so that it is recognised when it is small."""
    cell = (placed(path, MARGIN_LEFT, MARGIN_TOP, 1) for path in object_paths(name, state, weight))
    return Picture(CELL, CELL, tuple(map(SCHEMES[theme].things, cell)))


def object_illustration(name: str, theme: Theme) -> Picture:
    """One object alone in full colour, without the badge: it shows what something is about, not how far it is."""
    drawn = (placed(path, MARGIN_LEFT, MARGIN_TOP, 1) for path in shape(name))
    return Picture(CELL, CELL, tuple(map(SCHEMES[theme].things, drawn)))


def object_paths(name: str, state: State, weight: float = 1.0) -> Iterator[Path]:
    """An object in its box: an outline; its lower half coloured over a dashed outline; or whole, with a badge."""
    drawn = [replace(path, width=path.width * weight) for path in shape(name)]
    outline = (recoloured(path, lambda _: WHITE, lambda _: WAITING) for path in drawn)
    if state == "none":
        yield from outline
    elif state == "half":
        yield from (replace(path, width=path.width * _THINNER, dashes=_DASHES) for path in outline)
        yield from (part for path in drawn for part in lower_part(path, _HALF_AT))
    else:
        yield from drawn
        yield from (placed(path, *_BADGE) for path in shape("badge"))


def share_picture(stall: Stall, headline: str, byline: str) -> Picture:
    """A square to be shared: the stall, and one line about what is strong. No score, no stage, no code."""
    scale = (_SHARED - 24) / WIDTH
    drawn = stall_picture(stall)
    marks: list[Mark] = [_plate(0, 0, _SHARED, _SHARED, LEAF_SOFT)]
    for mark in drawn.marks:
        if isinstance(mark, Path):
            marks.append(placed(mark, 12, 12, scale))
        else:
            marks.append(replace(mark, x=12 + mark.x * scale, y=12 + mark.y * scale, size=mark.size * scale))
    bottom = 12 + HEIGHT * scale
    size = fitted(headline, 19, _SHARED - 32)
    marks.append(Label(_SHARED / 2, bottom + 38, headline, size, INK))
    marks.append(Label(_SHARED / 2, bottom + 62, byline, fitted(byline, 12, _SHARED - 32), SOFT, bold=False))
    return Picture(_SHARED, _SHARED, tuple(marks), f"{headline}. {stall.meaning}")


def _objects(stall: Stall, scheme: Scheme, *, behind: bool, words: bool) -> Iterator[Mark]:
    for part in stall.parts:
        if (part.object in BEHIND) is behind:
            yield from _with_word(part, scheme) if words else _object(part, scheme, *place_of(part.object))


def _object(part: Part, scheme: Scheme, x: float, y: float, size: float) -> tuple[Path, ...]:
    return _placed_object(part.object, part.state, scheme, x, y, size)


@lru_cache(maxsize=_OBJECTS_KEPT)
def _placed_object(name: str, state: State, scheme: Scheme, x: float, y: float, size: float) -> tuple[Path, ...]:
    return tuple(scheme.things(placed(path, x, y, size / BOX)) for path in object_paths(name, state))


def _with_word(part: Part, scheme: Scheme) -> Iterator[Mark]:
    """A smaller object with the name of its part on a small plate below."""
    x, y, size = place_of(part.object)
    lines = in_lines(part.name, _WORD_SIZE, _WORD_ROOM)
    height = len(lines) * _WORD_SIZE * 1.1 + 3.5
    smaller = size - height + 2
    yield from _object(part, scheme, x + (size - smaller) / 2, y, smaller)
    width = max(width_of(line, _WORD_SIZE) for line in lines) + 6
    middle = min(max(x + size / 2, width / 2 + 1), WIDTH - width / 2 - 1)
    top = y + smaller + 0.5
    yield replace(_plate(middle - width / 2, top, width, height, scheme.plate), edge=scheme.words, width=0.5)
    for number, line in enumerate(lines):
        yield Label(middle, top + 1 + _WORD_SIZE * (0.9 + 1.1 * number), line, _WORD_SIZE, scheme.words)


def place_of(name: str) -> tuple[float, float, float]:
    """Where an object's box is in the picture: left, top, size. Each sector's tool has the same place."""
    return PLACES["tool" if name.startswith("tool_") else name]


def _sign(words: str, scheme: Scheme) -> Iterator[Mark]:
    yield from board(scheme)
    lines, size = sign_lines(words)
    first = _SIGN_MIDDLE[1] + size * 0.35 - (len(lines) - 1) * size * 0.58
    for number, line in enumerate(lines):
        yield Label(_SIGN_MIDDLE[0], first + number * size * 1.16, line, size, scheme.sign_words)


def board(scheme: Scheme) -> Iterator[Path]:
    """The sign without its words."""
    wood, *nails = shape("sign")
    yield replace(wood, fill=scheme.sign, edge=scheme.words if scheme.ground is None else wood.edge)
    yield from map(scheme.things, nails)


def sign_lines(words: str) -> tuple[tuple[str, ...], float]:
    """What is written on the sign: one line, or two for a long name, and the size of its letters."""
    lines = in_lines(words, _SMALLEST_NAME, _SIGN_ROOM)
    size = _NAME_SIZE if len(lines) == 1 else _TWO_LINES_SIZE
    return lines, min(fitted(line, size, _SIGN_ROOM) for line in lines)


def _plate(x: float, y: float, width: float, height: float, fill: str) -> Path:
    right, bottom = x + width, y + height
    return Path((Outline((x, y), (((right, y),), ((right, bottom),), ((x, bottom),)), closed=True),), fill)
