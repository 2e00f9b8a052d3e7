"""Which message of a chat shows what, so that it can be edited in place and replies to it understood.

Rules: a slot is the caller's name for a thing shown; the message remembered last is the slot's own, and the
older ones still say which slot they showed.
Must not know: what a slot means.
"""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import shown


async def remember(
    connection: AsyncConnection, transport: str, chat_id: str, slot: str, message_id: str, at: datetime
) -> None:
    """Remember that the message now shows the slot."""
    row = shown.c
    same = (row.transport == transport, row.chat_id == chat_id, row.message_id == message_id)
    await connection.execute(delete(shown).where(*same))
    new = {"transport": transport, "chat_id": chat_id, "slot": slot, "message_id": message_id, "at": at}
    await connection.execute(shown.insert().values(new))


async def message_in(connection: AsyncConnection, transport: str, chat_id: str, slot: str) -> str | None:
    """The message that shows the slot, or none."""
    row = shown.c
    asked = select(row.message_id).where(row.transport == transport, row.chat_id == chat_id, row.slot == slot)
    return await connection.scalar(asked.order_by(row.id.desc()).limit(1))


async def slot_of(connection: AsyncConnection, transport: str, chat_id: str, message_id: str) -> str | None:
    """The slot that the message shows or showed, or none."""
    row = shown.c
    return await connection.scalar(
        select(row.slot).where(
            row.transport == transport, row.chat_id == chat_id, row.message_id == message_id
        )
    )
