"""The rows of an export, its code book, and what must be known about the data.

A row holds option ids, so that a statistics program reads them in every language; the code book says what each
means. A row has no scores that rest on a private question, no text that somebody typed, no time of day; the
rows are sorted by what is in them, so that their order says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer, Assessment
from canvas.content.models import Content, Question
from canvas.group import GroupReport, Respondent, may_show
from canvas.i18n import Texts
from canvas.pictures import TRAITS
from canvas.questionnaire import counted_answers
from canvas.scoring import Score, score

Value = str | int | None


@dataclass(frozen=True)
class Column:
    """A column; `codes`: each value that can be in it, and what it means."""

    name: str
    about: str
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Table:
    """An export in one language."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    about: tuple[tuple[str, str], ...]
    """What must be known about the data: a heading and a sentence each."""


def export_table(content: Content, report: GroupReport, texts: Texts) -> Table:
    """The table of everybody in the picture."""
    parts = [*_traits(content, texts), *_questions(content, texts), *_scores(content, texts)]
    rows = (_Row.of(content, respondent) for respondent in report.respondents)
    return Table(
        columns=tuple(column for column, _ in parts),
        rows=tuple(sorted((tuple(read(row) for _, read in parts) for row in rows), key=repr)),
        about=tuple(_about(report, texts)),
    )


@dataclass(frozen=True)
class _Row:
    respondent: Respondent
    answers: dict[str, Answer]
    score: Score

    @classmethod
    def of(cls, content: Content, respondent: Respondent) -> _Row:
        said = respondent.assessment
        answers = {name: answer for name, answer in said.answers.items() if may_show(content.question[name])}
        shared: Assessment = replace(said, answers=answers)
        return cls(respondent, dict(counted_answers(content, shared)), score(content, shared))


_Part = tuple[Column, Callable[[_Row], Value]]


def _traits(content: Content, texts: Texts) -> Iterator[_Part]:
    for name in TRAITS:
        field = content.field[name]
        codes = tuple((option.id, option.label[texts.language]) for option in field.options)

        def of_trait(row: _Row, name: str = name) -> Value:
            return row.respondent.traits.get(name)

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
        column = Column(f"{question.id}.{option.id}", f"{question.ask[texts.language]} {option.label[texts.language]}")

        def chosen(row: _Row, option_id: str = option.id) -> Value:
            answer = row.answers.get(question.id)
            if answer is None or answer in (UNKNOWN, NOT_APPLICABLE):
                return None
            return int(option_id in ((answer,) if isinstance(answer, str) else answer))

        yield column, chosen


def _scores(content: Content, texts: Texts) -> Iterator[_Part]:
    """Whole numbers: a decimal sign would be read differently by Excel, R and pandas."""
    for dimension in content.dimensions:
        about = texts("export.dimension_about", dimension=dimension.name[texts.language])

        def of_dimension(row: _Row, name: str = dimension.id) -> Value:
            value = row.score.dimensions[name]
            return None if value is None else round(value)

        yield Column(f"score.{dimension.id}", about), of_dimension
    yield Column("score", texts("export.score_about")), lambda row: round(row.score.overall)


def _about(report: GroupReport, texts: Texts) -> Iterable[tuple[str, str]]:
    workshop, picture = report.workshop, report.picture
    yield texts("export.workshop"), workshop.name
    yield texts("export.place"), workshop.place
    yield texts("export.held_on"), texts.long_date(workshop.held_on)
    yield texts("export.people"), texts("export.people_about", shown=len(report.respondents), picture=picture.cohort.n)
    yield texts("export.content"), texts("export.content_about", version=picture.content)
    for topic in ("declared", "privacy", "traits", "private", "missing", "sample"):
        yield texts(f"export.{topic}"), texts(f"export.{topic}_about")
