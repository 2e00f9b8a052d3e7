"""A real bot process: it stops within five seconds whatever it is doing, and there is only one of it."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.commands.demo import demo_environment
from bot.demo.app import create_app, listening, serve
from bot.demo.local import open_local
from bot.wiring import ALREADY_RUNNING, DONE
from handlers.incoming import Chat, ChatKind
from handlers.outgoing import Fetch, Operation, Outgoing, SendText, encode
from handlers.rich import plain
from storage.database import Database
from storage.migrate import migrate
from storage.queue import OUTBOX
from tests.bot.conftest import LAN, now

CHAT = Chat("telegram", str(LAN), ChatKind.PRIVATE)


@dataclass
class Place:
    """A local Telegram over HTTP, and the folder of the bot that speaks with it."""

    http: httpx.AsyncClient
    environment: dict[str, str]
    database: str

    async def start(self) -> asyncio.subprocess.Process:
        """Start a bot as an operator does."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            env=os.environ | self.environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )

    async def hang(self, method: str) -> None:
        """Let calls of a method hang."""
        body = {"rates": {"hang_before": 1.0}, "methods": [method]}
        assert (await self.http.post("/demo/faults", json=body)).json()["ok"]

    async def is_called(self, method: str) -> None:
        """Wait until the bot has called the method."""
        async with asyncio.timeout(30):
            while not (await self.http.get("/demo/faults")).json()["calls"].get(method):
                await asyncio.sleep(0.05)

    async def put(self, operation: Operation) -> None:
        """Put something to do into the outbox, before the bot starts."""
        await migrate(self.database)
        database = await Database.open(self.database)
        async with database.write() as connection:
            outgoing = Outgoing("k", f"telegram:{LAN}", CHAT, operation)
            await OUTBOX.put(connection, key="k", lane=outgoing.lane, body=encode(outgoing), at=now())
        await database.close()


@asynccontextmanager
async def opened(tmp_path: Path) -> AsyncIterator[Place]:
    local = open_local(has_flood_limits=False)
    async with serve(create_app(local), listening(0)) as address, httpx.AsyncClient(base_url=address) as http:
        environment = demo_environment(tmp_path / "bot", port=int(address.rpartition(":")[2]))
        yield Place(http, environment, f"sqlite:///{tmp_path}/bot/wardrounds.sqlite")
    local.close()


async def stopped(bot: asyncio.subprocess.Process) -> float:
    """SIGTERM; how many seconds it took to end well."""
    began = time.monotonic()
    bot.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(bot.wait(), 10) == DONE
    return time.monotonic() - began


@pytest.mark.parametrize("method", ["getMe", "setMyCommands", "getUpdates", "sendMessage", "getFile", "file"])
async def test_a_stop_takes_less_than_five_seconds(tmp_path: Path, method: str) -> None:
    """While it starts, polls, sends, or fetches a photo, and nobody answers."""
    async with opened(tmp_path) as place:
        if method in ("getFile", "file"):
            await place.http.post(
                "/demo/act", json={"as": LAN, "do": "photo", "photos": [{"sample": "bang-niem-yet"}]}
            )
            events = (await place.http.get("/demo/log")).json()["events"]
            photos = [each["message"]["photo"] for each in events if "photo" in each.get("message", {})]
            await place.put(Fetch("p1", photos[-1][-1]["file_id"]))
        elif method == "sendMessage":
            await place.put(SendText(plain("x")))
        await place.hang(method)
        bot = await place.start()
        await place.is_called(method)
        await asyncio.sleep(0.3)
        assert await stopped(bot) < 5


async def test_a_second_process_refuses(tmp_path: Path) -> None:
    """Exit 75, at once, and the first one goes on."""
    async with opened(tmp_path) as place:
        await place.hang("sendPhoto")  # calls are counted only while faults are on
        first = await place.start()
        await place.is_called("getUpdates")
        second = await place.start()
        assert await asyncio.wait_for(second.wait(), 20) == ALREADY_RUNNING
        assert first.returncode is None
        assert await stopped(first) < 5


async def test_a_program_that_stands_still_ends_itself() -> None:
    """A turn that never gives control back cannot be cut off; whoever runs the program starts it anew."""
    script = """
import asyncio, time
from bot.process import beating

async def main():
    async with beating(standstill=0.5, beat=0.1):
        await asyncio.sleep(1.5)
        print("alive", flush=True)
        time.sleep(20)

asyncio.run(main())
"""
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        script,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, told = await asyncio.wait_for(started.communicate(), 15)
    assert out == b"alive\n"
    assert b"in main" in told
    assert started.returncode == 1
