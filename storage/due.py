"""What falls due: rows with a time, since a scheduler in memory forgets at every restart.

Rules: a key has one time, and setting it again moves it; taking what is due and writing down what follows
from it belong in one transaction, so that nothing falls due twice or never.
Must not know: what is to happen then.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert
from storage.tables import due as table


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is to happen at `at` (aware); `subject` is what it is about, as its `kind` needs it."""

    key: str
    kind: str
    subject: str
    at: datetime


async def set_due(connection: AsyncConnection, new: Due) -> None:
    """Let it fall due at that time, whatever time the key had."""
    statement = insert(connection, table).values(asdict(new))
    values = {name: statement.excluded[name] for name in ("kind", "subject", "at")}
    await connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))


async def drop_due(connection: AsyncConnection, key: str) -> bool:
    """It is not to happen. False: it was not waiting."""
    return (await connection.execute(delete(table).where(table.c.key == key))).rowcount == 1


async def take_due(connection: AsyncConnection, now: datetime, *, limit: int) -> tuple[Due, ...]:
    """Take up to `limit` of what is due, the longest overdue first; the rows are gone with the commit."""
    row = table.c
    asked = select(table).where(row.at <= now).order_by(row.at, row.key).limit(limit)
    found = tuple(Due(**each) for each in (await connection.execute(asked)).mappings())
    if found:
        await connection.execute(delete(table).where(row.key.in_([each.key for each in found])))
    return found


async def next_due(connection: AsyncConnection) -> datetime | None:
    """When the next thing falls due, or none."""
    return await connection.scalar(select(func.min(table.c.at)))
