"""A small house in which the authorisation matrix is played: one person of each role, four kinds of visit.

Rules: made by the storage functions alone; the desk is asked in a transaction that is rolled back, so that
every cell begins in the same house.
Must not know: what is allowed.
"""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.bundled import bundled_sources
from checklists.messages import VisitSubmitted
from checklists.model import Checklist
from checklists.visit import Member, Purpose, Status
from handlers.capabilities import TELEGRAM
from handlers.desk import Desk
from handlers.desks.codes import hash_of
from handlers.house import House
from handlers.incoming import Chat, ChatKind, Content, Incoming, Sender
from handlers.outgoing import Outgoing
from storage import channels, checklists, drafts, invitations, people, units, visits
from storage.database import Database
from storage.invitations import Invitation
from storage.migrate import migrate
from storage.people import Grant, Identity, Role
from storage.tables import METADATA
from storage.units import Unit
from storage.units.sites import Site, put_site

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 11, 23, 8, 15, tzinfo=HANOI)
CHANNEL = "-1001"
CODE = "GoodCodeOfAnInvitation"
DRAFT, SECTION, QUESTION, CHOOSING, CHOICE = "draft1", "niem-yet", "B1", "B4", "ho-tich"
# What every update leaves behind, allowed or not.
_TRACES = frozenset({"inbox", "outbox", "conversation", "invitation_try"})


class Actor(StrEnum):
    """Who presses: one of each role, one who was suspended, an inspector of another ward, a stranger."""

    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    INSPECTOR = "inspector"
    CONTACT = "contact"
    VIEWER = "viewer"
    ELSEWHERE = "elsewhere"
    SUSPENDED = "suspended"
    STRANGER = "stranger"


class Target(StrEnum):
    """Which visit the button names, seen from the one who presses."""

    OWN = "own"
    OTHERS = "others"
    CLOSED = "closed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class World:
    """The furnished house."""

    database: Database
    desk: Desk


def visit_of(actor: Actor, target: Target) -> str:
    """The id of the visit that is this for that actor."""
    return {
        Target.OWN: f"own-{actor.value}",
        Target.OTHERS: "others-visit",
        Target.CLOSED: f"closed-{actor.value}",
        Target.MISSING: "no-such-visit",
    }[target]


@asynccontextmanager
async def open_world(folder: Path) -> AsyncIterator[World]:
    """The house, furnished in a fresh database."""
    url = f"sqlite:///{folder / 'matrix.db'}"
    await migrate(url)
    database = await Database.open(url)
    try:
        async with database.write() as connection:
            await _furnish(connection)
        yield World(database, Desk(_house()))
    finally:
        await database.close()


def _house() -> House:
    numbers = itertools.count(1)
    return House(
        timezone=HANOI,
        language="vi",
        now=lambda: AT.astimezone(UTC),
        token=lambda length: f"{next(numbers):0{length}d}",
        deep_link=lambda payload: f"https://t.me/bot?start={payload}",
        capabilities={TELEGRAM.transport: TELEGRAM},
    )


async def _furnish(connection: AsyncConnection) -> None:
    [source, *_] = bundled_sources()
    checklist = await checklists.publish(connection, source, at=AT)
    district = Unit(key="district", kind="quan", name="Hà Đông")
    wards = [Unit(key=key, kind="phuong", name=key, parent="district") for key in _wards()]
    await units.put_units(connection, (district, *wards))
    await put_site(connection, Site(id="site-1", unit="free-ward", name="Trụ sở"))
    await channels.connect(
        connection, transport="telegram", chat_id=CHANNEL, title="Kênh", by="settings", at=AT
    )
    await drafts.begin(connection, DRAFT, key=checklist.key, base=checklist.version, by="somebody", at=AT)
    for number, actor in enumerate(Actor):
        await _add(connection, actor, account=number)
    for actor in Actor:
        await _visit(connection, checklist, visit_of(actor, Target.OWN), who=actor, is_closed=False)
        await _visit(connection, checklist, visit_of(actor, Target.CLOSED), who=actor, is_closed=True)
    await _visit(connection, checklist, "others-visit", who=None, is_closed=False)
    await _invite(connection)


def _wards() -> tuple[str, ...]:
    mine = (f"{kind}-{actor.value}" for actor in Actor for kind in ("own", "closed"))
    return (*mine, "others-visit", "free-ward", "far-ward")


async def _add(connection: AsyncConnection, actor: Actor, *, account: int) -> None:
    if actor is Actor.STRANGER:
        return
    roles = {Actor.ELSEWHERE: Role.INSPECTOR, Actor.SUSPENDED: Role.ADMIN}
    role = roles.get(actor) or Role(actor.value)
    await people.add_person(
        connection,
        id=f"person-{actor.value}",
        name=actor.value,
        office="",
        language="vi",
        identity=Identity("telegram", str(account)),
        grants=(Grant(role, "far-ward" if actor is Actor.ELSEWHERE else None),),
        at=AT,
    )
    if actor is Actor.SUSPENDED:
        await people.suspend(connection, "person-suspended", AT)


async def _visit(
    connection: AsyncConnection, checklist: Checklist, visit_id: str, *, who: Actor | None, is_closed: bool
) -> None:
    person = f"person-{who.value}" if who else "somebody-else"
    unit = await units.unit(connection, visit_id)
    assert unit is not None
    before = await visits.create(
        connection,
        id=visit_id,
        unit=unit,
        site="",
        purpose=Purpose.SURPRISE,
        checklist=checklist,
        member=Member(person=person, name="Người kiểm tra", role="head"),
        failed_before=frozenset(),
        at=AT,
        local_month="2611",
    )
    if is_closed:
        after = replace(before, status=Status.SUBMITTED, submitted_at=AT, revision=1)
        await visits.append(
            connection, before, after, (VisitSubmitted(),), source_key=f"close:{visit_id}", at=AT
        )


async def _invite(connection: AsyncConnection) -> None:
    new = Invitation(
        id="invitation-1",
        code_hash=hash_of(CODE),
        role=Role.INSPECTOR,
        unit=None,
        name="Người được mời",
        office="",
        created_by="person-admin",
        expires_at=AT + timedelta(hours=72),
    )
    await invitations.add(connection, new)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the desk wants sent, and whether anything but traces changed in the database."""

    operations: tuple[Outgoing, ...]
    has_changed: bool


async def ask(world: World, actor: Actor, content: Content, *, in_channel: bool = False) -> Outcome:
    """Let the actor do this in the fresh house; nothing of it stays."""
    account = str(list(Actor).index(actor))
    chat = Chat("telegram", CHANNEL if in_channel else account, _kind(in_channel=in_channel))
    incoming = Incoming(
        key="telegram:1:1:x",
        chat=chat,
        sender=Sender("telegram", account, actor.value),
        received_at=AT.astimezone(UTC),
        content=content,
        message_id="1",
    )
    async with world.database.write() as connection:
        savepoint = await connection.begin_nested()
        before = await _fingerprint(connection)
        operations = await world.desk.take(connection, incoming)
        has_changed = await _fingerprint(connection) != before
        await savepoint.rollback()
    return Outcome(operations, has_changed=has_changed)


def _kind(*, in_channel: bool) -> ChatKind:
    return ChatKind.CHANNEL if in_channel else ChatKind.PRIVATE


async def _fingerprint(connection: AsyncConnection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: [tuple(row) for row in await connection.execute(select(table))]
        for table in METADATA.sorted_tables
        if table.name not in _TRACES
    }
