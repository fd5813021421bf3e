"""Any text → runs of glyphs, from left to right as on paper.

Most texts need no more than one face and one glyph a letter. Where a text holds other letters, marks, emoji
or words that run from right to left, it is cut into clusters (a letter and what belongs to it), each cluster
gets a face, the pieces get their visual order, and HarfBuzz joins the letters of each piece.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from typing import NamedTuple

import uharfbuzz  # type: ignore[import-untyped]  # it ships no types
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from canvas.report.typesetting.fonts import MISSING_GLYPH, Face, face_for, text_face

REPLACEMENT = "\ufffd"
_JOINER = "\u200d"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
_ONLY_LEFTWARD = frozenset({"R", "AL", "NSM", "WS"})
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class Glyph(NamedTuple):
    """A glyph, the letters it shows, and how the pen moves, at size 1."""

    number: int
    text: str
    advance: float
    right: float = 0.0
    up: float = 0.0


@dataclass(frozen=True)
class Run:
    """Letters set in one face. `glyphs` is None where each letter is simply its own glyph.

    `rank` says when its turn comes in reading, which differs from its place where directions are mixed.
    """

    face: Face
    text: str
    width: float
    glyphs: tuple[Glyph, ...] | None = None
    rank: int = 0


class _Piece(NamedTuple):
    """Neighbouring clusters of one face and one embedding level (odd: from right to left)."""

    face: Face | None
    level: int
    text: str
    rank: int = 0


def plain(text: str) -> str:
    """The text with one kind of line end, composed letters, and nothing that cannot be shown."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = _LINE_ENDS.sub("\n", whole).replace("\t", " ")
    if lines.isascii() and lines.isprintable():
        return lines
    shown = (letter for letter in lines if letter == "\n" or unicodedata.category(letter) != "Cc")
    return unicodedata.normalize("NFC", "".join(shown))


def runs_of(text: str, bold: bool = False, rightward: bool = True) -> tuple[Run, ...]:
    """The runs of one line of plain text, in visual order. `rightward`: the paragraph reads left to right."""
    face = text_face(bold)
    if rightward and face.letters.issuperset(text):
        return (Run(face, text, face.width(text)),)
    return tuple(_set(piece, bold) for piece in _in_visual_order(_pieces(text, bold, rightward)))


def width_of(text: str, bold: bool = False) -> float:
    """How wide a piece of plain text is, at size 1."""
    face = text_face(bold)
    if face.letters.issuperset(text):
        return face.width(text)
    return sum(run.width for run in runs_of(text, bold))


def reads_rightward(text: str) -> bool:
    """Whether a paragraph reads from left to right: its first letter with a direction decides."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") == "L"


def clusters(text: str) -> Iterator[str]:
    """A letter with its marks, an emoji with its parts, a flag: what must not be torn apart."""
    cluster = ""
    for letter in text:
        if cluster and not _belongs(cluster, letter):
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _belongs(cluster: str, letter: str) -> bool:
    if cluster.endswith(_JOINER) or letter == _JOINER or unicodedata.category(letter).startswith("M"):
        return True
    if "\U0001f3fb" <= letter <= "\U0001f3ff" or "\U000e0020" <= letter <= "\U000e007f":
        return True
    return _is_flag_half(letter) and len(cluster) == 1 and _is_flag_half(cluster)


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _pieces(text: str, bold: bool, rightward: bool) -> list[_Piece]:
    levels = iter(_levels(text, rightward))
    set_in = []
    for cluster in clusters(text):
        level, *_ = [next(levels) for _ in cluster]
        if not _is_control(cluster):
            set_in.append(_Piece(face_for(cluster, bold), level, cluster))
    pieces = groupby(set_in, key=lambda piece: (piece.face, piece.level))
    return [
        _Piece(face, level, "".join(piece.text for piece in same), rank)
        for rank, ((face, level), same) in enumerate(pieces)
    ]


def _is_control(cluster: str) -> bool:
    """A sign that only steers the reading, such as a left-to-right mark: it has been heeded by now."""
    return all(unicodedata.category(letter) == "Cf" and _bidi_neutral(letter) for letter in cluster)


def _bidi_neutral(letter: str) -> bool:
    return unicodedata.bidirectional(letter) not in ("AN", "AL") or letter == "\u061c"


def _levels(text: str, rightward: bool) -> list[int]:
    """Each letter's embedding level by the Unicode bidirectional algorithm."""
    kinds = set(map(unicodedata.bidirectional, text))
    if rightward and kinds.isdisjoint(_RIGHT_TO_LEFT):
        return [0] * len(text)
    if kinds <= _ONLY_LEFTWARD:
        return [1] * len(text)
    direction = TextDirection.LTR if rightward else TextDirection.RTL
    paragraph = BidiParagraph(text, base_direction=direction, preserve_bn_chars=True)
    levels = [0 if rightward else 1] * len(text)
    for character in paragraph.get_characters_with_embedding_level():
        levels[character.character_index] = character.embedding_level
    return levels


def _in_visual_order(pieces: list[_Piece]) -> list[_Piece]:
    """Turns round, from the deepest level up to the first odd one, every stretch at that level or deeper."""
    ordered = list(pieces)
    for level in range(max((piece.level for piece in pieces), default=0), 0, -1):
        turned: list[_Piece] = []
        for deep, stretch in groupby(ordered, key=partial(_reaches, level)):
            found = list(stretch)
            turned.extend(reversed(found) if deep else found)
        ordered = turned
    return ordered


def _reaches(level: int, piece: _Piece) -> bool:
    return piece.level >= level


def _set(piece: _Piece, bold: bool) -> Run:
    if piece.face is None:
        return _boxes(piece, bold)
    if piece.level % 2 == 0 and piece.face is text_face(bold) and piece.face.letters.issuperset(piece.text):
        return Run(piece.face, piece.text, piece.face.width(piece.text), rank=piece.rank)
    glyphs = tuple(_shape(piece.face, piece.text, rightward=piece.level % 2 == 0))
    return Run(piece.face, piece.text, sum(glyph.advance for glyph in glyphs), glyphs, piece.rank)


def _boxes(piece: _Piece, bold: bool) -> Run:
    """A visible box for every letter that no face has."""
    face = text_face(bold)
    box = Glyph(MISSING_GLYPH, REPLACEMENT, face.advances[MISSING_GLYPH])
    glyphs = (box,) * sum(1 for _ in clusters(piece.text))
    return Run(face, piece.text, box.advance * len(glyphs), glyphs, piece.rank)


@cache
def _shaper(face: Face) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(face.path), face.number))


def _shape(face: Face, text: str, rightward: bool) -> Iterator[Glyph]:
    buffer = uharfbuzz.Buffer()
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "ltr" if rightward else "rtl"
    uharfbuzz.shape(_shaper(face), buffer)
    em = _shaper(face).face.upem
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    letters = {start: text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)}
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield Glyph(
            number=info.codepoint,
            text=letters.pop(info.cluster, ""),
            advance=position.x_advance / em,
            right=position.x_offset / em,
            up=position.y_offset / em,
        )
