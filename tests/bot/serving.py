"""The web side on any free port of the loopback address."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from bot.lanes import Wake
from bot.web.health import Health
from bot.web.metrics import Metrics
from bot.web.pulse import Pulse, Way
from bot.web.server import WebServer, web_app
from bot.web.webhook import SECRET_HEADER, Webhook
from storage.database import Database
from tests.bot.conftest import now

SECRET = "a-secret-of-this-test"
SOURCE = "telegram:7"
HEADERS = {SECRET_HEADER: SECRET}


@dataclass
class Web:
    """A web side that serves, and what it is made of."""

    http: httpx.AsyncClient
    server: WebServer
    pulse: Pulse
    health: Health
    metrics: Metrics
    inbox: Wake

    async def send(self, body: bytes | dict[str, Any], **headers: str) -> httpx.Response:
        """Post an update as Telegram does."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.http.post("/telegram", content=content, headers=HEADERS | headers)


@asynccontextmanager
async def serving(database: Database, folder: Path, way: Way = Way.WEBHOOK) -> AsyncIterator[Web]:
    """The web side on any free port."""
    pulse, inbox = Pulse(way, now()), Wake()
    metrics = Metrics(database, pulse, now)
    health = Health(database, pulse, now, folder)
    hook = Webhook(SECRET, SOURCE, database, now, inbox, pulse, metrics.stored)
    server = WebServer(web_app(health, metrics, hook if way is Way.WEBHOOK else None), "127.0.0.1:0")
    running = asyncio.create_task(server.run())
    await asyncio.wait_for(server.bound.wait(), 5)
    async with httpx.AsyncClient(base_url=server.address, trust_env=False) as http:
        yield Web(http, server, pulse, health, metrics, inbox)
    server.halt()
    await asyncio.wait_for(running, 5)


async def samples(web: Web) -> dict[tuple[str, ...], float]:
    """The figures by name and label values, read as Prometheus does."""
    answer = await web.http.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.text)
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }
