"""A group as XLSX, CSV and JSON: readable by people and programs, and harmless."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pandas
import pytest
from openpyxl import load_workbook

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.exports import KINDS, export_file
from canvas.exports.table import Value, export_table
from canvas.group import GroupReport, Respondent
from canvas.i18n import texts_for
from tests.builders import FOOD_OWNER, LONE_TRADER, assessment, complete

HOSTILE = ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", '"; DROP TABLE', "👍🏽", "x" * 10_000]


def exported(content: Content, report: GroupReport, people: list[Assessment]) -> list[dict[str, Value]]:
    """The rows of an export of these people, all of one cell."""
    group = replace(report, respondents=tuple(Respondent({}, person, 1) for person in people))
    table = export_table(content, group, texts_for(content, "id"))
    return [dict(zip([column.name for column in table.columns], row, strict=True)) for row in table.rows]


def test_two_who_stopped_early_cannot_be_distinguished_from_the_others(content, group_report: GroupReport) -> None:
    whole, early = complete(content, level=1), assessment(FOOD_OWNER, cash_records="daily")
    rows = exported(content, group_report, [whole] * 4 + [early] * 2)
    assert {row["cash_records"] is None for row in rows} == {False}
    assert {name: row[name] for row in rows for name in ("energy", "score")} == {"energy": None, "score": None}


def test_three_who_stopped_early_have_no_overall_score(content, group_report: GroupReport) -> None:
    whole, early = complete(content, level=1), assessment(FOOD_OWNER, cash_records="daily")
    rows = exported(content, group_report, [whole] * 3 + [early] * 3)
    assert sorted(row["score"] is None for row in rows) == [False] * 3 + [True] * 3


@pytest.fixture
def texts(content: Content):
    return texts_for(content, "id")


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_the_workbook_has_table_1_beside_2023(content, group_report: GroupReport, texts) -> None:
    book = load_workbook(io.BytesIO(export_file(".xlsx", content, group_report, texts)))
    assert book.sheetnames == ["Jawaban", "Tabel 1", "Buku kode", "Tentang data ini"]
    table = {row[0]: row[1:] for row in book["Tabel 1"].iter_rows(min_row=2, values_only=True)}
    assert (table["Akses modal"], table["Pemasaran"]) == ((8, 80, 80), (7, 70, 70))
    assert (table["Bahan baku lokal"][1], table["Surat izin"][2]) == (50, None)
    assert book["Jawaban"].max_row == 11


def test_every_value_of_a_row_is_in_the_code_book(content, group_report: GroupReport, texts) -> None:
    table = export_table(content, group_report, texts)
    for index, column in enumerate(table.columns):
        known = {code for code, _ in column.codes}
        found = {row[index] for row in table.rows} - {None}
        assert found <= known or not known, column.name


def test_the_table_is_read_by_pandas_and_by_excel_in_indonesia(content, group_report: GroupReport, texts) -> None:
    data = export_file(".csv", content, group_report, texts)
    frame = pandas.read_csv(io.BytesIO(data), sep=";", decimal=",")
    assert len(frame) == 10
    assert frame["challenges.capital_access"].sum() == 8
    assert frame["score.finance"].dropna().between(0, 100).all()
    assert not any("." in value or "," in value for row in rows_of(data) for value in row.values())


def test_json_holds_the_same_rows(content, group_report: GroupReport, texts) -> None:
    document = json.loads(export_file(".json", content, group_report, texts))
    assert set(document) == {"about", "picture", "columns", "rows"}
    assert document["picture"]["challenges"]["capital_access"] == {"count": 8, "percent": 80.0, "of": 10}
    assert len(document["rows"]) == 10


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_somebody_typed_is_text_and_no_formula(content, group_report: GroupReport, texts, typed: str) -> None:
    hostile = replace(
        group_report,
        workshop=replace(group_report.workshop, name=typed, place=typed),
        respondents=tuple(replace(each, traits={"village": typed}) for each in group_report.respondents),
    )
    book = load_workbook(io.BytesIO(export_file(".xlsx", content, hostile, texts)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert typed in {cell.value for cell in cells}
    (village,) = {row["village"] for row in rows_of(export_file(".csv", content, hostile, texts))}
    assert village.lstrip("'") == typed
    assert not village.startswith(("=", "+", "-", "@"))


def test_nothing_names_a_person_or_a_time(content, group_report: GroupReport, texts) -> None:
    people = [
        replace(each.assessment, profile={**each.assessment.profile, "business_name": "Keripik Bu Sri"})
        for each in group_report.respondents
    ]
    report = replace(group_report, respondents=tuple(Respondent({}, person, 1) for person in people))
    for kind in KINDS:
        assert b"Bu Sri" not in export_file(kind, content, report, texts)


def test_the_order_of_the_people_is_not_seen(content, group_report: GroupReport, texts) -> None:
    backwards = replace(group_report, respondents=group_report.respondents[::-1])
    for kind in (".csv", ".json"):
        assert export_file(kind, content, backwards, texts) == export_file(kind, content, group_report, texts)


def test_a_private_question_and_what_rests_on_it_are_left_out(content, group_report: GroupReport, texts) -> None:
    hidden = content.question["cash_records"].model_copy(update={"private": True})
    questions = {**content.questions_of, "finance": (hidden, *content.questions_of["finance"][1:])}
    private = replace(content, questions_of=questions)
    people = [complete(content, level=2), complete(content, level=2, rungs={"cash_records": "none"})]
    report = replace(group_report, respondents=tuple(Respondent({}, person, 1) for person in people))
    table = export_table(private, report, texts)
    assert "cash_records" not in [column.name for column in table.columns]
    assert table.rows[0] == table.rows[1]


def test_whom_a_question_was_asked_identifies_nobody(content, group_report: GroupReport, texts) -> None:
    people = [complete(content, level=1), complete(content, level=1), complete(content, level=1, profile=LONE_TRADER)]
    together = replace(group_report, respondents=tuple(Respondent({}, person, 1) for person in people))
    apart = replace(together, respondents=tuple(Respondent({}, person, cell) for cell, person in enumerate(people)))
    assert len(set(export_table(content, together, texts).rows)) == 1
    assert len(set(export_table(content, apart, texts).rows)) == 2
