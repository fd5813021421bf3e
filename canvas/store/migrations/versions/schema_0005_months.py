"""On PostgreSQL, outcomes are partitioned by month; the table there is becomes the partition of all earlier rows.

Columns and primary key stay the same, so a server of the version before goes on working with them. No row is copied.
SQLite's tables stay as they are.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

END_OF_EARLIER = "g"
"""Ids were 32 hexadecimal digits until now; those made from now on begin with m and their month."""


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for table in ("outcome", "said"):
            _partition(table)


def _partition(table: str) -> None:
    earlier = f"{table}_earlier"
    op.execute(f"ALTER TABLE {table} RENAME TO {earlier}")
    op.execute(f"ALTER TABLE {earlier} RENAME CONSTRAINT pk_{table} TO pk_{earlier}")
    op.execute(
        f"CREATE TABLE {table} (LIKE {earlier}, CONSTRAINT pk_{table} PRIMARY KEY (assessment),"
        f" CONSTRAINT fk_{table}_assessment FOREIGN KEY (assessment) REFERENCES assessment (id) ON DELETE CASCADE)"
        " PARTITION BY RANGE (assessment)"
    )
    op.execute(f"ALTER TABLE {table} ATTACH PARTITION {earlier} FOR VALUES FROM (MINVALUE) TO ('{END_OF_EARLIER}')")
    op.execute(f"CREATE TABLE {table}_other PARTITION OF {table} DEFAULT")
