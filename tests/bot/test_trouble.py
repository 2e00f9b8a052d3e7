"""A destination that takes nothing: its state, what admins read once in their chat, and that it mends."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alarm import Alarm
from bot.deliverer import Deliverer
from bot.lanes import Wake
from bot.limiter import Limiter, Paces
from bot.worker import Worker
from handlers.desk import Desk
from handlers.incoming import Chat, ChatKind
from handlers.outgoing import Operation, Outgoing, React, SendFile, SendText, Stored, decode, encode
from handlers.rich import plain
from storage import channels
from storage.channels import ChannelState
from storage.database import Database
from storage.queue import INBOX, OUTBOX
from tests.bot.conftest import Telegram, now, rows, states
from tests.bot.test_quarantine import HOUSE, add_admins

NUMBER = -1001000000001
CHANNEL = Chat("telegram", str(NUMBER), ChatKind.CHANNEL)
LAN = Chat("telegram", "1002", ChatKind.PRIVATE)
Break = Callable[[Telegram], Awaitable[object]]


async def put(database: Database, key: str, operation: Operation, chat: Chat) -> None:
    outgoing = Outgoing(key, f"telegram:{chat.id}", chat, operation)
    async with database.write() as connection:
        await OUTBOX.put(connection, key=key, lane=outgoing.lane, body=encode(outgoing), at=now())


ADMINS = ("telegram:1001", "telegram:1004")


async def settle(database: Database, telegram: Telegram) -> None:
    """Deliver and take turns until nothing is due; admins' own chats are not open, so they are left out."""
    limiter = Limiter(Paces(100_000, 1000, 60_000))
    alarm = Alarm(HOUSE, now)
    deliverer = Deliverer(database, {"telegram": telegram.sender}, limiter, Wake(), now, alarm)
    worker = Worker(database, Desk(HOUSE), Wake(), now, alarm)
    for _ in range(12):
        async with database.write() as connection:
            at = now() + timedelta(seconds=1)
            events = await INBOX.claim(connection, now=at, limit=1)
            sends = await OUTBOX.claim(connection, now=at, limit=3)
            for item in sends:
                if item.lane in ADMINS:
                    await OUTBOX.release(connection, item.id, not_before=at, counted=False)
        for item in events:
            await worker.handle(item)
        for item in sends:
            if item.lane not in ADMINS:
                await deliverer.handle(item)


async def told(database: Database) -> list[str]:
    """What waits for the admin An."""
    found = [decode(body) for _, _, body in await rows(database, OUTBOX)]
    return [
        each.operation.text.plain
        for each in found
        if each.chat.id == "1001" and isinstance(each.operation, SendText)
    ]


async def connect(database: Database) -> None:
    async with database.write() as connection:
        await channels.connect(
            connection, transport="telegram", chat_id=CHANNEL.id, title="Hà Đông", by="x", at=now()
        )


async def remove(telegram: Telegram) -> None:
    world = telegram.local.world
    world.put_chat(replace(world.chats[NUMBER], bot="left", bot_rights=()))


async def revoke(telegram: Telegram) -> None:
    world = telegram.local.world
    world.put_chat(replace(world.chats[NUMBER], bot_rights=("can_manage_chat",)))


@pytest.mark.parametrize("broken", [remove, revoke])
async def test_a_channel_that_takes_nothing_is_told_of_once(
    database: Database, telegram: Telegram, broken: Break
) -> None:
    """Two posts wait for it, the channel is lost, the sentence says how to mend it."""
    await add_admins(database)
    await connect(database)
    await broken(telegram)
    for key in ("post1", "post2"):
        await put(database, key, SendText(plain(key)), CHANNEL)
    await settle(database, telegram)
    found = await states(database, OUTBOX)
    assert (found["post1"], found["post2"]) == ("pending", "pending")
    assert await told(database) == ["Kênh Hà Đông không còn nhận bài. Anh/chị gửi /kenh để kết nối lại."]
    async with database.read() as connection:
        channel = await channels.reporting(connection)
    assert channel is not None
    assert channel.state is ChannelState.LOST


async def test_a_post_that_telegram_refuses_loses_no_channel(database: Database, telegram: Telegram) -> None:
    """That post is kept aside and named by a code; the channel goes on."""
    await add_admins(database)
    await connect(database)
    await put(database, "bad", SendText(plain("")), CHANNEL)
    await put(database, "good", SendText(plain("tốt")), CHANNEL)
    await settle(database, telegram)
    found = await states(database, OUTBOX)
    assert (found["bad"], found["good"]) == ("dead", "done")
    [words] = await told(database)
    assert "OUT-1" in words


async def test_a_person_who_blocked_the_bot_is_told_of_once(database: Database, telegram: Telegram) -> None:
    """However many messages fail; a refused reaction says nothing."""
    await add_admins(database)
    await telegram.act(do="block")
    for key in ("1", "2"):
        await put(database, key, SendText(plain(key)), LAN)
    await put(database, "3", React("1", "👍"), LAN)
    await settle(database, telegram)
    assert [each.split(" ")[2:5] for each in await told(database)] == [["đã", "chặn", "bot"]]


async def test_what_nobody_could_recognise_is_not_sent_twice(database: Database, telegram: Telegram) -> None:
    """A file without words, sent to a channel with an unknown fate: kept aside, and told."""
    await add_admins(database)
    await connect(database)

    async def pieces() -> AsyncIterator[bytes]:
        yield b"%PDF"

    blob = await telegram.sender.store.put(pieces())
    faults = {"rates": {"5xx_after": 1.0}, "methods": ["sendDocument"]}
    await telegram.http.post("/demo/faults", json=faults)
    await put(database, "file", SendFile(Stored(blob.sha256), "a.pdf"), CHANNEL)
    await settle(database, telegram)
    assert (await states(database, OUTBOX))["file"] == "pending"
    await telegram.http.post("/demo/faults", json={})
    async with database.write() as connection:
        await connection.execute(OUTBOX.table.update().values(not_before=now()))
    await settle(database, telegram)
    assert (await states(database, OUTBOX))["file"] == "dead"
    assert len([each for (chat, _), each in telegram.local.world.messages.items() if chat == NUMBER]) == 1
    assert len(await told(database)) == 1
