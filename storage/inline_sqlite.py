"""SQLite without a thread: statements run where they are asked, only commits wait for the disk in a thread.

Why: a turn makes some twenty small statements of a few microseconds each; handing each to another thread and
back costs many times the statement. A commit is different: with `synchronous=FULL` it waits for the disk, and
nobody else should wait with it.
Rules: looks to SQLAlchemy like aiosqlite's connection; one connection is used by one task at a time. A
statement that reads a whole table would hold up everybody: such reads do not belong on these connections.
Must not know: tables, transactions.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self, TypeAlias

WRITING = "BEGIN IMMEDIATE"
PATIENCE = 5.0  # seconds; as long as SQLite itself was told to wait
PAUSE = 0.002
Parameters: TypeAlias = Sequence[Any] | dict[str, Any]
Row: TypeAlias = tuple[Any, ...]


class InlineCursor:
    """A cursor whose coroutines never wait."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    async def __aenter__(self) -> Self:
        """The cursor itself."""
        return self

    @property
    def description(self) -> tuple[Any, ...] | None:
        """As in DBAPI."""
        return self._cursor.description

    @property
    def lastrowid(self) -> int | None:
        """As in DBAPI."""
        return self._cursor.lastrowid

    @property
    def rowcount(self) -> int:
        """As in DBAPI."""
        return self._cursor.rowcount

    @property
    def arraysize(self) -> int:
        """As in DBAPI."""
        return self._cursor.arraysize

    @arraysize.setter
    def arraysize(self, value: int) -> None:
        self._cursor.arraysize = value

    async def execute(self, sql: str, parameters: Parameters = ()) -> "InlineCursor":
        """Run one statement."""
        self._cursor.execute(sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Parameters]) -> "InlineCursor":
        """Run one statement for each of the parameters."""
        self._cursor.executemany(sql, parameters)
        return self

    async def fetchone(self) -> Row | None:
        """The next row."""
        row: Row | None = self._cursor.fetchone()
        return row

    async def fetchmany(self, size: int | None = None) -> list[Row]:
        """The next rows."""
        return self._cursor.fetchmany(size or self._cursor.arraysize)

    async def fetchall(self) -> list[Row]:
        """All rows left."""
        return self._cursor.fetchall()

    async def close(self) -> None:
        """Let go of the statement."""
        self._cursor.close()


class InlineConnection:
    """A connection whose coroutines never wait, but for `commit`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection: sqlite3.Connection | None = connection

    @property
    def isolation_level(self) -> str | None:
        """None: transactions begin and end where SQLAlchemy says so."""
        return self._open.isolation_level

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction has begun and not ended."""
        return self._connection is not None and self._connection.in_transaction

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.OperationalError("connection closed")
        return self._connection

    def cursor(self) -> InlineCursor:
        """A new cursor, to be entered."""
        return InlineCursor(self._open.cursor())

    def run(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Run one statement, past SQLAlchemy."""
        return self._open.execute(sql, parameters)

    async def begin_writing(self) -> None:
        """Begin a transaction that writes.

        Another program's is waited for beside the event loop, and not inside SQLite, where all would wait.
        """
        patience = time.monotonic() + PATIENCE
        while True:
            try:
                self.run(WRITING)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                    raise
                await asyncio.sleep(PAUSE)
            else:
                return

    async def commit(self) -> None:
        """Commit, waiting for the disk beside the event loop."""
        connection = self._open
        if connection.in_transaction:
            await _to_the_end(connection.commit)

    async def rollback(self) -> None:
        """Roll back."""
        self._open.rollback()

    async def create_function(
        self, name: str, narg: int, func: Callable[..., Any], *, deterministic: bool = False
    ) -> None:
        """As in sqlite3."""
        self._open.create_function(name, narg, func, deterministic=deterministic)

    async def close(self) -> None:
        """Close; a second time does nothing."""
        self.stop()

    def stop(self) -> None:
        """Close without waiting for anything."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


async def _to_the_end(work: Callable[[], None]) -> None:
    """Do it in a thread; who is cancelled meanwhile waits all the same, so that it is never half done."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise


async def connect(database: str, **settings: Any) -> InlineConnection:  # noqa: ANN401 - SQLAlchemy's own
    """Open the database; `settings` as in `sqlite3.connect`."""
    settings |= {"isolation_level": None, "check_same_thread": False}
    return InlineConnection(sqlite3.connect(database, **settings))
