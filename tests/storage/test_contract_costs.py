"""What a turn asks is found by index, so its cost does not grow with the years; a full disk loses nothing."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import audit, channels, conversations, people, shown, visits
from storage.database import Database
from storage.migrate import migrate
from storage.people import Grant, Role
from storage.queue import INBOX
from storage.statements import inline
from tests.storage.examples import ACCOUNT, AN, HANOI, MO_LAO, NOW, start

# What stays small: the backlog, what was just claimed, the channels. Of the audit chain only the end is read.
SMALL = ("ix_inbox_undone", "picked", "channel", "SCAN audit")


@pytest.fixture
async def file(tmp_path: Path, opened: Callable[[str], Awaitable[Database]]) -> Database:
    """A migrated SQLite file, whose plans can be asked."""
    url = f"sqlite:///{tmp_path}/a.sqlite"
    await migrate(url)
    return await opened(url)


async def a_turn(connection: AsyncConnection) -> None:
    """All that a turn may ask."""
    await INBOX.put(connection, key="k", lane="an", body="", at=NOW)
    await INBOX.claim(connection, now=NOW, limit=5)
    await INBOX.finish(connection, 1)
    await people.person_of(connection, ACCOUNT.transport, ACCOUNT.external_id)
    await conversations.load(connection, AN.person, "chat")
    await visits.open_at(connection, MO_LAO.key, "")
    await visits.open_of(connection, AN.person)
    await visits.load(connection, "v1", HANOI)
    await visits.last_submitted(connection, MO_LAO.key, NOW)
    await visits.submitted(connection, NOW, NOW + timedelta(days=7))
    await visits.recent_units(connection, AN.person, 5)
    await shown.message_in(connection, "telegram", "1001", "slot")
    await shown.slot_of(connection, "telegram", "1001", "7")
    await channels.reporting(connection)
    await audit.append(connection, at=NOW, actor="p-an", kind="x", object="v1", payload={})


async def test_turn_scans_no_table(file: Database) -> None:
    """Whatever a turn asks is a search by an index; nothing is scanned but what stays small."""
    asked: list[str] = []
    async with file.write() as connection:
        await people.add_person(
            connection,
            id=AN.person,
            name=AN.name,
            office="",
            language="vi",
            identity=ACCOUNT,
            grants=(Grant(Role.ADMIN),),
            at=NOW,
        )
        await start(connection)
        below = inline(connection)
        assert below
        below._open.set_trace_callback(asked.append)
        await a_turn(connection)
        below._open.set_trace_callback(None)
        plans = [step for each in asked for step in await plan_of(connection, each)]
    scans = [step for step in plans if step.startswith("SCAN") and not any(name in step for name in SMALL)]
    assert len(asked) > 15
    assert scans == []


async def plan_of(connection: AsyncConnection, statement: str) -> list[str]:
    """How SQLite would go about a statement, which it tells with its values in place."""
    found = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
    return [row.detail for row in found]


async def test_full_disk_refuses_and_recovers(file: Database) -> None:
    """On a full disk a write fails as a whole, reading goes on, and writing does when there is room again."""
    async with file.write() as connection:
        await conversations.save(connection, "p-an", "chat", "kept", NOW)
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    for _ in range(3):
        with pytest.raises(OperationalError, match="full"):
            await save_much(file)
    async with file.read() as connection:
        assert await conversations.load(connection, "p-an", "chat") == "kept"
    async with file.write() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    await save_much(file)
    async with file.read() as connection:
        assert len(await conversations.load(connection, "p-an", "chat") or "") == 100_000


async def save_much(database: Database) -> None:
    """More than the pages that are left."""
    async with database.write() as connection:
        await conversations.save(connection, "p-an", "chat", "x" * 100_000, NOW)
