"""A picture as an SVG file: plain attributes only, so that any program draws it the same."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from canvas.drawing.marks import Label, Mark, Outline, Path, Picture

_FAMILIES = "Atkinson Hyperlegible, Verdana, Noto Sans, sans-serif"


def svg_of(picture: Picture, language: str = "") -> str:
    """The picture, with its meaning as its name for screen readers."""
    width, height = _number(picture.width), _number(picture.height)
    named = f' role="img" aria-label="{escaped(picture.meaning)}"' if picture.meaning else ""
    spoken = f' xml:lang="{escaped(language)}"' if language else ""
    marks = "\n".join(map(mark_svg, picture.marks))
    start = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'{start}{named}{spoken} stroke-linecap="round" stroke-linejoin="round">\n{marks}\n</svg>\n'


def mark_svg(mark: Mark) -> str:
    """One mark as an SVG element."""
    return _label(mark) if isinstance(mark, Label) else _path(mark)


def _path(path: Path) -> str:
    parts = [f'd="{"".join(part for outline in path.outlines for part in _outline(outline))}"']
    parts.append(f'fill="{path.fill or "none"}"')
    if path.edge:
        parts.append(f'stroke="{path.edge}" stroke-width="{_number(path.width)}"')
        if path.dashes:
            parts.append(f'stroke-dasharray="{" ".join(map(_number, path.dashes))}"')
    return f"<path {' '.join(parts)}/>"


def _outline(outline: Outline) -> Iterator[str]:
    yield "M" + _points((outline.start,))
    for segment in outline.segments:
        yield ("L" if len(segment) == 1 else "C") + _points(segment)
    if outline.closed:
        yield "Z"


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _label(label: Label) -> str:
    style = f'font-family="{_FAMILIES}" font-size="{_number(label.size)}"'
    weight = ' font-weight="bold"' if label.bold else ""
    place = f'x="{_number(label.x)}" y="{_number(label.y)}" text-anchor="middle"'
    return f'<text {place} {style}{weight} fill="{label.colour}">{escaped(label.text)}</text>'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def escaped(text: str) -> str:
    """Text for between tags or quotes; what XML does not allow at all becomes a replacement sign."""
    return escape("".join(letter if _allowed(letter) else "\ufffd" for letter in text))


def _allowed(letter: str) -> bool:
    return letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff" and not "\ud800" <= letter <= "\udfff")
