"""The first schema: assessments and their parts, keys, guesses, and the memory of what was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_assessment()
    _create_parts()
    op.create_table(
        "guess",
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("address_hash", "minute", name="pk_guess"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erased",
        sa.Column("id_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name="pk_erased"),
        sqlite_with_rowid=False,
    )


def _create_assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("previous_id", sa.String(32)),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("started", sa.Date, nullable=False),
        sa.Column("content_version", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("consented_at", sa.DateTime, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.Column("finished_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        sa.ForeignKeyConstraint(
            ["previous_id"],
            ["assessment.id"],
            name="fk_assessment_previous_id",
            ondelete="SET NULL",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    for column in ("person", "previous_id", "updated_at"):
        op.create_index(f"ix_assessment_{column}", "assessment", [column])
    op.create_table(
        "entry_key",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("assessment", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_entry_key"),
        _of_assessment("entry_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entry_key_assessment", "entry_key", ["assessment"])


def _create_parts() -> None:
    _create_part("profile", "field", sa.Column("value", sa.Text, nullable=False))
    _create_part("answer", "question", sa.Column("value", sa.Text, nullable=False))
    _create_part(
        "canvas_edit",
        "note",
        sa.Column("block", sa.Text, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("position", sa.Integer, nullable=False),
    )
    _create_part(
        "planned_step",
        "step",
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("position", sa.Integer, nullable=False),
    )


def _create_part(name: str, key: str, *columns: "sa.Column[object]") -> None:
    op.create_table(
        name,
        sa.Column("assessment", sa.String(32), nullable=False),
        sa.Column(key, sa.Text, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("assessment", key, name=f"pk_{name}"),
        _of_assessment(name),
        sqlite_with_rowid=False,
    )


def _of_assessment(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name=f"fk_{table}_assessment", ondelete="CASCADE")
