"""The audit chain's contract: it verifies, it is only added to, and a change inside it shows."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import audit
from storage.database import Database
from tests.storage.examples import NOW


async def append(database: Database, kind: str) -> int:
    """One row, committed."""
    async with database.write() as connection:
        return await audit.append(
            connection, at=NOW, actor="p-an", kind=kind, object="v1", payload={"lý do": "đổi", "b": [1, None]}
        )


async def test_chain_grows_and_verifies(database: Database) -> None:
    """Rows are numbered without gaps, each sealed over the one before, and the chain verifies."""
    assert [await append(database, kind) for kind in ("opened", "answered", "submitted")] == [1, 2, 3]
    async with database.read() as connection:
        assert await audit.verify_chain(connection) is None
        seq, head = await audit.head(connection)
        rows = (await connection.execute(text("SELECT prev_hash, hash FROM audit ORDER BY seq"))).all()
    assert (seq, head) == (3, rows[2].hash)
    assert [row.prev_hash for row in rows] == [audit.START, rows[0].hash, rows[1].hash]


async def test_seal_is_as_described(database: Database) -> None:
    """A verifier that knows only the description comes to the same hash."""
    await append(database, "opened")
    content = (
        '{"actor":"p-an","at":1793841330123456,"kind":"opened","object":"v1",'
        '"payload":"{\\"b\\":[1,null],\\"lý do\\":\\"đổi\\"}","seq":1}'
    )
    expected = hashlib.sha256(b"\0" + bytes(32) + content.encode()).hexdigest()
    async with database.read() as connection:
        assert await audit.head(connection) == (1, expected)


async def test_empty_chain(database: Database) -> None:
    """A chain without rows verifies and starts from zeros."""
    async with database.read() as connection:
        assert await audit.verify_chain(connection) is None
        assert await audit.head(connection) == (0, audit.START)


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit"])
async def test_database_refuses_changes(database: Database, statement: str) -> None:
    """UPDATE and DELETE are refused by the database itself."""
    await append(database, "opened")
    with pytest.raises(DBAPIError, match="only added to"):
        async with database.write() as connection:
            await connection.execute(text(statement))
    async with database.read() as connection:
        assert await audit.verify_chain(connection) is None
        assert (await audit.head(connection))[0] == 1


async def unguard(database: Database) -> None:
    """What somebody with the database's own rights can do."""
    async with database.write() as connection:
        if database.dialect == "postgresql":
            await connection.execute(text("DROP TRIGGER audit_guard ON audit"))
        else:
            await connection.execute(text("DROP TRIGGER audit_no_update"))
            await connection.execute(text("DROP TRIGGER audit_no_delete"))


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET payload = '{}' WHERE seq = 2",
        "UPDATE audit SET at = at + 1 WHERE seq = 2",
        "UPDATE audit SET hash = '00' WHERE seq = 2",
        "UPDATE audit SET actor = 'p-binh' WHERE seq = 2",
    ],
)
async def test_change_shows(database: Database, tampering: str) -> None:
    """Whoever gets past the triggers changes a row, and the chain names it."""
    for kind in ("opened", "answered", "submitted"):
        await append(database, kind)
    await unguard(database)
    async with database.write() as connection:
        await connection.execute(text(tampering))
        assert await audit.verify_chain(connection) == 2


async def test_removed_row_shows(database: Database) -> None:
    """A row taken out of the middle is missed at its follower."""
    for kind in ("opened", "answered", "submitted"):
        await append(database, kind)
    await unguard(database)
    async with database.write() as connection:
        await connection.execute(text("DELETE FROM audit WHERE seq = 2"))
        assert await audit.verify_chain(connection) == 3


async def test_two_programs_make_one_chain(url: str, opened: Callable[[str], Awaitable[Database]]) -> None:
    """Rows appended at once by two programs do not fork the chain."""
    databases = [await opened(url), await opened(url)]
    await asyncio.gather(*(append(databases[number % 2], f"kind-{number}") for number in range(10)))
    async with databases[0].read() as connection:
        assert await audit.verify_chain(connection) is None
        assert (await audit.head(connection))[0] == 10
