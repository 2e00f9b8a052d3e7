"""The local Bot API alone as a process, and how little it keeps in memory when told to forget."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bot.demo.local import open_local
from bot.demo.stage import DEFAULT_TOKEN
from tests.demo.conftest import LAN, TurnedClock, staged

ROOT = Path(__file__).resolve().parents[2]
BOT = f"/bot{DEFAULT_TOKEN}"


@asynccontextmanager
async def alone(*arguments: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, httpx.AsyncClient]]:
    """Run `python -m bot.demo` on a free port, ended afterwards in any case."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.demo", "--port", "0", *arguments),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    try:
        address = (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()
        async with httpx.AsyncClient(base_url=address) as http:
            yield process, http
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_alone__kept_through_a_restart(tmp_path: Path) -> None:
    """It tells its address, answers after the latency, ends on SIGTERM with 0, goes on from its folder."""
    folder = ("--data", str(tmp_path))
    async with alone(*folder, "--latency-ms", "80", "--no-limits", "--seed", "5") as (process, http):
        await http.post("/demo/act", json={"as": LAN, "do": "say", "text": "xin chào"})
        began = time.monotonic()
        first = (await http.get(f"{BOT}/getUpdates")).json()["result"]
        assert time.monotonic() - began >= 0.08
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 10) == 0
    async with alone(*folder) as (_, http):
        assert (await http.get(f"{BOT}/getUpdates")).json()["result"] == first


async def test_alone__faults_from_the_start() -> None:
    """Faults can be on from the first call; their seed is the one of the whole unless they name their own."""
    async with alone("--seed", "9", "--faults", '{"rates":{"429":1}}') as (_, http):
        assert (await http.get(f"{BOT}/getMe")).status_code == 429
        assert (await http.get("/demo/faults")).json()["seed"] == 9


@pytest.mark.parametrize("has_folder", [False, True])
async def test_forget__memory_holds_the_last_of_each_chat(
    tmp_path: Path, clock: TurnedClock, *, has_folder: bool
) -> None:
    """Told to forget, memory holds the last events of each chat, numbers go on, the folder holds all."""
    local = open_local(tmp_path if has_folder else None, now=clock.now, has_flood_limits=False, keep=10)
    async with staged(local, clock) as stage:
        await stage.act(do="say", text="/start")
        for number in range(1300):
            await stage.call("sendMessage", chat_id=LAN, text=str(number))
        assert len(local.log.events) < 500
        assert len(local.world.messages) < 500
        events = await stage.shown("message")
        assert events[-1]["message"]["text"] == "1299"
        seqs = [event["seq"] for event in local.log.events]
        assert seqs == sorted(set(seqs))
        later = (await stage.http.get("/demo/log", params={"since": local.log.seq - 2})).json()["events"]
        assert [event["message"]["text"] for event in later] == ["1298", "1299"]
        assert {"person", "bot_info", "chat"} <= {event["kind"] for event in local.log.events}
    seq = local.log.seq
    local.close()
    if has_folder:
        again = open_local(tmp_path, now=clock.now)
        assert (again.log.seq, len(again.log.events)) == (seq, seq)
        again.close()
