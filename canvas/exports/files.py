"""An export as a file. Nothing in it is taken for a formula by a spreadsheet program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from canvas.content.models import Content
from canvas.exports.harmless import FORMULA
from canvas.exports.stream import write_csv, write_parquet
from canvas.exports.table import Column, Value, export_table
from canvas.group import GroupReport
from canvas.i18n import Texts
from canvas.scoring import shown

_WIDEST = 60


def xlsx(content: Content, report: GroupReport, texts: Texts) -> bytes:
    """A workbook: the answers, Table 1, the code book, and what must be known about the data."""
    table = export_table(content, report, texts)
    book = Workbook()
    book.properties.created = datetime.combine(report.taken_on, datetime.min.time(), UTC)  # no time of day
    book.properties.modified = book.properties.created
    del book[book.active.title if book.active else "Sheet"]
    _sheet(book, texts("export.sheet_rows"), [column.name for column in table.columns], table.rows)
    _sheet(book, texts("export.sheet_table"), *_table_1(content, report, texts))
    _sheet(book, texts("export.sheet_codes"), *_code_book(table.columns, texts))
    _sheet(book, texts("export.sheet_about"), [texts("export.topic"), texts("export.about")], table.about)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def csv_file(content: Content, report: GroupReport, texts: Texts) -> bytes:
    """The rows, as Excel with Indonesian settings opens them: semicolons, UTF-8 with its mark, whole numbers."""
    table, target = export_table(content, report, texts), BytesIO()
    write_csv(target, table.columns, table.rows, dict(table.about))
    return target.getvalue()


def json_file(content: Content, report: GroupReport, texts: Texts) -> bytes:
    """Rows, code book and what must be known, in one document."""
    table = export_table(content, report, texts)
    names = [column.name for column in table.columns]
    document = {
        "about": dict(table.about),
        "picture": asdict(report.picture.cohort),
        "columns": {column.name: {"about": column.about, "codes": dict(column.codes)} for column in table.columns},
        "rows": [dict(zip(names, row, strict=True)) for row in table.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")


def parquet(content: Content, report: GroupReport, texts: Texts) -> bytes:
    """The rows with their types and their code book, for DuckDB, pandas and R."""
    table = export_table(content, report, texts)
    target = BytesIO()
    write_parquet(target, table.columns, table.rows, dict(table.about))
    return target.getvalue()


KINDS: Mapping[str, Callable[[Content, GroupReport, Texts], bytes]] = {
    ".xlsx": xlsx,
    ".csv": csv_file,
    ".json": json_file,
    ".parquet": parquet,
}
"""How a file of each suffix is written."""


def export_file(suffix: str, content: Content, report: GroupReport, texts: Texts) -> bytes:
    """The export as a file of a suffix of KINDS."""
    return KINDS[suffix](content, report, texts)


def _table_1(content: Content, report: GroupReport, texts: Texts) -> tuple[list[str], list[tuple[Value, ...]]]:
    cohort = report.picture.cohort
    tallies = cohort.indicators
    heads = [texts("export.indicator"), texts("export.count"), texts("export.percent"), texts("export.published")]
    rows: list[tuple[Value, ...]] = []
    for indicator in content.indicators:
        if indicator.id in tallies:
            tally = tallies[indicator.id]
            published = None if indicator.published is None else shown(indicator.published)
            rows.append((indicator.name[texts.language], tally.count, shown(tally.percent), published))
    return heads, rows


def _code_book(columns: Iterable[Column], texts: Texts) -> tuple[list[str], list[tuple[Value, ...]]]:
    heads = [texts("export.column"), texts("export.about"), texts("export.code"), texts("export.meaning")]
    rows: list[tuple[Value, ...]] = []
    for column in columns:
        rows += [(column.name, column.about, *code) for code in column.codes or (("", ""),)]
    return heads, rows


def _sheet(book: Workbook, title: str, heads: list[str], rows: Iterable[Iterable[Value]]) -> None:
    sheet: Worksheet = book.create_sheet(title)
    for number, row in enumerate([heads, *rows], start=1):
        for place, value in enumerate(row, start=1):
            _write(sheet.cell(number, place), value, head=number == 1)
    sheet.freeze_panes = "A2"
    for number in range(1, len(heads) + 1):
        letter = get_column_letter(number)
        longest = max(len(str(cell.value or "")) for cell in sheet[letter])
        sheet.column_dimensions[letter].width = min(_WIDEST, longest + 2)


def _write(cell: Cell | MergedCell, value: Value, *, head: bool) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula
        cell.quotePrefix = value.startswith(FORMULA)  # nor after somebody edits it
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=head)
