"""Updates that come twice, again and in another order, over HTTP: each is dealt with once."""

import asyncio
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from bot.demo.app import create_app, listening, serve
from bot.demo.local import open_local
from bot.settings import Settings
from bot.wiring import run
from storage.database import Database
from storage.queue import INBOX, OUTBOX
from tests.bot.conftest import rows

TEXTS = tuple(f"câu {number:02}" for number in range(24))
STRANGERS = (1005, 1002)


async def test_repeats_and_disorder_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many rows and answers as things said, though many updates were handed out more than once."""
    monkeypatch.chdir(tmp_path)
    local = open_local(has_flood_limits=False)
    async with serve(create_app(local), listening(0)) as address, httpx.AsyncClient(base_url=address) as http:
        rates = {"duplicate": 0.6, "reorder": 0.8, "reset_after": 0.2}
        await http.post("/demo/faults", json={"rates": rates, "methods": ["getUpdates"], "seed": 3})
        for text in TEXTS:
            for person in STRANGERS:
                await http.post("/demo/act", json={"as": person, "do": "say", "text": text})
        settings = Settings(
            telegram_token=SecretStr(local.token),
            telegram_api_url=address,
            data_dir=tmp_path / "data",
            limit_overall=1e6,
            limit_private=1e6,
        )
        stopped = asyncio.Event()
        running = asyncio.create_task(run(settings, stopped))
        database = await Database.open(settings.database) if await _is_up(settings) else None
        assert database is not None
        wanted = len(TEXTS) * len(STRANGERS)
        async with asyncio.timeout(40):
            while [state for _, state, _ in await rows(database, OUTBOX)].count("done") < wanted:
                await asyncio.sleep(0.1)
        told = (await http.get("/demo/faults")).json()["injected"]
        stopped.set()
        assert await running == 0
        assert told["duplicate"] >= 5
        assert len(await rows(database, INBOX)) == wanted
        assert len(await rows(database, OUTBOX)) == wanted
        await database.close()
    local.close()


async def _is_up(settings: Settings) -> bool:
    """Wait until the bot has made its database."""
    async with asyncio.timeout(20):
        while not (settings.data_dir / "wardrounds.sqlite").exists():
            await asyncio.sleep(0.05)
    await asyncio.sleep(1)
    return True
