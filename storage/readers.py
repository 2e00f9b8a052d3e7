"""SQLite's readers: as many as there are connections, each seeing one moment.

Rules: a reader waits for a free connection; what it began ends with it.
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
        # A queue lets a newcomer have what is free at once: nobody has to wait for the loop to come round.
        self._free: asyncio.LifoQueue[Door | None] = asyncio.LifoQueue()
        for _ in range(most):
            self._free.put_nowait(None)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that cannot write; what it sees is fixed by its first statement."""
        door = await self._free.get()
        try:
            door = door or await Door.open(self._engine)
            door.direct.run("BEGIN")
            yield door.connection
        finally:
            if door is not None:
                door.leave()
            self._free.put_nowait(door)

    async def close(self) -> None:
        """Close the connections that nobody uses; who reads later opens one anew."""
        free = [self._free.get_nowait() for _ in range(self._free.qsize())]
        for door in free:
            if door is not None:
                await door.close()
            self._free.put_nowait(None)
