"""The rows of an export, its code book, and what must be known about the data.

A row holds option ids, so that a statistics program reads them in every language; the code book says what each
means. A row has no answer to a private question, no text that somebody typed, no time of day; the rows are
sorted by what is in them, so that their order says nothing. A question that not all people of a cell were asked is
empty in all of its rows: whom it was asked would identify them. So would who stopped early: where those, or the
others, are too few in a cell, its rows hold only what all of them answered. Scores are worked out from what the row
shows; there is no overall score while it is provisional.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer, Assessment
from canvas.content.models import Content, Question
from canvas.group import GroupReport, Respondent, answered_by_all, asked_of_all, may_show
from canvas.i18n import Texts
from canvas.pictures import TRAITS
from canvas.questionnaire import counted_answers
from canvas.scoring import Score, score, shown
from canvas.workshop import Workshop

Value = str | int | None


@dataclass(frozen=True)
class Column:
    """A column; `codes`: each value that can be in it, and what it means."""

    name: str
    about: str
    codes: tuple[tuple[str, str], ...] = ()
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """An export in one language."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    about: tuple[tuple[str, str], ...]
    """What must be known about the data: a heading and a sentence each."""


def export_table(content: Content, report: GroupReport, texts: Texts) -> Table:
    """The table of everybody in the picture."""
    return Table(
        columns=export_columns(content, texts),
        rows=export_rows(content, report.workshop, report.respondents, texts),
        about=tuple(_about(report, texts)),
    )


def export_columns(content: Content, texts: Texts) -> tuple[Column, ...]:
    """The columns of every export under this content."""
    return tuple(column for column, _ in _parts(content, texts))


def export_rows(
    content: Content, workshop: Workshop, respondents: Iterable[Respondent], texts: Texts
) -> tuple[tuple[Value, ...], ...]:
    """The rows of the people of one workshop's picture, sorted by what is in them."""
    parts = [*_parts(content, texts)]
    rows = [row for cell in _cells(respondents) for row in _rows(content, cell, workshop.parts)]
    return tuple(sorted((tuple(read(row) for _, read in parts) for row in rows), key=repr))


def about_data(texts: Texts) -> Iterator[tuple[str, str]]:
    """What must be known about any export."""
    for topic in ("declared", "privacy", "traits", "private", "missing", "sample"):
        yield texts(f"export.{topic}"), texts(f"export.{topic}_about")


@dataclass(frozen=True)
class _Row:
    """What a row shows of a person."""

    traits: Mapping[str, str]
    answers: Mapping[str, Answer]
    options: frozenset[tuple[str, str]]
    """Question and option, of those that everybody of the cell was offered."""
    score: Score
    overall: bool
    """Whether the overall score may be shown."""


def _cells(respondents: Iterable[Respondent]) -> Iterator[list[Respondent]]:
    together: dict[int, list[Respondent]] = defaultdict(list)
    for respondent in respondents:
        together[respondent.cell].append(respondent)
    yield from together.values()


def _rows(content: Content, cell: Sequence[Respondent], parts: Sequence[str]) -> Iterator[_Row]:
    people = [each.assessment for each in cell]
    early = [score(content, person).provisional for person in people]
    separable = any(0 < early.count(side) < content.settings.group.differ_by for side in (True, False))
    asked = answered_by_all(content, people) if separable else asked_of_all(content, people, parts)
    options = frozenset[tuple[str, str]](set.intersection(*[_offered(content, each) for each in cell]))
    for each, provisional in zip(cell, early, strict=True):
        counted = counted_answers(content, each.assessment)
        answers = {
            name: answer for name, answer in counted.items() if name in asked and may_show(content.question[name])
        }
        shared: Assessment = replace(each.assessment, answers=answers)
        yield _Row(each.traits, answers, options, score(content, shared), not (separable or provisional))


def _offered(content: Content, respondent: Respondent) -> set[tuple[str, str]]:
    sector = respondent.assessment.sector
    return {(question.id, option.id) for question in content.questions for option in question.options_for(sector)}


_Part = tuple[Column, Callable[[_Row], Value]]


def _parts(content: Content, texts: Texts) -> Iterator[_Part]:
    yield from _traits(content, texts)
    yield from _questions(content, texts)
    yield from _scores(content, texts)


def _traits(content: Content, texts: Texts) -> Iterator[_Part]:
    for name in TRAITS:
        field = content.field[name]
        codes = tuple((option.id, option.label[texts.language]) for option in field.options)

        def of_trait(row: _Row, name: str = name) -> Value:
            return row.traits.get(name)

        yield Column(name, field.ask[texts.language], codes), of_trait


def _questions(content: Content, texts: Texts) -> Iterator[_Part]:
    for question in filter(may_show, content.questions):
        yield from [_ladder(question, texts)] if question.is_ladder else _choices(question, texts)


def _ladder(question: Question, texts: Texts) -> _Part:
    codes = [(option.id, option.label[texts.language]) for option in question.options]
    codes += [(UNKNOWN, texts("assess.unknown"))] * question.unknown
    codes += [(NOT_APPLICABLE, texts("assess.not_applicable"))] * question.not_applicable
    column = Column(question.id, question.ask[texts.language], tuple(codes))
    return column, lambda row: answer if isinstance(answer := row.answers.get(question.id), str) else None


def _choices(question: Question, texts: Texts) -> Iterator[_Part]:
    """A column an option: 1 chosen, 0 not, empty where the question was not answered."""
    for option in question.options:
        about = f"{question.ask[texts.language]} {option.label[texts.language]}"
        column = Column(f"{question.id}.{option.id}", about, is_number=True)

        def chosen(row: _Row, option_id: str = option.id) -> Value:
            answer = row.answers.get(question.id)
            if answer is None or answer in (UNKNOWN, NOT_APPLICABLE) or (question.id, option_id) not in row.options:
                return None
            return int(option_id in ((answer,) if isinstance(answer, str) else answer))

        yield column, chosen


def _scores(content: Content, texts: Texts) -> Iterator[_Part]:
    """Whole numbers: a decimal sign would be read differently by Excel, R and pandas."""
    for dimension in content.dimensions:
        about = texts("export.dimension_about", dimension=dimension.name[texts.language])

        def of_dimension(row: _Row, name: str = dimension.id) -> Value:
            value = row.score.dimensions[name]
            return None if value is None else shown(value)

        yield Column(f"score.{dimension.id}", about, is_number=True), of_dimension

    def overall(row: _Row) -> Value:
        return shown(row.score.overall) if row.overall else None

    yield Column("score", texts("export.score_about"), is_number=True), overall


def _about(report: GroupReport, texts: Texts) -> Iterable[tuple[str, str]]:
    workshop, picture = report.workshop, report.picture
    yield texts("export.workshop"), workshop.name
    yield texts("export.place"), workshop.place
    yield texts("export.held_on"), texts.long_date(workshop.held_on)
    yield texts("export.people"), texts("export.people_about", shown=len(report.respondents), picture=picture.cohort.n)
    yield texts("export.content"), texts("export.content_about", version=picture.content)
    yield from about_data(texts)
