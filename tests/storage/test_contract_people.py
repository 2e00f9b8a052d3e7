"""The contract of people, invitations, channels and what chats show."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import channels, invitations, people, shown
from storage.channels import ChannelState, ConnectCode
from storage.database import Database
from storage.invitations import Invitation, InvitationKind
from storage.people import Grant, Identity, Person, Role
from tests.storage.examples import ACCOUNT, MINUTE, NOW

INVITATION = Invitation(
    id="inv-1",
    code_hash="ab" * 32,
    role=Role.INSPECTOR,
    unit=None,
    name="Trần Thị Bình",
    office="Phòng Nội vụ",
    created_by="p-an",
    expires_at=NOW + timedelta(hours=72),
)
ADMIN = Grant(Role.ADMIN)
CONTACT = Grant(Role.CONTACT, "mo-lao-2009")


async def add_an(connection: AsyncConnection) -> Person:
    """A person with two grants."""
    return await people.add_person(
        connection,
        id="p-an",
        name="Nguyễn Văn An",
        office="Phòng Nội vụ",
        language="vi",
        identity=ACCOUNT,
        grants=(ADMIN, CONTACT),
        at=NOW,
    )


async def test_accounts_end_and_tell_whose_they_were(database: Database) -> None:
    """An account that ended is nobody's to write from, but is remembered; it may be given anew."""
    new = Identity("telegram", "2002")
    async with database.write() as connection:
        an = await add_an(connection)
        assert await people.end_identity(connection, "p-an", ACCOUNT, NOW)
        assert not await people.end_identity(connection, "p-an", ACCOUNT, NOW)
        await people.add_identity(connection, "p-an", new)
        assert await people.identities(connection, "p-an") == (new,)
        assert await people.person_of(connection, "telegram", "1001") is None
        assert await people.former_person_of(connection, "telegram", "1001") == an
        assert await people.former_person_of(connection, "telegram", "9") is None
        await people.add_identity(connection, "p-an", ACCOUNT)
        assert await people.person_of(connection, "telegram", "1001") == an
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await people.add_identity(connection, "p-an", new)


async def test_one_of_two_admins_changes_a_person(database: Database) -> None:
    """Who looked before somebody else's change is told; the lock lets one at a time change admins."""
    async with database.write() as connection:
        an = await add_an(connection)
        await people.lock_admins(connection)
        assert await people.claim(connection, "p-an", an.revision)
        assert not await people.claim(connection, "p-an", an.revision)
        assert not await people.claim(connection, "nobody", 0)
        await people.set_name(connection, "p-an", "Nguyễn An", "Văn phòng")
        now = await people.person(connection, "p-an")
        assert now == replace(an, name="Nguyễn An", office="Văn phòng", revision=1)


async def test_suspended_people_are_listed_when_asked_for(database: Database) -> None:
    """The suspended stay in the house, with the time of it."""
    async with database.write() as connection:
        an = await add_an(connection)
        assert await people.suspended_since(connection, "p-an") is None
        await people.suspend(connection, "p-an", NOW)
        assert await people.everyone(connection) == ()
        assert await people.everyone(connection, suspended=True) == (replace(an, active=False),)
        assert await people.suspended_since(connection, "p-an") == NOW


async def test_invitations_that_wait(database: Database) -> None:
    """Those that can still be used, the first to expire first; a link for an account tells whose."""
    later = replace(INVITATION, id="inv-2", code_hash="cd" * 32, expires_at=NOW + timedelta(hours=99))
    moving = replace(INVITATION, id="inv-3", code_hash="ef" * 32, kind=InvitationKind.MOVE, person="p-an")
    async with database.write() as connection:
        for each in (later, INVITATION, moving):
            await invitations.add(connection, each)
        assert await invitations.pending(connection, NOW) == (INVITATION, moving, later)
        assert await invitations.withdraw(connection, "inv-1", NOW)
        assert await invitations.use(connection, "inv-3", by="p-an", at=NOW)
        assert await invitations.pending(connection, NOW) == (later,)
        assert await invitations.pending(connection, later.expires_at) == ()


async def test_person_is_found_by_account(database: Database) -> None:
    """A person comes back by any of their accounts, with the grants; a strange account is nobody."""
    async with database.write() as connection:
        an = await add_an(connection)
        zalo = Identity("zalo", "abc")
        await people.add_identity(connection, "p-an", zalo)
        assert await people.person_of(connection, "telegram", "1001") == an
        assert await people.person_of(connection, "zalo", "abc") == an
        assert await people.person_of(connection, "zalo", "1001") is None
        assert await people.identities(connection, "p-an") == (ACCOUNT, zalo)
        assert an.grants == (ADMIN, CONTACT)
        assert an.has(Role.ADMIN)
        assert not an.has(Role.VIEWER)


async def test_account_belongs_to_one(database: Database) -> None:
    """An account cannot be given to a second person."""
    async with database.write() as connection:
        await add_an(connection)
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await people.add_person(
                connection,
                id="p-binh",
                name="Bình",
                office="",
                language="vi",
                identity=ACCOUNT,
                grants=(),
                at=NOW,
            )


async def test_grants_come_and_go(database: Database) -> None:
    """A grant is in force once, can be ended, and given again."""
    async with database.write() as connection:
        await add_an(connection)
        await people.add_grant(connection, "p-an", ADMIN, at=NOW)
        assert await people.end_grant(connection, "p-an", ADMIN, at=NOW)
        assert not await people.end_grant(connection, "p-an", ADMIN, at=NOW)
        assert (await people.person(connection, "p-an")).grants == (CONTACT,)  # type: ignore[union-attr]
        assert await people.people_with(connection, Role.ADMIN) == ()
        await people.add_grant(connection, "p-an", ADMIN, at=NOW)
        assert [each.id for each in await people.people_with(connection, Role.ADMIN)] == ["p-an"]


async def test_suspended_and_withdrawn(database: Database) -> None:
    """A suspended person keeps the grants and can come back; a withdrawn one has none left."""
    async with database.write() as connection:
        an = await add_an(connection)
        await people.set_language(connection, "p-an", "en")
        await people.suspend(connection, "p-an", NOW)
        assert await people.person(connection, "p-an") == replace(an, language="en", active=False)
        assert await people.people_with(connection, Role.ADMIN) == ()
        await people.resume(connection, "p-an")
        assert await people.person(connection, "p-an") == replace(an, language="en")
        await people.withdraw_person(connection, "p-an", NOW)
        assert await people.person(connection, "p-an") == replace(an, language="en", active=False, grants=())


async def test_invitation_serves_once(url: str, opened: Callable[[str], Awaitable[Database]]) -> None:
    """Of two people who bring the same code at once, from two programs, exactly one comes in."""
    databases = [await opened(url), await opened(url)]
    async with databases[0].write() as connection:
        await invitations.add(connection, INVITATION)

    async def use(database: Database, by: str) -> bool:
        async with database.write() as connection:
            return await invitations.use(connection, "inv-1", by=by, at=NOW)

    came_in = await asyncio.gather(use(databases[0], "p-binh"), use(databases[1], "p-chi"))
    assert sorted(came_in) == [False, True]
    async with databases[0].read() as connection:
        found = await invitations.by_hash(connection, INVITATION.code_hash)
    assert found == replace(INVITATION, used_by=("p-binh" if came_in[0] else "p-chi"), used_at=NOW)


async def test_invitation_expires_and_is_withdrawn(database: Database) -> None:
    """An expired or withdrawn invitation lets nobody in; it is withdrawn once, used or not."""
    async with database.write() as connection:
        await invitations.add(connection, INVITATION)
        assert not await invitations.use(connection, "inv-1", by="p", at=INVITATION.expires_at)
        assert await invitations.withdraw(connection, "inv-1", NOW)
        assert not await invitations.use(connection, "inv-1", by="p", at=NOW)
        await invitations.add(connection, replace(INVITATION, id="inv-2", code_hash="cd"))
        assert await invitations.use(connection, "inv-2", by="p", at=NOW)
        assert await invitations.withdraw(connection, "inv-2", NOW)
        assert not await invitations.withdraw(connection, "inv-2", NOW)
        assert await invitations.by_hash(connection, "unknown") is None


async def test_tries_are_counted_by_account(database: Database) -> None:
    """Tries are counted for each account, from a moment on."""
    async with database.write() as connection:
        for minute in range(3):
            await invitations.note_try(connection, ACCOUNT, NOW + minute * MINUTE)
        assert await invitations.tries(connection, ACCOUNT, NOW + MINUTE) == 2
        assert await invitations.tries(connection, Identity("zalo", "1001"), NOW) == 0


async def test_channel_connects_and_is_lost(database: Database) -> None:
    """The channel connected last is the reporting one; a lost one says so until it is connected again."""
    async with database.write() as connection:
        assert await channels.reporting(connection) is None
        for minute, chat in enumerate(("-1", "-2")):
            at = NOW + minute * MINUTE
            await channels.connect(
                connection, transport="telegram", chat_id=chat, title="Kênh", by="p-an", at=at
            )
        found = await channels.reporting(connection)
        assert found is not None
        assert (found.chat_id, found.state) == ("-2", ChannelState.CONNECTED)
        assert await channels.lose(connection, "telegram", "-2", "kicked")
        assert not await channels.lose(connection, "telegram", "-2", "kicked")
        assert await channels.reporting(connection) == replace(found, state=ChannelState.LOST)
        await channels.move(connection, "telegram", "-2", "-1002")
        await channels.connect(
            connection, transport="telegram", chat_id="-1002", title="Mới", by="p-an", at=NOW + 2 * MINUTE
        )
        moved = await channels.reporting(connection)
        assert moved == replace(found, chat_id="-1002", title="Mới", at=NOW + 2 * MINUTE)


async def test_connect_code_serves_once(database: Database) -> None:
    """A code connects once, before it expires, and says who made it."""
    code = ConnectCode(code_hash="ef" * 32, chat_id=None, by="p-an", expires_at=NOW + MINUTE)
    async with database.write() as connection:
        await channels.add_code(connection, code_hash=code.code_hash, by=code.by, expires_at=code.expires_at)
        assert await channels.use_code(connection, code.code_hash, NOW + MINUTE) is None
        assert await channels.use_code(connection, code.code_hash, NOW) == code
        assert await channels.use_code(connection, code.code_hash, NOW) is None


async def test_shown_messages(database: Database) -> None:
    """A slot's message is the one remembered last; older messages still tell which slot they showed."""
    async with database.write() as connection:
        for message in ("10", "11"):
            await shown.remember(connection, "telegram", "1001", "v1/B1", message, NOW)
        assert await shown.message_in(connection, "telegram", "1001", "v1/B1") == "11"
        assert await shown.slot_of(connection, "telegram", "1001", "10") == "v1/B1"
        await shown.remember(connection, "telegram", "1001", "v1/B2", "11", NOW)
        assert await shown.slot_of(connection, "telegram", "1001", "11") == "v1/B2"
        assert await shown.message_in(connection, "telegram", "1001", "v1/B1") == "10"
        assert await shown.message_in(connection, "zalo", "1001", "v1/B1") is None
