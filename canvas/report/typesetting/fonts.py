"""The typefaces, and which of them sets which letters.

Sheets are set in Atkinson Hyperlegible, made for people who read with difficulty. People type more than it
holds: emoji, Arabic, Javanese, Chinese. For those there are further faces, each opened only when a text
needs it. Those are an optional extra (requirements-typefaces.txt): a package of them that is not installed is
not asked, its letters become boxes, and the log says so once.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path

from fontTools import unicodedata as scripts  # type: ignore[import-untyped]  # fontTools ships no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # the same

_log = logging.getLogger(__name__)

MISSING_GLYPH = 0
"""In every font, the box shown for a letter it lacks."""

FAMILY = "Atkinson Hyperlegible"
_VENDORED = Path(__file__).with_name("typefaces")
_ARABIC_PACKAGE = "fontpkg_ibm_plex_sans_arabic"
_NOTO_PACKAGE = "manimgx_fonts"

_NOTO_SCRIPTS: Mapping[str, str] = {
    "Arab": "Arabic", "Armn": "Armenian", "Beng": "Bengali", "Deva": "Devanagari", "Ethi": "Ethiopic",
    "Geor": "Georgian", "Gujr": "Gujarati", "Guru": "Gurmukhi", "Hebr": "Hebrew", "Khmr": "Khmer",
    "Knda": "Kannada", "Laoo": "Lao", "Mlym": "Malayalam", "Mymr": "Myanmar", "Orya": "Oriya",
    "Sinh": "Sinhala", "Taml": "Tamil", "Telu": "Telugu", "Thai": "Thai",
}  # fmt: skip


@dataclass(frozen=True)
class Metrics:
    """Measures of a whole face, in thousandths of its size."""

    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]
    italic_angle: int
    weight: int


@dataclass(frozen=True, eq=False)
class Face:
    """One font file. Everything about it is read once, when it is first needed."""

    name: str
    path: Path
    number: int = 0

    def open(self) -> TTFont:
        """The font, afresh: cutting a subset out of it changes it."""
        return TTFont(self.path, fontNumber=self.number, lazy=True, recalcTimestamp=False)

    @cached_property
    def _tables(self) -> tuple[Mapping[str, int], tuple[float, ...], Metrics]:
        with self.open() as font:
            scale = 1000 / font["head"].unitsPerEm
            numbers = font.getReverseGlyphMap()
            glyphs = {chr(code): numbers[name] for code, name in font.getBestCmap().items()}
            widths = font["hmtx"].metrics
            advances = tuple(widths[name][0] * scale / 1000 for name in font.getGlyphOrder())
            return glyphs, advances, _metrics(font, scale)

    @property
    def glyphs(self) -> Mapping[str, int]:
        """Letter → number of its glyph."""
        return self._tables[0]

    @property
    def advances(self) -> tuple[float, ...]:
        """By glyph: how far it moves the pen, at size 1."""
        return self._tables[1]

    @property
    def metrics(self) -> Metrics:
        return self._tables[2]

    @cached_property
    def letters(self) -> frozenset[str]:
        """Letters that can be set one after the other, as no mark joins them to a neighbour."""
        return frozenset(letter for letter in self.glyphs if unicodedata.category(letter)[0] not in "MC")

    @cached_property
    def _letter_advances(self) -> Mapping[str, float]:
        return {letter: self.advances[glyph] for letter, glyph in self.glyphs.items()}

    def width(self, text: str) -> float:
        """How wide a text of this face's own letters is, at size 1."""
        return sum(map(self._letter_advances.__getitem__, text))

    def holds(self, cluster: str) -> bool:
        """Whether all of a cluster can be seen in this face; joiners and selectors are never seen."""
        return all(letter in self.glyphs for letter in cluster if not _unseen(letter))


@cache
def text_face(bold: bool, /) -> Face:
    """The face of all our own texts."""
    name = f"AtkinsonHyperlegible-{'Bold' if bold else 'Regular'}"
    return Face(name, _VENDORED / f"{name}.ttf")


@lru_cache(maxsize=4096)
def face_for(cluster: str, bold: bool, /) -> Face | None:
    """The face that sets a letter with its marks; None where no installed face can."""
    faces = (text_face(bold), *_faces_of_script(cluster), *_faces_of_signs())
    return next((face for face in faces if face.holds(cluster)), None)


def _faces_of_script(cluster: str) -> Iterator[Face]:
    for script in sorted(scripts.script_extension(cluster[0])):
        yield from _script_faces(script)


@cache
def _script_faces(script: str) -> tuple[Face, ...]:
    faces: list[Face | None] = []
    if script == "Arab":
        faces.append(_face("IBMPlexSansArabic", _file(_ARABIC_PACKAGE, "files/IBMPlexSansArabic-Regular.ttf")))
    if script in _NOTO_SCRIPTS:
        faces.append(_noto_face(_NOTO_SCRIPTS[script]))
    if script == "Java":
        faces.append(_face("NotoSansJavanese", _VENDORED / "NotoSansJavanese-Regular.ttf"))
    return tuple(face for face in faces if face)


@cache
def _faces_of_signs() -> tuple[Face, ...]:
    """Faces for what belongs to no script, and for Latin, Greek and Cyrillic beyond the text face."""
    faces = (_noto_face(""), _face("NotoEmoji", _file(_NOTO_PACKAGE, "NotoEmoji[wght].ttf")), _noto_face("Symbols"))
    return tuple(face for face in faces if face)


def _noto_face(script: str) -> Face | None:
    return _face(f"NotoSans{script}", _file(_NOTO_PACKAGE, f"NotoSans{script}[wght].ttf"))


@cache
def _face(name: str, path: Path | None) -> Face | None:
    return Face(name, path) if path else None


@cache
def _file(package: str, name: str) -> Path | None:
    """A file of a package that holds nothing but fonts; found without running the package."""
    found = find_spec(package)
    if found is None or found.origin is None:
        _log.warning("%s is not installed (requirements-typefaces.txt): its letters appear as boxes on paper", package)
        return None
    path = Path(found.origin).parent / name
    return path if path.is_file() else None


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf" or "\ufe00" <= letter <= "\ufe0f"


def _metrics(font: TTFont, scale: float) -> Metrics:
    head, hhea, os2, post = font["head"], font["hhea"], font["OS/2"], font["post"]
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return Metrics(
        ascent=round(hhea.ascent * scale),
        descent=round(hhea.descent * scale),
        cap_height=round(getattr(os2, "sCapHeight", hhea.ascent) * scale),
        box=(round(box[0] * scale), round(box[1] * scale), round(box[2] * scale), round(box[3] * scale)),
        italic_angle=int(post.italicAngle),
        weight=os2.usWeightClass,
    )
