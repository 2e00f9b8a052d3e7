"""Polling: durable before confirmed."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from bot.lanes import Wake
from bot.receiver import ALLOWED_UPDATES, Receiver
from bot.telegram.connection import Access
from storage.database import Database
from storage.queue import INBOX
from tests.bot.conftest import Telegram, now, rows, states
from tests.bot.payloads import message, update

Answer = Callable[[dict[str, Any]], Awaitable[httpx.Response]]
ACCESS = Access("7:abc", "http://telegram")


def batch(*updates: object) -> httpx.Response:
    return httpx.Response(200, content=json.dumps({"ok": True, "result": list(updates)}))


async def poll(database: Database, *answers: Answer | httpx.Response) -> list[dict[str, Any]]:
    """Poll until the answers are used up; what was asked each time."""
    asked: list[dict[str, Any]] = []
    over = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        asked.append(json.loads(request.content))
        if len(asked) > len(answers):
            over.set()
            await asyncio.sleep(60)
        found = answers[len(asked) - 1]
        return found if isinstance(found, httpx.Response) else await found(asked[-1])

    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    receiver = Receiver(ACCESS, database, now, Wake(), client)
    task = asyncio.create_task(receiver.run())
    await asyncio.wait_for(over.wait(), 30)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return asked


async def test_a_batch_is_durable_before_it_is_confirmed(database: Database) -> None:
    """When the request with the new offset arrives, everything is in the inbox."""
    stored: list[int] = []

    async def look(_: dict[str, Any]) -> httpx.Response:
        stored.append(len(await states(database, INBOX)))
        return batch()

    asked = await poll(database, batch(update(50), update(51, message=message(text="x"))), look)
    assert "offset" not in asked[0]
    assert asked[1]["offset"] == 52
    assert stored == [2]
    assert asked[0]["allowed_updates"] == list(ALLOWED_UPDATES)


async def test_a_batch_that_cannot_be_stored_is_asked_for_again(database: Database) -> None:
    """Its offset does not move, so Telegram gives it again; when it is stored, it does."""

    async def break_it(_: dict[str, Any]) -> httpx.Response:
        await set_pragma(database, "query_only=ON")
        return batch(update(50))

    async def mend_it(_: dict[str, Any]) -> httpx.Response:
        await set_pragma(database, "query_only=OFF")
        return batch(update(50))

    asked = await poll(database, break_it, mend_it)
    assert [each.get("offset") for each in asked] == [None, None, 51]
    assert len(await states(database, INBOX)) == 1


async def set_pragma(database: Database, pragma: str) -> None:
    """Set something of the writing connection, past SQLAlchemy, which would begin a transaction first."""
    async with database.bare_connection() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.cursor().execute(f"PRAGMA {pragma}")


async def test_a_repeated_update_is_stored_once_and_a_reused_id_twice(database: Database) -> None:
    """The key is id and content together."""
    first, other = update(50, message=message(text="a")), update(50, message=message(text="b"))
    await poll(database, batch(first), batch(first), batch(other))
    assert len(await states(database, INBOX)) == 2


async def test_odd_updates_stop_nothing(database: Database) -> None:
    """What has an id is stored whatever else it is; what is no update at all is passed over."""
    odd = {"update_id": 60, "message": [1], "future": {"text": "\ud800\0"}}
    asked = await poll(database, batch(odd, 5, {"x": 1}, update(61, message=message(text="x"))))
    assert asked[1]["offset"] == 62
    (_, _, stored), _ = await rows(database, INBOX)
    assert json.loads(stored) == odd


async def test_trouble_is_waited_out(database: Database) -> None:
    """Refusals, garbage and broken connections end no session, and confirm nothing."""

    async def fail(_: dict[str, Any]) -> httpx.Response:
        raise httpx.ReadError("reset")

    asked = await poll(database, httpx.Response(502), fail, batch(update(50)))
    assert "offset" not in asked[2]
    assert asked[3]["offset"] == 51


async def test_it_receives_from_a_local_telegram(database: Database, telegram: Telegram) -> None:
    """What a person sends is in the inbox, in the person's lane."""
    local = telegram.local
    wake = Wake()
    access = Access(local.token, "http://local")
    client = httpx.AsyncClient(transport=telegram.transport)
    receiver = Receiver(access, database, now, wake, client, long_poll=1)
    task = asyncio.create_task(receiver.run())
    await asyncio.wait_for(wake.new.wait(), 10)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    (key,) = await states(database, INBOX)
    assert key.startswith("telegram:7000000001:")


async def test_a_stuck_client_is_replaced(database: Database) -> None:
    """After long without a successful poll a new client is made, and polling goes on with it."""
    made: list[int] = []
    over = asyncio.Event()

    def connect(_: Access) -> httpx.AsyncClient:
        made.append(1)

        async def answer(_: httpx.Request) -> httpx.Response:
            if len(made) == 1:
                raise httpx.ReadTimeout("stuck")
            over.set()
            return batch(update(50))

        return httpx.AsyncClient(transport=httpx.MockTransport(answer))

    receiver = Receiver(ACCESS, database, now, Wake(), patience=0.5, connect=connect)
    task = asyncio.create_task(receiver.run())
    await asyncio.wait_for(over.wait(), 30)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert len(made) == 2


async def test_a_second_poller_is_noted_once(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    """409 again and again: one line, and pauses of at least some seconds."""
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    receiver = Receiver(ACCESS, database, now, Wake(), sleep=sleep)
    async with httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(409))) as client:
        for _ in range(8):
            await receiver._round(client)
    assert all(5 <= each <= 60 for each in pauses)
    assert "".join(capsys.readouterr()).count("another program receives") == 1
