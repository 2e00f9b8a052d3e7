"""Tables of published checklists."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Named, Table, Text, TypedColumns, UniqueConstraint

from storage.columns import Instant, RowNumber
from storage.tables.metadata import METADATA


class ChecklistColumns(TypedColumns):
    """A published version, as it was written; `id` is the order of publishing."""

    id: Named[int] = Column(RowNumber, primary_key=True, autoincrement=True)
    key: Named[str] = Column(Text, nullable=False)
    version: Named[int]
    source: Named[str] = Column(Text, nullable=False)
    published_at: Named[datetime] = Column(Instant, nullable=False)


class ChecklistKindColumns(TypedColumns):
    """Which kinds of unit a published version is for."""

    unit_kind: Named[str] = Column(Text, primary_key=True)
    checklist: Named[int] = Column(RowNumber, ForeignKey("checklist.id"), primary_key=True)


checklist = Table("checklist", METADATA, ChecklistColumns, UniqueConstraint("key", "version"))
checklist_kind = Table("checklist_kind", METADATA, ChecklistKindColumns, sqlite_with_rowid=False)
