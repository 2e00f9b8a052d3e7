"""Lay down the units, checklists and visits."""

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

RowNumber = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("status = 'open'")


def upgrade() -> None:
    create_checklist()
    create_unit()
    create_visit()
    create_visit_number()
    create_answer()
    create_checklist_kind()
    create_member()
    create_photo()
    create_photo_claim()


def create_checklist() -> None:
    op.create_table(
        "checklist",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_checklist_key_version")),
    )


def create_unit() -> None:
    op.create_table(
        "unit",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("sort_no", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_unit")),
    )


def create_visit() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("unit_key", sa.Text(), nullable=False),
        sa.Column("unit_name", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("checklist_key", sa.Text(), nullable=False),
        sa.Column("checklist_version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("failed_before", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.Column("touched_at", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("code", name=op.f("uq_visit_code")),
    )
    op.create_index(op.f("ix_visit_submitted_at"), "visit", ["submitted_at"], unique=False)
    op.create_index(
        op.f("ix_visit_unit_key_submitted_at"), "visit", ["unit_key", "submitted_at"], unique=False
    )
    op.create_index(
        "uq_visit_open", "visit", ["unit_key", "site"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )


def create_visit_number() -> None:
    op.create_table(
        "visit_number",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_visit_number")),
    )


def create_answer() -> None:
    op.create_table(
        "answer",
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_answer_visit")),
        sa.PrimaryKeyConstraint("visit", "question", "revision", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "visit", "source_key", "question", name=op.f("uq_answer_visit_source_key_question")
        ),
        sqlite_with_rowid=False,
    )


def create_checklist_kind() -> None:
    op.create_table(
        "checklist_kind",
        sa.Column("unit_kind", sa.Text(), nullable=False),
        sa.Column("checklist", RowNumber, nullable=False),
        sa.ForeignKeyConstraint(["checklist"], ["checklist.id"], name=op.f("fk_checklist_kind_checklist")),
        sa.PrimaryKeyConstraint("unit_kind", "checklist", name=op.f("pk_checklist_kind")),
        sqlite_with_rowid=False,
    )


def create_member() -> None:
    op.create_table(
        "member",
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_member_visit")),
        sa.PrimaryKeyConstraint("visit", "person", name=op.f("pk_member")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_member_person_visit"), "member", ["person", "visit"], unique=False)


def create_photo() -> None:
    op.create_table(
        "photo",
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("album", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_photo_visit")),
        sa.PrimaryKeyConstraint("visit", "id", name=op.f("pk_photo")),
        sa.UniqueConstraint("id", name=op.f("uq_photo_id")),
        sqlite_with_rowid=False,
    )


def create_photo_claim() -> None:
    op.create_table(
        "photo_claim",
        sa.Column("photo", sa.Text(), nullable=False),
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("transport", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("unique_id", sa.Text(), nullable=True),
        sa.Column("mime", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_photo_claim_visit")),
        sa.PrimaryKeyConstraint("photo", name=op.f("pk_photo_claim")),
    )
