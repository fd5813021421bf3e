"""The panel with the score: the number, the stage in words and as a ladder, and whose judgement it is."""

from __future__ import annotations

from collections.abc import Iterator

from canvas.content.models import Stage
from canvas.report.layout.drawing import label, shrunk
from canvas.report.layout.flow import Flow, height_of, placed, styled
from canvas.report.model.sheet import Mark, Rectangle
from canvas.report.model.style import (
    BODY,
    FIGURE,
    HEADING,
    LEAF,
    LEAF_TINT,
    NOTE,
    PAPER,
    SMALL,
    SMALL_STRONG,
    SOFT,
    STRONG,
    Type,
)
from canvas.report.subject import Subject
from canvas.wording import held_back_in_words

_PADDING = 14.0
_FIGURE_WIDTH = 112.0
_FIGURE_HEIGHT = 74.0
_LADDER_HEIGHT = 34.0


def add_score(flow: Flow, subject: Subject) -> None:
    """While too little has been answered there is no number and no stage, and the panel says so."""
    width, inside = flow.frame.width, flow.frame.width - 2 * _PADDING
    figure = _FIGURE_WIDTH if subject.has_number else 0
    beside = [line for text, type in _stage_texts(subject) for line in styled(text, type, inside - figure)]
    below = [line for text in _honest_texts(subject) for line in styled(text, NOTE, inside)]
    upper = max(height_of(beside) + _LADDER_HEIGHT, _FIGURE_HEIGHT) if figure else height_of(beside)
    height = upper + height_of(below) + 2 * _PADDING
    sheet, x, top = flow.take(height)
    sheet.add("Artifact", [Rectangle(x, top, width, height, LEAF_TINT, radius=10)])
    x, y = x + _PADDING, top + _PADDING
    if figure:
        sheet.add("P", _figure(subject, x, y))
    sheet.add("P", placed(beside, x + figure, y, inside - figure))
    if figure:
        ladder = _ladder(subject, x + figure, y + height_of(beside) + 8, inside - figure)
        sheet.add("Figure", ladder, _ladder_meaning(subject))
    sheet.add("P", placed(below, x, y + upper, inside))


def _figure(subject: Subject, x: float, y: float) -> Iterator[Mark]:
    """The number, large."""
    yield label(subject.texts.number(subject.score.overall), FIGURE, x, y - 4)
    yield label(subject.texts("report.out_of"), BODY, x + 2, y + 44)


def _ladder_meaning(subject: Subject) -> str:
    stage = subject.content.stage[subject.score.stage].name[subject.texts.language]
    return subject.texts("report.ladder_alt", stage=stage, count=len(_stages(subject)))


def _stages(subject: Subject) -> tuple[Stage, ...]:
    return subject.content.settings.stages


def _stage_texts(subject: Subject) -> Iterator[tuple[str, Type]]:
    texts = subject.texts
    if not subject.has_number:
        yield texts("report.provisional" if subject.score.answered else "report.nothing_answered"), STRONG
        return
    stage = subject.content.stage[subject.score.stage]
    yield texts("report.stage", stage=stage.name[texts.language]), HEADING
    yield stage.meaning[texts.language], BODY


def _honest_texts(subject: Subject) -> Iterator[str]:
    """How much the number rests on, what holds it back, and that it is nobody's official judgement."""
    texts, score = subject.texts, subject.score
    if score.answered:
        yield texts("report.answered", answered=score.answered, applicable=score.applicable)
    if subject.has_number and (held_back := held_back_in_words(subject.content, score, texts)):
        yield held_back
    yield texts("report.self_declaration")


def _ladder(subject: Subject, x: float, top: float, width: float) -> Iterator[Mark]:
    """The stages as steps: those reached are full, the present one bears its name in bold."""
    stages = _stages(subject)
    step = width / len(stages)
    reached = [stage.id for stage in stages].index(subject.score.stage)
    for index, stage in enumerate(stages):
        full = index <= reached
        yield Rectangle(x + index * step, top, step - 5, 8, LEAF if full else PAPER, LEAF, 0.9, radius=2)
        name = stage.name[subject.texts.language]
        type = SMALL_STRONG if index == reached else SMALL.coloured(SOFT)
        yield label(name, shrunk(name, type, step - 6), x + index * step, top + 11)
