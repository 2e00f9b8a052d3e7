"""Invitations: a role for whoever brings the code, once, until it expires or is withdrawn; or an account.

Rules: only the code's hash is kept; using one up is a single compare-and-set, so that of two people with
the same code one comes in. Tries are counted here; how many are too many is not decided here.
Must not know: how a code looks or is hashed.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import RowMapping, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.people import Identity, Role
from storage.tables import invitation, invitation_try


class InvitationKind(StrEnum):
    """What the code gives: a role, another account instead of a person's, or one more."""

    NEW = "new"
    MOVE = "move"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Invitation:
    """One invitation. `used_by` is the person it made; `person` is whose account it is for."""

    id: str
    code_hash: str
    role: Role
    unit: str | None
    name: str
    office: str
    created_by: str
    expires_at: datetime
    used_by: str | None = None
    used_at: datetime | None = None
    withdrawn_at: datetime | None = None
    kind: InvitationKind = InvitationKind.NEW
    person: str | None = None


async def add(connection: AsyncConnection, new: Invitation) -> None:
    """Keep a new invitation."""
    await connection.execute(
        invitation.insert().values(asdict(new) | {"role": new.role.value, "kind": new.kind.value})
    )


async def by_hash(connection: AsyncConnection, code_hash: str) -> Invitation | None:
    """The invitation whose code has that hash, in whatever state, or none."""
    asked = select(invitation).where(invitation.c.code_hash == code_hash)
    found = (await connection.execute(asked)).mappings().one_or_none()
    return None if found is None else _invitation(found)


async def by_id(connection: AsyncConnection, id: str) -> Invitation | None:  # noqa: A002
    """The invitation of that id, in whatever state, or none."""
    asked = select(invitation).where(invitation.c.id == id)
    found = (await connection.execute(asked)).mappings().one_or_none()
    return None if found is None else _invitation(found)


async def pending(connection: AsyncConnection, at: datetime) -> tuple[Invitation, ...]:
    """The invitations that can still be used, those that expire first before the others."""
    row = invitation.c
    asked = select(invitation).where(row.used_at.is_(None), row.withdrawn_at.is_(None), row.expires_at > at)
    found = (await connection.execute(asked.order_by(row.expires_at, row.id))).mappings()
    return tuple(_invitation(each) for each in found)


def _invitation(row: RowMapping) -> Invitation:
    return Invitation(**{**row, "role": Role(row["role"]), "kind": InvitationKind(row["kind"])})


async def use(connection: AsyncConnection, id: str, *, by: str, at: datetime) -> bool:  # noqa: A002
    """Use an invitation up for the person `by`. False: used, withdrawn, expired or unknown."""
    row = invitation.c
    free = update(invitation).where(
        row.id == id, row.used_at.is_(None), row.withdrawn_at.is_(None), row.expires_at > at
    )
    return (await connection.execute(free.values(used_by=by, used_at=at))).rowcount == 1


async def withdraw(connection: AsyncConnection, id: str, at: datetime) -> bool:  # noqa: A002
    """Withdraw an invitation, used or not. False: it was so before; ending what it gave is `end_grant`."""
    row = invitation.c
    free = update(invitation).where(row.id == id, row.withdrawn_at.is_(None))
    return (await connection.execute(free.values(withdrawn_at=at))).rowcount == 1


async def note_try(connection: AsyncConnection, identity: Identity, at: datetime) -> None:
    """Note that this account tried a code."""
    row = {"transport": identity.transport, "external_id": identity.external_id, "at": at}
    await connection.execute(invitation_try.insert().values(row))


async def tries(connection: AsyncConnection, identity: Identity, since: datetime) -> int:
    """How many codes this account tried since then, that moment included."""
    row = invitation_try.c
    asked = select(func.count()).where(
        row.transport == identity.transport, row.external_id == identity.external_id, row.at >= since
    )
    return await connection.scalar(asked) or 0
