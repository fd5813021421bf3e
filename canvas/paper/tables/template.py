"""The workbook to type paper forms into: a column for each question, with its answers to choose from."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from canvas.content.models import Content, ProfileField, Question
from canvas.i18n import Texts
from canvas.paper.asked import choices_of, columns_of
from canvas.paper.tables.files import MOST_ROWS

_COLUMN_WIDTH = 26


def template(content: Content, texts: Texts, today: date) -> bytes:
    """An XLSX workbook: a sheet for people, and one with every answer and its number."""
    book = Workbook()
    book.properties.created = book.properties.modified = datetime.combine(today, time(), UTC)
    people = book.worksheets[0]
    people.title = texts("table.people")
    answers = book.create_sheet(texts("table.answers"))
    answers.append([texts("table.column"), "", texts("table.answer")])
    people.append([texts("table.number"), texts("table.date")])
    columns = columns_of(content)
    for index, asked in enumerate(columns, start=3):
        people.cell(1, index, f"{asked.ask[texts.language]} [{asked.id}]")
        first = answers.max_row + 1
        for number, choice in enumerate(choices_of(asked, texts, None), start=1):
            answers.append([asked.id, number, choice.label])
        if answers.max_row >= first:
            _offer(people, index, asked, texts, f"{quote_sheetname(answers.title)}!$C${first}:$C${answers.max_row}")
    _dress(people, len(columns) + 2)
    answers.column_dimensions["A"].width = answers.column_dimensions["C"].width = 2 * _COLUMN_WIDTH
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _offer(sheet: Worksheet, column: int, asked: ProfileField | Question, texts: Texts, answers: str) -> None:
    """The answers as a drop-down. Other words are not refused: an id, a number or several answers may be typed."""
    several = isinstance(asked, Question) and asked.takes_several
    choice = DataValidation(type="list", formula1=f"={answers}", allow_blank=True, showErrorMessage=False)
    choice.showInputMessage = True
    choice.prompt = texts("table.several" if several else "table.one")
    letter = get_column_letter(column)
    choice.add(f"{letter}2:{letter}{MOST_ROWS}")
    sheet.add_data_validation(choice)


def _dress(sheet: Worksheet, columns: int) -> None:
    sheet.freeze_panes = "C2"
    for index in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(index)].width = _COLUMN_WIDTH
        head = sheet.cell(1, index)
        head.font = Font(bold=True)
        head.alignment = Alignment(wrap_text=True, vertical="top")
