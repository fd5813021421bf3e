"""Faces as embedded in a PDF: the letters a document uses, each under a separate code.

A code belongs to a glyph together with the letters it shows, so that text copied out of the PDF is the
text that went in. What was cut once is kept: the text faces are embedded with their everyday letters or with
all of them, the same bytes in every document; further faces with only the letters used.
"""

from __future__ import annotations

import io
import string
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from fontTools import subset  # type: ignore[import-untyped]  # fontTools ships no types

from canvas.report.typesetting.fonts import MISSING_GLYPH, Face, Metrics, text_face
from canvas.report.typesetting.shaping import REPLACEMENT, Glyph

Letter = tuple[int, str]
"""A glyph's number and the letters it shows."""

_UNUSED_TABLES = (
    "GDEF", "GPOS", "GSUB", "kern", "DSIG", "gasp", "hdmx", "meta", "MATH", "FFTM", "VDMX", "LTSH",
    "fvar", "gvar", "avar", "cvar", "HVAR", "VVAR", "MVAR", "STAT", "BASE", "vhea", "vmtx", "VORG",
)  # fmt: skip
_MOST_CODES_A_BLOCK = 100
_EVERYDAY = frozenset(" " + string.ascii_letters + string.digits + string.punctuation + "–·’‘“”")
"""Letters that nearly every sheet needs; most sheets need no others."""


@dataclass(frozen=True)
class FontProgram:
    """All that a PDF says about an embedded face; streams are compressed."""

    name: str
    metrics: Metrics
    file: bytes
    file_length: int
    glyph_of_code: bytes
    text_of_code: bytes
    widths: str


class Codes:
    """The codes of one face in one document; new letters get the next free code."""

    def __init__(self, face: Face) -> None:
        self._face = face
        fixed = _fixed_letters(face) if face in (text_face(False), text_face(True)) else ()
        self._codes = {letter: f"{code:04X}" for code, letter in enumerate(fixed)}
        self._letter_codes = _letter_codes(face) if fixed else {}
        self._fixed = len(fixed)
        self._everyday = True

    def of_text(self, text: str) -> str:
        """The codes of a text whose letters are each their own glyph."""
        self._everyday = self._everyday and _EVERYDAY.issuperset(text)
        return text.translate(self._letter_codes)

    def of_glyph(self, glyph: Glyph) -> str:
        letter = (glyph.number, glyph.text)
        return self._codes.setdefault(letter, f"{len(self._codes):04X}")

    def program(self) -> FontProgram:
        plain = self._everyday and self._fixed == len(self._codes)
        letters = tuple(self._codes)
        return _program(self._face, letters[: 1 + len(_EVERYDAY)] if self._fixed and plain else letters)


@cache
def _fixed_letters(face: Face) -> tuple[Letter, ...]:
    """The box, the everyday letters, then all others."""
    ordered = sorted(face.glyphs, key=lambda letter: (letter not in _EVERYDAY, letter))
    return ((MISSING_GLYPH, REPLACEMENT), *((face.glyphs[letter], letter) for letter in ordered))


@cache
def _letter_codes(face: Face) -> Mapping[int, str]:
    """For `str.translate`: letter → code."""
    return {ord(text): f"{code:04X}" for code, (_, text) in enumerate(_fixed_letters(face)) if code}


@lru_cache(maxsize=32)
def _program(face: Face, letters: tuple[Letter, ...]) -> FontProgram:
    file, glyph_of = _cut(face, frozenset(glyph for glyph, _ in letters))
    codes = b"".join(glyph_of[glyph].to_bytes(2, "big") for glyph, _ in letters)
    widths = " ".join(f"{1000 * face.advances[glyph]:g}" for glyph, _ in letters)
    return FontProgram(
        name=f"KANVAS+{face.name}",
        metrics=face.metrics,
        file=zlib.compress(file, 9),
        file_length=len(file),
        glyph_of_code=zlib.compress(codes, 9),
        text_of_code=zlib.compress(_text_of_code(letters).encode("ascii"), 9),
        widths=f"[0 [{widths}]]",
    )


def _cut(face: Face, glyphs: frozenset[int]) -> tuple[bytes, Mapping[int, int]]:
    """The font file with these glyphs only, and the number that each has in it."""
    options = subset.Options(notdef_outline=True, hinting=False, layout_features=[], name_IDs=[1, 2, 4, 6])
    options.drop_tables += list(_UNUSED_TABLES)
    with face.open() as font:
        names = {glyph: font.getGlyphName(glyph) for glyph in glyphs}
        cutter = subset.Subsetter(options)
        cutter.populate(gids=sorted(glyphs))
        cutter.subset(font)
        file = io.BytesIO()
        font.save(file)
        return file.getvalue(), {glyph: font.getGlyphID(name) for glyph, name in names.items()}


def _text_of_code(letters: tuple[Letter, ...]) -> str:
    """The table by which a reader copies and searches text."""
    texts = [(code, text.encode("utf-16-be").hex().upper()) for code, (_, text) in enumerate(letters)]
    lines = [f"<{code:04X}> <{text}>" for code, text in texts]
    blocks = [lines[start : start + _MOST_CODES_A_BLOCK] for start in range(0, len(lines), _MOST_CODES_A_BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
