"""Polling Telegram: each batch is durable in the inbox before the next request confirms it.

Rules: a session starts without an offset (after a quiet week ids restart, and a stored offset would throw
updates away); nothing is parsed here but the id and the lane, so no update can stop the loop; only this bot
asks with its own HTTP client, because the library's receiving parses first and confirms early.
Must not know: what an update means.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from operator import itemgetter
from typing import Any

import httpx
import structlog

from bot.arrivals import Refuse, is_update, store
from bot.lanes import Wake
from bot.telegram.connection import Access
from storage.database import Database

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post")
_LONG_POLL = 30  # seconds
_ANSWER_WITHIN = 15  # seconds beyond the long poll
_PATIENCE = 180.0  # seconds without a successful poll
_LONGEST_PAUSE = 60.0
_CONFLICT_PAUSE = 5.0
_STORE_PAUSE = 3.0
_logger = structlog.get_logger(__name__)


class Refused(Exception):  # noqa: N818 - it says what happened
    """Telegram did not give a batch; `status` is the HTTP status, `pause` the seconds it asks for."""

    def __init__(self, status: int, pause: float = 0.0) -> None:
        super().__init__(f"getUpdates was answered with {status}")
        self.status = status
        self.pause = pause


class NotStored(Exception):  # noqa: N818 - it says what happened
    """A batch could not be stored, so it is not confirmed and comes again."""


def _client(access: Access) -> httpx.AsyncClient:
    timeout = httpx.Timeout(10, read=_LONG_POLL + _ANSWER_WITHIN)
    return httpx.AsyncClient(proxy=access.proxy, timeout=timeout, trust_env=False)


@dataclass(slots=True)
class Receiver:
    """One polling session. `wake` tells the worker of new items; `client` is for tests.

    `on_stored` is told how many updates of a batch were new, and how many were known; `on_refused`, that a
    batch could not be stored and why.
    """

    access: Access
    database: Database
    now: Callable[[], datetime]
    wake: Wake
    client: httpx.AsyncClient | None = None
    long_poll: int = _LONG_POLL
    last_poll_at: datetime | None = None
    on_stored: Callable[[int, int], None] = lambda _new, _known: None
    on_refused: Refuse = lambda _updates, _error: None
    patience: float = _PATIENCE
    connect: Callable[[Access], httpx.AsyncClient] = _client
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _fresh_since: float = 0.0
    _offset: int | None = None
    _trouble: int = 0
    _conflict_told: bool = field(default=False)

    async def run(self) -> None:
        """Poll until cancelled; a client that brings nothing for long is replaced, its pool may be stuck."""
        while True:
            async with self.client or self.connect(self.access) as client:
                self._fresh_since = time.monotonic()
                while self.client or time.monotonic() - self._fresh_since < self.patience:
                    await self._round(client)
            _logger.warning("no successful poll for long, connecting anew", seconds=self.patience)

    async def _round(self, client: httpx.AsyncClient) -> None:
        try:
            updates = await self._ask(client)
            await self._store(updates)
        except Refused as refused:
            await self._pause(refused.pause, refused)
        except NotStored as error:
            # Telegram is there: the store is asked again soon, so that all goes on as soon as it can.
            self._trouble = 0
            await self._pause(_STORE_PAUSE, error)
        except Exception as error:  # noqa: BLE001 - the network or the database is away; this loop must go on
            await self._pause(0.0, error)
        else:
            self._trouble = 0
            self._conflict_told = False
            self.last_poll_at = self.now()
            self._fresh_since = time.monotonic()

    async def _ask(self, client: httpx.AsyncClient) -> list[dict[str, Any]]:
        wanted: dict[str, object] = {
            "timeout": self.long_poll,
            "limit": 100,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            wanted["offset"] = self._offset
        # The client's own time-outs begin anew with every byte.
        async with asyncio.timeout(self.long_poll + _ANSWER_WITHIN):
            answer = await client.post(self.access.method_url("getUpdates"), json=wanted)
        if answer.status_code != HTTPStatus.OK:
            raise Refused(answer.status_code, _asked_pause(answer))
        result = answer.json()["result"]
        # In the order in which things happened, whatever the answer's.
        return sorted((each for each in result if is_update(each)), key=itemgetter("update_id"))

    async def _store(self, updates: list[dict[str, Any]]) -> None:
        """Commit the batch; only then move the offset, which confirms it with the next request."""
        if not updates:
            return
        try:
            new = await store(self.database, updates, source=self.access.source, at=self.now())
        except Exception as error:
            self.on_refused(updates, error)
            raise NotStored from error
        self.on_stored(new, len(updates) - new)
        self._offset = max(update["update_id"] for update in updates) + 1
        self.wake.new.set()

    async def _pause(self, asked: float, error: Exception) -> None:
        self._trouble += 1
        grown = min(2.0 ** min(self._trouble - 1, 10), _LONGEST_PAUSE)
        conflict = isinstance(error, Refused) and error.status == HTTPStatus.CONFLICT
        if conflict:
            asked = max(asked, _CONFLICT_PAUSE)
        if not (conflict and self._conflict_told):
            _tell(error)
        self._conflict_told = conflict
        await self.sleep(max(asked, grown * random.uniform(0.8, 1.0)))  # noqa: S311 - spreads, guards nothing


def _tell(error: Exception) -> None:
    status = error.status if isinstance(error, Refused) else None
    match status:
        case HTTPStatus.CONFLICT:
            _logger.error("another program receives for this bot, or a webhook is set")
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.NOT_FOUND:
            _logger.critical("Telegram does not know this token")
        case _:
            cause = type(error.__cause__ or error).__name__
            _logger.warning("no updates", error=type(error).__name__, cause=cause, status=status)


def _asked_pause(answer: httpx.Response) -> float:
    try:
        return float(answer.json()["parameters"]["retry_after"])
    except (ValueError, LookupError, TypeError):
        return 0.0
