"""SQLite's one writer: those who write at the same time share one commit.

Why: a commit waits for the disk (`synchronous=FULL`); while one waits, others come, and together they wait
once more instead of each for himself.
Rules: one writes after the other, each in a savepoint, so that who fails takes back only his own; nobody
returns before the commit that makes his changes durable; if that commit fails, everybody in it learns so. A
fault that ends the whole transaction (a full disk) ends it for all who share it.
Must not know: tables, who writes what.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.door import Door
from storage.inline_sqlite import WRITING
from storage.statements import told

LARGEST = 64  # so that the first of a group does not wait for ever while others keep coming
_SAVEPOINT = "SAVEPOINT one"
_KEEP = "RELEASE one"
_TAKE_BACK = "ROLLBACK TO one"
_COMMIT = "COMMIT"


@dataclass(slots=True)
class _Group:
    """Those who share a transaction; `done` is set when it is committed, or has failed."""

    door: Door
    done: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    size: int = 0


class GroupWriter:
    """The writer of one database. `write()` and `alone()` are its doors."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._group: _Group | None = None
        self._door: Door | None = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction for this one writer: durable at the end, gone on any exception."""
        await self._wait_for_turn()
        try:
            group = await self._join()
            try:
                yield group.door.connection
            except BaseException:
                await _to_the_end(self._take_back(group))
                raise
            self._keep(group)
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
            await self._close()
            async with self._engine.connect() as connection:
                assert connection.sync_connection is not None  # noqa: S101 - it is connected
                event.listen(connection.sync_connection, "begin", _begin)
                yield connection

    async def close(self) -> None:
        """Close the connection, once nobody writes."""
        async with self._turn:
            await self._close()

    async def _close(self) -> None:
        door, self._door = self._door, None
        if door is not None:
            await door.close()

    async def _wait_for_turn(self) -> None:
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1

    async def _join(self) -> _Group:
        if self._group is None:
            self._door = self._door or await Door.open(self._engine)
            try:
                await self._door.direct.begin_writing()
            except sqlite3.Error as error:
                raise told(WRITING, error) from error
            self._group = _Group(self._door)
        self._group.size += 1
        self._group.door.direct.run(_SAVEPOINT)
        return self._group

    def _keep(self, group: _Group) -> None:
        """Make it part of the group's transaction; where that has ended unseen, it has ended for all."""
        try:
            group.door.direct.run(_KEEP)
        except sqlite3.Error as error:
            self._fail(group, error)
            raise told(_KEEP, error) from error

    async def _leave(self, group: _Group) -> None:
        """Commit, unless somebody is waiting to write, who will."""
        if not self._waiting or group.size >= LARGEST:
            await _to_the_end(self._end(group))

    async def _take_back(self, group: _Group) -> None:
        """Undo what this one wrote; the others' changes stay, if the transaction lives."""
        try:
            group.door.direct.run(_TAKE_BACK)
            group.door.direct.run(_KEEP)
        except sqlite3.Error as error:
            self._fail(group, error)
            return
        if not self._waiting or group.size >= LARGEST:
            await self._end(group)

    async def _end(self, group: _Group) -> None:
        self._group = None
        try:
            await group.door.direct.commit()
        except sqlite3.Error as error:
            self._fail(group, error)
            return
        group.done.set_result(None)

    def _fail(self, group: _Group, error: sqlite3.Error) -> None:
        self._group = None
        group.done.set_exception(told(_COMMIT, error))
        group.done.exception()  # who has no more interest in it is not to be reminded of it
        group.door.leave()


def _begin(connection: Connection) -> None:
    """Where SQLAlchemy begins a transaction itself, as migrations do, it writes."""
    connection.exec_driver_sql(WRITING)


async def _to_the_end(work: Coroutine[object, object, None]) -> None:
    """Do it even if who waits for it is cancelled meanwhile: the next writer must find it done."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
