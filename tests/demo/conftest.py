"""A local Telegram in this process, a clock to turn, a person to act as, and the real client library."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from PIL import Image
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.demo.app import create_app
from bot.demo.local import LocalTelegram, open_local

LAN = 1002
CHANNEL = -1001000000001


@dataclass
class TurnedClock:
    """A clock that moves only when told."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 8, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.at

    def turn(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Stage:
    """Everything a test of the local Bot API needs."""

    local: LocalTelegram
    clock: TurnedClock
    bot: Any  # a real `Bot`; what its answers lack fails the test, so types need not
    http: httpx.AsyncClient

    async def act(self, **fields: object) -> dict[str, Any]:
        """Act as a person, by default as Lan, and expect it to be possible."""
        answer: dict[str, Any] = (await self.try_act(**fields)).json()
        assert answer["ok"], answer
        return answer

    async def try_act(self, **fields: object) -> httpx.Response:
        return await self.http.post("/demo/act", json={"as": LAN, **fields})

    async def call(self, method: str, **fields: object) -> dict[str, Any]:
        """Call a method with a JSON body, without the client library, and return the whole answer."""
        answer: dict[str, Any] = (
            await self.http.post(f"/bot{self.local.token}/{method}", json=fields)
        ).json()
        return answer

    async def shown(self, kind: str) -> list[dict[str, Any]]:
        """Return the events of one kind."""
        events = (await self.http.get("/demo/log")).json()["events"]
        return [event for event in events if event["kind"] == kind]


@asynccontextmanager
async def staged(local: LocalTelegram, clock: TurnedClock) -> AsyncIterator[Stage]:
    """Open a stage on a local Telegram."""
    transport = httpx.ASGITransport(create_app(local))

    def request() -> HTTPXRequest:
        return HTTPXRequest(httpx_kwargs={"transport": transport})

    bot = Bot(
        local.token,
        base_url="http://local/bot",
        base_file_url="http://local/file/bot",
        request=request(),
        get_updates_request=request(),
    )
    async with bot, httpx.AsyncClient(transport=transport, base_url="http://local") as http:
        yield Stage(local=local, clock=clock, bot=bot, http=http)


@pytest.fixture
def clock() -> TurnedClock:
    """A clock that stands still."""
    return TurnedClock()


@pytest.fixture
async def stage(clock: TurnedClock) -> AsyncIterator[Stage]:
    """A stage on which Lan has written to the bot; flood limits are off."""
    local = open_local(now=clock.now, has_flood_limits=False)
    async with staged(local, clock) as opened:
        await opened.act(do="say", text="/start")
        yield opened


@pytest.fixture
async def paced(clock: TurnedClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """The same with flood limits on."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the client library warns at every 429
    local = open_local(now=clock.now)
    async with staged(local, clock) as opened:
        await opened.act(do="say", text="/start")
        yield opened


def jpeg(width: int = 200, height: int = 100, *, has_exif: bool = False) -> bytes:
    """Return a small picture."""
    image = Image.new("RGB", (width, height), "#2f6f5e")
    exif = Image.Exif()
    if has_exif:
        exif[0x010F] = "camera"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()
