"""Tables of checklists: published versions, drafts with every edit, what breaks comparison, what is tried."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Named, Table, Text, TypedColumns, UniqueConstraint, text

from storage.columns import Instant, RowNumber
from storage.tables.metadata import METADATA

DRAFT_OPEN = text("state = 'open'")


class ChecklistColumns(TypedColumns):
    """A published version, as it was written; `id` is the order of publishing."""

    id: Named[int] = Column(RowNumber, primary_key=True, autoincrement=True)
    key: Named[str] = Column(Text, nullable=False)
    version: Named[int]
    source: Named[str] = Column(Text, nullable=False)
    published_at: Named[datetime] = Column(Instant, nullable=False)
    published_by: Named[str | None] = Column(Text)


class ChecklistKindColumns(TypedColumns):
    """Which kinds of unit a published version is for."""

    unit_kind: Named[str] = Column(Text, primary_key=True)
    checklist: Named[int] = Column(RowNumber, ForeignKey("checklist.id"), primary_key=True)


class ChecklistBreakColumns(TypedColumns):
    """From this version on, answers to `question` compare with earlier ones to `replaces`, if to any."""

    key: Named[str] = Column(Text, primary_key=True)
    version: Named[int] = Column(primary_key=True, autoincrement=False)
    question: Named[str] = Column(Text, primary_key=True)
    replaces: Named[str | None] = Column(Text)


class DraftColumns(TypedColumns):
    """A draft: begun from version `base` of its checklist, or from nothing; at its end published or not."""

    id: Named[str] = Column(Text, primary_key=True)
    key: Named[str] = Column(Text, nullable=False)
    base: Named[int | None]
    state: Named[str] = Column(Text, nullable=False)
    begun_by: Named[str] = Column(Text, nullable=False)
    begun_at: Named[datetime] = Column(Instant, nullable=False)
    ended_by: Named[str | None] = Column(Text)
    ended_at: Named[datetime | None] = Column(Instant)
    version: Named[int | None]


class DraftEditColumns(TypedColumns):
    """One edit of a draft, in the order of `revision` from 1; only ever added to."""

    draft: Named[str] = Column(Text, ForeignKey("draft.id"), primary_key=True)
    revision: Named[int] = Column(primary_key=True, autoincrement=False)
    edit: Named[str] = Column(Text, nullable=False)
    by: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)


class TrialColumns(TypedColumns):
    """A draft as it was when somebody began to try it."""

    id: Named[str] = Column(Text, primary_key=True)
    source: Named[str] = Column(Text, nullable=False)


checklist = Table("checklist", METADATA, ChecklistColumns, UniqueConstraint("key", "version"))
checklist_kind = Table("checklist_kind", METADATA, ChecklistKindColumns, sqlite_with_rowid=False)
checklist_break = Table("checklist_break", METADATA, ChecklistBreakColumns)
draft = Table("draft", METADATA, DraftColumns)
Index("uq_draft_open", draft.c.key, unique=True, sqlite_where=DRAFT_OPEN, postgresql_where=DRAFT_OPEN)
draft_edit = Table("draft_edit", METADATA, DraftEditColumns)
trial = Table("trial", METADATA, TrialColumns)
