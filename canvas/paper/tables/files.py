"""A CSV or XLSX file, however a spreadsheet program wrote it → rows of texts.

Merged cells count in each row that they cover; hidden columns count as all others do.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from canvas.errors import KanvasError

LARGEST_FILE = 20_000_000
"""Bytes."""
LARGEST_UNPACKED = 200_000_000
"""Bytes of an XLSX file, which is a ZIP archive, once unpacked."""
MOST_ROWS = 5_000
MOST_COLUMNS = 500
LAST_ROW = 4 * MOST_ROWS
"""Of the rows that hold something: some are left empty in between."""
MOST_MERGED = 100_000
"""Cells that are merged."""
LONGEST_CELL = 2_000
_ZIP = b"PK\x03\x04"
_SEPARATORS = ";,\t|"
_NO_WORKBOOK = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, SyntaxError),  # cut, damaged, or no XML
    *(RuntimeError, NotImplementedError),  # encrypted, or packed in another way
    *(LookupError, ValueError, TypeError, AttributeError, OSError),  # parts are missing, or hold what cannot be
)
"""What is raised where a file is no workbook, or a damaged one."""


@dataclass(frozen=True)
class Row:
    """A row of the file: its number as the spreadsheet shows it, and its cells."""

    number: int
    cells: tuple[str, ...]


def read_rows(data: bytes) -> tuple[Row, ...]:
    """The rows of the first sheet that are not empty. Raises: KanvasError if the file is none that can be read."""
    if len(data) > LARGEST_FILE:
        raise KanvasError("table_too_large", most=LARGEST_FILE // 1_000_000)
    lines = _of_workbook(data) if data.startswith(_ZIP) else _of_text(data)
    rows: list[Row] = []
    for number, cells in enumerate(lines, start=1):
        if len(cells) > MOST_COLUMNS or len(rows) > MOST_ROWS:
            raise _too_many()
        if any(cells):
            rows.append(Row(number, cells))
    if not rows:
        raise KanvasError("table_empty")
    return tuple(rows)


def _of_text(data: bytes) -> Iterator[tuple[str, ...]]:
    text = _decoded(data)
    if "\0" in text:
        raise KanvasError("table_unknown")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        for cells in reader:
            yield tuple(map(_trimmed, cells))
    except csv.Error as error:
        raise KanvasError("table_unknown") from error


def _decoded(data: bytes) -> str:
    """The text of a CSV file in UTF-8, UTF-16 or the letters of an older Windows."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data[:200]:  # UTF-16 without a mark: every second byte of plain letters is 0
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _separator(text: str) -> str:
    """What separates cells: of the usual signs, the most frequent in the first line that has any."""
    for line in text.splitlines():
        counts = {sign: line.count(sign) for sign in _SEPARATORS}
        if any(counts.values()):
            return max(counts, key=lambda sign: counts[sign])
    return ","


def _of_workbook(data: bytes) -> Iterator[tuple[str, ...]]:
    try:
        last = _last_row(data)
        if not last:
            return
        with warnings.catch_warnings(action="ignore"):  # about what openpyxl leaves out
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        sheet = book.worksheets[0]
    except _NO_WORKBOOK as error:
        raise KanvasError("table_unknown") from error
    if sheet.max_column > MOST_COLUMNS:
        raise _too_many()
    covered = _covered(sheet)
    for number, cells in enumerate(sheet.iter_rows(max_row=last, values_only=True), start=1):
        yield tuple(_written(covered.get((number, column), value)) for column, value in enumerate(cells, start=1))


def _last_row(data: bytes) -> int:
    """The last row of any sheet that holds something; 0 for none. It is looked for before openpyxl makes a cell of
    every place: one stray cell at the end of a sheet, or a whole sheet that is merged, would take minutes.

    Raises: KanvasError if the workbook holds more than any table needs, or what `_NO_WORKBOOK` lists.
    """
    last = merged = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
            raise KanvasError("table_too_large", most=LARGEST_FILE // 1_000_000)
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
                continue
            with archive.open(name) as sheet:
                for kind, element in _elements(sheet):
                    if kind == "mergeCell":
                        area = CellRange(element.get("ref", ""))
                        merged += area.size["rows"] * area.size["columns"]
                    elif any(map(str.strip, element.itertext())):
                        last = max(last, int(element.get("r", last + 1)))
                    element.clear()
    if last > LAST_ROW or merged > MOST_MERGED:
        raise _too_many()
    return last


def _elements(sheet: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """The rows and merged cells of a sheet, each with the name of its kind."""
    for _, element in iterparse(sheet):
        kind = element.tag.rpartition("}")[2]
        if kind in ("row", "mergeCell"):
            yield kind, element


def _too_many() -> KanvasError:
    return KanvasError("table_too_many", rows=MOST_ROWS, columns=MOST_COLUMNS)


def _covered(sheet: Worksheet) -> dict[tuple[int, int], object]:
    """Row and column → the value of the merged cell that covers it."""
    covered: dict[tuple[int, int], object] = {}
    for merged in sheet.merged_cells.ranges:
        value = sheet.cell(merged.min_row, merged.min_col).value
        rows: Iterable[tuple[int, int]] = merged.cells
        for place in rows:
            covered[place] = value
    return covered


def _written(value: object) -> str:
    """A cell as somebody would type it: 2 and not 2.0, and a day as 2026-11-24."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _trimmed(str(value))


def _trimmed(text: str) -> str:
    return text.replace("\u00a0", " ").strip()[:LONGEST_CELL]
