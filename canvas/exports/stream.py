"""Exports of any length in constant memory: rows are written as they are read, some thousands at a time.

Parquet keeps types, is small, and is read in one line by DuckDB, pandas and R (docs/organisations.md). Its columns
carry the code book.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from itertools import islice
from typing import IO, TYPE_CHECKING

from canvas.content.models import Content
from canvas.exports.harmless import harmless
from canvas.exports.table import Column, Value, about_data, export_columns, export_rows
from canvas.group import Respondent
from canvas.i18n import Texts
from canvas.workshop import Workshop

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_AT_ONCE = 2000

Group = tuple[Workshop, Sequence[Respondent]]
Row = Sequence[Value]


def write_groups(suffix: str, target: IO[bytes], content: Content, groups: Iterable[Group], texts: Texts) -> int:
    """Writes the rows of many workshops to a file of a suffix of STREAMED; returns how many rows."""
    columns = (
        Column("workshop", texts("export.workshop_code_about")),
        Column("held_on", texts("export.held_on")),
        *export_columns(content, texts),
    )
    rows = (
        (workshop.code, workshop.held_on.isoformat(), *row)
        for workshop, respondents in groups
        for row in export_rows(content, workshop, respondents, texts)
    )
    return STREAMED[suffix](target, columns, rows, dict(about_data(texts)))


def write_parquet(target: IO[bytes], columns: Sequence[Column], rows: Iterable[Row], about: Mapping[str, str]) -> int:
    """Writes Parquet; `about` goes into its metadata. Returns how many rows."""
    import pyarrow as pa  # noqa: PLC0415 (large, and only for who exports)
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema, count = _schema(columns, about), 0
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            arrays = [
                pa.array(values, field.type) for values, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(batch)
    return count


def write_csv(target: IO[bytes], columns: Sequence[Column], rows: Iterable[Row], _about: Mapping[str, str]) -> int:
    """Writes CSV as Excel with Indonesian settings opens it: semicolons, UTF-8 with its mark. Returns how many rows."""
    text, count = TextIOWrapper(target, encoding="utf-8-sig", newline=""), 0
    writer = csv.writer(text, delimiter=";")
    writer.writerow(column.name for column in columns)
    for row in rows:
        writer.writerow([harmless(value) for value in row])
        count += 1
    text.detach()
    return count


STREAMED: Mapping[str, Callable[[IO[bytes], Sequence[Column], Iterable[Row], Mapping[str, str]], int]] = {
    ".parquet": write_parquet,
    ".csv": write_csv,
}
"""How a file of each suffix is written."""


def _schema(columns: Sequence[Column], about: Mapping[str, str]) -> pa.Schema:
    import pyarrow as pa  # noqa: PLC0415 (as above)

    fields = [
        pa.field(
            column.name,
            pa.int16() if column.is_number else pa.string(),
            metadata={"about": column.about, "codes": json.dumps(dict(column.codes), ensure_ascii=False)},
        )
        for column in columns
    ]
    return pa.schema(fields, metadata={"about": json.dumps(about, ensure_ascii=False)})


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS_AT_ONCE)):
        yield batch
