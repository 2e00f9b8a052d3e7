"""One database: where transactions begin and end, for SQLite and PostgreSQL alike.

Rules: whoever writes is inside `write()`, which commits at its end or rolls back. On SQLite there is one
writer (`group_commit`), its transactions are `BEGIN IMMEDIATE`, and a commit is on the disk
(`synchronous=FULL`) before `write()` returns; readers have their own connections and cannot write. Schemas
are the business of `migrate`.
Must not know: any table.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal, Self, TypeAlias

from sqlalchemy import URL, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from checklists.model import Checklist
from storage.group_commit import GroupWriter
from storage.inline_sqlite import connect
from storage.readers import Readers
from storage.visit_cache import READ_VISITS, VisitCache

DialectName: TypeAlias = Literal["sqlite", "postgresql"]
READERS = 4
PRAGMAS = ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
PUBLISHED = "published_checklists"
PUBLISHED_MOST = 64


class PublishedCache:
    """The checklists parsed last; a published version never changes, so they never grow old."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], Checklist] = {}

    def get(self, key: str, version: int) -> Checklist | None:
        """The parsed version, or none."""
        return self._kept.get((key, version))

    def keep(self, checklist: Checklist) -> None:
        """Keep a parsed version, letting the one kept longest go when there are too many."""
        self._kept[checklist.key, checklist.version] = checklist
        if len(self._kept) > PUBLISHED_MOST:
            del self._kept[next(iter(self._kept))]

    def drop(self, key: str, version: int) -> None:
        """Forget a version whose transaction may not have been committed."""
        self._kept.pop((key, version), None)


def published_of(connection: AsyncConnection) -> PublishedCache:
    """The cache that the connection's database owns."""
    options = connection.sync_engine.get_execution_options() if connection.sync_connection else {}
    cache = options.get(PUBLISHED)
    return cache if isinstance(cache, PublishedCache) else PublishedCache()


def insert(connection: AsyncConnection, table: Table[Any]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that has ON CONFLICT in the connection's dialect; both spell it alike.

    Its `rowcount` tells what was added, which psycopg otherwise forgets after an INSERT.
    """
    postgres = connection.dialect.name == "postgresql"
    statement = postgresql.insert(table) if postgres else sqlite.insert(table)
    return statement.execution_options(preserve_rowcount=True)


class Database:
    """An open database. `write()` and `read()` are its only doors; `close()` it once."""

    def __init__(self, writing: AsyncEngine, reading: AsyncEngine, *, dialect: DialectName) -> None:
        self.dialect: DialectName = dialect
        self._writing = writing
        self._reading = reading
        self._writer = GroupWriter(writing)
        self._readers = Readers(reading, READERS)

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open `sqlite:///path` or `postgresql://...`, making the SQLite file. ValueError for another url.

        Connects once, so that a wrong address fails here and not in the first turn.
        """
        parsed = driver_url(url)
        cache = {PUBLISHED: PublishedCache(), READ_VISITS: VisitCache()}
        if parsed.get_backend_name() == "postgresql":
            engine = create_async_engine(
                parsed, pool_pre_ping=True, execution_options=cache, hide_parameters=True
            )
            # Several selects of one reader see one moment, as they do on SQLite.
            reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            database = cls(engine, reading, dialect="postgresql")
        else:
            prepare_file(sqlite_path(parsed))
            writing = sqlite_engine(parsed, connections=1, options=cache)
            reading = sqlite_engine(parsed, connections=READERS, options=cache)
            event.listen(writing.sync_engine, "connect", wait_beside)
            event.listen(reading.sync_engine, "connect", refuse_writes)
            database = cls(writing, reading, dialect="sqlite")
        async with database.read():  # not a write: a command must not wait for a bot that is writing
            pass
        return database

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that commits at the end and rolls back on any exception, cancellation included."""
        if self.dialect == "postgresql":
            async with self._writing.begin() as connection:
                yield connection
            return
        async with self._writer.write() as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction for reading only; on SQLite it sees one moment, untouched by the writer."""
        if self.dialect == "postgresql":
            async with self._reading.begin() as connection:
                yield connection
            return
        async with self._readers.read() as connection:
            yield connection

    @asynccontextmanager
    async def bare_connection(self) -> AsyncIterator[AsyncConnection]:
        """A writing connection outside any transaction, for `migrate`, which begins its own."""
        if self.dialect == "postgresql":
            async with self._writing.connect() as connection:
                yield connection
            return
        async with self._writer.alone() as connection:
            yield connection

    async def close(self) -> None:
        """Close all connections."""
        await self._readers.close()
        await self._writer.close()
        await self._reading.dispose()
        await self._writing.dispose()


def driver_url(url: str) -> URL:
    """The url with the driver that is used. ValueError for a database that is not supported."""
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise ValueError(f"{other} is not supported: use sqlite:///path or postgresql://...")


def sqlite_path(url: URL) -> Path:
    """The file of an SQLite url. ValueError for one in memory, which would promise nothing."""
    if not url.database or url.database == ":memory:":
        raise ValueError("the SQLite url needs a file: sqlite:///path")
    return Path(url.database)


def prepare_file(path: Path) -> None:
    """Make the database file readable for its owner only, in a folder closed to others."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def sqlite_engine(url: URL, *, connections: int, options: dict[str, Any]) -> AsyncEngine:
    """An engine that begins nothing by itself: transactions begin and end in `group_commit` and `readers`."""
    engine = create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        execution_options=options,
        connect_args={"async_creator_fn": connect},
        # What people wrote must not reach a log through an error's text.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", set_pragmas)
    return engine


def set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own class
    """Set up a new SQLite connection."""
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def wait_beside(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own class
    """Make a connection that finds another program writing say so at once: `begin_writing` waits better."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=0")
    cursor.close()


def refuse_writes(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own class
    """Make a connection fail on any change."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()
