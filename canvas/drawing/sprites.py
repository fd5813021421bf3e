"""The drawings of a stall as files that a browser loads once, and the styles that put them together.

A screen sends words only: `<i class="object cash_tin half"></i>`. A browser loads the files of the theme it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path as File
from typing import get_args

from canvas.drawing.colours import SCHEMES, Theme
from canvas.drawing.marks import Picture, placed
from canvas.drawing.parts import State
from canvas.drawing.shapes import TOOL, shape, shape_names
from canvas.drawing.stall import FIGURES
from canvas.drawing.stall_picture import (
    BOX,
    CELL,
    GOODS_HEIGHT,
    GOODS_PLACES,
    GOODS_SCALE,
    GOODS_TOP,
    GOODS_WIDTH,
    HEIGHT,
    MARGIN_LEFT,
    MARGIN_TOP,
    PLACES,
    WIDTH,
    board,
    object_paths,
    place_of,
)
from canvas.drawing.svg import svg_of

STYLES = "stall.css"
_STATES: tuple[State, ...] = get_args(State)
_SMALL_WEIGHT = 1.4
"""Lines of an object in a row of small ones are thicker by this much."""


@cache
def sprites() -> Mapping[str, str]:
    """File name → SVG or CSS."""
    files = {f"ground-{theme}.svg": _layer("ground", theme) for theme in ("light", "dark")}
    for theme in ("light", "contrast"):
        files[f"objects-{theme}.svg"] = _objects(theme, 1.0)
        files[f"small-{theme}.svg"] = _objects(theme, _SMALL_WEIGHT)
        files[f"goods-{theme}.svg"] = _goods(theme)
        files |= {f"{name}-{theme}.svg": _layer(name, theme) for name in _layers()}
    files["badge.svg"] = svg_of(Picture(20, 20, shape("badge")))
    files[STYLES] = "\n".join(_styles()) + "\n"
    return files


@cache
def version() -> str:
    """Changes whenever a file may: it is part of their address, so that a browser may keep them for ever.

    The files follow from this package and its shapes, and are drawn only once somebody asks for one.
    """
    package = File(__file__).parent
    sources = sorted([*package.glob("*.py"), *package.glob("shapes/*.svg")])
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]


def _layers() -> tuple[str, ...]:
    return ("inside", "front", "sign", *(f"figure_{figure}" for figure in FIGURES))


def _object_names() -> tuple[str, ...]:
    tools = sorted(name for name in shape_names() if name.startswith(f"{TOOL}_"))
    return (*(name for name in PLACES if name != TOOL), *tools)


def _goods_names() -> tuple[str, ...]:
    return tuple(sorted(name for name in shape_names() if name.startswith("goods_")))


def _layer(name: str, theme: Theme) -> str:
    scheme = SCHEMES[theme]
    if name == "sign":
        return svg_of(Picture(WIDTH, HEIGHT, tuple(board(scheme))))
    change = scheme.ground if name == "ground" and scheme.ground else scheme.things
    return svg_of(Picture(WIDTH, HEIGHT, tuple(map(change, shape(name)))))


def _objects(theme: Theme, weight: float) -> str:
    """A column a state, a row an object."""
    marks = tuple(
        SCHEMES[theme].things(placed(path, column * CELL + MARGIN_LEFT, row * CELL + MARGIN_TOP, 1))
        for row, name in enumerate(_object_names())
        for column, state in enumerate(_STATES)
        for path in object_paths(name, state, weight)
    )
    return svg_of(Picture(CELL * len(_STATES), CELL * len(_object_names()), marks))


def _goods(theme: Theme) -> str:
    marks = tuple(
        SCHEMES[theme].things(placed(path, 0, row * GOODS_HEIGHT, 1))
        for row, name in enumerate(_goods_names())
        for path in shape(name)
    )
    return svg_of(Picture(GOODS_WIDTH, GOODS_HEIGHT * len(_goods_names()), marks))


def _styles() -> Iterator[str]:
    yield f".stall{{position:relative;display:block;aspect-ratio:{WIDTH:g}/{HEIGHT:g};container-type:inline-size;"
    yield "overflow:hidden;border-radius:16px;background:#fff}"
    yield ".stall,.object,.goods{forced-color-adjust:none}"
    yield ".stall *{position:absolute}"
    yield ".stall :is(.view,.layer){inset:0}.stall .layer{background-size:100% 100%}"
    yield "@media (prefers-reduced-motion:no-preference){.object.new{animation:stall-new .9s ease-out 1}}"
    yield "@keyframes stall-new{50%{transform:scale(1.25)}}"
    yield ".object,.goods{display:block;background-repeat:no-repeat}"
    yield from _theme_styles("light")
    yield ".stall .ground{background-image:url(ground-light.svg)}"
    yield "@media (prefers-color-scheme:dark){.stall .ground{background-image:url(ground-dark.svg)}}"
    yield "@media (forced-colors:active){"
    yield from _theme_styles("contrast")
    yield ".stall .ground{background-image:none}.small .object{background-color:#fff;border-radius:6px}}"
    yield from _rows(".object", _object_names(), columns=len(_STATES))
    yield from (f".object.{state}{{background-position-x:{50 * column}%}}" for column, state in enumerate(_STATES))
    yield ".badge{flex:none;width:34px;height:34px;background:url(badge.svg) 0 0/100% 100%}"
    yield from _rows(".goods", _goods_names(), columns=1)
    yield from (_object_place(name) for name in _object_names())
    yield from (_goods_place(number, x) for number, x in enumerate(GOODS_PLACES, 1))
    yield ".stall .sign-words{inset:5% 21% 82%;display:grid;place-items:center;text-align:center;color:#fffaf0;"
    yield "font-weight:700;line-height:1.16;white-space:pre}"
    yield "@media (forced-colors:active){.stall .sign-words{color:#000}}"


def _theme_styles(theme: Theme) -> Iterator[str]:
    yield from (f".stall .{name}{{background-image:url({name}-{theme}.svg)}}" for name in _layers())
    yield f".object{{background-image:url(objects-{theme}.svg)}}"
    yield f".small .object{{background-image:url(small-{theme}.svg)}}"
    yield f".goods{{background-image:url(goods-{theme}.svg)}}"


def _rows(selector: str, names: tuple[str, ...], *, columns: int) -> Iterator[str]:
    """Which part of a sprite shows for each name."""
    yield f"{selector}{{background-size:{columns * 100}% {len(names) * 100}%}}"
    for row, name in enumerate(names):
        yield f"{selector}.{name}{{background-position-y:{row * 100 / (len(names) - 1):.4g}%}}"


def _object_place(name: str) -> str:
    x, y, size = place_of(name)
    scale = size / BOX
    return f".stall .{name}{{{_box(x - MARGIN_LEFT * scale, y - MARGIN_TOP * scale, CELL * scale, CELL * scale)}}}"


def _goods_place(number: int, x: float) -> str:
    return f".stall .goods-{number}{{{_box(x, GOODS_TOP, GOODS_WIDTH * GOODS_SCALE, GOODS_HEIGHT * GOODS_SCALE)}}}"


def _box(x: float, y: float, width: float, height: float) -> str:
    across = f"left:{100 * x / WIDTH:.2f}%;width:{100 * width / WIDTH:.2f}%"
    return f"{across};top:{100 * y / HEIGHT:.2f}%;height:{100 * height / HEIGHT:.2f}%"
