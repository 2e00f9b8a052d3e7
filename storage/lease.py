"""Who may act: one program at a time, told apart by an epoch that grows with every take-over.

Rules: an old program that was only asleep finds its epoch passed at its next claim and stops (`Superseded`).
On PostgreSQL a lock of the session refuses a second program while the first one's connection lives.
Must not know: what the program does.
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, insert
from storage.lock import AlreadyRunning
from storage.statements import Query
from storage.tables import lease

_HELD = Query(select(lease.c.epoch).where(lease.c.name == bindparam("holder")).with_for_update(read=True))


class Superseded(Exception):  # noqa: N818 - a plain state of affairs, exit code 75
    """Another program took over; this one must not act any more."""


@dataclass(frozen=True, slots=True)
class Lease:
    """What this program holds."""

    name: str
    epoch: int

    async def check(self, connection: AsyncConnection) -> None:
        """Nothing while the lease is ours, and it stays ours until the transaction ends. Superseded else."""
        if await _HELD.first(connection, holder=self.name) != (self.epoch,):
            raise Superseded(self.name)


async def take(connection: AsyncConnection, name: str, *, at: datetime) -> Lease:
    """Take the lease, whoever held it before."""
    statement = insert(connection, lease).values(name=name, epoch=1, taken_at=at)
    later = {"epoch": lease.c.epoch + 1, "taken_at": at}
    taken = statement.on_conflict_do_update(index_elements=["name"], set_=later).returning(lease.c.epoch)
    return Lease(name, (await connection.execute(taken)).scalar_one())


@asynccontextmanager
async def alone(database: Database, name: str) -> AsyncIterator[None]:
    """While this lasts no other program on the same PostgreSQL gets here. AlreadyRunning if one is here.

    SQLite needs none of it: its file is locked by `ProcessLock`.
    """
    if database.dialect != "postgresql":
        yield
        return
    async with database.bare_connection() as connection:
        if not await connection.scalar(select(func.pg_try_advisory_lock(_number(name)))):
            raise AlreadyRunning(f"{name} is held by another process")
        await connection.commit()
        yield
        await connection.scalar(select(func.pg_advisory_unlock(_number(name))))


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
