"""Telegram's webhook: an update is answered with 200 only when it is durable in the inbox.

Rules: the secret is compared in constant time before anything is read; the body is read by chunks up to a
limit; 200 has an empty body, because Telegram would take one for a call; while the database is away 503
asks Telegram to wait, which keeps the update for a day. Registering never drops what waits at Telegram.
Must not know: what an update means.
"""

import asyncio
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from telegram import Bot

from bot.arrivals import Refuse, is_update, store
from bot.lanes import Wake
from bot.receiver import ALLOWED_UPDATES
from bot.web.pulse import Pulse
from storage.database import Database

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BODY = 1024 * 1024
RETRY_AFTER = 5  # seconds
_BODY_WITHIN = 10.0
_STORED_WITHIN = 20.0  # Telegram itself gives up after a minute
_CONNECTIONS = 40
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_logger = structlog.get_logger(__name__)


class Rejected(Exception):  # noqa: N818 - it says what happened
    """The request is answered with this status, and nothing is stored."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True, slots=True)
class Webhook:
    """Takes updates. `source` as in the inbox's keys; `inbox` wakes the worker; `on_...` as in polling."""

    secret: str
    source: str
    database: Database
    now: Callable[[], datetime]
    inbox: Wake
    pulse: Pulse
    on_stored: Callable[[int, int], None]
    on_refused: Refuse = lambda _updates, _error: None

    async def answer(self, request: Request) -> Response:
        """One request of Telegram's."""
        try:
            self._admit(request)
            update = _read(await _body(request))
        except Rejected as rejected:
            return Response(status_code=rejected.status)
        try:
            async with asyncio.timeout(_STORED_WITHIN):
                new = await store(self.database, (update,), source=self.source, at=self.now())
        except Exception as error:  # noqa: BLE001 - whatever keeps us from storing, Telegram must keep the update
            _logger.error("update not stored", error=type(error).__name__)  # noqa: TRY400
            self.pulse.refused_last = True
            self.on_refused((update,), error)
            return Response(
                status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(RETRY_AFTER)}
            )
        self.pulse.refused_last = False
        self.pulse.last_webhook_at = self.now()
        self.inbox.new.set()
        self.on_stored(new, 1 - new)
        return Response()

    def _admit(self, request: Request) -> None:
        # Bytes, because strings with other than ASCII letters cannot be compared so.
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(given, self.secret.encode()):
            raise Rejected(HTTPStatus.UNAUTHORIZED)


async def _body(request: Request) -> bytes:
    """The body, read no further than the limit."""
    announced = request.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > LARGEST_BODY:
        raise Rejected(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_WITHIN):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST_BODY:
                    raise Rejected(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except TimeoutError as error:
        raise Rejected(HTTPStatus.REQUEST_TIMEOUT) from error
    except ClientDisconnect as error:
        raise Rejected(HTTPStatus.BAD_REQUEST) from error
    return bytes(body)


def _read(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Rejected(HTTPStatus.BAD_REQUEST) from error
    if not is_update(found):
        raise Rejected(HTTPStatus.BAD_REQUEST)
    update: dict[str, Any] = found
    return update


async def register(bot: Bot, *, public_url: str, secret: str, pulse: Pulse) -> None:
    """Have Telegram send updates to us, asked until it agrees; what waits there comes too."""

    async def ask() -> None:
        await bot.set_webhook(
            f"{public_url}{PATH}",
            secret_token=secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=_CONNECTIONS,
        )

    await _until_done(ask, "webhook not set")
    pulse.webhook_set = True
    _logger.info("webhook set")


async def unregister(bot: Bot) -> None:
    """Have Telegram keep updates for polling, asked until it agrees; what waits there stays."""

    async def ask() -> None:
        await bot.delete_webhook()

    await _until_done(ask, "webhook not taken away")


async def _until_done(ask: Callable[[], Any], trouble: str) -> None:
    pause = _FIRST_PAUSE
    while True:
        try:
            await ask()
        except Exception as error:  # noqa: BLE001 - an odd answer makes the library raise anything
            _logger.warning(trouble, error=type(error).__name__)
        else:
            return
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
