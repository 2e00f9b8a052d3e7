"""Which message of a chat shows what, so that it can be edited in place and replies to it understood.

Rules: a slot is the caller's name for a thing shown; the message remembered last is the slot's own, and the
older ones still say which slot they showed.
Must not know: what a slot means.
"""

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.statements import Change, Query
from storage.tables import shown

_NAMES = ("transport", "chat_id", "slot", "message_id", "at")
_SAME = (
    shown.c.transport == bindparam("transport"),
    shown.c.chat_id == bindparam("chat_id"),
    shown.c.message_id == bindparam("message_id"),
)
_FORGET = Change(delete(shown).where(*_SAME))
_REMEMBER = Change(shown.insert().values({name: bindparam(name) for name in _NAMES}))
_SLOT_OF = Query(select(shown.c.slot).where(*_SAME))
_MESSAGE_IN = Query(
    select(shown.c.message_id)
    .where(
        shown.c.transport == bindparam("transport"),
        shown.c.chat_id == bindparam("chat_id"),
        shown.c.slot == bindparam("slot"),
    )
    .order_by(shown.c.id.desc())
    .limit(1)
)


async def remember(
    connection: AsyncConnection, transport: str, chat_id: str, slot: str, message_id: str, at: datetime
) -> None:
    """Remember that the message now shows the slot."""
    message = {"transport": transport, "chat_id": chat_id, "message_id": message_id}
    await _FORGET.run(connection, **message)
    await _REMEMBER.run(connection, **message, slot=slot, at=at)


async def message_in(connection: AsyncConnection, transport: str, chat_id: str, slot: str) -> str | None:
    """The message that shows the slot, or none."""
    found = await _MESSAGE_IN.first(connection, transport=transport, chat_id=chat_id, slot=slot)
    return found[0] if found else None


async def slot_of(connection: AsyncConnection, transport: str, chat_id: str, message_id: str) -> str | None:
    """The slot that the message shows or showed, or none."""
    found = await _SLOT_OF.first(connection, transport=transport, chat_id=chat_id, message_id=message_id)
    return found[0] if found else None
