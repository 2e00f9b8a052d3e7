"""Tables of the audit chain, and who may act."""

from datetime import datetime

from sqlalchemy import Column, Named, Table, Text, TypedColumns

from storage.columns import Instant, RowNumber
from storage.tables.metadata import METADATA


class AuditColumns(TypedColumns):
    """One link of the audit chain; triggers refuse UPDATE and DELETE (`audit_guard`)."""

    seq: Named[int] = Column(RowNumber, primary_key=True, autoincrement=False)
    at: Named[datetime] = Column(Instant, nullable=False)
    actor: Named[str] = Column(Text, nullable=False)
    kind: Named[str] = Column(Text, nullable=False)
    object: Named[str] = Column(Text, nullable=False)
    payload: Named[str] = Column(Text, nullable=False)
    prev_hash: Named[str] = Column(Text, unique=True, nullable=False)
    hash: Named[str] = Column(Text, unique=True, nullable=False)


audit = Table("audit", METADATA, AuditColumns)


class LeaseColumns(TypedColumns):
    """Who may act; `epoch` grows with every program that takes over, so an older one can be told."""

    name: Named[str] = Column(Text, primary_key=True)
    epoch: Named[int] = Column(RowNumber, nullable=False)
    taken_at: Named[datetime] = Column(Instant, nullable=False)


lease = Table("lease", METADATA, LeaseColumns)
