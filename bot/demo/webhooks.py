"""Delivering updates to the bot's webhook.

Rules: updates of one queue go one after another, queues side by side; messages queue by chat, pressed buttons
by person, so that the two can overtake each other. A failure is tried again at once, then after doubling
pauses, until the update is too old. Only this machine is ever called.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import deque
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx

from bot.demo.calls import perform
from bot.demo.interface import bot_api
from bot.demo.local import LocalTelegram
from bot.demo.parameters import checked
from bot.demo.refusals import CallRefusedError
from bot.demo.updates import LOOPBACK, Waiting

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_PAUSE = (60.0, 120.0)  # seconds; drawn anew each time
LONGEST_RETRY_AFTER = 3600.0
GONE_SECONDS = 23 * 3600
ANSWER_SECONDS = 60.0
Queue = tuple[str, int]


class Webhooks:
    """Whoever carries updates to the webhook, as long as one is set."""

    def __init__(self, local: LocalTelegram, *, first_pause: float = 2.0, seed: int = 0) -> None:
        """Take the local Telegram; `first_pause` is the second retry's, in seconds, which then doubles."""
        self._local = local
        self._first_pause = first_pause
        self._random = random.Random(seed)
        self._queues: dict[Queue, deque[Waiting]] = {}
        self._carriers: dict[Queue, asyncio.Task[None]] = {}
        self._lines = asyncio.Semaphore(1)
        self._client: httpx.AsyncClient | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self._url = ""
        self._gone_since: float | None = None
        local.updates.listen(self.hear)

    def hear(self, waiting: Waiting | None) -> None:
        """Take a new update, or with None the webhook as it is now."""
        if waiting is None:
            self.begin()
        elif self._url:
            self._take(waiting)

    def begin(self) -> None:
        """Start afresh with the webhook as it is now and all that waits for it."""
        self._end()
        webhook = self._local.updates.webhook
        self._url = webhook.get("url", "")
        self._lines = asyncio.Semaphore(webhook.get("max_connections", 1))
        self._gone_since = None
        for waiting in self._local.updates.waiting() if self._url else ():
            self._take(waiting)

    def _take(self, waiting: Waiting) -> None:
        queue = queue_of(waiting)
        self._queues.setdefault(queue, deque()).append(waiting)
        if queue not in self._carriers:
            self._carriers[queue] = asyncio.create_task(self._carry(queue))

    async def close(self) -> None:
        """End all deliveries; what is not delivered goes on waiting."""
        self._end()
        await asyncio.gather(*self._closing)

    def _end(self) -> None:
        for task in self._carriers.values():
            task.cancel()
        self._carriers = {}
        self._queues = {}
        if self._client:
            closing = asyncio.create_task(self._client.aclose())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
            self._client = None

    async def _carry(self, queue: Queue) -> None:
        waiting = self._queues[queue]
        while waiting:
            await self._deliver(waiting.popleft())
        del self._queues[queue], self._carriers[queue]

    async def _deliver(self, waiting: Waiting) -> None:
        pause = self._first_pause / 2
        failures = 0
        while waiting.is_alive(self._local.log.now().timestamp()):
            async with self._lines:
                retry_after = await self._attempt(waiting)
            if retry_after is None:
                self._local.updates.delivered(waiting.id)
                self._local.flush()
                return
            if not retry_after and failures:
                pause = min(pause * 2, self._random.uniform(*LONGEST_PAUSE))
            await asyncio.sleep(retry_after or (pause if failures else 0.0))
            failures += 1

    async def _attempt(self, waiting: Waiting) -> float | None:
        # None when it was taken, else the seconds the receiver asked to wait, 0 without a wish.
        try:
            answer = await self._post(waiting)
        except httpx.HTTPError as error:
            self._local.updates.webhook_failed(_told(error))
            return 0.0
        if answer.is_success:
            self._gone_since = None
            await self._do(answer.content)
            return None
        self._local.updates.webhook_failed(f"Wrong response from the webhook: {_phrase(answer.status_code)}")
        self._note_gone(answer.status_code)
        wished = answer.headers.get("Retry-After", "")
        return min(float(wished), LONGEST_RETRY_AFTER) if wished.isdigit() else 0.0

    async def _post(self, waiting: Waiting) -> httpx.Response:
        if urlsplit(self._url).hostname not in LOOPBACK:
            raise httpx.ConnectError("only addresses of this machine are called")
        if self._client is None:
            self._client = httpx.AsyncClient(trust_env=False, verify=False, timeout=ANSWER_SECONDS)  # noqa: S501
        headers = {"Content-Type": "application/json"}
        if secret := self._local.updates.webhook.get("secret_token"):
            headers[SECRET_HEADER] = secret
        body = json.dumps(waiting.update, ensure_ascii=False)
        return await self._client.post(self._url, content=body, headers=headers)

    async def _do(self, body: bytes) -> None:
        # An answer that names a method is a call whose result nobody gets.
        with suppress(ValueError, CallRefusedError):
            asked = json.loads(body)
            name = str(asked.pop("method")) if isinstance(asked, dict) and "method" in asked else ""
            if fields := bot_api().methods.get(name.lower()):
                await perform(self._local, checked(name, asked, {}, fields))

    def _note_gone(self, status: int) -> None:
        if status != HTTPStatus.GONE:
            return
        now = self._local.log.now().timestamp()
        if self._gone_since is None:
            self._gone_since = now
        elif now - self._gone_since >= GONE_SECONDS:
            self._local.updates.set_webhook({}, None, drop=False)


def queue_of(waiting: Waiting) -> Queue:
    """Return the queue an update goes through: pressed buttons by person, all else by chat."""
    body = waiting.update[waiting.kind]
    if waiting.kind == "callback_query":
        return ("person", body["from"]["id"])
    return ("chat", body["chat"]["id"])


def _told(error: httpx.HTTPError) -> str:
    match error:
        case httpx.ConnectError():
            return "Connection refused"
        case httpx.TimeoutException():
            return "Read timeout expired"
        case _:
            return "Connection closed"


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
