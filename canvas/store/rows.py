"""An assessment as rows, and the difference of two assessments as the few writes that lead from one to the other.

Pure values; nothing here touches a database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Table

from canvas.assessment import Answer, Assessment, CanvasEdit, PlannedStep
from canvas.store.tables import PARTS, answer, canvas_edit, planned_step, profile

Row = dict[str, Any]
Rows = Mapping[str, Row]
"""Rows of one part of an assessment, by their key: a question, a field, a note, a step."""

KEY_OF = {table: next(column.name for column in table.primary_key if column.name != "assessment") for table in PARTS}


@dataclass
class Changes:
    """What to write to one table. A row that only moved keeps its content, which another device may be changing."""

    written: list[Row] = field(default_factory=list)
    moved: list[Row] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def header(assessment: Assessment) -> Row:
    """What is in the assessment's own row."""
    return {
        "language": assessment.language,
        "started": assessment.started,
        "content_version": assessment.content_version,
    }


def parts(assessment: Assessment) -> dict[Table, Rows]:
    """The rows of every part."""
    return {
        profile: {name: {"field": name, "value": value} for name, value in assessment.profile.items()},
        answer: {name: {"question": name, "value": _written(value)} for name, value in assessment.answers.items()},
        canvas_edit: {
            edit.note: {"note": edit.note, "block": edit.block, "text": edit.text, "position": position}
            for position, edit in enumerate(assessment.canvas_edits)
        },
        planned_step: {
            planned.step: {
                "step": planned.step,
                "due": planned.due,
                "who": planned.who,
                "done_on": planned.done,
                "position": position,
            }
            for position, planned in enumerate(assessment.plan)
        },
    }


def changes(before: Rows, after: Rows) -> Changes:
    """The writes that lead from one to the other."""
    found = Changes(removed=[key for key in before if key not in after])
    for key, row in after.items():
        earlier = before.get(key)
        if earlier is None or _content(earlier) != _content(row):
            found.written.append(row)
        elif earlier != row:
            found.moved.append(row)
    return found


def assessment_from(own: RowMapping, found: Mapping[Table, Sequence[RowMapping]]) -> Assessment:
    """The assessment of its own row and its parts' rows."""
    return Assessment(
        started=own["started"],
        language=own["language"],
        content_version=own["content_version"],
        profile={row["field"]: row["value"] for row in found[profile]},
        answers={row["question"]: _read(row["value"]) for row in found[answer]},
        canvas_edits=tuple(
            CanvasEdit(row["note"], row["block"], row["text"]) for row in _in_order(found[canvas_edit], "note")
        ),
        plan=tuple(
            PlannedStep(row["step"], row["due"], row["who"], row["done_on"])
            for row in _in_order(found[planned_step], "step")
        ),
    )


def steps_done(plan: Iterable[PlannedStep]) -> dict[str, date]:
    """The steps of a plan that were ticked, and when."""
    return {planned.step: planned.done for planned in plan if planned.done}


def _in_order(rows: Sequence[RowMapping], key: str) -> list[RowMapping]:
    """Two devices may have given two rows the same position; their keys then decide."""
    return sorted(rows, key=lambda row: (row["position"], row[key]))


def _content(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "position"}


def _written(given: Answer) -> str:
    return json.dumps(given)


def _read(value: str) -> Answer:
    given = json.loads(value)
    return given if isinstance(given, str) else tuple(given)
