"""A calculator on paper: the worked example, and beside it lines for one's own numbers."""

from __future__ import annotations

from collections.abc import Iterator

from canvas.calculators import examples, results
from canvas.content.models import Calculator, Recommendation, Unit
from canvas.report.layout.drawing import label_to
from canvas.report.layout.flow import Flow, height_of, placed, styled
from canvas.report.model.sheet import Stroke
from canvas.report.model.style import HEADING, NOTE, RULE, SMALL, SMALL_STRONG, SOFT, Type
from canvas.report.subject import Subject

_EXAMPLE_RIGHT = 390.0
_OWN_LEFT = 410.0
_ROW_PADDING = 5.0


def add_worked_example(flow: Flow, subject: Subject, step: Recommendation) -> None:
    """Nothing, for a step without a calculator."""
    if step.calculator is None:
        return
    texts = subject.texts
    rows = list(_rows(subject, step.calculator))
    flow.need(HEADING.leading * 2 + len(rows) * (SMALL.leading + 2 * _ROW_PADDING))
    flow.write(texts("report.example", step=step.title[texts.language]), HEADING, "H2")
    flow.gap(2)
    sheet, x, top = flow.take(NOTE.leading)
    example = label_to(texts("report.example_column"), NOTE, x + _EXAMPLE_RIGHT, top)
    own = label_to(texts("report.own_column"), NOTE, x + flow.frame.width, top)
    sheet.add("P", [example, own])
    for name, value, type in rows:
        lines = styled(name, type, _EXAMPLE_RIGHT - 90)
        height = height_of(lines) + 2 * _ROW_PADDING
        sheet, x, top = flow.take(height)
        sheet.add("P", placed(lines, x, top + _ROW_PADDING, _EXAMPLE_RIGHT - 90))
        sheet.add("P", [label_to(value, type, x + _EXAMPLE_RIGHT, top + _ROW_PADDING)])
        writing = Stroke(((x + _OWN_LEFT, top + height - 3), (x + flow.frame.width, top + height - 3)), SOFT, 0.6)
        rule = Stroke(((x, top + height), (x + _EXAMPLE_RIGHT, top + height)), RULE, 0.5)
        sheet.add("Artifact", [writing, rule])
    flow.gap(14)


def _rows(subject: Subject, calculator: Calculator) -> Iterator[tuple[str, str, Type]]:
    """Name, value and type of every line: what goes in, then what comes out in bold."""
    language = subject.texts.language
    for item in calculator.inputs:
        yield item.label[language], _shown(subject, item.example, item.unit), SMALL
    found = results(calculator, examples(calculator))
    for result in calculator.results:
        yield result.label[language], _shown(subject, found[result.id], result.unit), SMALL_STRONG


def _shown(subject: Subject, value: float | None, unit: Unit) -> str:
    if value is None:
        return "–"
    texts = subject.texts
    if unit == "rupiah":
        return texts.rupiah(value)
    return f"{texts.number(value, digits=1)}%" if unit == "percent" else texts.number(value, digits=2)
