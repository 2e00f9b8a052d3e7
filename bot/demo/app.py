"""The local Bot API as one Starlette application, and serving it on the loopback address.

Rules: `around_bot` is the seam for faults: an ASGI wrapper that sees every call of the bot and every
download, and nothing of the people's doors. The application neither opens nor closes the local Telegram it is
given.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Match, Mount, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.demo.bot_routes import bot_routes
from bot.demo.fault_routes import fault_routes
from bot.demo.faults import Faults
from bot.demo.faulty_wire import FaultyWire
from bot.demo.local import LocalTelegram
from bot.demo.people_routes import BotProcess, People
from bot.demo.resets import ResettableProtocol
from bot.demo.webhooks import Webhooks

HOST = "127.0.0.1"
START_PAUSE = 0.01
GRACE_SECONDS = 1  # open event streams never end by themselves
Wrapper = Callable[[ASGIApp], ASGIApp]


class BotDoor(BaseRoute):
    """What the bot talks to, recognised at once: a bot calls far more often than a person looks."""

    def __init__(self, calls: ASGIApp) -> None:
        """Take what answers the bot."""
        self._calls = calls

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match calls and downloads alone."""
        path = scope.get("path", "")
        return (Match.FULL if path.startswith(("/bot", "/file/bot")) else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on."""
        await self._calls(scope, receive, send)


def create_app(
    local: LocalTelegram,
    *,
    process: BotProcess | None = None,
    around_bot: Wrapper | None = None,
    faults: Faults | None = None,
) -> Starlette:
    """Return the application; `around_bot` may wrap what the bot talks to, `faults` are shown inside it."""
    faults = faults or Faults()
    calls: ASGIApp = FaultyWire(Router(routes=bot_routes(local)), faults, process.kill if process else None)
    if around_bot:
        calls = around_bot(calls)

    webhooks = Webhooks(local)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with keeping(local):
            webhooks.begin()
            try:
                yield
            finally:
                await webhooks.close()

    doors = (*People(local, process).routes(), *fault_routes(faults))
    routes = [BotDoor(calls), *doors, Mount("/", app=calls)]
    return Starlette(routes=routes, lifespan=lifespan)


@contextlib.asynccontextmanager
async def keeping(local: LocalTelegram) -> AsyncIterator[None]:
    """Write the journal for as long as the block runs."""
    if local.journal is None:
        yield
        return
    writing = asyncio.create_task(local.journal.follow(local.log))
    try:
        yield
    finally:
        writing.cancel()
        local.journal.write(local.log)


def listening(port: int) -> socket.socket:
    """Return a socket on the loopback address; port 0 takes any. Raises OSError when it is taken."""
    # Named, because asyncio sends small answers at once only on sockets that say that they are TCP.
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((HOST, port))
    except OSError:
        opened.close()
        raise
    return opened


@contextlib.asynccontextmanager
async def serve(app: ASGIApp, opened: socket.socket) -> AsyncIterator[str]:
    """Serve the application while the block runs; gives its address."""
    config = uvicorn.Config(
        app,
        http=ResettableProtocol,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=60,
        lifespan="on",
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[opened]))
    while not server.started and not serving.done():  # noqa: ASYNC110 - the server tells it in no other way
        await asyncio.sleep(START_PAUSE)
    try:
        yield f"http://{HOST}:{opened.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
