"""Entry keys become credentials with a kind and a birth date; a place in the questionnaire becomes a position."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    # The dialect's own ALTER TABLE: making the table anew would check its foreign keys row by row.
    op.execute("ALTER TABLE assessment RENAME COLUMN place TO position")
    op.create_table(
        "credential",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("assessment", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_credential"),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name="fk_credential_assessment", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_credential_assessment", "credential", ["assessment"])
    # A hash does not say what it is of, and a device holds a token: the earlier ones count as tokens, born when
    # their assessment was.
    op.execute(
        "INSERT INTO credential (hash, assessment, kind, created_at)"
        " SELECT entry_key.hash, entry_key.assessment, 'token', assessment.consented_at"
        " FROM entry_key JOIN assessment ON assessment.id = entry_key.assessment"
    )
    op.drop_table("entry_key")
