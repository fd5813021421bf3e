"""Organisations with their trainers; tallies over many pictures; workshops that go in batches.

It only adds: a server of the version before knows none of it, and its workshops belong to no organisation.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _create_organisation()
    _widen_workshop()
    _create_tallies()


def _create_organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("deleting", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
    )
    op.create_index("ix_organisation_code", "organisation", ["code"], unique=True)
    op.create_table(
        "trainer",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("organisation", sa.String(32), nullable=False),
        sa.Column("handle", sa.String(6), nullable=False),
        sa.Column("secret_hash", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("leads", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trainer"),
        _of("organisation", "trainer"),
    )
    op.create_index("ix_trainer_handle", "trainer", ["handle"], unique=True)
    op.create_index("ix_trainer_organisation", "trainer", ["organisation"])


def _widen_workshop() -> None:
    with op.batch_alter_table("workshop") as workshop:
        workshop.add_column(sa.Column("organisation", sa.String(32)))
        workshop.add_column(sa.Column("trainer", sa.String(32)))
        workshop.add_column(sa.Column("deleting", sa.Boolean, nullable=False, server_default=sa.false()))
        workshop.create_foreign_key("fk_workshop_organisation", "organisation", ["organisation"], ["id"])
        workshop.create_foreign_key("fk_workshop_trainer", "trainer", ["trainer"], ["id"], ondelete="SET NULL")
        workshop.create_index("ix_workshop_organisation", ["organisation"])
        workshop.create_index("ix_workshop_trainer", ["trainer"])


def _create_tallies() -> None:
    op.create_table(
        "folded",
        sa.Column("workshop", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("workshop", name="pk_folded"),
        _of("workshop", "folded"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tally",
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("content", sa.String(16), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "content", name="pk_tally"),
        sqlite_with_rowid=False,
    )


def _of(owner: str, table: str) -> sa.ForeignKeyConstraint:
    """What a row belongs to and goes with."""
    return sa.ForeignKeyConstraint([owner], [f"{owner}.id"], name=f"fk_{table}_{owner}", ondelete="CASCADE")
