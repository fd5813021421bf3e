"""The last page: every question as it was asked, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from canvas.content.models import Question
from canvas.report.layout.drawing import label, label_to
from canvas.report.layout.flow import Flow, Frame, height_of, placed, styled
from canvas.report.model.sheet import Book, Mark, Rectangle
from canvas.report.model.style import LEAF, NOTE, PAPER, RULE, SMALL, SMALL_STRONG, SOFT, SUBHEADING, TITLE
from canvas.report.parts.pages import FOOT, MARGIN, masthead
from canvas.report.subject import Subject

_GUTTER = 24.0
_INDENT = 18.0
_RUNG = 5.5


def add_answers(book: Book, subject: Subject) -> None:
    """All answers, grouped by dimension, in two columns a sheet."""
    texts = subject.texts
    flow = Flow(_two_columns(book, subject))
    for title, questions in _groups(subject):
        flow.need(SUBHEADING.leading + 4 * SMALL.leading)
        flow.write(title, SUBHEADING.coloured(LEAF), "H2")
        for question in questions:
            flow.gap(4)
            _answer(flow, subject, question)
        flow.gap(11)
    if not subject.questions:
        flow.write(texts("report.nothing_answered"), SMALL)


def _two_columns(book: Book, subject: Subject) -> Iterator[Frame]:
    texts = subject.texts
    title = texts("report.answers")
    bookmark: str | None = title
    while True:
        sheet = book.new_sheet(bookmark)
        masthead(sheet, subject)
        heading = title if bookmark else texts("report.continued", title=title)
        sheet.add("H1", [label(heading, TITLE.at(18), MARGIN, 62)])
        sheet.add("P", [label(texts("report.answers_about"), NOTE, MARGIN, 86)])
        width = (sheet.width - 2 * MARGIN - _GUTTER) / 2
        for x in (MARGIN, MARGIN + width + _GUTTER):
            yield Frame(sheet, x, 110, width, sheet.height - FOOT)
        bookmark = None


def _groups(subject: Subject) -> Iterator[tuple[str, Iterable[Question]]]:
    """The questions of the path, by dimension, then those that do not score."""
    content, language = subject.content, subject.texts.language
    for dimension in content.dimensions:
        asked = [question for question in content.questions_of[dimension.id] if question.id in subject.numbers]
        if asked:
            yield dimension.name[language], asked
    others = [question for question in content.unscored if question.id in subject.numbers]
    if others:
        yield subject.texts("report.wishes"), others


def _answer(flow: Flow, subject: Subject, question: Question) -> None:
    width = flow.frame.width - _INDENT
    ask = styled(question.ask[subject.texts.language], NOTE, width)
    answered = subject.answer(question) is not None
    type = SMALL_STRONG if answered else SMALL.coloured(SOFT)
    rungs = _rungs_width(question)
    said = styled(subject.answer_text(question), type, width - rungs)
    flow.need(height_of(ask) + height_of(said))
    sheet, x, top = flow.take(height_of(ask) + height_of(said))
    number = label_to(f"{subject.numbers[question.id]}", NOTE, x + _INDENT - 5, top)
    asked = placed(ask, x + _INDENT, top, width)
    sheet.add("P", [number, *asked, *placed(said, x + _INDENT, top + height_of(ask), width - rungs)])
    if question.id in subject.score.questions:
        part = subject.score.questions[question.id]
        meaning = subject.texts("report.rung", level=part.level, most=part.max_level)
        y = top + height_of(ask) + 3
        sheet.add("Figure", _rungs(part.level, part.max_level, x + flow.frame.width, y), meaning)


def _rungs_width(question: Question) -> float:
    return question.max_level * (_RUNG + 2) + 6 if question.is_ladder else 0.0


def _rungs(level: int, most: int, right: float, y: float) -> Iterator[Mark]:
    """How far up the ladder: full boxes for the rungs climbed."""
    for rung in range(most):
        x = right - (most - rung) * (_RUNG + 2)
        full = rung < level
        yield Rectangle(x, y, _RUNG, _RUNG, LEAF if full else PAPER, LEAF if full else RULE, 0.8)
