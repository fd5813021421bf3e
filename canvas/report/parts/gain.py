"""What steps win: the score now, and once they are done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from canvas.content.models import Recommendation
from canvas.planning import what_if
from canvas.report.layout.drawing import label, label_to
from canvas.report.layout.flow import Flow, height_of, placed, styled
from canvas.report.model.sheet import Mark, Rectangle
from canvas.report.model.style import BODY, LEAF, LEAF_TINT, PAPER, SMALL, SMALL_STRONG
from canvas.report.subject import Subject
from canvas.scoring import shown
from canvas.wording import what_if_in_words

_PADDING = 14.0
_ROW = 18.0
_BAR = 10.0


class _Row(NamedTuple):
    name: str
    value: float
    shown: str


def add_gain(flow: Flow, subject: Subject, steps: Sequence[Recommendation]) -> None:
    """A sentence, and two bars where the score rises."""
    texts, now = subject.texts, subject.score
    names = [step.id for step in steps]
    then = what_if(subject.content, subject.assessment, names)
    rises = shown(then.overall) > shown(now.overall)
    numbers = {"now": texts.number(now.overall), "then": texts.number(then.overall)}
    stage = subject.content.stage[then.stage].name[texts.language]
    sentence = texts("report.gain", **numbers, stage=stage)
    if not rises:
        sentence = what_if_in_words(subject.content, subject.assessment, now, then, names, texts)
    inside = flow.frame.width - 2 * _PADDING
    lines = styled(sentence, BODY, inside)
    height = height_of(lines) + _PADDING + 4 + (2 * _ROW + 4 if rises else 0)
    sheet, x, top = flow.take(height)
    sheet.add("Artifact", [Rectangle(x, top, flow.frame.width, height, LEAF_TINT, radius=8)])
    sheet.add("P", placed(lines, x + _PADDING, top + 9, inside))
    if rises:
        rows = (
            _Row(texts("report.now"), now.overall, numbers["now"]),
            _Row(texts("report.then"), then.overall, numbers["then"]),
        )
        bars = _bars(rows, x + _PADDING, top + 14 + height_of(lines), inside)
        sheet.add("Figure", bars, texts("report.gain_alt", **numbers))
    flow.gap(16)


def _bars(rows: Sequence[_Row], x: float, y: float, width: float) -> Iterator[Mark]:
    """What is there is full; what is won has a dashed edge."""
    start = max(label(row.name, SMALL, 0, 0).width for row in rows) + 10
    full = width - start - 36
    there = full * rows[0].value / 100
    for row in rows:
        yield label(row.name, SMALL, x, y)
        yield Rectangle(x + start, y + 1.5, full, _BAR, PAPER)
        yield Rectangle(x + start, y + 1.5, there, _BAR, LEAF)
        won = full * row.value / 100 - there
        if won > 0:
            yield Rectangle(x + start + there, y + 1.5, won, _BAR, None, LEAF, 1, (2.5, 1.5))
        yield label_to(row.shown, SMALL_STRONG, x + width, y)
        y += _ROW
