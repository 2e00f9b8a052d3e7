"""What a transaction promises, and what SQLite must be told so that it does."""

import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import conversations
from storage.database import READERS, Database
from tests.storage.examples import NOW


async def save(database: Database, state: str) -> None:
    """Write something."""
    async with database.write() as connection:
        await conversations.save(connection, "p-an", "chat", state, NOW)


async def saved(database: Database) -> str | None:
    """Read it back."""
    async with database.read() as connection:
        return await conversations.load(connection, "p-an", "chat")


async def fail(transaction: AbstractAsyncContextManager[AsyncConnection]) -> None:
    """Write something and stumble over something else."""
    async with transaction as connection:
        await conversations.save(connection, "p-an", "chat", "lost", NOW)
        raise ZeroDivisionError


@asynccontextmanager
async def savepoint(connection: AsyncConnection) -> AsyncIterator[AsyncConnection]:
    """One turn of several in a transaction."""
    async with connection.begin_nested():
        yield connection


async def test_write_commits_and_replaces(database: Database) -> None:
    """What was written is there when `write` is left; a later state takes the place of an earlier one."""
    assert await saved(database) is None
    await save(database, "one")
    await save(database, "two")
    assert await saved(database) == "two"


async def test_exception_rolls_back(database: Database) -> None:
    """An exception inside `write` leaves nothing behind, and the database goes on."""
    with pytest.raises(ZeroDivisionError):
        await fail(database.write())
    assert await saved(database) is None
    await save(database, "kept")
    assert await saved(database) == "kept"


async def test_cancellation_rolls_back(database: Database) -> None:
    """A cancelled turn leaves nothing behind, and the writer is free again."""
    written = asyncio.Event()

    async def turn() -> None:
        async with database.write() as connection:
            await conversations.save(connection, "p-an", "chat", "lost", NOW)
            written.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(turn())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await save(database, "kept")
    assert await saved(database) == "kept"


async def test_savepoint_undoes_one_turn_of_several(database: Database) -> None:
    """Of several turns in one transaction, a failed one is undone alone."""
    async with database.write() as connection:
        await conversations.save(connection, "p-an", "chat", "kept", NOW)
        with pytest.raises(ZeroDivisionError):
            await fail(savepoint(connection))
    assert await saved(database) == "kept"


async def test_reader_cannot_write(database: Database) -> None:
    """A reading transaction refuses to write."""
    with pytest.raises(DBAPIError):
        async with database.read() as connection:
            await conversations.save(connection, "p-an", "chat", "no", NOW)
    assert await saved(database) is None


async def test_reader_sees_one_moment(database: Database) -> None:
    """What is committed while somebody reads does not appear in the middle of the reading."""
    await save(database, "before")
    async with database.read() as connection:
        assert await conversations.load(connection, "p-an", "chat") == "before"
        await save(database, "after")
        assert await conversations.load(connection, "p-an", "chat") == "before"
    assert await saved(database) == "after"


async def test_writers_wait_for_each_other(database: Database) -> None:
    """Many turns at once in one program all come through, none lost."""

    async def count_up() -> None:
        async with database.write() as connection:
            # The row's lock on PostgreSQL, the one writer on SQLite.
            await conversations.save(connection, "p-lock", "chat", "", NOW)
            state = await conversations.load(connection, "p-an", "chat") or "0"
            await asyncio.sleep(0)
            await conversations.save(connection, "p-an", "chat", str(int(state) + 1), NOW)

    await asyncio.gather(*(count_up() for _ in range(20)))
    assert await saved(database) == "20"


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite://", "sqlite:///:memory:"])
async def test_other_databases_are_refused(url: str) -> None:
    """Only an SQLite file or a PostgreSQL will do."""
    with pytest.raises(ValueError, match="sqlite:///path"):
        await Database.open(url)


async def test_file_is_private(tmp_path: Path, opened: Callable[[str], Awaitable[Database]]) -> None:
    """The database's files are for their owner alone, in a folder closed to others."""
    path = tmp_path / "data" / "wardrounds.sqlite"
    database = await opened(f"sqlite:///{path}")
    async with database.write() as connection:
        await connection.exec_driver_sql("CREATE TABLE t (a)")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}, modes


async def test_sqlite_is_set_up_for_keeping(
    tmp_path: Path, opened: Callable[[str], Awaitable[Database]]
) -> None:
    """WAL, FULL and foreign keys hold on both doors; the writer's turn is waited for beside the loop."""
    database = await opened(f"sqlite:///{tmp_path}/a.sqlite")
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    for door, patience in ((database.write, 0), (database.read, 5000)):
        expected["busy_timeout"] = patience
        async with door() as connection:
            found = {
                name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one() for name in expected
            }
        assert found == expected


async def test_write_begins_immediately(tmp_path: Path, opened: Callable[[str], Awaitable[Database]]) -> None:
    """A write transaction holds the file's write lock before its first statement; a reader holds none."""
    path = tmp_path / "a.sqlite"
    database = await opened(f"sqlite:///{path}")
    other = sqlite3.connect(path, timeout=0, isolation_level=None)
    async with database.write():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    async with database.read():
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    other.close()


async def test_a_closed_database_opens_again(database: Database) -> None:
    """Closing lets go of every connection; later there are as many as before."""
    for _ in range(READERS + 1):
        async with database.write(), database.read():
            pass
        await database.close()
