"""Tables of the inbox and the outbox."""

from datetime import datetime

from sqlalchemy import Column, Index, Named, Table, Text, TypedColumns, text

from storage.columns import Instant, RowNumber
from storage.tables.metadata import METADATA

UNDONE = text("state IN ('pending', 'running')")


class QueueColumns(TypedColumns):
    """One row an item; the row number is the order in its lane."""

    id: Named[int] = Column(RowNumber, primary_key=True, autoincrement=True)
    key: Named[str] = Column(Text, unique=True, nullable=False)
    lane: Named[str] = Column(Text, nullable=False)
    body: Named[str] = Column(Text, nullable=False)
    state: Named[str] = Column(Text, nullable=False)
    attempts: Named[int]
    created_at: Named[datetime] = Column(Instant, nullable=False)
    not_before: Named[datetime] = Column(Instant, nullable=False)
    reason: Named[str | None] = Column(Text)


class OutboxColumns(QueueColumns):
    """What reconciliation of doubtful sends needs in addition."""

    high_water: Named[str | None] = Column(Text)
    message_id: Named[str | None] = Column(Text)
    body_hash: Named[str | None] = Column(Text)


def undone_index(name: str) -> Index:
    """The index that holds only what is still to do: claims cost nothing when the backlog is small.

    A statement must spell `UNDONE` out to use it: of a bound value the planner knows nothing.
    """
    return Index(name, "lane", "id", "state", sqlite_where=UNDONE, postgresql_where=UNDONE)


# Row numbers of pruned items must not come again: AUTOINCREMENT.
inbox = Table("inbox", METADATA, QueueColumns, undone_index("ix_inbox_undone"), sqlite_autoincrement=True)
outbox = Table("outbox", METADATA, OutboxColumns, undone_index("ix_outbox_undone"), sqlite_autoincrement=True)
