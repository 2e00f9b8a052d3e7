"""A real database, and a local Telegram with the real client library, for the bot's own parts."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.demo.app import create_app
from bot.demo.local import LocalTelegram, open_local
from bot.telegram.send import TelegramSender
from storage.database import Database
from storage.evidence import EvidenceStore
from storage.migrate import migrate
from storage.queue import Queue

LAN = 1002


def now() -> datetime:
    """The time, aware UTC."""
    return datetime.now(UTC)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database of the newest schema."""
    url = f"sqlite:///{tmp_path}/house.sqlite"
    await migrate(url)
    opened = await Database.open(url)
    yield opened
    await opened.close()


async def put(database: Database, queue: Queue, key: str, *, lane: str = "a", body: str = "{}") -> None:
    """Put one item into a queue."""
    async with database.write() as connection:
        await queue.put(connection, key=key, lane=lane, body=body, at=now())


async def rows(database: Database, queue: Queue) -> list[tuple[str, str, str]]:
    """Key, state and body of everything in a queue, in order."""
    row = queue.table.c
    async with database.read() as connection:
        found = await connection.execute(select(row.key, row.state, row.body).order_by(row.id))
        return [(each.key, str(each.state), each.body) for each in found]


async def states(database: Database, queue: Queue) -> dict[str, str]:
    """The state of each key."""
    return {key: state for key, state, _ in await rows(database, queue)}


@dataclass
class Telegram:
    """A local Telegram, and a sender that speaks to it."""

    local: LocalTelegram
    sender: TelegramSender
    http: httpx.AsyncClient
    transport: httpx.ASGITransport

    async def act(self, **fields: object) -> dict[str, Any]:
        """Act as Lan, or as somebody else."""
        answer: dict[str, Any] = (await self.http.post("/demo/act", json={"as": LAN, **fields})).json()
        assert answer["ok"], answer
        return answer

    async def shown(self, kind: str) -> list[dict[str, Any]]:
        """The events of one kind by the bot."""
        events = (await self.http.get("/demo/log")).json()["events"]
        return [each for each in events if each["kind"] == kind and each.get("sender", "bot") == "bot"]


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[Telegram]:
    """A local Telegram where Lan has written to the bot; flood limits are off."""
    local = open_local(has_flood_limits=False)
    transport = httpx.ASGITransport(create_app(local))
    bot = Bot(
        local.token,
        base_url="http://local/bot",
        base_file_url="http://local/file/bot",
        request=HTTPXRequest(httpx_kwargs={"transport": transport}),
    )
    async with httpx.AsyncClient(transport=transport, base_url="http://local") as http:
        sender = TelegramSender(bot, EvidenceStore(f"file://{tmp_path}/files"))
        opened = Telegram(local, sender, http, transport)
        await opened.act(do="say", text="/start")
        yield opened
    await bot.shutdown()
    local.close()
