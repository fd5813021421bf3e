"""One row an assessment: what it contributes to the picture of a group. One query adds many of them up.

A row follows its assessment, in the transaction of each change, until a picture has shown it. From then on it is
frozen: a later change of the answers would be seen by the difference of two pictures. What it was worked out from is
kept beside it (`said`), so that it can be worked out again after a change of content.

A row is packed: the number of the stage, a bit an indicator, a double a dimension, each in the order of the content,
as hexadecimal text. So one aggregate joins any number of rows, and NumPy reads them without a copy of each
(measured with 10,000 rows on SQLite: a third of the time that columns take). The fingerprint of the
content is beside it, and rows of different contents are never added up.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from math import isnan, nan
from struct import Struct
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, bindparam, func, select, update

from canvas.assessment import Assessment
from canvas.cohort import Totals, base_of, bases
from canvas.content.models import Content
from canvas.migration import migrate, understood
from canvas.outcome import Outcome, outcome_of
from canvas.pictures import TRAITS
from canvas.store.engine import reading, upsert, writing
from canvas.store.rows import Row
from canvas.store.tables import member, outcome, said

if TYPE_CHECKING:  # loaded with the first picture of a group: who answers and finishes does not need it
    import numpy as np

    Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]

NO_STAGE = 255
"""In a packed row: the score is provisional."""

_BATCH = 500


def write_outcome(connection: Connection, content: Content, assessment_id: str, assessment: Assessment) -> None:
    """Writes the outcome of an assessment, within the transaction of what changed it; a frozen one stays."""
    frozen = connection.execute(select(outcome.c.frozen).where(outcome.c.assessment == assessment_id)).scalar()
    if not frozen:
        key = {"assessment": assessment_id}
        upsert(connection, outcome, [{**key, **outcome_row(content, assessment), "frozen": False}])
        upsert(connection, said, [{**key, "document": _document(content, assessment)}])


def refresh_outcomes(engine: Engine, content: Content) -> int:
    """Works out anew the rows that rest on another content, a few in each transaction; returns how many those were.

    A row that follows its assessment, and that a person has changed meanwhile, is left as they made it.
    """
    done = 0
    while found := _outdated(engine, content):
        rows = [
            {"own": each.assessment, "earlier": each.content, **outcome_row(content, read_said(content, each.document))}
            for each in found
        ]
        own = and_(outcome.c.assessment == bindparam("own"), outcome.c.content == bindparam("earlier"))
        with writing(engine) as connection:
            connection.execute(update(outcome).where(own), rows)
        done += len(found)
    return done


def group_totals(connection: Connection, content: Content, chosen: ColumnElement[bool]) -> Totals:
    """What the outcomes of these members add up to, by one query: equal to `canvas.cohort.totals` to the last digit."""
    joined = (
        select(func.aggregate_strings(outcome.c.packed, ""))
        .select_from(outcome.join(member, member.c.assessment == outcome.c.assessment))
        .where(and_(outcome.c.content == content.fingerprint, chosen))
        .group_by(member.c.cell)
    )
    cells = [_unpacked(content, packed) for packed in connection.execute(joined).scalars()]
    import numpy as np  # noqa: PLC0415 (see above)

    rows = np.concatenate([_unpacked(content, ""), *cells])
    cell_of = np.repeat(np.arange(len(cells)), [len(cell) for cell in cells])

    def published(belongs: Mask) -> Mask:
        """Those of a part of the group, but for cells of which too few are in it: see `canvas.cohort`."""
        counts = np.bincount(cell_of[belongs], minlength=len(cells))
        return belongs & (counts >= content.settings.group.differ_by)[cell_of]

    def in_order(scores: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Sequence[float]:
        """The scores there are; where no answer speaks about a dimension, there is none."""
        ordered: Sequence[float] = np.sort(scores[published(~np.isnan(scores))].astype(float))  # type: ignore[assignment]
        return ordered

    stages = rows["stage"][published(rows["stage"] != NO_STAGE)]
    holds = {indicator.id: (rows["indicators"] >> bit & 1) == 1 for bit, indicator in enumerate(content.indicators)}
    among = {base: published(holds[base]) for base in bases(content)}
    return Totals(
        n=len(rows),
        indicators={
            indicator.id: int(np.count_nonzero(holds[indicator.id] & among.get(base_of(indicator), True)))
            for indicator in content.indicators
        },
        stages={
            stage.id: int(np.count_nonzero(stages == number)) for number, stage in enumerate(content.settings.stages)
        },
        dimensions={
            dimension.id: in_order(scores)
            for dimension, scores in zip(content.dimensions, rows["dimensions"].T, strict=True)
        },
    )


def scores_of(content: Content, packed: str) -> dict[str, float | None]:
    """The scores that a row holds: dimension → 0–100."""
    _stage, _indicators, *scores = _form(content).unpack(bytes.fromhex(packed))
    return {
        dimension.id: None if isnan(score) else score
        for dimension, score in zip(content.dimensions, scores, strict=True)
    }


def outcome_row(content: Content, assessment: Assessment) -> Row:
    """What is stored of an outcome, but for whose it is."""
    found = outcome_of(content, assessment)
    stages = [each.id for each in content.settings.stages]
    stage = NO_STAGE if found.stage is None else stages.index(found.stage)
    packed = _form(content).pack(stage, _bits(content, found), *_scores(content, found))
    return {"content": content.fingerprint, "packed": packed.hex()}


def read_said(content: Content, document: str) -> Assessment:
    """The profile and answers that an outcome was worked out from, in the words of this content."""
    read = json.loads(document)
    answers = read["answers"].items()
    assessment = Assessment(
        started=date.fromisoformat(read["started"]),
        content_version=read["content_version"],
        profile=read["profile"],
        answers={name: answer if isinstance(answer, str) else tuple(answer) for name, answer in answers},
    )
    return migrate(content, understood(content, assessment))


def _form(content: Content) -> Struct:
    """One packed row: the stage, the indicators, and a double a dimension."""
    return Struct(f">BQ{len(content.dimensions)}d")


def _layout(content: Content) -> np.dtype[np.void]:
    """The same for NumPy, which reads many of them at once."""
    import numpy as np  # noqa: PLC0415 (see above)

    return np.dtype([("stage", ">u1"), ("indicators", ">u8"), ("dimensions", ">f8", (len(content.dimensions),))])


def _unpacked(content: Content, packed: str) -> np.ndarray[tuple[int], np.dtype[np.void]]:
    import numpy as np  # noqa: PLC0415 (see above)

    return np.frombuffer(bytes.fromhex(packed), dtype=_layout(content))


def _outdated(engine: Engine, content: Content) -> Sequence[Any]:
    wanted = (
        select(outcome.c.assessment, outcome.c.content, said.c.document)
        .select_from(outcome.join(said, said.c.assessment == outcome.c.assessment))
        .where(outcome.c.content != content.fingerprint)
        .limit(_BATCH)
    )
    with reading(engine) as connection:
        return connection.execute(wanted).all()


def _bits(content: Content, found: Outcome) -> int:
    return sum(1 << bit for bit, indicator in enumerate(content.indicators) if indicator.id in found.indicators)


def _scores(content: Content, found: Outcome) -> list[float]:
    values = (found.dimensions[dimension.id] for dimension in content.dimensions)
    return [nan if value is None else value for value in values]


def _document(content: Content, assessment: Assessment) -> str:
    """Without what the person typed about the business, but for the village, of which an export may speak."""
    fields = {field.id for field in content.profile if field.kind == "choice" and field.on_the_way} | {*TRAITS}
    document = {
        "started": assessment.started.isoformat(),
        "content_version": assessment.content_version,
        "profile": {name: value for name, value in assessment.profile.items() if name in fields},
        "answers": dict(assessment.answers),
    }
    return json.dumps(document)
