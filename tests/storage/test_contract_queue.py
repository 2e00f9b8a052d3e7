"""The queue's contract: nothing lost, nothing twice, each lane in order, no lane waits for another."""

import asyncio
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from storage.database import Database
from storage.queue import INBOX, OUTBOX, Item, Queue, State
from tests.storage.examples import MINUTE, NOW

CLAIM_AND_HANG = """
import asyncio, sys
from datetime import UTC, datetime
from storage.database import Database
from storage.queue import INBOX

async def main():
    database = await Database.open(sys.argv[1])
    async with database.write() as connection:
        claimed = await INBOX.claim(connection, now=datetime.now(UTC), limit=1)
    print(claimed[0].key, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


async def put(database: Database, *items: str, queue: Queue = INBOX) -> list[bool]:
    """Put items `lane/number`, in this order."""
    async with database.write() as connection:
        return [
            await queue.put(connection, key=item, lane=item.split("/")[0], body=f"body of {item}", at=NOW)
            for item in items
        ]


async def claim(database: Database, *, limit: int = 10, later: timedelta = timedelta()) -> tuple[Item, ...]:
    """Claim and commit."""
    async with database.write() as connection:
        return await INBOX.claim(connection, now=NOW + later, limit=limit)


def keys(items: tuple[Item, ...]) -> list[str]:
    """What was claimed, in the order given."""
    return [item.key for item in items]


@pytest.mark.parametrize("queue", [INBOX, OUTBOX])
async def test_key_is_unique(database: Database, queue: Queue) -> None:
    """An item whose key was there before is not added, and says so, in either queue."""
    assert await put(database, "an/1", "an/1", "an/2", queue=queue) == [True, False, True]
    async with database.read() as connection:
        assert (await queue.count(connection))[State.PENDING] == 2


async def test_heads_come_oldest_first(database: Database) -> None:
    """A claim takes the head of every lane, oldest first, counts the attempt, and gives all that was put."""
    await put(database, "an/1", "an/2", "binh/1", "chi/1")
    claimed = await claim(database)
    assert keys(claimed) == ["an/1", "binh/1", "chi/1"]
    first = Item(
        id=claimed[0].id,
        lane="an",
        body="body of an/1",
        attempts=1,
        key="an/1",
        created_at=NOW,
        is_followed=True,
    )
    assert claimed[0] == first
    assert [item.is_followed for item in claimed] == [True, False, False]


async def test_lane_waits_for_its_head(database: Database) -> None:
    """While a lane's head runs nothing of the lane is claimed; when it is done, the next one is."""
    await put(database, "an/1", "an/2")
    first = await claim(database)
    assert keys(await claim(database)) == []
    async with database.write() as connection:
        await INBOX.finish(connection, first[0].id)
    assert keys(await claim(database)) == ["an/2"]


async def test_limit(database: Database) -> None:
    """No more is claimed than asked for, and what was claimed is not claimed again."""
    await put(database, "an/1", "binh/1", "chi/1")
    assert keys(await claim(database, limit=1)) == ["an/1"]
    assert keys(await claim(database)) == ["binh/1", "chi/1"]


async def test_released_head_holds_its_lane(database: Database) -> None:
    """A head put back for later holds its lane until then; an uncounted attempt does not count."""
    await put(database, "an/1", "an/2")
    first = (await claim(database))[0]
    async with database.write() as connection:
        await INBOX.release(connection, first.id, not_before=NOW + MINUTE, counted=False)
    assert keys(await claim(database)) == []
    again = await claim(database, later=MINUTE)
    assert [(item.key, item.attempts) for item in again] == [("an/1", 1)]
    async with database.write() as connection:
        await INBOX.release(connection, first.id, not_before=NOW)
    assert (await claim(database))[0].attempts == 2


async def test_item_put_for_later(database: Database) -> None:
    """An item put with a later time is not claimed before it."""
    async with database.write() as connection:
        await INBOX.put(connection, key="k", lane="an", body="", at=NOW, not_before=NOW + MINUTE)
    assert keys(await claim(database)) == []
    assert keys(await claim(database, later=MINUTE)) == ["k"]


async def test_buried_head_lets_its_lane_go_on(database: Database) -> None:
    """A buried item is kept, and its lane goes on."""
    await put(database, "an/1", "an/2")
    first = (await claim(database))[0]
    async with database.write() as connection:
        await INBOX.bury(connection, first.id, reason="three tries")
    assert keys(await claim(database)) == ["an/2"]
    async with database.read() as connection:
        assert await INBOX.count(connection) == {
            State.PENDING: 0,
            State.RUNNING: 1,
            State.DONE: 0,
            State.DEAD: 1,
        }


async def test_lag_and_prune(database: Database) -> None:
    """The lag is the age of the oldest undone item; only done items are pruned, and keys come free."""
    async with database.read() as connection:
        assert await INBOX.lag(connection, NOW) == timedelta()
    await put(database, "an/1", "binh/1")
    for item in await claim(database, limit=1):
        async with database.write() as connection:
            await INBOX.finish(connection, item.id)
    async with database.write() as connection:
        assert await INBOX.lag(connection, NOW + MINUTE) == MINUTE
        assert await INBOX.prune(connection, NOW) == 0
        assert await INBOX.prune(connection, NOW + MINUTE) == 1
    assert await put(database, "an/1", "binh/1") == [True, False]


async def test_killed_work_comes_back(database: Database, url: str) -> None:
    """What a process had claimed when it was killed is pending again after `recover`, the attempt counted."""
    await put(database, "an/1", "an/2")
    # A file's writer is one process; the other one has it while we wait.
    process = subprocess.Popen([sys.executable, "-c", CLAIM_AND_HANG, url], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert (await asyncio.to_thread(process.stdout.readline)).strip() == "an/1"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert keys(await claim(database)) == []
    async with database.write() as connection:
        assert await INBOX.recover(connection) == 1
    again = await claim(database)
    assert [(item.key, item.attempts) for item in again] == [("an/1", 2)]


async def test_two_writers_never_claim_the_same(
    postgres_url: str, opened: Callable[[str], Awaitable[Database]]
) -> None:
    """While one writer's claim is not yet committed, another one gets neither the item nor its lane."""
    one, other = await opened(postgres_url), await opened(postgres_url)
    await put(one, "an/1", "an/2", "binh/1")
    async with one.write() as connection:
        mine = await INBOX.claim(connection, now=NOW, limit=1)
        theirs = await claim(other)
    assert (keys(mine), keys(theirs)) == (["an/1"], ["binh/1"])


async def test_many_writers_keep_each_lane_in_order(
    postgres_url: str, opened: Callable[[str], Awaitable[Database]]
) -> None:
    """Several writers at once work off every item once, each lane in its order."""
    databases = [await opened(postgres_url) for _ in range(3)]
    items = [f"{lane}/{number:02}" for number in range(8) for lane in ("an", "binh", "chi")]
    await put(databases[0], *items)
    done: dict[str, list[str]] = defaultdict(list)

    async def work(database: Database) -> None:
        while sum(map(len, done.values())) < len(items):
            for item in await claim(database, limit=2):
                done[item.lane].append(item.key)
                async with database.write() as connection:
                    await INBOX.finish(connection, item.id)

    await asyncio.gather(*(work(database) for database in databases))
    assert sorted(key for lane in done.values() for key in lane) == sorted(items)
    assert all(lane == sorted(lane) for lane in done.values())
