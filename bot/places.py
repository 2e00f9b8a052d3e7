"""What an operation finds in its chat: the message to be edited, the one to be answered, a later edit.

Rules: an edit that a later one will overwrite anyway is needless; the message that stands in a slot is
remembered here after it was stored, since only the deliverer ever puts one there, and asked of the database
when it is not.
Must not know: pace, calls, what becomes of a row.
"""

from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.recent import Recent
from handlers.incoming import Chat
from handlers.outgoing import EditText, Operation, Outgoing, SendPhotos, SendText, decode
from storage import shown
from storage.database import Database
from storage.queue import OUTBOX, Item

_SLOT = "slot:"
_SLOTS_KEPT = 4096  # cards; a person has one or two


@dataclass(frozen=True, slots=True)
class Found:
    """The message in the operation's slot, and the one that it answers."""

    standing: str | None = None
    answered: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Looks into the outbox and at what is shown, and remembers what it was told to keep."""

    _standing: Recent[tuple[str, str, str], str] = field(default_factory=lambda: Recent(_SLOTS_KEPT))

    async def look(
        self, database: Database, item: Item, outgoing: Outgoing, *, is_followed: bool
    ) -> Found | None:
        """What it finds. None: needless. `is_followed`: others may wait behind it by now."""
        chat, operation = outgoing.chat, outgoing.operation
        if isinstance(operation, EditText):
            known = self._standing.get((chat.transport, chat.id, operation.slot))
            if known is not None and not is_followed:
                return Found(known)
            async with database.read() as connection:
                behind = await OUTBOX.behind(connection, item)
                standing = await _message_in(connection, chat, operation.slot)
            return None if any(_edits(body, operation.slot) for body in behind) else Found(standing)
        if not isinstance(operation, SendText | SendPhotos) or operation.reply_to is None:
            return Found()
        return await self.around(database, outgoing)

    async def around(self, database: Database, outgoing: Outgoing) -> Found:
        """What it finds, asked of the database."""
        chat, operation = outgoing.chat, outgoing.operation
        slot = operation.slot if isinstance(operation, EditText) else None
        async with database.read() as connection:
            standing = await _message_in(connection, chat, slot)
            return Found(standing, await _answered_in(connection, chat, operation))

    def keep(self, chat: Chat, slot: str, message_id: str) -> None:
        """The message stands in the slot now, and that is stored."""
        self._standing.keep((chat.transport, chat.id, slot), message_id)


def _edits(body: str, slot: str) -> bool:
    if slot not in body:
        return False
    try:
        operation = decode(body).operation
    except (ValueError, LookupError):
        return False
    return isinstance(operation, EditText) and operation.slot == slot


async def _answered_in(connection: AsyncConnection, chat: Chat, operation: Operation) -> str | None:
    answered = operation.reply_to if isinstance(operation, SendText | SendPhotos) else None
    if answered and answered.startswith(_SLOT):
        return await _message_in(connection, chat, answered.removeprefix(_SLOT))
    return answered


async def _message_in(connection: AsyncConnection, chat: Chat, slot: str | None) -> str | None:
    return await shown.message_in(connection, chat.transport, chat.id, slot) if slot else None
