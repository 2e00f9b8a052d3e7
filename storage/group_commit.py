"""SQLite's one writer: those who write at the same time share one commit.

Why: a commit waits for the disk (`synchronous=FULL`); while one waits, others come, and together they wait
once more instead of each for himself.
Rules: one writes after the other, each in a savepoint, so that who fails takes back only his own; nobody
returns before the commit that makes his changes durable; if that commit fails, everybody in it learns so. A
fault that ends the whole transaction (a full disk) ends it for all who share it.
Must not know: tables, who writes what.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

LARGEST = 64  # so that the first of a group does not wait for ever while others keep coming
_SAVEPOINT = "SAVEPOINT one"
_KEEP = "RELEASE one"
_TAKE_BACK = "ROLLBACK TO one"


@dataclass(slots=True)
class _Group:
    """Those who share a transaction; `done` is set when it is committed, or has failed."""

    connection: AsyncConnection
    done: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    size: int = 0


class GroupWriter:
    """The writer of one database. `write()` and `alone()` are its doors."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._group: _Group | None = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction for this one writer: durable at the end, gone on any exception."""
        await self._wait_for_turn()
        try:
            group = await self._join()
            try:
                yield group.connection
            except BaseException:
                await _to_the_end(self._take_back(group))
                raise
            await group.connection.exec_driver_sql(_KEEP)
            await self._leave(group)
        finally:
            self._turn.release()
        await asyncio.shield(group.done)

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[AsyncConnection]:
        """A connection outside any transaction, while nobody writes."""
        async with self._turn:
            if self._group is not None:
                await self._end(self._group)
            async with self._engine.connect() as connection:
                yield connection

    async def _wait_for_turn(self) -> None:
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1

    async def _join(self) -> _Group:
        if self._group is None:
            connection = await self._engine.connect()
            try:
                await connection.begin()
            except BaseException:
                await _to_the_end(connection.close())
                raise
            self._group = _Group(connection)
        self._group.size += 1
        await self._group.connection.exec_driver_sql(_SAVEPOINT)
        return self._group

    async def _leave(self, group: _Group) -> None:
        """Commit, unless somebody is waiting to write, who will."""
        if not self._waiting or group.size >= LARGEST:
            await _to_the_end(self._end(group))

    async def _take_back(self, group: _Group) -> None:
        """Undo what this one wrote; the others' changes stay, if the transaction lives."""
        try:
            await group.connection.exec_driver_sql(_TAKE_BACK)
            await group.connection.exec_driver_sql(_KEEP)
        except DBAPIError as error:
            await self._fail(group, error)
            return
        if not self._waiting or group.size >= LARGEST:
            await self._end(group)

    async def _end(self, group: _Group) -> None:
        self._group = None
        try:
            await group.connection.commit()
        except DBAPIError as error:
            await self._fail(group, error)
            return
        group.done.set_result(None)
        await group.connection.close()

    async def _fail(self, group: _Group, error: DBAPIError) -> None:
        self._group = None
        group.done.set_exception(error)
        group.done.exception()  # who has no more interest in it is not to be reminded of it
        await group.connection.close()


async def _to_the_end(work: Coroutine[object, object, None]) -> None:
    """Do it even if who waits for it is cancelled meanwhile: the next writer must find it done."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
