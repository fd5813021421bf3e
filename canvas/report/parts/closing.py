"""What fills the rest of a page: worked examples, and lines for the pen."""

from __future__ import annotations

from canvas.report.layout.flow import Flow
from canvas.report.model.sheet import Stroke
from canvas.report.model.style import HEADING, RULE
from canvas.report.parts.worked_example import add_worked_example
from canvas.report.subject import Subject

_WRITING_ROW = 24.0
_FEWEST_WRITING_ROWS = 2


def add_closing(flow: Flow, subject: Subject) -> None:
    """A worked example for each step with a calculator, then lines to write on."""
    for step in subject.steps:
        add_worked_example(flow, subject, step)
    _add_writing_lines(flow, subject)


def _add_writing_lines(flow: Flow, subject: Subject) -> None:
    """What room is left on the page is for the pen."""
    count = int((flow.room - HEADING.leading) // _WRITING_ROW)
    if count < _FEWEST_WRITING_ROWS:
        return
    flow.write(subject.texts("report.notes"), HEADING, "H2")
    sheet, x, top = flow.take(count * _WRITING_ROW)
    ends = [top + (index + 1) * _WRITING_ROW - 4 for index in range(count)]
    sheet.add("Artifact", [Stroke(((x, y), (x + flow.frame.width, y)), RULE, 0.7) for y in ends])
