"""The table of what falls due."""

from datetime import datetime

from sqlalchemy import Column, Index, Named, Table, Text, TypedColumns

from storage.columns import Instant
from storage.tables.metadata import METADATA


class DueColumns(TypedColumns):
    """Something that is to happen at a time; the row goes when it has become an item of the inbox."""

    key: Named[str] = Column(Text, primary_key=True)
    kind: Named[str] = Column(Text, nullable=False)
    subject: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)


due = Table("due", METADATA, DueColumns, sqlite_with_rowid=False)
Index(None, due.c.at)
