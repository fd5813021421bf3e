"""Paper forms typed into a table: however a spreadsheet wrote it, a row is taken whole or named."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from canvas.assessment import UNKNOWN
from canvas.errors import KanvasError
from canvas.i18n import texts_for
from canvas.paper.asked import choices_of
from canvas.paper.tables.files import MOST_ROWS
from canvas.paper.tables.reading import Table, read_table
from canvas.paper.tables.template import template
from tests.builders import TODAY

HEAD = ["number", "date", "sector", "cash_records", "challenges"]
ROW = ["7", "24/11/2026", "food", "daily", "capital_access; marketing"]


def workbook(*rows: list[object]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return book


def xlsx(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def csv_of(*rows: list[str], separator: str = ",") -> str:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=separator).writerows(rows)
    return target.getvalue()


@pytest.fixture
def read(content):
    def read(data: bytes | str) -> Table:
        return read_table(data.encode() if isinstance(data, str) else data, content, TODAY, "id")

    return read


def is_the_row(table: Table) -> bool:
    [typed] = table.typed
    work = typed.assessment
    return (
        table.faulty == ()
        and typed.key == "7"
        and work.started == date(2026, 11, 24)
        and work.profile == {"sector": "food"}
        and work.answers == {"cash_records": "daily", "challenges": ("capital_access", "marketing")}
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_csv_of_any_separator_and_encoding(read, separator, encoding) -> None:
    assert is_the_row(read(csv_of(HEAD, ROW, separator=separator).encode(encoding)))


def test_a_workbook_with_numbers_and_days_as_excel_keeps_them(read) -> None:
    assert is_the_row(read(xlsx(workbook(HEAD, [7.0, datetime(2026, 11, 24), *ROW[2:]]))))
    assert is_the_row(read(xlsx(workbook(HEAD, [7, 46350, *ROW[2:]]))))


@pytest.mark.parametrize("day", ["2026-11-24", "24-11-2026", "24.11.2026", "46350", "2026-11-24 00:00:00"])
def test_a_day_may_be_written_in_many_ways(read, day) -> None:
    assert is_the_row(read(csv_of(HEAD, [ROW[0], day, *ROW[2:]])))


@pytest.mark.parametrize("language", ["id", "en"])
def test_questions_and_answers_in_the_words_of_either_language(read, content, language) -> None:
    head = [texts_for(content, "en")("table.number"), "date", *(asked_in(content, name, language) for name in HEAD[2:])]
    row = [label_of(content, name, value, language) for name, value in (("sector", "food"), ("cash_records", "daily"))]
    several = "; ".join(label_of(content, "challenges", value, language) for value in ("capital_access", "marketing"))
    assert is_the_row(read(csv_of(head, [*ROW[:2], *row, several])))


def asked_in(content, name: str, language: str) -> str:
    return (content.field.get(name) or content.question[name]).ask[language]


def label_of(content, name: str, value: str, language: str) -> str:
    asked = content.field.get(name) or content.question[name]
    return asked.option(value).label[language].upper()


@pytest.mark.parametrize("ending", ["", ".", ",0", ".00"])
def test_answers_by_their_number_on_the_paper(read, content, ending) -> None:
    options = [
        choice.value for choice in choices_of(content.question["cash_records"], texts_for(content, "id"), "food")
    ]
    several = [choice.value for choice in choices_of(content.question["challenges"], texts_for(content, "id"), "food")]
    numbers = [
        f"{options.index('daily') + 1}{ending}",
        ";".join(str(several.index(v) + 1) for v in ("capital_access", "marketing")),
    ]
    assert is_the_row(read(csv_of(HEAD, [*ROW[:2], "1", *numbers])))
    last = read(csv_of(HEAD, [*ROW[:2], "1", f"{options.index(UNKNOWN) + 1}", ""])).typed[0]
    assert last.assessment.answers == {"cash_records": UNKNOWN}


def test_the_words_of_any_sector_are_understood(read, content) -> None:
    question = next(question for question in content.questions if any(o.in_sector for o in question.options))
    option = next(option for option in question.options if option.in_sector)
    for words in (option.label["en"], *(wording["label"]["id"] for wording in option.in_sector.values())):
        table = read(csv_of(["sector", question.id], ["trade", words]))
        assert table.typed[0].assessment.answers == {question.id: option.id}


def test_merged_cells_count_in_each_row_and_hidden_columns_count(read) -> None:
    book = workbook(HEAD, ROW, ["8", None, None, "none", "marketing"])
    sheet = book.worksheets[0]
    sheet.merge_cells("C2:C3")
    sheet.column_dimensions["D"].hidden = True
    first, second = read(xlsx(book)).typed
    assert first.assessment.profile == second.assessment.profile == {"sector": "food"}
    assert second.assessment.answers == {"cash_records": "none", "challenges": ("marketing",)}


def test_own_words_beside_the_options_of_what_is_sold(read, content) -> None:
    question = next(question for question in content.questions if question.kind == "chips")
    first = question.options_for("food")[0]
    table = read(csv_of(["sector", question.id], ["food", f"{first.label['id']}; Rempeyek kacang"]))
    assert table.typed[0].assessment.answers == {question.id: (first.id, "Rempeyek kacang")}


def test_a_row_with_a_mistake_is_named_and_left_out_whole(read) -> None:
    table = read(csv_of(HEAD, ROW, ["8", "31/02/2026", "food", "each full moon", ""], ["9", "", "food", "daily", ""]))
    [faulty] = table.faulty
    assert [typed.key for typed in table.typed] == ["7", "9"]
    assert (faulty.row, faulty.problem.code, faulty.more) == (3, "table_day_unknown", 1)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["8", "", "mining", "daily", ""], "table_answer_unknown"),
        (["8", "", "food", "0", ""], "table_answer_unknown"),
        (["8", "", "food", "daily", "capital_access; moonlight"], "table_answer_unknown"),
        (["7", "", "food", "daily", ""], "table_number_twice"),
        (["8", "", "food", "", ""], "table_row_without_answers"),
        (["8", "1/1/1999", "food", "daily", ""], "table_day_unknown"),
        (["8", "", "food", "daily", "", "more"], "table_cell_without_column"),
    ],
)
def test_what_is_wrong_with_a_row(read, row, code) -> None:
    table = read(csv_of(HEAD, ROW, row))
    assert [faulty.problem.code for faulty in table.faulty] == [code]
    for language in ("id", "en"):
        assert len(table.faulty[0].problem.in_language(language).splitlines()) == 1


def test_empty_rows_and_cells_with_a_dash_are_left_out(read) -> None:
    assert is_the_row(read(csv_of(HEAD, ["", "", "", "", ""], ROW, ["", "", "", "", " "])))
    assert read(csv_of(HEAD, ["7", "-", "food", "daily", "–"])).typed[0].assessment.answers == {"cash_records": "daily"}


def test_the_same_row_has_the_same_key_and_two_alike_have_two(read) -> None:
    head, row = HEAD[2:], ROW[2:]
    once, twice = read(csv_of(head, row)), read(csv_of(head, row, row))
    assert once.typed[0].key == twice.typed[0].key
    assert len({typed.key for typed in twice.typed}) == 2


def zip_bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(201_000_000))
    return target.getvalue()


def with_sheet(text: str, becomes: str) -> bytes:
    """A good workbook in whose first sheet one text became another."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(workbook(HEAD, ROW)))) as good, zipfile.ZipFile(target, "w") as archive:
        for name in good.namelist():
            data = good.read(name)
            archive.writestr(name, data.replace(text.encode(), becomes.encode()) if "sheet1" in name else data)
    return target.getvalue()


END = "</sheetData>"


def test_a_formatted_cell_at_the_end_of_the_sheet_costs_nothing(read) -> None:
    assert is_the_row(read(with_sheet(END, f'<row r="1048576"><c r="A1048576"/></row>{END}')))


@pytest.mark.parametrize(
    ("becomes", "code"),
    [
        (f'<row r="1048576"><c r="A1048576"><v>1</v></c></row>{END}', "table_too_many"),
        (f'<row r="99999999999"><c r="A1"><v>1</v></c></row>{END}', "table_too_many"),
        (f'{END}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', "table_too_many"),
        (f'{END}<mergeCells><mergeCell ref="A1:"/></mergeCells>', "table_unknown"),
        (f'<row r="x"><c><v>1</v></c></row>{END}', "table_unknown"),
    ],
)
def test_a_sheet_of_a_million_rows_is_refused_before_it_is_filled(read, becomes, code) -> None:
    with pytest.raises(KanvasError) as refused:
        read(with_sheet(END, becomes))
    assert refused.value.code == code


def test_a_workbook_with_a_password_is_none_that_can_be_read(read) -> None:
    data = bytearray(xlsx(workbook(HEAD, ROW)))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), data):
            data[found.start() + flags] |= 1
    with pytest.raises(KanvasError) as refused:
        read(bytes(data))
    assert refused.value.code == "table_unknown"


def test_a_workbook_with_one_damaged_byte_is_read_or_reported_as_such(read) -> None:
    data, codes = xlsx(workbook(HEAD, ROW)), set()
    for place in range(len(data) % 41, len(data), 41):
        try:
            read(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        except KanvasError as refused:
            codes.add(refused.code)
    assert "table_unknown" in codes
    assert codes <= {"table_unknown", "table_too_large", "table_empty", "table_column_unknown"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table_empty"),
        (b"\n;;\n", "table_empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00", "table_unknown"),
        (b"PK\x03\x04 and nothing else", "table_unknown"),
        (bytes(20_000_001), "table_too_large"),
        (b"name,income\nSri,7\n", "table_column_unknown"),
        (b"cash_records,Cash_Records\ndaily,daily\n", "table_column_twice"),
        (b"number,date\n7,24/11/2026\n", "table_without_columns"),
        (b"cash_records\n" + b"daily\n" * (MOST_ROWS + 1), "table_too_many"),
        (b'cash_records\n"' + b"x" * 200_000 + b'"\n', "table_unknown"),
    ],
    ids=["empty", "blank", "picture", "no archive", "large", "unknown", "twice", "no column", "long", "cell"],
)
def test_a_file_that_is_no_such_table_gets_one_sentence(read, data, code) -> None:
    is_refused(read, data, code)


def test_a_small_archive_of_a_huge_table_gets_one_sentence(read) -> None:
    is_refused(read, zip_bomb(), "table_too_large")


def is_refused(read, data: bytes, code: str) -> None:
    with pytest.raises(KanvasError) as refused:
        read(data)
    assert refused.value.code == code
    assert all(len(refused.value.in_language(language).splitlines()) == 1 for language in ("id", "en"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_template_is_read_back_with_what_is_chosen_in_it(content, read, language) -> None:
    book = load_workbook(io.BytesIO(template(content, texts_for(content, language), TODAY)))
    people, answers = book.worksheets
    columns = {str(cell.value).rpartition("[")[2].rstrip("]"): cell.column for cell in people[1]}
    chosen = {str(row[0].value): str(row[2].value) for row in reversed(list(answers.iter_rows(min_row=2)))}
    for name in ("sector", "cash_records"):
        people.cell(2, columns[name], chosen[name])
    [typed] = read(xlsx(book)).typed
    assert typed.assessment.profile == {"sector": content.sectors[0]}
    assert typed.assessment.answers == {"cash_records": content.question["cash_records"].options[0].id}
    assert len(people.data_validations.dataValidation) == len(
        [asked for asked in (*content.profile, *content.questions) if asked.options]
    )
