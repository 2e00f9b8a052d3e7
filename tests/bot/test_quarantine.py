"""What crashes, aborts or hangs a turn: kept aside after three tries, told once, and it stops nobody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alarm import Alarm
from bot.clock import Clock
from bot.house import take_up
from bot.lanes import Lanes, Wake
from bot.telegram.parse import key_of
from bot.worker import Worker
from handlers.capabilities import TELEGRAM
from handlers.desks import trouble_desk
from handlers.house import House
from handlers.incoming import Chat, ChatKind, Incoming, Said
from handlers.outgoing import Outgoing, SendText, decode
from storage import people
from storage.database import Database
from storage.lease import Superseded, take
from storage.people import Grant, Identity, Role
from storage.queue import INBOX, OUTBOX, Item
from tests.bot.conftest import now, put, rows, states
from tests.bot.test_lanes import Buried, until
from tests.bot.test_worker import RAW

HOUSE = House(
    timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
    language="vi",
    now=now,
    token="x".__mul__,
    deep_link=str,
    capabilities={"telegram": TELEGRAM},
)
SECRET = "Chào"


class Trap:
    """A desk that deals badly with what Lan says, and well with all else."""

    def __init__(self, how: str) -> None:
        self.how = how
        self.seen: list[str] = []

    async def take(self, connection: AsyncConnection, incoming: Incoming) -> tuple[Outgoing, ...]:
        assert connection.in_transaction()
        assert isinstance(incoming.content, Said)
        self.seen.append(incoming.content.text)
        if incoming.content.text == SECRET:
            if self.how == "hang":
                await asyncio.sleep(60)
            raise RuntimeError(SECRET)
        return ()


async def add_admins(database: Database) -> None:
    async with database.write() as connection:
        for number in ("1001", "1004"):
            await people.add_person(
                connection,
                id=f"admin{number}",
                name="An",
                office="",
                language="vi",
                identity=Identity("telegram", number),
                grants=(Grant(Role.ADMIN),),
                at=now(),
            )


async def put_texts(database: Database) -> None:
    for number, (lane, text) in enumerate((("lan", SECRET), ("lan", "sau"), ("binh", "bên cạnh"))):
        raw = RAW.replace(SECRET, text)
        await put(database, INBOX, key_of(number, raw, source="telegram:7"), lane=lane, body=raw)


@asynccontextmanager
async def at_work(lanes: Lanes) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(lanes.run())
        yield
        lanes.wake.halt()


@pytest.mark.parametrize("how", ["crash", "hang"])
async def test_a_bad_turn_is_kept_aside_and_every_admin_told_once(database: Database, how: str) -> None:
    """Three tries; its lane goes on behind it, another never waits; the words name a code and no content."""
    await add_admins(database)
    await put_texts(database)
    alarm, desk, wake = Alarm(HOUSE, now), Trap(how), Wake()
    worker = Worker(database, desk, Wake(), now, alarm, longest=0.1)

    async def tell(connection: AsyncConnection, item: Item, reason: str) -> None:
        assert SECRET not in reason
        await alarm.set_aside(connection, item)

    async with at_work(Lanes("inbox", database, INBOX, worker.handle, now, wake, tell)):
        await until(lambda: "sau" in desk.seen)
    assert desk.seen.count(SECRET) == 3
    assert desk.seen.index("bên cạnh") < desk.seen.index("sau")
    assert sorted((await states(database, INBOX)).values()) == ["dead", "done", "done"]
    told = [decode(body) for _, _, body in await rows(database, OUTBOX)]
    assert [each.chat.id for each in told] == ["1001", "1004"]
    for each in told:
        assert isinstance(each.operation, SendText)
        assert "IN-1" in each.operation.text.plain
        assert SECRET not in each.operation.text.plain


async def test_what_kills_the_program_takes_nobody_along(database: Database) -> None:
    """Whoever was at work beside it at each death is done in the end; the killer alone is buried."""
    for number in range(8):
        await put(database, INBOX, f"item{number}", lane=str(number))
    done: list[str] = []
    buried = Buried()
    running: list[asyncio.Task[None]] = []

    async def handle(item: Item) -> None:
        if item.key == "item5":
            running[-1].cancel()  # stands in for the death of the process: nothing is settled
        await asyncio.sleep(0.05)
        async with database.write() as connection:
            await INBOX.finish(connection, item.id)
        done.append(item.key)

    async with database.write() as connection:
        assert len(await INBOX.claim(connection, now=now(), limit=32)) == 8
    for _ in range(4):
        suspects = await take_up(database, Clock())
        wake = Wake()
        lanes = Lanes("inbox", database, INBOX, handle, now, wake, buried.tell, suspects=set(suspects))
        running.append(asyncio.create_task(lanes.run()))
        await asyncio.wait(running, timeout=1.5)
        wake.halt()
        await asyncio.gather(*running, return_exceptions=True)
    assert sorted(done) == [f"item{number}" for number in range(8) if number != 5]
    assert [key for key, _ in buried.told] == ["item5"]


async def test_an_overtaken_program_claims_nothing(database: Database) -> None:
    """Its epoch has passed: it stops, and what waits is left for the other."""
    async with database.write() as connection:
        old = await take(connection, "telegram:7", at=now())
        await take(connection, "telegram:7", at=now())
    await put(database, INBOX, "1")
    lanes = Lanes("inbox", database, INBOX, None, now, Wake(), Buried().tell, lease=old)  # type: ignore[arg-type]
    with pytest.raises(Superseded):
        await asyncio.wait_for(lanes.run(), 10)
    assert await states(database, INBOX) == {"1": "pending"}


async def test_a_turn_whose_claim_was_lost_leaves_nothing(database: Database) -> None:
    """The program slept, another took the item up: the sleeper's turn is rolled back, and it stops."""
    await put_texts(database)
    desk = Trap("crash")
    worker = Worker(database, desk, Wake(), now)

    async def overtaken(item: Item) -> None:
        async with database.write() as connection:
            await INBOX.recover(connection)
            await INBOX.claim(connection, now=now() + timedelta(seconds=1), limit=5)
        await worker.handle(item)

    lanes = Lanes("inbox", database, INBOX, overtaken, now, Wake(), Buried().tell, limit=1)
    async with database.write() as connection:
        await INBOX.bury(connection, 1, reason="not of interest")
    with pytest.raises(Superseded):
        await asyncio.wait_for(lanes.run(), 10)
    assert set((await states(database, INBOX)).values()) == {"running", "dead"}


async def test_a_person_who_blocked_the_bot_is_told_of_once(database: Database) -> None:
    """To the other admins, in words that say what mends it; trouble with telling is no new trouble."""
    await add_admins(database)
    alarm = Alarm(HOUSE, now)
    chat = Chat("telegram", "1004", ChatKind.PRIVATE)
    item = Item(7, "telegram:1004", "", 1, "k:1", now())
    for each in (item, item, Item(8, "", "", 1, f"{trouble_desk.KEY}x", now())):
        async with database.write() as connection:
            await alarm.unreachable(connection, each, chat, is_blocked=True)
            await alarm.not_sent(connection, each)
    told = [decode(body) for _, _, body in await rows(database, OUTBOX)]
    words = [each.operation.text.plain for each in told if isinstance(each.operation, SendText)]
    assert [each.chat.id for each in told] == ["1001", "1001", "1004"]
    assert "đã chặn bot" in words[0]
    assert all("OUT-7" in each for each in words[1:])
