"""The contract of marks, claims and the lease: who may act, and what was in flight."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage import moved, sending, shown
from storage.database import Database
from storage.lease import Superseded, alone, take
from storage.lock import AlreadyRunning
from storage.queue import INBOX, OUTBOX, Item, State

AT = datetime(2026, 11, 5, 1, 0, tzinfo=UTC)
Opened = Callable[[str], Awaitable[Database]]


async def claimed(database: Database, *, lane: str = "telegram:-100", body: str = "{}") -> Item:
    """A claimed row of the outbox."""
    async with database.write() as connection:
        await OUTBOX.put(connection, key=f"k{lane}", lane=lane, body=body, at=AT)
        (item,) = await OUTBOX.claim(connection, now=AT, limit=1)
    return item


async def test_a_later_program_has_the_lease(database: Database) -> None:
    """The epoch grows with each taking; the earlier one is told, the later one may act."""
    async with database.write() as connection:
        first = await take(connection, "telegram:7", at=AT)
        await first.check(connection)
        second = await take(connection, "telegram:7", at=AT)
        await take(connection, "telegram:8", at=AT)
    assert (first.epoch, second.epoch) == (1, 2)
    async with database.write() as connection:
        await second.check(connection)
        with pytest.raises(Superseded):
            await first.check(connection)


async def test_one_program_at_a_time_on_postgresql(postgres_url: str, opened: Opened) -> None:
    """A second one on the same database and bot is refused while the first one's connection lives."""
    first, second = await opened(postgres_url), await opened(postgres_url)
    async with alone(first, "telegram:7"):
        with pytest.raises(AlreadyRunning):
            async with alone(second, "telegram:7"):
                pass
        async with alone(second, "telegram:8"):
            pass
    async with alone(second, "telegram:7"):
        pass


async def test_a_mark_stays_until_the_fate_is_known(database: Database) -> None:
    """It survives a kill, names the highest id known, and goes with the end or with certainty."""
    item = await claimed(database)
    async with database.write() as connection:
        assert (await sending.mark_of(connection, item.id)).since is None
        await sending.begin(connection, item, high_water=41, at=AT)
        await OUTBOX.recover(connection)
    async with database.write() as connection:
        mark = await sending.mark_of(connection, item.id)
        assert (mark.since, mark.high_water, mark.message_id) == (AT, 41, None)
        assert await sending.is_any_in_flight(connection, "telegram", "-100")
        await sending.place(connection, item.id, "42")
        assert await sending.mark_of(connection, item.id) == sending.Mark(None, 41, "42")
        assert not await sending.is_any_in_flight(connection, "telegram", "-100")
        assert await sending.known_above(connection, "telegram", "-100", 41) == {42}


@pytest.mark.parametrize("settled", ["begin", "finish"])
async def test_a_lost_claim_changes_nothing(database: Database, settled: str) -> None:
    """A row that another program took up can be marked or finished only by that one."""
    item = await claimed(database)
    async with database.write() as connection:
        await OUTBOX.recover(connection)
        (again,) = await OUTBOX.claim(connection, now=AT, limit=1)
    async with database.write() as connection:
        settling = {
            "begin": sending.begin(connection, item, high_water=0, at=AT),
            "finish": sending.finish_claimed(connection, OUTBOX, item),
        }
        with pytest.raises(Superseded):
            await settling.pop(settled)
        settling.popitem()[1].close()
    async with database.write() as connection:
        await sending.begin(connection, again, high_water=0, at=AT)
        await sending.finish_claimed(connection, OUTBOX, again)
        assert await sending.state_of(connection, item.key) is State.DONE
        assert await sending.state_of(connection, "pruned long ago") is State.DONE


async def test_the_highest_message_is_known_by_number(database: Database) -> None:
    """`9` is below `10`, and other chats do not count."""
    async with database.write() as connection:
        for chat, number in (("-100", "9"), ("-100", "10"), ("-200", "77")):
            await shown.remember(connection, "telegram", chat, f"slot{number}", number, AT)
        assert await sending.highest(connection, "telegram", "-100") == 10
        assert await sending.highest(connection, "telegram", "-300") == 0
        assert await sending.known_above(connection, "telegram", "-100", 9) == {10}


async def test_a_moved_chat_takes_its_rows_along(database: Database) -> None:
    """Lane and body of what waits name the new id; done rows, other chats and what is shown stay."""
    body = '{"chat": {"id": "-1"}, "lane": "telegram:-1"}'
    await claimed(database, lane="telegram:-1", body=body)
    await claimed(database, lane="telegram:-2", body=body)
    async with database.write() as connection:
        await shown.remember(connection, "telegram", "-1", "post:v", "5", AT)
        await moved.follow(connection, "telegram", "-1", "-1001", at=AT + timedelta(seconds=1))
        await moved.follow(connection, "telegram", "-1", "-1001", at=AT)
        assert await moved.current(connection, "telegram", "-1") == "-1001"
        assert await moved.current(connection, "telegram", "-2") == "-2"
        assert await shown.message_in(connection, "telegram", "-1", "post:v") == "5"
        found = await connection.execute(select(OUTBOX.table.c.lane, OUTBOX.table.c.body))
        assert sorted(tuple(each) for each in found) == [
            ("telegram:-1001", body.replace("-1", "-1001")),
            ("telegram:-2", body),
        ]
        assert sum((await INBOX.count(connection)).values()) == 0
