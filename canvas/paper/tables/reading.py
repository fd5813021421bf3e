"""Rows of texts → assessments, or what is wrong with a row.

A column is known by its id or its question, in any language; an answer by its id, its words in any language, or its
number on the paper form. A row is taken whole or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import blake2s

from canvas.assessment import Answer, Assessment
from canvas.content.models import Content, ProfileField, Question
from canvas.errors import KanvasError
from canvas.i18n import texts_for
from canvas.paper.asked import NOTHING, choices_of, columns_of
from canvas.paper.sheets import LONGEST_SHEET, ROW, own_words
from canvas.paper.tables.files import Row, read_rows
from canvas.questionnaire import accepts

NUMBER, DAY = "number", "date"
"""Columns that are no question: the paper's own number, and the day on which it was filled in."""

_EMPTY = ("", "-", "–", "—")
_BETWEEN = re.compile(r"[;|\n]")
"""Between several answers in one cell; a comma may be part of an answer's words."""
_EXCEL_DAY_0 = date(1899, 12, 30)
_EXCEL_DAYS = range(36_526, 73_050)
"""Serial numbers of days from 2000 to 2099."""
_DAY = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")


@dataclass(frozen=True)
class Typed:
    """A row that was understood. `key` is the same whenever the same row is read again."""

    row: int
    key: str
    assessment: Assessment
    sheet: str
    """What the trainer knows it by: the number of its sheet, or else that of its row."""


@dataclass(frozen=True)
class Faulty:
    """A row that was not: why, and how many more mistakes it has."""

    row: int
    problem: KanvasError
    more: int = 0


@dataclass(frozen=True)
class Table:
    """All rows of a file."""

    typed: tuple[Typed, ...]
    faulty: tuple[Faulty, ...]


def read_table(data: bytes, content: Content, today: date, language: str) -> Table:
    """The people in a table. `language` is that of their assessments; `today` their day where none is typed.

    Raises: KanvasError if the file cannot be read, or its first row does not name the columns.
    """
    head, *rows = read_rows(data)
    reader = _Reader(content, today, language)
    columns = reader.columns(head)
    typed: list[Typed] = []
    faulty: list[Faulty] = []
    seen: Counter[str] = Counter()
    for row in rows:
        read = reader.person(columns, row)
        if isinstance(read, Faulty):
            faulty.append(read)
            continue
        number, assessment = read
        seen[number or _digest(assessment)] += 1
        if number and seen[number] > 1:
            faulty.append(Faulty(row.number, KanvasError("table_number_twice", number=number)))
            continue
        key = number or f"{_digest(assessment)}-{seen[_digest(assessment)]}"
        typed.append(Typed(row.number, key, assessment, number[:LONGEST_SHEET] or f"{ROW}{row.number}"))
    return Table(tuple(typed), tuple(faulty))


class _Reader:
    """Knows the names of all columns and answers of a content."""

    def __init__(self, content: Content, today: date, language: str) -> None:
        self.content, self.today, self.language = content, today, language

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Any name of a column, as compared → what it holds."""
        names: dict[str, str] = {}
        for key in (NUMBER, DAY):
            names |= {_plain(key): key}
            names |= {_plain(text): key for text in self.content.interface[f"table.{key}"].languages.values()}
        columns = columns_of(self.content)
        for asked in columns:
            texts = [*asked.ask.languages.values()]
            texts += asked.short.languages.values() if isinstance(asked, Question) else ()
            names |= {_plain(text): asked.id for text in texts}
        return names | {_plain(asked.id): asked.id for asked in columns}

    def columns(self, head: Row) -> Mapping[int, str]:
        """Column → what it holds. Raises: KanvasError for a column that is not known, or named twice."""
        found: dict[int, str] = {}
        for index, cell in enumerate(head.cells):
            if cell in _EMPTY:
                continue
            name = self.names.get(_plain(_without_id(cell))) or self.names.get(_plain(_id_in(cell)))
            if name is None:
                raise KanvasError("table_column_unknown", column=_brief(cell))
            if name in found.values():
                raise KanvasError("table_column_twice", column=_brief(cell))
            found[index] = name
        if not set(found.values()) - {NUMBER, DAY}:
            raise KanvasError("table_without_columns")
        return found

    def person(self, columns: Mapping[int, str], row: Row) -> tuple[str, Assessment] | Faulty:
        """The number (or nothing) and the assessment of a row, or its first mistake."""
        cells = {name: row.cells[index] if index < len(row.cells) else "" for index, name in columns.items()}
        cells = {name: cell for name, cell in cells.items() if cell not in _EMPTY}
        if any(index not in columns and cell not in _EMPTY for index, cell in enumerate(row.cells)):
            return Faulty(row.number, KanvasError("table_cell_without_column"))
        problems: list[KanvasError] = []
        work = Assessment(self.today, self.language, self.content.settings.version)
        for name, cell in cells.items():
            try:
                work = self._with(work, name, cell, self._sector(cells))
            except KanvasError as error:
                problems.append(error)
        if problems:
            return Faulty(row.number, problems[0], len(problems) - 1)
        if not work.answers:
            return Faulty(row.number, KanvasError("table_row_without_answers"))
        return cells.get(NUMBER, ""), work

    def _sector(self, cells: Mapping[str, str]) -> str | None:
        """The sector of a row, in whose words its answers may be."""
        try:
            return self._one(self._choices(None)["sector"], "sector", cells["sector"]) if "sector" in cells else None
        except KanvasError:
            return None  # said of the column itself

    def _with(self, work: Assessment, name: str, cell: str, sector: str | None) -> Assessment:
        if name == NUMBER:
            return work
        if name == DAY:
            return Assessment(_day(cell), work.language, work.content_version, work.profile, work.answers)
        field = self.content.field.get(name)
        if field and field.kind == "text":
            return work.with_profile(name, cell[: field.longest])
        if field:
            return work.with_profile(name, self._one(self._choices(sector)[name], name, cell))
        return work.with_answer(name, self._answer(self.content.question[name], cell, sector))

    def _answer(self, question: Question, cell: str, sector: str | None) -> Answer:
        choices = self._choices(sector)[question.id]
        if not question.takes_several:
            return self._one(choices, question.id, cell)
        parts = [part.strip() for part in _BETWEEN.split(cell) if part.strip()]
        if len(parts) == 1 and self._found(choices, cell) is None:
            parts = [part.strip() for part in cell.split(",") if part.strip()]
        if question.kind == "chips":
            chosen = [self._found(choices, part) or word for part in parts for word in own_words(part)[:1]]
        else:
            chosen = [self._one(choices, question.id, part) for part in parts]
        answer = () if chosen == [NOTHING] else tuple(dict.fromkeys(chosen))
        if not accepts(question, answer):
            raise KanvasError("table_answer_unknown", column=question.id, found=_brief(cell), known=_known(choices))
        return answer

    def _one(self, choices: Sequence[_Named], column: str, cell: str) -> str:
        found = self._found(choices, cell)
        if found is None:
            raise KanvasError("table_answer_unknown", column=column, found=_brief(cell), known=_known(choices))
        return found

    def _found(self, choices: Sequence[_Named], cell: str) -> str | None:
        wanted = _plain(cell)
        for choice in choices:
            if wanted in choice.names:
                return choice.value
        number = re.fullmatch(r"(\d{1,2})(?:[.,]0+)?\.?", cell.strip())
        index = int(number[1]) if number else 0
        return choices[index - 1].value if 1 <= index <= len(choices) else None

    def _choices(self, sector: str | None) -> Mapping[str, Sequence[_Named]]:
        """Column → its answers with all their names, in the order of the paper form of a sector."""
        if sector not in self._known_choices:
            self._known_choices[sector] = _named_choices(self.content, sector)
        return self._known_choices[sector]

    @cached_property
    def _known_choices(self) -> dict[str | None, Mapping[str, Sequence[_Named]]]:
        return {}


@dataclass(frozen=True)
class _Named:
    """An answer and all that it may be called, as compared."""

    value: str
    names: frozenset[str]


def _named_choices(content: Content, sector: str | None) -> Mapping[str, Sequence[_Named]]:
    every_texts = [texts_for(content, language.id) for language in content.settings.offered]
    named: dict[str, Sequence[_Named]] = {}
    for asked, in_sector in zip(columns_of(content), columns_of(content.for_sector(sector)), strict=True):
        by_language = [choices_of(in_sector, texts, sector) for texts in every_texts]
        named[asked.id] = [
            _Named(
                same[0].value,
                frozenset(map(_plain, (*(choice.label for choice in same), *_names(asked, same[0].value)))),
            )
            for same in zip(*by_language, strict=True)
        ]
    return named


def _names(asked: Question | ProfileField, value: str) -> Iterator[str]:
    """The id of an answer, and its words in every sector and language."""
    yield value
    option = asked.option(value)
    if option:
        labels = (option.label, *(wording["label"] for wording in option.in_sector.values() if "label" in wording))
        yield from (word for label in labels for word in label.languages.values())


def _known(choices: Sequence[_Named]) -> str:
    return ", ".join(choice.value for choice in choices)


def _day(cell: str) -> date:
    """A day as people and spreadsheets write it. Raises: KanvasError."""
    try:
        if found := _ISO_DAY.fullmatch(cell):
            return _checked(date(*map(int, found.groups())))
        if found := _DAY.fullmatch(cell):
            day, month, year = map(int, found.groups())
            return _checked(date(year, month, day))
    except ValueError as error:
        raise KanvasError("table_day_unknown", found=_brief(cell)) from error
    if cell.isdecimal() and int(cell) in _EXCEL_DAYS:
        return _EXCEL_DAY_0 + timedelta(days=int(cell))
    raise KanvasError("table_day_unknown", found=_brief(cell))


def _checked(day: date) -> date:
    if not 2000 <= day.year <= 2099:  # noqa: PLR2004  # the years that an assessment can be of
        raise ValueError(day)
    return day


def _digest(assessment: Assessment) -> str:
    content = repr((sorted(assessment.profile.items()), sorted(assessment.answers.items())))
    return blake2s(content.encode(), digest_size=12).hexdigest()


def _plain(text: str) -> str:
    """A text as it is compared: without case, punctuation and accents."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[a-z0-9+]+", letters))


def _id_in(cell: str) -> str:
    """The id in brackets after a question, as the template writes it."""
    found = re.search(r"\[([a-z0-9_+-]+)\]\s*$", cell)
    return found[1] if found else ""


def _without_id(cell: str) -> str:
    return re.sub(r"\[[a-z0-9_+-]+\]\s*$", "", cell)


def _brief(text: str) -> str:
    return " ".join(text.split())[:60]
