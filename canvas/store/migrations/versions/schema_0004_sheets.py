"""A member who answered on paper has the sheet that the answers came on."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("member", sa.Column("sheet", sa.String(40)))
