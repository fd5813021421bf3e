"""What steps win: the score now, and once they are done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from canvas.content.models import Recommendation
from canvas.planning import what_if
from canvas.report.drawing import label, label_to
from canvas.report.flow import Flow, height_of, placed, styled
from canvas.report.sheet import Mark, Rectangle
from canvas.report.style import BODY, LEAF, LEAF_TINT, PAPER, SMALL, SMALL_STRONG
from canvas.report.subject import Subject

_PADDING = 14.0
_ROW = 18.0
_BAR = 10.0


def add_gain(flow: Flow, subject: Subject, steps: Sequence[Recommendation]) -> None:
    """A sentence, and two bars where the score rises."""
    texts, now = subject.texts, subject.score
    then = what_if(subject.content, subject.assessment, [step.id for step in steps])
    rises = then.overall > now.overall + 0.05
    numbers = {"now": texts.number(now.overall, 1), "then": texts.number(then.overall, 1)}
    stage = subject.content.stage[then.stage].name[texts.language]
    sentence = texts("report.gain", **numbers, stage=stage) if rises else texts("report.gain_none", **numbers)
    inside = flow.frame.width - 2 * _PADDING
    lines = styled(sentence, BODY, inside)
    height = height_of(lines) + _PADDING + 4 + (2 * _ROW + 4 if rises else 0)
    sheet, x, top = flow.take(height)
    sheet.add("Artifact", [Rectangle(x, top, flow.frame.width, height, LEAF_TINT, radius=8)])
    sheet.add("P", placed(lines, x + _PADDING, top + 9, inside))
    if rises:
        bars = _bars(subject, now.overall, then.overall, x + _PADDING, top + 14 + height_of(lines), inside)
        sheet.add("Figure", bars, texts("report.gain_alt", **numbers))
    flow.gap(16)


def _bars(subject: Subject, now: float, then: float, x: float, y: float, width: float) -> Iterator[Mark]:
    texts = subject.texts
    names = (texts("report.now"), texts("report.then"))
    start = max(label(name, SMALL, 0, 0).width for name in names) + 10
    full = width - start - 36
    for name, value in zip(names, (now, then), strict=True):
        yield label(name, SMALL, x, y)
        yield Rectangle(x + start, y + 1.5, full, _BAR, PAPER)
        yield Rectangle(x + start, y + 1.5, full * now / 100, _BAR, LEAF)
        if value > now:
            yield Rectangle(x + start + full * now / 100, y + 1.5, full * (value - now) / 100, _BAR, None, LEAF, 1, (2.5, 1.5))
        yield label_to(texts.number(value, 1), SMALL_STRONG, x + width, y)
        y += _ROW
