"""Tables of visits, their answers and photos; answers are only ever added to."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Named, Table, Text, TypedColumns, UniqueConstraint, text

from storage.columns import Instant
from storage.tables.metadata import METADATA

OPEN = text("status = 'open'")


class VisitColumns(TypedColumns):
    """A visit's head; `failed_before` is a JSON list of question codes, `stamp` new at each change."""

    id: Named[str] = Column(Text, primary_key=True)
    code: Named[str] = Column(Text, unique=True, nullable=False)
    unit_key: Named[str] = Column(Text, nullable=False)
    unit_name: Named[str] = Column(Text, nullable=False)
    site: Named[str] = Column(Text, nullable=False)
    purpose: Named[str] = Column(Text, nullable=False)
    checklist_key: Named[str] = Column(Text, nullable=False)
    checklist_version: Named[int]
    status: Named[str] = Column(Text, nullable=False)
    revision: Named[int]
    failed_before: Named[str] = Column(Text, nullable=False)
    started_at: Named[datetime] = Column(Instant, nullable=False)
    submitted_at: Named[datetime | None] = Column(Instant)
    touched_at: Named[datetime] = Column(Instant, nullable=False)
    stamp: Named[str] = Column(Text, nullable=False)


class VisitNumberColumns(TypedColumns):
    """The last number given in a month `YYMM`."""

    month: Named[str] = Column(Text, primary_key=True)
    last: Named[int]


class MemberColumns(TypedColumns):
    """One person of a visit's team, in order of joining."""

    visit: Named[str] = Column(Text, ForeignKey("visit.id"), primary_key=True)
    person: Named[str] = Column(Text, primary_key=True)
    name: Named[str] = Column(Text, nullable=False)
    role: Named[str] = Column(Text, nullable=False)
    office: Named[str] = Column(Text, nullable=False)
    place: Named[int]
    joined_at: Named[datetime] = Column(Instant, nullable=False)


class AnswerColumns(TypedColumns):
    """One revision of an answer; `value` is its plain form as JSON, none while no value has come."""

    visit: Named[str] = Column(Text, ForeignKey("visit.id"), primary_key=True)
    question: Named[str] = Column(Text, primary_key=True)
    revision: Named[int] = Column(primary_key=True, autoincrement=False)
    kind: Named[str | None] = Column(Text)
    value: Named[str | None] = Column(Text)
    note: Named[str | None] = Column(Text)
    by: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)
    source_key: Named[str] = Column(Text, nullable=False)


class PhotoColumns(TypedColumns):
    """One photo of a visit; `place` is its order in it."""

    visit: Named[str] = Column(Text, ForeignKey("visit.id"), primary_key=True)
    id: Named[str] = Column(Text, primary_key=True)
    question: Named[str | None] = Column(Text)
    state: Named[str] = Column(Text, nullable=False)
    by: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)
    album: Named[str | None] = Column(Text)
    sha256: Named[str | None] = Column(Text)
    place: Named[int]


class PhotoClaimColumns(TypedColumns):
    """Where a photo's bytes can be fetched."""

    photo: Named[str] = Column(Text, primary_key=True)
    visit: Named[str] = Column(Text, ForeignKey("visit.id"), nullable=False)
    transport: Named[str] = Column(Text, nullable=False)
    chat_id: Named[str] = Column(Text, nullable=False)
    message_id: Named[str] = Column(Text, nullable=False)
    file_id: Named[str] = Column(Text, nullable=False)
    unique_id: Named[str | None] = Column(Text)
    mime: Named[str | None] = Column(Text)
    size: Named[int | None]


visit = Table("visit", METADATA, VisitColumns)
Index(
    "uq_visit_open",
    visit.c.unit_key,
    visit.c.site,
    unique=True,
    sqlite_where=OPEN,
    postgresql_where=OPEN,
)
Index(None, visit.c.unit_key, visit.c.submitted_at)
Index(None, visit.c.submitted_at)
visit_number = Table("visit_number", METADATA, VisitNumberColumns)
# Without row ids these lie in the order of their keys, so that a visit's rows are one range.
member = Table("member", METADATA, MemberColumns, sqlite_with_rowid=False)
Index(None, member.c.person, member.c.visit)
answer = Table(
    "answer",
    METADATA,
    AnswerColumns,
    UniqueConstraint("visit", "source_key", "question"),
    sqlite_with_rowid=False,
)
photo = Table("photo", METADATA, PhotoColumns, UniqueConstraint("id"), sqlite_with_rowid=False)
photo_claim = Table("photo_claim", METADATA, PhotoClaimColumns)
