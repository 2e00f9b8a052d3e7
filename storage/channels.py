"""Where reports are posted: the channels that were connected, and the codes that connect one.

Rules: the channel connected last is the reporting one, while it is not lost; codes are kept hashed and used
once, by a single compare-and-set.
Must not know: how to post.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert
from storage.tables import channel, connect_code


class ChannelState(StrEnum):
    """LOST: a platform refused for good (removed, no rights); connecting it again mends that."""

    CONNECTED = "connected"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Channel:
    """A reporting channel; `at` is when it was connected."""

    transport: str
    chat_id: str
    title: str
    state: ChannelState
    connected_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConnectCode:
    """A code made by the person `by`; it connects only `chat_id` when that is given."""

    code_hash: str
    chat_id: str | None
    by: str
    expires_at: datetime


async def connect(
    connection: AsyncConnection, *, transport: str, chat_id: str, title: str, by: str, at: datetime
) -> None:
    """Make a chat the reporting channel."""
    statement = insert(connection, channel)
    values = {"title": title, "connected_by": by, "at": at, "lost_reason": None}
    keys = {"transport": transport, "chat_id": chat_id}
    await connection.execute(
        statement.values(keys | values).on_conflict_do_update(index_elements=list(keys), set_=values)
    )


async def reporting(connection: AsyncConnection) -> Channel | None:
    """The channel connected last, whether lost or not; none before the first."""
    row = channel.c
    asked = select(row.transport, row.chat_id, row.title, row.lost_reason, row.connected_by, row.at)
    found = (await connection.execute(asked.order_by(row.at.desc(), row.chat_id).limit(1))).one_or_none()
    if found is None:
        return None
    transport, chat_id, title, lost, by, at = found
    state = ChannelState.CONNECTED if lost is None else ChannelState.LOST
    return Channel(transport, chat_id, title, state, by, at)


async def lose(connection: AsyncConnection, transport: str, chat_id: str, reason: str) -> bool:
    """Mark a channel lost. False: it was lost already, or is unknown."""
    row = channel.c
    known = update(channel).where(
        row.transport == transport, row.chat_id == chat_id, row.lost_reason.is_(None)
    )
    return (await connection.execute(known.values(lost_reason=reason))).rowcount == 1


async def move(connection: AsyncConnection, transport: str, chat_id: str, new_chat_id: str) -> None:
    """Follow a chat that its platform gave another id."""
    row = channel.c
    moved = update(channel).where(row.transport == transport, row.chat_id == chat_id)
    await connection.execute(moved.values(chat_id=new_chat_id))


async def add_code(
    connection: AsyncConnection, *, code_hash: str, by: str, expires_at: datetime, chat_id: str | None = None
) -> None:
    """Keep a new code."""
    row = {"code_hash": code_hash, "chat_id": chat_id, "by": by, "expires_at": expires_at}
    await connection.execute(connect_code.insert().values(row))


async def use_code(connection: AsyncConnection, code_hash: str, at: datetime) -> ConnectCode | None:
    """Use a code up. None: unknown, used or expired."""
    row = connect_code.c
    free = update(connect_code).where(row.code_hash == code_hash, row.used_at.is_(None), row.expires_at > at)
    taken = free.values(used_at=at).returning(row.code_hash, row.chat_id, row.by, row.expires_at)
    found = (await connection.execute(taken)).one_or_none()
    return None if found is None else ConnectCode(*found)
