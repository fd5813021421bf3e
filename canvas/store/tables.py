"""The tables. Answers are rows, so that one answer is one small write and a group's picture one aggregate.

Texts that a person typed pass through `Writing`, which leaves out what no database or screen can hold
(a NUL, half a character). Moments are kept in UTC. The schema is made by `migrations`, not from here; a test
holds both together.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)
from sqlalchemy.engine import Dialect

from canvas.answers_file import printable


class Writing(TypeDecorator[str]):
    """Text as a person typed it, without control characters and halves of characters."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (SQLAlchemy's)
        return value if value is None or value.isprintable() else printable(value)


class Moment(TypeDecorator[datetime]):
    """A point in time: aware outside, UTC without a zone inside, so that both databases compare it alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _of_assessment() -> Column[str]:
    """The assessment a row belongs to and goes with."""
    return Column("assessment", String(32), ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)


assessment = Table(
    "assessment",
    metadata,
    Column("id", String(32), primary_key=True),
    # The first assessment of the same person: a person is erased, and retired, as a whole.
    Column("person", String(32), nullable=False, index=True),
    # Checked at commit, so that a backup may bring a chain back in any order.
    Column(
        "previous_id",
        String(32),
        ForeignKey("assessment.id", ondelete="SET NULL", deferrable=True, initially="DEFERRED"),
        index=True,
    ),
    Column("language", Writing, nullable=False),
    Column("started", Date, nullable=False),
    Column("content_version", Writing, nullable=False),
    Column("position", Writing),
    Column("consented_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False, index=True),
    Column("finished_at", Moment),
)

credential = Table(
    "credential",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("assessment", String(32), ForeignKey("assessment.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),  # device, token or code
    Column("created_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

profile = Table(
    "profile",
    metadata,
    _of_assessment(),
    Column("field", Writing, primary_key=True),
    Column("value", Writing, nullable=False),
    sqlite_with_rowid=False,
)

answer = Table(
    "answer",
    metadata,
    _of_assessment(),
    Column("question", Writing, primary_key=True),
    Column("value", Text, nullable=False),  # JSON: an option id, or a list of them
    sqlite_with_rowid=False,
)

canvas_edit = Table(
    "canvas_edit",
    metadata,
    _of_assessment(),
    Column("note", Writing, primary_key=True),
    Column("block", Writing, nullable=False),
    Column("text", Writing),
    Column("position", Integer, nullable=False),
    sqlite_with_rowid=False,
)

planned_step = Table(
    "planned_step",
    metadata,
    _of_assessment(),
    Column("step", Writing, primary_key=True),
    Column("due", Date, nullable=False),
    Column("who", Writing, nullable=False),
    Column("done_on", Date),
    Column("position", Integer, nullable=False),
    sqlite_with_rowid=False,
)

guess = Table(
    "guess",
    metadata,
    Column("address_hash", String(64), primary_key=True),
    Column("minute", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

erased = Table(
    "erased",
    metadata,
    Column("id_hash", String(64), primary_key=True),
    sqlite_with_rowid=False,
)

organisation = Table(
    "organisation",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(6), nullable=False, index=True, unique=True),
    Column("name", Writing, nullable=False),
    Column("deleting", Boolean, nullable=False),  # nobody gets in any more; what is in it goes in batches
    Column("created_at", Moment, nullable=False),
)

# A trainer's code is the handle, by which the row is found, and a secret, of which only a slow hash is kept.
trainer = Table(
    "trainer",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("organisation", String(32), ForeignKey(organisation.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("handle", String(6), nullable=False, index=True, unique=True),
    Column("secret_hash", Text, nullable=False),
    Column("name", Writing, nullable=False),
    Column("leads", Boolean, nullable=False),  # sees the workshops of all trainers of the organisation
)

workshop = Table(
    "workshop",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(6), nullable=False, index=True, unique=True),
    Column("name", Writing, nullable=False),
    Column("place", Writing, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("language", Writing, nullable=False),
    Column("parts", Text, nullable=False),  # JSON: the dimensions to ask
    Column("state", String(10), nullable=False),
    Column("pin_hash", Text, nullable=False),
    Column("wall", Text, nullable=False),  # JSON: the scenes that are revealed
    Column("message", Writing, nullable=False),
    Column("ends_at", Moment),  # of the countdown
    Column("created_at", Moment, nullable=False),
    # None for both: of no organisation, as on a trainer's laptop.
    Column("organisation", String(32), ForeignKey(organisation.c.id), index=True),
    Column("trainer", String(32), ForeignKey(trainer.c.id, ondelete="SET NULL"), index=True),
    # It is gone for everybody; what is in it goes in batches. The default is for a server of the version before.
    Column("deleting", Boolean, nullable=False, server_default=false()),
)

projector = Table(
    "projector",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("workshop", String(32), ForeignKey(workshop.c.id, ondelete="CASCADE"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

# When somebody joined is not kept: nobody needs it, and an order of arrival would identify people.
member = Table(
    "member",
    metadata,
    _of_assessment(),
    Column("workshop", String(32), ForeignKey(workshop.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("left", Boolean, nullable=False),
    Column("cell", Integer),  # None until a picture has shown it
    Column("sheet", String(40)),  # of a paper form: its number, or its row in a table; None for who answered on a phone
    sqlite_with_rowid=False,
)

outcome = Table(
    "outcome",
    metadata,
    _of_assessment(),
    Column("content", Text, nullable=False),  # fingerprint of the content it was worked out with
    Column("packed", Text, nullable=False),  # stage, indicators and scores: see `outcomes`
    Column("frozen", Boolean, nullable=False),  # a picture has shown it: it follows its assessment no more
    sqlite_with_rowid=False,
)

# Apart from the outcome, so that adding outcomes up does not read past it.
said = Table(
    "said",
    metadata,
    _of_assessment(),
    Column("document", Text, nullable=False),  # JSON: the profile and the answers an outcome was worked out from
)

cell = Table(
    "cell",
    metadata,
    Column("workshop", String(32), ForeignKey(workshop.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("traits", Text, nullable=False),  # JSON: what an export may say about its people
    sqlite_with_rowid=False,
)

picture = Table(
    "picture",
    metadata,
    Column("workshop", String(32), ForeignKey(workshop.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("taken_at", Moment, nullable=False),
    Column("people", Integer, nullable=False),
    Column("cells", Text, nullable=False),  # JSON: the numbers of the cells it shows
    Column("content", Text, nullable=False),  # fingerprint of the content it rests on
    Column("document", Text),  # JSON; None until it is worked out
)

# What a workshop's newest picture adds to the tallies of its owners, so that it is counted once and can be taken back.
folded = Table(
    "folded",
    metadata,
    Column("workshop", String(32), ForeignKey(workshop.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, nullable=False),  # of the picture
    Column("content", Text, nullable=False),  # fingerprint of the content it rests on
    Column("document", Text, nullable=False),  # JSON: see `canvas.tallies`
    sqlite_with_rowid=False,
)

# Owner: an organisation, a trainer, or "" for the workshops of no organisation.
tally = Table(
    "tally",
    metadata,
    Column("owner", String(32), primary_key=True),
    Column("content", String(16), primary_key=True),
    Column("document", Text, nullable=False),
    sqlite_with_rowid=False,
)

follow_up = Table(
    "follow_up",
    metadata,
    _of_assessment(),
    Column("nickname", Writing, nullable=False),
    Column("consented_at", Moment, nullable=False),
    Column("visited_on", Date),
    sqlite_with_rowid=False,
)

seen = Table(
    "seen",
    metadata,
    _of_assessment(),
    Column("question", Writing, primary_key=True),
    Column("seen_on", Date, nullable=False),
    sqlite_with_rowid=False,
)

TENANTS = (organisation, trainer)
"""Whom workshops belong to."""

OF_WORKSHOP = (projector, cell, picture, folded)
"""What belongs to a workshop and goes with it."""

OF_MEMBER = (member, outcome, said, follow_up, seen)
"""What belongs to somebody's part in a workshop, and goes with the assessment."""

PARTS = (profile, answer, canvas_edit, planned_step)
"""What an assessment consists of, beside its own row."""
