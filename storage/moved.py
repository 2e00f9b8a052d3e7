"""Following a chat that its platform gave another id.

Rules: one transaction changes every place that names the chat and keeps the old id as an alias; what is
written for the old id later is sent to the new one.
Must not know: how a platform tells of it.
"""

import json
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import channels
from storage.database import insert
from storage.tables import UNDONE, chat_alias, outbox


async def follow(
    connection: AsyncConnection, transport: str, chat_id: str, new_chat_id: str, *, at: datetime
) -> None:
    """Rewrite the id in the channels and in what is still to be sent, and keep an alias.

    What is shown keeps the old id: those messages stay in the old chat, where nobody can edit them.
    """
    values = {"transport": transport, "chat_id": chat_id, "new_chat_id": new_chat_id, "at": at}
    statement = insert(connection, chat_alias).values(values)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["transport", "chat_id"], set_={"new_chat_id": new_chat_id}
        )
    )
    await channels.move(connection, transport, chat_id, new_chat_id)
    await _readdress(connection, transport, chat_id, new_chat_id)


async def _readdress(connection: AsyncConnection, transport: str, chat_id: str, new_chat_id: str) -> None:
    row = outbox.c
    lane, new_lane = f"{transport}:{chat_id}", f"{transport}:{new_chat_id}"
    waiting = select(row.id, row.body).where(row.lane == lane, UNDONE)
    for number, body in (await connection.execute(waiting)).all():
        fields = json.loads(body)
        fields["lane"] = new_lane
        fields["chat"]["id"] = new_chat_id
        values = {"lane": new_lane, "body": json.dumps(fields, ensure_ascii=False), "high_water": None}
        await connection.execute(update(outbox).where(row.id == number).values(values))


async def current(connection: AsyncConnection, transport: str, chat_id: str) -> str:
    """The id that the chat has now."""
    row = chat_alias.c
    asked = select(row.new_chat_id).where(row.transport == transport, row.chat_id == chat_id)
    return await connection.scalar(asked) or chat_id
