"""The bot as a whole, against a local Telegram over HTTP."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.demo.app import create_app, listening, serve
from bot.demo.local import open_local
from bot.settings import Settings
from bot.wiring import ALREADY_RUNNING, run


async def answers(http: httpx.AsyncClient, chat: int) -> list[dict[str, Any]]:
    """What the bot has written in a chat, waited for up to ten seconds."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(10):
        while not found:
            events = (await http.get("/demo/log?wait=1")).json()["events"]
            found = [
                each["message"]
                for each in events
                if each["kind"] == "message" and each["sender"] == "bot" and each["chat_id"] == chat
            ]
    return found


async def test_a_persons_rate_is_what_the_setting_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one tap or text a minute a person's second text is refused, and the sentence names the number."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WARDROUNDS_ADMIN_IDS", "1001")
    monkeypatch.setenv("WARDROUNDS_LIMIT_TAPS", "1")
    local = open_local()
    async with serve(create_app(local), listening(0)) as address, httpx.AsyncClient(base_url=address) as http:
        settings = Settings(
            telegram_token=SecretStr(local.token),
            telegram_api_url=address,
            data_dir=tmp_path / "data",
        )
        stopped = asyncio.Event()
        running = asyncio.create_task(run(settings, stopped))
        await http.post("/demo/act", json={"as": 1001, "do": "say", "text": "/start"})
        await http.post("/demo/act", json={"as": 1001, "do": "say", "text": "xin chào"})
        while not (told := [each["text"] for each in await answers(http, 1001) if "Quá" in each["text"]]):
            await asyncio.sleep(0.02)
        assert told[0].startswith("Quá 1 lần bấm và tin trong một phút")
        stopped.set()
        assert await asyncio.wait_for(running, 5) == 0
    local.close()


async def test_a_person_is_answered_and_a_stop_is_quick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All parts work together, a second bot on the same data is refused, a stop takes a moment."""
    monkeypatch.chdir(tmp_path)
    local = open_local()
    async with serve(create_app(local), listening(0)) as address, httpx.AsyncClient(base_url=address) as http:
        settings = Settings(
            telegram_token=SecretStr(local.token), telegram_api_url=address, data_dir=tmp_path / "data"
        )
        stopped = asyncio.Event()
        running = asyncio.create_task(run(settings, stopped))
        await http.post("/demo/act", json={"as": 1005, "do": "say", "text": "xin chào"})
        assert (await answers(http, 1005))[0]["text"]
        assert await run(settings, stopped) == ALREADY_RUNNING
        stopped.set()
        assert await asyncio.wait_for(running, 5) == 0
    local.close()
