"""Workshops and who is in them, outcomes, cells and pictures, and follow-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _create_workshop()
    _create_of_workshop()
    _create_of_member()


def _create_workshop() -> None:
    op.create_table(
        "workshop",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("pin_hash", sa.Text, nullable=False),
        sa.Column("wall", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("ends_at", sa.DateTime),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workshop"),
    )
    op.create_index("ix_workshop_code", "workshop", ["code"], unique=True)


def _create_of_workshop() -> None:
    op.create_table(
        "projector",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("workshop", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_projector"),
        _of("workshop", "projector"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_projector_workshop", "projector", ["workshop"])
    op.create_table(
        "cell",
        sa.Column("workshop", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("traits", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("workshop", "number", name="pk_cell"),
        _of("workshop", "cell"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "picture",
        sa.Column("workshop", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("taken_at", sa.DateTime, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("cells", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("document", sa.Text),
        sa.PrimaryKeyConstraint("workshop", "number", name="pk_picture"),
        _of("workshop", "picture"),
    )


def _create_of_member() -> None:
    op.create_table(
        "member",
        sa.Column("assessment", sa.String(32), nullable=False),
        sa.Column("workshop", sa.String(32), nullable=False),
        sa.Column("left", sa.Boolean, nullable=False),
        sa.Column("cell", sa.Integer),
        sa.PrimaryKeyConstraint("assessment", name="pk_member"),
        _of("assessment", "member"),
        _of("workshop", "member"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_member_workshop", "member", ["workshop"])
    op.create_table(
        "outcome",
        sa.Column("assessment", sa.String(32), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("packed", sa.Text, nullable=False),
        sa.Column("frozen", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("assessment", name="pk_outcome"),
        _of("assessment", "outcome"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "said",
        sa.Column("assessment", sa.String(32), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("assessment", name="pk_said"),
        _of("assessment", "said"),
    )
    op.create_table(
        "follow_up",
        sa.Column("assessment", sa.String(32), nullable=False),
        sa.Column("nickname", sa.Text, nullable=False),
        sa.Column("consented_at", sa.DateTime, nullable=False),
        sa.Column("visited_on", sa.Date),
        sa.PrimaryKeyConstraint("assessment", name="pk_follow_up"),
        _of("assessment", "follow_up"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seen",
        sa.Column("assessment", sa.String(32), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("seen_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("assessment", "question", name="pk_seen"),
        _of("assessment", "seen"),
        sqlite_with_rowid=False,
    )


def _of(owner: str, table: str) -> sa.ForeignKeyConstraint:
    """What a row belongs to and goes with."""
    return sa.ForeignKeyConstraint([owner], [f"{owner}.id"], name=f"fk_{table}_{owner}", ondelete="CASCADE")
