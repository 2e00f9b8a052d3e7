"""Working a queue off, on a real database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.lanes import Lanes, Wake
from storage.database import Database
from storage.queue import INBOX, Item
from tests.bot.conftest import now, put, states

Handle = Callable[[Item], Awaitable[None]]


class Buried:
    """Who was told what."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    async def tell(self, connection: AsyncConnection, item: Item, reason: str) -> None:
        assert connection.in_transaction()
        self.told.append((item.key, reason))


@asynccontextmanager
async def running(
    database: Database, handle: Handle, *, buried: Buried | None = None, limit: int = 32
) -> AsyncIterator[Wake]:
    """Lanes at work on the inbox until the block ends."""
    wake = Wake()
    told = buried or Buried()
    lanes = Lanes("inbox", database, INBOX, handle, now, wake, told.tell, limit=limit)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(lanes.run())
        yield wake
        wake.halt()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


async def finish(database: Database, item: Item) -> None:
    async with database.write() as connection:
        await INBOX.finish(connection, item.id)


async def test_a_lane_keeps_its_order(database: Database) -> None:
    """Items of one lane come one after the other, in the order in which they were put."""
    seen: list[str] = []

    async def handle(item: Item) -> None:
        await asyncio.sleep(0.001)
        seen.append(item.key)
        await finish(database, item)

    for number in range(20):
        await put(database, INBOX, f"{number:02}", lane=f"lane{number % 2}")
    async with running(database, handle):
        await until(lambda: len(seen) == 20)
    assert [key for key in seen if int(key) % 2 == 0] == [f"{number:02}" for number in range(0, 20, 2)]
    assert [key for key in seen if int(key) % 2 == 1] == [f"{number:02}" for number in range(1, 20, 2)]


async def test_lanes_go_beside_each_other_up_to_the_limit(database: Database) -> None:
    """While one lane is slow the others go on, never more than the limit at once."""
    at_once, most, done = 0, 0, 0

    async def handle(item: Item) -> None:
        nonlocal at_once, most, done
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.05)
        at_once -= 1
        done += 1
        await finish(database, item)

    for number in range(12):
        await put(database, INBOX, str(number), lane=str(number))
    async with running(database, handle, limit=4):
        await until(lambda: done == 12)
    assert most == 4


async def test_a_bad_item_is_buried_after_three_tries_and_told_once(database: Database) -> None:
    """Its lane goes on behind it, another lane never notices."""
    tries: list[str] = []
    buried = Buried()

    async def handle(item: Item) -> None:
        tries.append(item.key)
        if item.key == "bad":
            raise RuntimeError("bug")
        await finish(database, item)

    await put(database, INBOX, "bad")
    await put(database, INBOX, "behind")
    await put(database, INBOX, "beside", lane="b")
    async with running(database, handle, buried=buried):
        await until(lambda: "behind" in tries)
    assert tries.count("bad") == 3
    assert tries.index("beside") < tries.index("behind")
    assert buried.told == [("bad", "RuntimeError")]
    assert await states(database, INBOX) == {"bad": "dead", "behind": "done", "beside": "done"}


async def test_what_kills_the_program_thrice_is_not_tried_again(database: Database) -> None:
    """A try counts before the work begins, so an item that ends the program is known by its count."""
    await put(database, INBOX, "deadly")
    for _ in range(3):
        async with database.write() as connection:
            await INBOX.claim(connection, now=now(), limit=1)
            await INBOX.recover(connection)
    seen: list[str] = []
    buried = Buried()

    async def handle(item: Item) -> None:
        seen.append(item.key)

    async with running(database, handle, buried=buried):
        await until(lambda: bool(buried.told))
    assert seen == []
    assert await states(database, INBOX) == {"deadly": "dead"}


async def test_a_failing_database_is_not_the_items_fault(database: Database) -> None:
    """However often the database fails, the item is done in the end."""
    tries = 0

    async def handle(item: Item) -> None:
        nonlocal tries
        tries += 1
        if tries <= 4:
            raise OperationalError("INSERT", {}, Exception("disk full"))
        await finish(database, item)

    await put(database, INBOX, "innocent")
    async with running(database, handle):
        await until(lambda: tries == 5)
    assert await states(database, INBOX) == {"innocent": "done"}


async def test_a_stop_lets_work_come_to_its_end(database: Database) -> None:
    """What runs is finished, what waits stays for the next start."""
    begun, go = asyncio.Event(), asyncio.Event()

    async def handle(item: Item) -> None:
        begun.set()
        await go.wait()
        await finish(database, item)

    await put(database, INBOX, "first")
    await put(database, INBOX, "second")
    async with running(database, handle) as wake:
        await begun.wait()
        wake.halt()
        go.set()
    assert await states(database, INBOX) == {"first": "done", "second": "pending"}


@pytest.mark.parametrize("count", [200])
async def test_new_items_are_taken_up_at_once(database: Database, count: int) -> None:
    """A woken queue does not wait for its next look."""
    seen: list[str] = []

    async def handle(item: Item) -> None:
        seen.append(item.key)
        await finish(database, item)

    async with running(database, handle) as wake:
        started = asyncio.get_running_loop().time()
        for number in range(count // 10):
            await put(database, INBOX, str(number), lane=str(number))
            wake.new.set()
            await until(partial(seen.__contains__, str(number)))
        assert asyncio.get_running_loop().time() - started < 0.4 * count / 10
