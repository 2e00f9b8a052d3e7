"""A group that became a supergroup: one transaction follows it, and what waits goes to the new id."""

import json

import httpx
from sqlalchemy import select
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.deliverer import Deliverer
from bot.lanes import Wake
from bot.limiter import Limiter, Paces
from bot.telegram.send import TelegramSender
from handlers.incoming import Chat, ChatKind
from handlers.outgoing import Outgoing, SendText, encode
from handlers.rich import plain
from storage import channels, moved
from storage.database import Database
from storage.queue import OUTBOX
from tests.bot.conftest import Telegram, now, states

OLD, NEW = "-4001", "-1004000000001"
GROUP = Chat("telegram", OLD, ChatKind.GROUP)


async def test_a_moved_group_is_followed(database: Database, telegram: Telegram) -> None:
    """The refusal acted on nothing; every row, also one written for the old id later, reaches the new one."""
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        fields = dict(httpx.QueryParams(request.content.decode()))
        if fields["chat_id"] == OLD:
            body = {"ok": False, "error_code": 400, "description": "Bad Request: group chat was upgraded"}
            parameters = {"parameters": {"migrate_to_chat_id": int(NEW)}}
            return httpx.Response(400, json=body | parameters)
        sent.append(fields["text"])
        chat = {"id": int(NEW), "type": "supergroup"}
        return httpx.Response(
            200, json={"ok": True, "result": {"message_id": len(sent), "date": 1, "chat": chat}}
        )

    async def put(key: str) -> None:
        outgoing = Outgoing(key, f"telegram:{OLD}", GROUP, SendText(plain(key)))
        async with database.write() as connection:
            await OUTBOX.put(connection, key=key, lane=outgoing.lane, body=encode(outgoing), at=now())

    async with database.write() as connection:
        await channels.connect(
            connection, transport="telegram", chat_id=OLD, title="Đoàn", by="settings", at=now()
        )
    await put("một")
    await put("hai")
    bot = Bot("7:abc", request=HTTPXRequest(httpx_kwargs={"transport": httpx.MockTransport(answer)}))
    sender = TelegramSender(bot, telegram.sender.store)
    deliverer = Deliverer(database, {"telegram": sender}, Limiter(Paces(1000, 1000, 60_000)), Wake(), now)
    for number in range(9):
        if number == 4:
            await put("ba")
        async with database.write() as connection:
            items = await OUTBOX.claim(connection, now=now(), limit=1)
        for item in items:
            await deliverer.handle(item)
    await bot.shutdown()
    assert sent == ["một", "hai", "ba"]
    assert set((await states(database, OUTBOX)).values()) == {"done"}
    async with database.read() as connection:
        reporting = await channels.reporting(connection)
        assert reporting is not None
        assert reporting.chat_id == NEW
        assert await moved.current(connection, "telegram", OLD) == NEW
        bodies = (await connection.scalars(select(OUTBOX.table.c.body))).all()
    assert {json.loads(each)["chat"]["id"] for each in bodies} == {NEW}
