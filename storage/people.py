"""People, the accounts they write from, and the roles they were given.

Rules: a person is an opaque id; a grant that ended is kept with its end; nobody is ever deleted here.
Must not know: what a role allows, how a person is invited.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert
from storage.statements import Query
from storage.tables import identity as identities_table
from storage.tables import person as people
from storage.tables import role_grant

EVERYWHERE = ""
ADMINS_LOCK = 0x4B54_4144  # a number that no other advisory lock of the database uses


class Role(StrEnum):
    """What somebody may be."""

    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    INSPECTOR = "inspector"
    CONTACT = "contact"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for a unit and what is under it; for every unit when `unit` is none."""

    role: Role
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """An account: the transport's name and its id for the user."""

    transport: str
    external_id: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person with the grants in force, in the order given. Not `active`: suspended or withdrawn.

    `revision` counts what admins changed, so that one who looked earlier can be told (`claim`).
    """

    id: str
    name: str
    office: str
    language: str
    active: bool
    grants: tuple[Grant, ...]
    revision: int = 0

    def has(self, role: Role) -> bool:
        """Whether the person has the role for any unit."""
        return any(grant.role is role for grant in self.grants)


def _with_grants() -> Select[*tuple[Any, ...]]:
    """A row for each grant in force, one with none for a person without any."""
    row, grant = people.c, role_grant.c
    in_force = and_(grant.person == row.id, grant.ended_at.is_(None))
    asked = select(
        row.id, row.name, row.office, row.language, row.active, row.revision, grant.role, grant.unit
    )
    return asked.outerjoin(role_grant, in_force).order_by(grant.id)


_OF_ACCOUNT = (
    _with_grants()
    .join(identities_table, identities_table.c.person == people.c.id)
    .where(
        identities_table.c.transport == bindparam("transport"),
        identities_table.c.external_id == bindparam("external_id"),
    )
)
_PERSON = Query(_with_grants().where(people.c.id == bindparam("person")))
_PERSON_OF = Query(_OF_ACCOUNT.where(identities_table.c.ended_at.is_(None)))
_FORMER_PERSON_OF = Query(_OF_ACCOUNT)


async def person_of(connection: AsyncConnection, transport: str, external_id: str) -> Person | None:
    """The person who writes from that account, or none."""
    return _person(await _PERSON_OF.all(connection, transport=transport, external_id=external_id))


async def former_person_of(connection: AsyncConnection, transport: str, external_id: str) -> Person | None:
    """Whose the account is, or was before the person moved to another one."""
    return _person(await _FORMER_PERSON_OF.all(connection, transport=transport, external_id=external_id))


async def person(connection: AsyncConnection, id: str) -> Person | None:  # noqa: A002 - the column's name
    """The person of that id, or none."""
    return _person(await _PERSON.all(connection, person=id))


def _person(rows: Sequence[tuple[Any, ...]]) -> Person | None:
    if not rows:
        return None
    grants = tuple(Grant(role=Role(role), unit=unit or None) for *_, role, unit in rows if role)
    id_, name, office, language, active, revision, *_ = rows[0]
    return Person(id_, name, office, language, active, grants, revision)


async def identities(connection: AsyncConnection, person_id: str) -> tuple[Identity, ...]:
    """The accounts of a person that did not end."""
    row = identities_table.c
    asked = select(row.transport, row.external_id).where(row.person == person_id, row.ended_at.is_(None))
    found = await connection.execute(asked.order_by(row.transport, row.external_id))
    return tuple(Identity(*each) for each in found)


async def people_with(connection: AsyncConnection, role: Role) -> tuple[Person, ...]:
    """The active people who have the role for any unit, in the order in which they were added."""
    asked = (
        select(people.c.id)
        .join(role_grant, role_grant.c.person == people.c.id)
        .where(role_grant.c.role == role.value, role_grant.c.ended_at.is_(None), people.c.active)
        .group_by(people.c.id, people.c.added_at)
        .order_by(people.c.added_at, people.c.id)
    )
    ids = (await connection.scalars(asked)).all()
    found = [await person(connection, each) for each in ids]
    return tuple(each for each in found if each is not None)


async def everyone(connection: AsyncConnection, *, suspended: bool = False) -> tuple[Person, ...]:
    """All people in the order in which they were added; those who are `suspended` only when asked for."""
    asked = select(people.c.id).order_by(people.c.added_at, people.c.id)
    ids = (await connection.scalars(asked if suspended else asked.where(people.c.active))).all()
    found = [await person(connection, each) for each in ids]
    return tuple(each for each in found if each is not None)


async def add_person(
    connection: AsyncConnection,
    *,
    id: str,  # noqa: A002 - the column's name
    name: str,
    office: str,
    language: str,
    identity: Identity,
    grants: Sequence[Grant],
    at: datetime,
) -> Person:
    """Add a person with an account and grants. IntegrityError when the id or the account is taken."""
    row = {"id": id, "name": name, "office": office, "language": language, "active": True, "added_at": at}
    await connection.execute(people.insert().values(row))
    await add_identity(connection, id, identity)
    for grant in grants:
        await add_grant(connection, id, grant, at=at)
    return Person(
        id=id, name=name, office=office, language=language, active=True, grants=tuple(dict.fromkeys(grants))
    )


async def add_identity(connection: AsyncConnection, person_id: str, identity: Identity) -> None:
    """Give a person one more account, or one that ended, again. IntegrityError when it is somebody's."""
    row = identities_table.c
    same = (row.transport == identity.transport, row.external_id == identity.external_id)
    free = update(identities_table).where(*same, row.ended_at.is_not(None))
    if (await connection.execute(free.values(person=person_id, ended_at=None))).rowcount == 1:
        return
    new = {"transport": identity.transport, "external_id": identity.external_id, "person": person_id}
    await connection.execute(identities_table.insert().values(new))


async def end_identity(connection: AsyncConnection, person_id: str, identity: Identity, at: datetime) -> bool:
    """Take an account from a person. False: it was not the person's."""
    row = identities_table.c
    theirs = update(identities_table).where(
        row.transport == identity.transport,
        row.external_id == identity.external_id,
        row.person == person_id,
        row.ended_at.is_(None),
    )
    return (await connection.execute(theirs.values(ended_at=at))).rowcount == 1


async def claim(connection: AsyncConnection, id: str, revision: int) -> bool:  # noqa: A002
    """Take the right to change a person as seen at that revision. False: somebody changed him since."""
    seen = update(people).where(people.c.id == id, people.c.revision == revision)
    return (await connection.execute(seen.values(revision=revision + 1))).rowcount == 1


async def lock_admins(connection: AsyncConnection) -> None:
    """Let nobody else change who is an admin until the transaction ends: two must not leave none."""
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(ADMINS_LOCK)))


async def set_name(connection: AsyncConnection, id: str, name: str, office: str) -> None:  # noqa: A002
    """Set what the person is called, and where he belongs."""
    await connection.execute(update(people).where(people.c.id == id).values(name=name, office=office))


async def suspended_since(connection: AsyncConnection, id: str) -> datetime | None:  # noqa: A002
    """Since when the person is suspended, or none."""
    return await connection.scalar(select(people.c.ended_at).where(people.c.id == id))


async def add_grant(connection: AsyncConnection, person_id: str, grant: Grant, *, at: datetime) -> None:
    """Give a person a role; nothing happens when it is in force already."""
    row = {
        "person": person_id,
        "role": grant.role.value,
        "unit": grant.unit or EVERYWHERE,
        "given_at": at,
    }
    await connection.execute(insert(connection, role_grant).values(row).on_conflict_do_nothing())


async def end_grant(connection: AsyncConnection, person_id: str, grant: Grant, *, at: datetime) -> bool:
    """Take a role away. False: it was not in force."""
    row = role_grant.c
    ended = update(role_grant).where(
        row.person == person_id,
        row.role == grant.role.value,
        row.unit == (grant.unit or EVERYWHERE),
        row.ended_at.is_(None),
    )
    return (await connection.execute(ended.values(ended_at=at))).rowcount == 1


async def set_language(connection: AsyncConnection, id: str, language: str) -> None:  # noqa: A002
    """Set the language in which the person is spoken to."""
    await connection.execute(update(people).where(people.c.id == id).values(language=language))


async def suspend(connection: AsyncConnection, id: str, at: datetime) -> None:  # noqa: A002
    """Stop a person from acting; the grants stay, so that `resume` gives everything back."""
    await connection.execute(update(people).where(people.c.id == id).values(active=False, ended_at=at))


async def resume(connection: AsyncConnection, id: str) -> None:  # noqa: A002 - the column's name
    """Let a suspended person act again."""
    await connection.execute(update(people).where(people.c.id == id).values(active=True, ended_at=None))


async def withdraw_person(connection: AsyncConnection, id: str, at: datetime) -> None:  # noqa: A002
    """Suspend a person and end all grants."""
    await suspend(connection, id, at)
    row = role_grant.c
    await connection.execute(
        update(role_grant).where(row.person == id, row.ended_at.is_(None)).values(ended_at=at)
    )
