"""Tables of people, their accounts and roles, and invitations."""

from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns, text

from storage.columns import Instant, RowNumber
from storage.tables.metadata import METADATA

IN_FORCE = text("ended_at IS NULL")


class PersonColumns(TypedColumns):
    """A person of the house or of an inspected unit; `revision` grows with each change an admin makes."""

    id: Named[str] = Column(Text, primary_key=True)
    name: Named[str] = Column(Text, nullable=False)
    office: Named[str] = Column(Text, nullable=False)
    language: Named[str] = Column(Text, nullable=False)
    active: Named[bool] = Column(Boolean, nullable=False)
    added_at: Named[datetime] = Column(Instant, nullable=False)
    ended_at: Named[datetime | None] = Column(Instant)
    revision: Named[int] = Column(Integer, nullable=False, server_default=text("0"))


class IdentityColumns(TypedColumns):
    """An account on a platform; one that ended still tells whose it was."""

    transport: Named[str] = Column(Text, primary_key=True)
    external_id: Named[str] = Column(Text, primary_key=True)
    person: Named[str] = Column(Text, ForeignKey("person.id"), nullable=False, index=True)
    ended_at: Named[datetime | None] = Column(Instant)


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
    """An invitation; the code itself is never kept. `person`: whose account it is for, when it is for one."""

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
    kind: Named[str] = Column(Text, nullable=False, server_default=text("'new'"))
    person: Named[str | None] = Column(Text)


class InvitationTryColumns(TypedColumns):
    """A code that somebody tried."""

    id: Named[int] = Column(RowNumber, primary_key=True, autoincrement=True)
    transport: Named[str] = Column(Text, nullable=False)
    external_id: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)


invitation = Table("invitation", METADATA, InvitationColumns)
invitation_try = Table("invitation_try", METADATA, InvitationTryColumns)
Index(None, invitation_try.c.transport, invitation_try.c.external_id, invitation_try.c.at)
