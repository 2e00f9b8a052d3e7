"""Lay down drafts, breaks of comparison and trials, and keep who published a version."""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None

OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.add_column("checklist", sa.Column("published_by", sa.Text(), nullable=True))
    create_checklist_break()
    create_draft()
    create_draft_edit()
    create_trial()


def create_checklist_break() -> None:
    op.create_table(
        "checklist_break",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", "version", "question", name=op.f("pk_checklist_break")),
    )


def create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("begun_by", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index("uq_draft_open", "draft", ["key"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)


def create_draft_edit() -> None:
    op.create_table(
        "draft_edit",
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("edit", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["draft.id"], name=op.f("fk_draft_edit_draft")),
        sa.PrimaryKeyConstraint("draft", "revision", name=op.f("pk_draft_edit")),
    )


def create_trial() -> None:
    op.create_table(
        "trial",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial")),
    )
