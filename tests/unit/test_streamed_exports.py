"""Parquet and long exports: typed, in one line for pandas, DuckDB and R, and in constant memory."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import duckdb
import pandas
import pyarrow.parquet as pq
import pytest

from canvas.content.models import Content
from canvas.exports import STREAMED, export_file, write_groups
from canvas.exports.stream import Group
from canvas.exports.table import export_table
from canvas.group import GroupReport
from canvas.i18n import Texts, texts_for


@pytest.fixture
def texts(content: Content) -> Texts:
    return texts_for(content, "id")


def groups(report: GroupReport, count: int) -> Iterator[Group]:
    for number in range(count):
        yield replace(report.workshop, code=f"{number:06}"), report.respondents


def test_parquet_holds_the_rows_of_the_workbook_with_their_types(
    content: Content, group_report: GroupReport, texts: Texts
) -> None:
    frame = pandas.read_parquet(BytesIO(export_file(".parquet", content, group_report, texts)))
    table = export_table(content, group_report, texts)
    found = [tuple(None if pandas.isna(value) else value for value in row) for row in frame.itertuples(index=False)]
    assert found == list(table.rows)
    assert frame["challenges.capital_access"].sum() == 8
    assert frame["score.finance"].dropna().between(0, 100).all()


def test_columns_carry_the_code_book(content: Content, group_report: GroupReport, texts: Texts) -> None:
    schema = pq.read_schema(BytesIO(export_file(".parquet", content, group_report, texts)))
    sector = schema.field("sector").metadata
    assert json.loads(sector[b"codes"])["food"] == content.field["sector"].options[0].label["id"]
    assert texts("export.privacy") in json.loads(schema.metadata[b"about"])


@pytest.mark.parametrize("suffix", STREAMED)
def test_workshops_follow_each_other_in_one_file(
    content: Content, group_report: GroupReport, texts: Texts, suffix: str
) -> None:
    target = BytesIO()
    assert write_groups(suffix, target, content, groups(group_report, 3), texts) == 30
    target.seek(0)
    frame = pandas.read_parquet(target) if suffix == ".parquet" else pandas.read_csv(target, sep=";", dtype={0: str})
    assert frame.groupby("workshop").size().to_dict() == {"000000": 10, "000001": 10, "000002": 10}
    assert set(frame["held_on"]) == {group_report.workshop.held_on.isoformat()}


def test_duckdb_reads_it_in_one_line(content: Content, group_report: GroupReport, texts: Texts, tmp_path) -> None:
    file = tmp_path / "all.parquet"
    file.write_bytes(export_file(".parquet", content, group_report, texts))
    (counted,) = duckdb.sql(f"SELECT count(*), sum(\"challenges.capital_access\") FROM '{file}'").fetchall()
    assert counted == (10, 8)


@pytest.mark.parametrize("suffix", STREAMED)
def test_ten_times_the_rows_take_no_more_memory(
    content: Content, group_report: GroupReport, texts: Texts, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows are handed on, not gathered: the most that Python holds does not grow with their number."""
    rows, at_once = export_table(content, group_report, texts).rows, 500
    monkeypatch.setattr("canvas.exports.stream.export_rows", lambda *_: rows)
    monkeypatch.setattr("canvas.exports.stream.ROWS_AT_ONCE", at_once)
    few, many = 2 * at_once // len(rows), 20 * at_once // len(rows)

    class Nowhere(BytesIO):
        written = 0

        def write(self, data: object) -> int:
            size = len(memoryview(data))  # type: ignore[arg-type]
            Nowhere.written += size
            return size

    def most(count: int) -> int:
        tracemalloc.start()
        write_groups(suffix, Nowhere(), content, groups(group_report, count), texts)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    assert most(many) < 1.5 * most(few)


def test_a_workshop_of_nobody_is_an_empty_file(content: Content, texts: Texts, group_report: GroupReport) -> None:
    target = BytesIO()
    empty = (replace(group_report.workshop, held_on=date(2026, 1, 1)), ())
    assert write_groups(".parquet", target, content, [empty], texts) == 0
    assert len(pandas.read_parquet(target)) == 0
