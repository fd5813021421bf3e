"""What fills the rest of the last page: worked examples, the way back, and lines for the pen."""

from __future__ import annotations

from canvas.report.layout.flow import Flow
from canvas.report.model.sheet import Stroke
from canvas.report.model.style import HEADING, RULE
from canvas.report.parts.way_back import WayBack, add_way_back
from canvas.report.parts.worked_example import add_worked_example
from canvas.report.subject import Subject

_WRITING_ROW = 24.0
_FEWEST_WRITING_ROWS = 2


def add_closing(flow: Flow, subject: Subject, way_back: WayBack | None) -> None:
    """A worked example for each step with a calculator, then the way back, if there is one."""
    for step in subject.steps:
        add_worked_example(flow, subject, step)
    if way_back:
        add_way_back(flow, subject, way_back)
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
