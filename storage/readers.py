"""SQLite's readers: as many as there are connections, each seeing one moment.

Rules: a reader waits for a free connection, first come, first served; what it began ends with it.
Must not know: tables, who reads what.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.door import Door


class Readers:
    """At most `most` readers at once. `read()` is their door."""

    def __init__(self, engine: AsyncEngine, most: int) -> None:
        self._engine = engine
        self._free = asyncio.Semaphore(most)
        self._doors: list[Door] = []

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that cannot write; it begins with its first statement."""
        async with self._free:
            door = self._doors.pop() if self._doors else await Door.open(self._engine)
            door.direct.run("BEGIN")
            try:
                yield door.connection
            finally:
                door.leave()
                self._doors.append(door)

    async def close(self) -> None:
        """Close the connections that nobody uses."""
        while self._doors:
            await self._doors.pop().close()
