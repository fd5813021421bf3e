"""Two PDFs kept as they should be. Made anew with: python -m tests.report.golden (then look at them)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from canvas.assessment import Assessment
from canvas.content.models import CanvasTemplate, Text
from canvas.prefill import Canvas, Note
from canvas.report.layout.drawing import hatched, leaf, tick, tick_box, upward
from canvas.report.layout.flow import placed, styled
from canvas.report.model.properties import Properties
from canvas.report.model.sheet import Book, Rectangle, Stroke
from canvas.report.model.style import BODY, INK, LEAF_TINT, STRONG
from canvas.report.parts.canvas import add_canvas
from canvas.report.parts.chart import Bar, BarGroup, chart, weak_sample
from canvas.report.subject import Subject
from canvas.report.writers.pdf import pdf_of
from tests.builders import TODAY, real_content

FOLDER = Path(__file__).with_name("golden")
PROPERTIES = Properties("Contoh", "Bu Sri", "Contoh semua tanda", "Kanvas Lestari", "id-ID", TODAY)


def every_mark() -> bytes:
    """All that a sheet can hold: shapes, a chart, and texts in several scripts."""
    book = Book()
    sheet = book.new_sheet("Semua tanda")
    sheet.add("Artifact", leaf(40, 40, 60))
    shapes = [tick(120, 50, 20), *upward(160, 50, 20), tick_box(200, 50, 20), *hatched(240, 50, 90, 20)]
    shapes += [
        Rectangle(350, 50, 60, 30, LEAF_TINT, INK, 1.5, (3, 2), 6),
        Stroke(((430, 50), (500, 80)), INK, 2, (4, 1)),
    ]
    sheet.add("Figure", shapes, "Bentuk: centang, panah, kotak, arsiran, garis.")
    whole = Bar("Usaha", 40, "40", weak=True)
    parts = (Bar("Keuangan", 75, "75"), Bar("Pemasaran", 20, "20", weak=True), Bar("Bahan", None, "tidak berlaku"))
    sheet.add("Figure", chart((BarGroup(whole, parts),), 40, 130, 300), "Keuangan 75, Pemasaran 20.")
    sheet.add("P", weak_sample("Garis miring: 40 ke bawah", 40, 230))
    texts = ["Keripik Bu Sri – Rp5.000 · “pedas”", "Cabai 🌶️ 🇮🇩", "مرحبا (abc) 123", "ꦏꦼꦧꦺꦴꦤꦒꦸꦁ", "kotak: \ue000"]
    for index, text in enumerate(texts):
        sheet.add("P", placed(styled(text, STRONG if index == 0 else BODY, 300), 40, 270 + 30 * index, 300))
    book.new_sheet(landscape=True).add("H1", placed(styled("Lembar kedua", STRONG, 300), 40, 40, 300))
    return pdf_of(book.sheets, PROPERTIES)


def small_canvas() -> bytes:
    """Three boxes: one with a note of each kind, one empty, one with more than it can hold."""
    content = replace(real_content(), interface=_INTERFACE)
    subject = Subject(content, Assessment(TODAY, profile={"business_name": "Keripik Bu Sri"}), "id", TODAY)
    kinds = [
        Note("1", "left", "Dicatat setiap hari", "now", "cash_records"),
        Note("2", "left", "Dua dompet", "next", "two-purses"),
        Note("3", "left", "Rasa daun jeruk", "mine", None),
    ]
    many = [Note(str(number), "wide", f"Catatan nomor {number} " * 9, "mine", None) for number in range(60)]
    book = Book()
    add_canvas(book, subject, Canvas(_TEMPLATE, {"left": tuple(kinds), "right": (), "wide": tuple(many)}))
    return pdf_of(book.sheets, PROPERTIES)


GOLDEN: Mapping[str, Callable[[], bytes]] = {"every-mark.pdf": every_mark, "small-canvas.pdf": small_canvas}


def _block(name: str, column: int, row: int, width: int) -> dict[str, object]:
    place = {"column": column, "row": row, "width": width, "height": 1}
    return {"id": name, "name": {"id": f"Kotak {name}"}, "prompt": {"id": "Apa yang ada di sini?"}, **place}


_PAGE = {
    "id": "page",
    "name": {"id": "Lembar"},
    "columns": 2,
    "rows": 2,
    "blocks": (_block("left", 0, 0, 1), _block("right", 1, 0, 1), _block("wide", 0, 1, 2)),
}
_TEMPLATE = CanvasTemplate.model_validate(
    {"id": "small", "order": 1, "name": {"id": "Kanvas kecil"}, "about": {"id": "-"}, "sources": (), "pages": (_PAGE,)}
)
_INTERFACE = {
    f"report.{key}": Text({"id": text})
    for key, text in {
        "legend_now": "Kini",
        "legend_next": "Nanti",
        "legend_mine": "Tulisan sendiri",
        "more": "+{count} lagi",
        "continued": "Lanjutan: {title}",
        "canvas_rest": "Lanjutan kanvas",
    }.items()
}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, make in GOLDEN.items():
        (FOLDER / name).write_bytes(make())
