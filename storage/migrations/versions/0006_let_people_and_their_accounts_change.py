"""Let people and their accounts change, and lists of units wait."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    zero, new = sa.text("0"), sa.text("'new'")
    op.add_column("person", sa.Column("revision", sa.Integer(), server_default=zero, nullable=False))
    op.add_column("identity", sa.Column("ended_at", sa.BigInteger(), nullable=True))
    op.add_column("invitation", sa.Column("kind", sa.Text(), server_default=new, nullable=False))
    op.add_column("invitation", sa.Column("person", sa.Text(), nullable=True))
    op.create_table(
        "unit_draft",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_draft")),
    )
    op.create_index(op.f("ix_unit_draft_made_at"), "unit_draft", ["made_at"])
