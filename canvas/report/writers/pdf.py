"""Sheets → PDF, through fpdf2.

fpdf2 keeps the document: pages, outline, structure for screen readers, metadata, file. Two things are done
here instead, because they decide how long a PDF takes: letters are written by codes known beforehand, and
faces are embedded as `canvas.report.typesetting.embedding` has cut them, rather than opened and cut for each document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from functools import cache, lru_cache
from itertools import accumulate, count

from fpdf import FPDF, ViewerPreferences
from fpdf.enums import PDFResourceType
from fpdf.fonts import PDFFontDescriptor
from fpdf.output import CIDSystemInfo, OutputProducer, PDFExtGState, PDFFont, PDFType3Font, PDFXObject
from fpdf.pattern import Pattern
from fpdf.syntax import Name, PDFArray, PDFContentStream

from canvas.drawing.marks import Outline
from canvas.report.model.properties import Properties
from canvas.report.model.sheet import Dashes, Mark, Passage, Rectangle, Shape, Sheet, Stroke, Words
from canvas.report.model.style import Colour
from canvas.report.typesetting.embedding import Codes, FontProgram
from canvas.report.typesetting.fonts import Face
from canvas.report.typesetting.shaping import Run, plain

PRIVATE_NAMES = {
    "FPDF._add_marked_content": "a passage in the structure tree, with its alternative text",
    "FPDF._out": "content that was laid out beforehand, in one piece",
    "OutputProducer._add_fonts": "faces embedded as they were cut beforehand",
    "OutputProducer._add_pdf_obj": "the objects of those faces",
}
"""What is used of fpdf2 that it does not promise to keep, and why. A test reports by name what an upgrade removed."""

_SYMBOLIC = 4
_BUTT_ENDS = "0 J 0 j"
"""Lines and dashes end where they end; fpdf2 opens a page with longer ones."""
_ROUND_ENDS = "1 J 1 j"
_ROUND = 0.5523
"""How far the guides of a Bézier curve are from its ends to make a quarter of a circle."""


def pdf_of(sheets: Sequence[Sheet], properties: Properties) -> bytes:
    """The PDF of some sheets; the same sheets and properties always give the same bytes."""
    document = _Document(properties)
    for sheet in sheets:
        document.draw(sheet)
    return bytes(document.output(output_producer_class=_Producer))


class _Document(FPDF):
    """An fpdf2 document that knows how to draw sheets."""

    def __init__(self, properties: Properties) -> None:
        super().__init__(unit="pt")
        self.faces: dict[Face, tuple[int, Codes]] = {}
        self.alias_nb_pages("")
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.allow_images_transparency = False
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_title(properties.title)
        self.set_author(properties.author)
        self.set_subject(properties.subject)
        self.set_creator(properties.creator)
        self.set_producer(properties.creator)
        self.set_lang(properties.language)
        self.set_creation_date(datetime.combine(properties.created, time(), UTC))

    def draw(self, sheet: Sheet) -> None:
        self.add_page(format=(sheet.width, sheet.height))
        if sheet.bookmark:
            self.set_xy(0, 0)
            self.start_section(sheet.bookmark)
        numbers = count()
        content = (part for passage in sheet.passages for part in self._passage(passage, numbers))
        self._out("\n".join((_BUTT_ENDS, *content)))

    def _passage(self, passage: Passage, numbers: Iterator[int]) -> Iterator[str]:
        """A passage as marked content. Numbers run without a gap, as readers find passages by them."""
        if passage.role == "Artifact":
            yield "/Artifact BMC"
        else:
            number = next(numbers)
            self._add_marked_content(
                struct_type=f"/{passage.role}", mcid=number, alt_text=plain(passage.meaning) or None
            )
            yield f"/{passage.role} <</MCID {number}>> BDC"
        for mark in passage.marks:
            yield from self._mark(mark)
        yield "EMC"

    def _mark(self, mark: Mark) -> Iterator[str]:
        if isinstance(mark, Words):
            yield from self._words(mark)
        elif isinstance(mark, Rectangle):
            yield _painted(self._box(mark), mark.fill, mark.edge, mark.edge_width, mark.dashes)
        elif isinstance(mark, Stroke):
            first, *others = (f"{x:.2f} {self.h - y:.2f}" for x, y in mark.points)
            path = f"{first} m " + " ".join(f"{point} l" for point in others)
            yield _painted(path, None, mark.colour, mark.width, mark.dashes)
        else:
            yield from self._shape(mark)

    def _words(self, words: Words) -> Iterator[str]:
        """A line, written in the order of reading; what a screen shows is not always what is to be copied."""
        line, size = words.line, words.type.size
        starts = accumulate((run.width * size for run in line.runs), initial=words.x)
        placed = sorted(zip(line.runs, starts, strict=False), key=lambda pair: pair[0].rank)
        shaped = line.rightward and any(run.glyphs is not None for run in line.runs)
        if shaped:
            yield f"/Span <</ActualText <FEFF{line.text.encode('utf-16-be').hex()}>>> BDC"
        yield f"{_ink(words.type.colour)} rg BT"
        for run, x in placed:
            number, codes = self._face(run.face)
            yield f"/F{number} {size:g} Tf {' '.join(_placed(run, codes, x, self.h - words.y, size))}"
        yield "ET EMC" if shaped else "ET"

    def _face(self, face: Face) -> tuple[int, Codes]:
        if face not in self.faces:
            self.faces[face] = (len(self.faces) + 1, Codes(face))
        number, codes = self.faces[face]
        self._resource_catalog.add(PDFResourceType.FONT, number, self.page)
        return number, codes

    def _box(self, box: Rectangle) -> str:
        left, bottom, right, top = box.x, self.h - box.y - box.height, box.x + box.width, self.h - box.y
        if not box.radius:
            return f"{left:.2f} {bottom:.2f} {box.width:.2f} {box.height:.2f} re"
        radius = min(box.radius, box.width / 2, box.height / 2)
        near = radius * (1 - _ROUND)
        corners = (
            ((right - near, bottom), (right, bottom + near), (right, bottom + radius), (right, top - radius)),
            ((right, top - near), (right - near, top), (right - radius, top), (left + radius, top)),
            ((left + near, top), (left, top - near), (left, top - radius), (left, bottom + radius)),
            ((left, bottom + near), (left + near, bottom), (left + radius, bottom), (left + radius, bottom)),
        )
        path = [f"{left + radius:.2f} {bottom:.2f} m {right - radius:.2f} {bottom:.2f} l"]
        path += [
            " ".join(f"{x:.2f} {y:.2f}" for x, y in guides) + f" c {next_x:.2f} {next_y:.2f} l"
            for *guides, (next_x, next_y) in corners
        ]
        return " ".join(path) + " h"

    def _shape(self, shape: Shape) -> Iterator[str]:
        path = " ".join(_path_of(outline, self.h) for outline in shape.outlines)
        painted = _painted(path, shape.fill, shape.edge, shape.edge_width, shape.dashes)
        yield f"{_ROUND_ENDS} {painted} {_BUTT_ENDS}" if shape.rounded and shape.edge else painted


class _Producer(OutputProducer):
    """Writes the file as fpdf2 does, but for the fonts."""

    fpdf: _Document

    def _add_fonts(
        self,
        image_objects_per_index: dict[int, PDFXObject],  # noqa: ARG002  # the signature is fpdf2's
        gfxstate_objs_per_name: dict[str, PDFExtGState],  # noqa: ARG002
        pattern_objs_per_name: dict[str, Pattern],  # noqa: ARG002
    ) -> dict[int, PDFFont | PDFType3Font]:
        return {number: self._add_font(codes.program()) for number, codes in self.fpdf.faces.values()}

    def _add_font(self, program: FontProgram) -> PDFFont:
        descriptor = _descriptor(program)
        descriptor.font_file2 = _compressed(program.file, program.file_length)  # type: ignore[attr-defined]  # as in fpdf2
        descendant = PDFFont("CIDFontType2", program.name, d_w=0, w=program.widths)
        descendant.c_i_d_system_info = CIDSystemInfo()
        descendant.font_descriptor = descriptor
        descendant.c_i_d_to_g_i_d_map = _compressed(program.glyph_of_code)
        font = PDFFont("Type0", program.name, encoding="Identity-H")
        font.descendant_fonts = PDFArray([descendant])
        font.to_unicode = _compressed(program.text_of_code)
        for item in (
            font,
            descendant,
            font.to_unicode,
            descendant.c_i_d_system_info,
            descriptor,
            descendant.c_i_d_to_g_i_d_map,
            descriptor.font_file2,  # type: ignore[attr-defined]  # as in fpdf2
        ):
            self._add_pdf_obj(item, "fonts")
        return font


def _descriptor(program: FontProgram) -> PDFFontDescriptor:
    metrics = program.metrics
    descriptor = PDFFontDescriptor(
        ascent=metrics.ascent,
        descent=metrics.descent,
        cap_height=metrics.cap_height,
        flags=_SYMBOLIC,  # type: ignore[arg-type]  # written as a number
        font_b_box=f"[{' '.join(map(str, metrics.box))}]",
        italic_angle=metrics.italic_angle,
        stem_v=50 + (metrics.weight // 65) ** 2,
        missing_width=0,
    )
    descriptor.font_name = Name(program.name)
    return descriptor


def _compressed(data: bytes, length: int | None = None) -> PDFContentStream:
    """A stream that was compressed beforehand; a font file also says how long it was."""
    stream = PDFContentStream(data)
    stream.filter = Name("FlateDecode")
    if length is not None:
        stream.length1 = length  # type: ignore[attr-defined]  # as in fpdf2
    return stream


def _placed(run: Run, codes: Codes, x: float, y: float, size: float) -> Iterator[str]:
    if run.glyphs is None:
        yield f"1 0 0 1 {x:.2f} {y:.2f} Tm <{codes.of_text(run.text)}> Tj"
        return
    for glyph in run.glyphs:
        yield f"1 0 0 1 {x + glyph.right * size:.2f} {y + glyph.up * size:.2f} Tm <{codes.of_glyph(glyph)}> Tj"
        x += glyph.advance * size


@lru_cache(maxsize=2048)  # the same stall, leaves and marks in one plan after the other
def _path_of(outline: Outline, height: float) -> str:
    """An outline on a page of this height."""
    x, y = outline.start
    path = [f"{x:.2f} {height - y:.2f} m"]
    for segment in outline.segments:
        points = " ".join(f"{x:.2f} {height - y:.2f}" for x, y in segment)
        path.append(f"{points} {'l' if len(segment) == 1 else 'c'}")
    return " ".join([*path, "h"] if outline.closed else path)


def _painted(path: str, fill: Colour | None, edge: Colour | None, width: float, dashes: Dashes) -> str:
    parts: list[str] = []
    if fill:
        parts.append(f"{_ink(fill)} rg")
    if edge:
        parts.append(f"{_ink(edge)} RG {width:g} w [{_numbers(dashes)}] 0 d")
    operator = "B" if fill and edge else "f" if fill else "S"
    return " ".join([*parts, path, operator])


def _numbers(values: Iterable[float]) -> str:
    return " ".join(f"{value:g}" for value in values)


@cache
def _ink(colour: Colour) -> str:
    return _numbers(round(int(colour[start : start + 2], 16) / 255, 4) for start in (1, 3, 5))
