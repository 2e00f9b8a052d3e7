"""All tables, in one MetaData.

Rules: one statement of each table for both dialects; times are `Instant`; ids are text made by the caller
unless a row number says otherwise; what must hold is a constraint here, never a check before an insert.
Answers and the audit chain are only ever added to. `migrations/` must make exactly these tables.
Must not know: what asks them.
"""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    text,
)

from storage.columns import Instant, RowNumber

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
UNDONE = text("state IN ('pending', 'running')")
OPEN = text("status = 'open'")
IN_FORCE = text("ended_at IS NULL")


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


class PersonColumns(TypedColumns):
    """A person of the house or of an inspected unit."""

    id: Named[str] = Column(Text, primary_key=True)
    name: Named[str] = Column(Text, nullable=False)
    office: Named[str] = Column(Text, nullable=False)
    language: Named[str] = Column(Text, nullable=False)
    active: Named[bool] = Column(Boolean, nullable=False)
    added_at: Named[datetime] = Column(Instant, nullable=False)
    ended_at: Named[datetime | None] = Column(Instant)


class IdentityColumns(TypedColumns):
    """An account on a platform."""

    transport: Named[str] = Column(Text, primary_key=True)
    external_id: Named[str] = Column(Text, primary_key=True)
    person: Named[str] = Column(Text, ForeignKey("person.id"), nullable=False, index=True)


class GrantColumns(TypedColumns):
    """A role for a unit and what is under it; the empty unit stands for all."""

    id: Named[int] = Column(RowNumber, primary_key=True, autoincrement=True)
    person: Named[str] = Column(Text, ForeignKey("person.id"), nullable=False)
    role: Named[str] = Column(Text, nullable=False)
    unit: Named[str] = Column(Text, nullable=False)
    given_at: Named[datetime] = Column(Instant, nullable=False)
    ended_at: Named[datetime | None] = Column(Instant)


person = Table("person", METADATA, PersonColumns)
identity = Table("identity", METADATA, IdentityColumns, sqlite_with_rowid=False)
role_grant = Table("role_grant", METADATA, GrantColumns)
Index(
    "uq_role_grant_in_force",
    role_grant.c.person,
    role_grant.c.role,
    role_grant.c.unit,
    unique=True,
    sqlite_where=IN_FORCE,
    postgresql_where=IN_FORCE,
)


class InvitationColumns(TypedColumns):
    """An invitation; the code itself is never kept."""

    id: Named[str] = Column(Text, primary_key=True)
    code_hash: Named[str] = Column(Text, unique=True, nullable=False)
    role: Named[str] = Column(Text, nullable=False)
    unit: Named[str | None] = Column(Text)
    name: Named[str] = Column(Text, nullable=False)
    office: Named[str] = Column(Text, nullable=False)
    created_by: Named[str] = Column(Text, nullable=False)
    expires_at: Named[datetime] = Column(Instant, nullable=False)
    used_by: Named[str | None] = Column(Text)
    used_at: Named[datetime | None] = Column(Instant)
    withdrawn_at: Named[datetime | None] = Column(Instant)


class InvitationTryColumns(TypedColumns):
    """A code that somebody tried."""

    id: Named[int] = Column(RowNumber, primary_key=True, autoincrement=True)
    transport: Named[str] = Column(Text, nullable=False)
    external_id: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)


invitation = Table("invitation", METADATA, InvitationColumns)
invitation_try = Table("invitation_try", METADATA, InvitationTryColumns)
Index(None, invitation_try.c.transport, invitation_try.c.external_id, invitation_try.c.at)


class UnitColumns(TypedColumns):
    """An administrative unit; ended, never deleted. `aliases` is a JSON list."""

    key: Named[str] = Column(Text, primary_key=True)
    kind: Named[str] = Column(Text, nullable=False)
    name: Named[str] = Column(Text, nullable=False)
    parent: Named[str | None] = Column(Text)
    sort_no: Named[int]
    valid_from: Named[date | None]
    valid_to: Named[date | None]
    code: Named[str | None] = Column(Text)
    aliases: Named[str] = Column(Text, nullable=False)


unit = Table("unit", METADATA, UnitColumns)


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


class ConversationColumns(TypedColumns):
    """What a person is doing in a chat, as JSON that only the handlers read."""

    person: Named[str] = Column(Text, primary_key=True)
    chat: Named[str] = Column(Text, primary_key=True)
    state: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)


class ChannelColumns(TypedColumns):
    """A reporting channel; `lost_reason` is none while it is connected."""

    transport: Named[str] = Column(Text, primary_key=True)
    chat_id: Named[str] = Column(Text, primary_key=True)
    title: Named[str] = Column(Text, nullable=False)
    connected_by: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)
    lost_reason: Named[str | None] = Column(Text)


class ConnectCodeColumns(TypedColumns):
    """A code that connects the channel in which it is posted; the code itself is never kept."""

    code_hash: Named[str] = Column(Text, primary_key=True)
    chat_id: Named[str | None] = Column(Text)
    by: Named[str] = Column(Text, nullable=False)
    expires_at: Named[datetime] = Column(Instant, nullable=False)
    used_at: Named[datetime | None] = Column(Instant)


class ShownColumns(TypedColumns):
    """Which message of a chat shows which slot; the latest of a slot is the one to edit."""

    id: Named[int] = Column(RowNumber, primary_key=True, autoincrement=True)
    transport: Named[str] = Column(Text, nullable=False)
    chat_id: Named[str] = Column(Text, nullable=False)
    message_id: Named[str] = Column(Text, nullable=False)
    slot: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)


conversation = Table("conversation", METADATA, ConversationColumns, sqlite_with_rowid=False)
channel = Table("channel", METADATA, ChannelColumns)
connect_code = Table("connect_code", METADATA, ConnectCodeColumns)
shown = Table("shown", METADATA, ShownColumns, UniqueConstraint("transport", "chat_id", "message_id"))
Index(None, shown.c.transport, shown.c.chat_id, shown.c.slot)


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


class ChatAliasColumns(TypedColumns):
    """A chat whose platform gave it another id."""

    transport: Named[str] = Column(Text, primary_key=True)
    chat_id: Named[str] = Column(Text, primary_key=True)
    new_chat_id: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)


lease = Table("lease", METADATA, LeaseColumns)
chat_alias = Table("chat_alias", METADATA, ChatAliasColumns)
