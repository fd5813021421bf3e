"""One row an assessment: what it contributes to the picture of a group. One query adds many of them up.

A row follows its assessment, in the transaction of each change, until a picture has shown it. From then on it is
frozen: a later change of the answers would be seen by the difference of two pictures. It keeps what it was worked
out from, so that it can be worked out again after a change of content.

Bits and scores are in the order of the content, whose fingerprint is in the row; rows of another content are never
added up with them.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from datetime import date
from math import nan
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, func, select, update

from canvas.assessment import Assessment
from canvas.cohort import Totals
from canvas.content.models import Content
from canvas.migration import migrate, understood
from canvas.outcome import Outcome, outcome_of
from canvas.pictures import TRAITS
from canvas.store.engine import reading, upsert, writing
from canvas.store.tables import member, outcome

_BATCH = 500


def write_outcome(connection: Connection, content: Content, assessment_id: str, assessment: Assessment) -> None:
    """Writes the outcome of an assessment, within the transaction of what changed it; a frozen one stays."""
    frozen = connection.execute(select(outcome.c.frozen).where(outcome.c.assessment == assessment_id)).scalar()
    if not frozen:
        upsert(connection, outcome, [{"assessment": assessment_id, **_row(content, assessment), "frozen": False}])


def refresh_outcomes(engine: Engine, content: Content) -> int:
    """Works out anew the rows that rest on another content, a few at a time; returns how many those were."""
    done = 0
    while found := _outdated(engine, content):
        with writing(engine) as connection:
            for assessment_id, said in found:
                values = _row(content, migrate(content, understood(content, assessment_of(said))))
                connection.execute(update(outcome).where(outcome.c.assessment == assessment_id).values(**values))
        done += len(found)
    return done


def group_totals(connection: Connection, content: Content, chosen: ColumnElement[bool]) -> Totals:
    """What the outcomes of these members add up to, by one query: equal to `canvas.cohort.totals` to the last digit."""
    return _totals(content, list(connection.execute(totals_query(content, chosen))))


def totals_query(content: Content, chosen: ColumnElement[bool]) -> Select[Any]:
    """A row a stage: how many, all their scores, and of each indicator its bit, as often as it holds."""
    bits = [func.sum(outcome.c.indicators.bitwise_and(1 << bit)) for bit in range(len(content.indicators))]
    return (
        select(outcome.c.stage, func.count(), func.aggregate_strings(outcome.c.dimensions, ""), *bits)
        .select_from(outcome.join(member, member.c.assessment == outcome.c.assessment))
        .where(and_(outcome.c.content == content.fingerprint, chosen))
        .group_by(outcome.c.stage)
    )


def assessment_of(said: str) -> Assessment:
    """The profile and answers that an outcome was worked out from, as an assessment."""
    read = json.loads(said)
    return Assessment(
        started=date.fromisoformat(read["started"]),
        language=read["language"],
        content_version=read["content_version"],
        profile=read["profile"],
        answers={
            name: answer if isinstance(answer, str) else tuple(answer) for name, answer in read["answers"].items()
        },
    )


def _totals(content: Content, rows: Sequence[Any]) -> Totals:
    hexadecimal = "".join(row[2] for row in rows)
    scores = np.frombuffer(bytes.fromhex(hexadecimal), dtype=">f8").reshape(-1, len(content.dimensions))
    columns: dict[str, Any] = {
        dimension.id: np.sort(scores[:, index][~np.isnan(scores[:, index])].astype(float))
        for index, dimension in enumerate(content.dimensions)
    }
    return Totals(
        n=sum(row[1] for row in rows),
        indicators={
            indicator.id: sum(int(row[3 + bit]) for row in rows) >> bit
            for bit, indicator in enumerate(content.indicators)
        },
        stages={row[0]: row[1] for row in rows},
        dimensions=columns,
    )


def _outdated(engine: Engine, content: Content) -> list[tuple[str, str]]:
    wanted = select(outcome.c.assessment, outcome.c.said).where(outcome.c.content != content.fingerprint)
    with reading(engine) as connection:
        return [(row.assessment, row.said) for row in connection.execute(wanted.limit(_BATCH))]


def _row(content: Content, assessment: Assessment) -> dict[str, object]:
    found = outcome_of(content, assessment)
    return {
        "content": content.fingerprint,
        "overall": found.overall,
        "stage": found.stage,
        "indicators": _bits(content, found),
        "dimensions": _hexadecimal(content, found.dimensions),
        "said": _said(content, assessment),
    }


def _bits(content: Content, found: Outcome) -> int:
    return sum(1 << bit for bit, indicator in enumerate(content.indicators) if indicator.id in found.indicators)


def _hexadecimal(content: Content, scores: Mapping[str, float | None]) -> str:
    values = [nan if (value := scores[dimension.id]) is None else value for dimension in content.dimensions]
    return struct.pack(f">{len(values)}d", *values).hex()


def _said(content: Content, assessment: Assessment) -> str:
    """Without what the person typed, but for the village, of which an export may speak."""
    fields = {field.id for field in content.profile if field.kind == "choice"} | {*TRAITS}
    document = {
        "started": assessment.started.isoformat(),
        "language": assessment.language,
        "content_version": assessment.content_version,
        "profile": {name: value for name, value in assessment.profile.items() if name in fields},
        "answers": dict(assessment.answers),
    }
    return json.dumps(document)
