"""Letting the admins know what did not get through, in the transaction that records it.

Rules: the words are a desk's; a message to an admin that fails is no new trouble; an item is named by a code
that an operator finds in the log and in the database.
Must not know: why something failed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.desks import trouble_desk
from handlers.house import House
from handlers.incoming import Chat
from handlers.outgoing import Outgoing, encode
from storage import people
from storage.database import Database
from storage.people import Role
from storage.queue import OUTBOX, Item


@dataclass(frozen=True, slots=True)
class Alarm:
    """Tells the admins of the house."""

    house: House
    now: Callable[[], datetime]

    async def set_aside(self, connection: AsyncConnection, item: Item) -> None:
        """An item of the inbox was given up."""
        await self._put(connection, await trouble_desk.set_aside(connection, self.house, f"IN-{item.id}"))

    async def not_sent(self, connection: AsyncConnection, item: Item) -> None:
        """An item of the outbox was given up."""
        if not trouble_desk.is_trouble(item.key):
            await self._put(connection, await trouble_desk.not_sent(connection, self.house, _code(item)))

    async def unsearchable(self, connection: AsyncConnection, item: Item) -> None:
        """It cannot be found out whether a post stands in its channel."""
        await self._put(connection, await trouble_desk.unsearchable(connection, self.house, _code(item)))

    async def unreachable(
        self, connection: AsyncConnection, item: Item, chat: Chat, *, is_blocked: bool
    ) -> None:
        """A person takes no message."""
        if trouble_desk.is_trouble(item.key):
            return
        told = await trouble_desk.unreachable(connection, self.house, chat, is_blocked=is_blocked)
        await self._put(connection, told)

    async def little_room(self, database: Database, percent: int) -> None:
        """The disk is nearly full."""
        async with database.write() as connection:
            told = await trouble_desk.little_room(connection, self.house, percent, at=self.now())
            await self._put(connection, told)

    async def _put(self, connection: AsyncConnection, told: tuple[Outgoing, ...]) -> None:
        for each in told:
            await OUTBOX.put(
                connection, key=each.dedupe_key, lane=each.lane, body=encode(each), at=self.now()
            )


def _code(item: Item) -> str:
    return f"OUT-{item.id}"


async def first_admin(database: Database, transport: str) -> str | None:
    """An admin's account on a platform, or none."""
    async with database.read() as connection:
        for admin in await people.people_with(connection, Role.ADMIN):
            for identity in await people.identities(connection, admin.id):
                if identity.transport == transport:
                    return identity.external_id
    return None
