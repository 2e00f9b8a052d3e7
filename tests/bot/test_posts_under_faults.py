"""Twenty posts while calls fail in every way: in the end each stands exactly once, none is lost."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.outgoing import SendText
from handlers.rich import plain
from storage.database import Database
from storage.queue import OUTBOX
from tests.bot.conftest import Telegram, now
from tests.bot.test_posts import Desk, desk_of

POSTS = 20
LATE, SETTLE = 0.05, 0.3  # seconds


async def is_worked_off(desk: Desk, *, ahead: timedelta) -> bool:
    """Work on what is due so far ahead; whether nothing is left."""
    async with desk.database.write() as connection:
        items = await OUTBOX.claim(connection, now=now() + ahead, limit=4)
    await asyncio.gather(*(desk.deliverer.handle(item) for item in items))
    counts = await undone(desk)
    return counts == 0


async def undone(desk: Desk) -> int:
    """How many posts are still to be sent."""
    row = OUTBOX.table.c
    async with desk.database.read() as connection:
        found = await connection.execute(OUTBOX.table.select().with_only_columns(row.key, row.state))
        return sum(state in ("pending", "running") for key, state in found if not key.startswith("sweep"))


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("seed", [1, 2])
async def test_every_post_stands_exactly_once(
    database: Database, telegram: Telegram, seed: int, *, strict: bool
) -> None:
    """Whatever acted late, twice or unseen has been adopted, or swept away."""
    desk = desk_of(database, telegram, strict=strict)
    assert desk.deliverer.poster is not None
    poster = replace(desk.deliverer.poster, settle=timedelta(seconds=SETTLE))
    desk.deliverer = replace(desk.deliverer, poster=poster)
    texts = [f"Phường {number}  #KT_2611_{number:04}" for number in range(POSTS)]
    for number, text in enumerate(texts):
        await desk.put(SendText(plain(text), slot=f"post:v{number}"))
    methods = ["sendMessage", "editMessageText", "forwardMessage", "deleteMessage"]
    body = {"seed": seed, "rates": {"all": 0.4}, "methods": methods, "late_seconds": LATE}
    await telegram.http.post("/demo/faults", json=body | {"delay_seconds": 0.01})
    for _ in range(400):
        if await is_worked_off(desk, ahead=timedelta(seconds=6)):
            break
        await asyncio.sleep(0.02)
    await telegram.http.post("/demo/faults", json={})
    for _ in range(400):
        if await is_worked_off(desk, ahead=timedelta(seconds=6)):
            break
        await asyncio.sleep(0.02)
    assert await undone(desk) == 0
    for _ in range(20):
        await is_worked_off(desk, ahead=timedelta(days=2))
    shown = Counter(each for each in desk.stands() if each)
    assert shown == Counter(texts)
    assert desk.stands() == sorted(desk.stands(), key=texts.index)
