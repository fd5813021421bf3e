"""Sheets → SVG. Text stays text: it can be selected, searched and read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from canvas.drawing.marks import Outline
from canvas.report.model.sheet import Mark, Passage, Rectangle, Shape, Sheet, Stroke, Words
from canvas.report.model.style import PAPER
from canvas.report.typesetting.fonts import FAMILY

_GAP = 12.0
_FAMILIES = f"{FAMILY}, Verdana, Noto Sans, sans-serif"


def svg_of(sheets: Sequence[Sheet], title: str, language: str) -> str:
    """One picture with the sheets below each other."""
    width = max(sheet.width for sheet in sheets)
    height = sum(sheet.height + _GAP for sheet in sheets) - _GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}pt" height="{height:g}pt" '
        f'viewBox="0 0 {width:g} {height:g}" xml:lang="{_escaped(language)}" font-family="{_FAMILIES}">',
        f"<title>{_escaped(title)}</title>",
    ]
    top = 0.0
    for sheet in sheets:
        parts.append(f'<g transform="translate(0 {top:g})">')
        parts.append(f'<rect width="{sheet.width:g}" height="{sheet.height:g}" fill="{PAPER}"/>')
        parts += [part for passage in sheet.passages for part in _passage(passage)]
        parts.append("</g>")
        top += sheet.height + _GAP
    return "\n".join([*parts, "</svg>", ""])


def _passage(passage: Passage) -> Iterator[str]:
    if passage.meaning:
        yield f'<g role="img" aria-label="{_escaped(passage.meaning)}">'
    yield from (_mark(mark) for mark in passage.marks)
    if passage.meaning:
        yield "</g>"


def _mark(mark: Mark) -> str:
    if isinstance(mark, Words):
        return _words(mark)
    if isinstance(mark, Rectangle):
        place = f'x="{mark.x:.2f}" y="{mark.y:.2f}" width="{mark.width:.2f}" height="{mark.height:.2f}"'
        radius = f' rx="{mark.radius:g}"' if mark.radius else ""
        return f"<rect {place}{radius} {_paint(mark.fill, mark.edge, mark.edge_width, mark.dashes)}/>"
    if isinstance(mark, Stroke):
        points = " ".join(f"{x:.2f},{y:.2f}" for x, y in mark.points)
        return f'<polyline points="{points}" {_paint(None, mark.colour, mark.width, mark.dashes)}/>'
    return _shape(mark)


def _words(words: Words) -> str:
    """A line as it is read; a viewer without the face squeezes or stretches it into the same room."""
    if not words.line.text:
        return ""
    left, right = words.x, words.x + words.width
    start = f'x="{left:.2f}"' if words.line.rightward else f'x="{right:.2f}" direction="rtl"'
    weight = ' font-weight="bold"' if words.type.bold else ""
    fit = f'textLength="{words.width:.2f}" lengthAdjust="spacingAndGlyphs"'
    style = f'font-size="{words.type.size:g}"{weight} fill="{words.type.colour}"'
    return f'<text {start} y="{words.y:.2f}" {style} {fit}>{_escaped(words.line.text)}</text>'


def _shape(shape: Shape) -> str:
    ends = ' stroke-linecap="round" stroke-linejoin="round"' if shape.rounded else ""
    paint = _paint(shape.fill, shape.edge, shape.edge_width, shape.dashes)
    return f'<path d="{"".join(map(_path, shape.outlines))}" {paint}{ends}/>'


def _path(outline: Outline) -> str:
    parts = [f"M{outline.start[0]:.2f} {outline.start[1]:.2f}"]
    for segment in outline.segments:
        parts.append(("L" if len(segment) == 1 else "C") + " ".join(f"{x:.2f} {y:.2f}" for x, y in segment))
    return "".join(parts) + ("Z" if outline.closed else "")


def _paint(fill: str | None, edge: str | None, width: float, dashes: Sequence[float]) -> str:
    parts = [f'fill="{fill or "none"}"']
    if edge:
        parts.append(f'stroke="{edge}" stroke-width="{width:g}"')
    if dashes:
        parts.append(f'stroke-dasharray="{" ".join(f"{dash:g}" for dash in dashes)}"')
    return " ".join(parts)


def _escaped(text: str) -> str:
    """Text for between tags or quotes; what XML does not allow at all becomes a replacement sign."""
    return escape("".join(letter if _allowed(letter) else "\ufffd" for letter in text))


def _allowed(letter: str) -> bool:
    return letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff")
