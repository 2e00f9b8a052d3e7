"""The program's figures for Prometheus.

Rules: no names, no texts, no ids; each label has a handful of values known beforehand; figures about the
queues are read from the database when asked for. For internal use, like the health.
Must not know: what a figure should be.
"""

import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.requests import Request
from starlette.responses import Response

from bot.deliverer import Performer
from bot.outcome import Kept, Outcome
from bot.web.pulse import Pulse
from handlers.incoming import Chat
from handlers.outgoing import Operation
from storage.database import Database
from storage.queue import INBOX, OUTBOX, Item, Queue, State

_TURN_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_WORD = re.compile(r"(?<!^)(?=[A-Z])")
_QUEUES: tuple[tuple[str, Queue], ...] = (("inbox", INBOX), ("outbox", OUTBOX))


class Metrics:
    """All figures, in a registry of their own."""

    def __init__(self, database: Database, pulse: Pulse, now: Callable[[], datetime]) -> None:
        """`now` is aware UTC."""
        self._database, self._pulse, self._now = database, pulse, now
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._updates = Counter(
            "wardrounds_updates", "Updates stored (new) or known already", ("kind",), registry=registry
        )
        self._turns = Histogram(
            "wardrounds_turn_seconds",
            "Turns, from claim to commit",
            ("outcome",),
            buckets=_TURN_SECONDS,
            registry=registry,
        )
        self._sends = Counter(
            "wardrounds_sends", "Calls by what became of them", ("outcome",), registry=registry
        )
        self._photos = Counter(
            "wardrounds_photos_stored", "Photos whose bytes are durable", registry=registry
        )
        self._items = Gauge(
            "wardrounds_items", "Items by queue and state", ("queue", "state"), registry=registry
        )
        self._ages = Gauge(
            "wardrounds_oldest_seconds", "Age of the oldest undone item", ("queue",), registry=registry
        )
        self._quarantined = Gauge(
            "wardrounds_quarantined", "Events given up, kept for a look", registry=registry
        )
        self._readable = Gauge(
            "wardrounds_database_readable", "1 when the queues could be read", registry=registry
        )
        self._free, self._troubled = _store_gauges(registry)
        self._polled = Gauge(
            "wardrounds_last_poll_timestamp_seconds", "Last successful poll", registry=registry
        )
        self._hooked = Gauge(
            "wardrounds_last_webhook_timestamp_seconds", "Last webhook stored", registry=registry
        )

    def stored(self, new: int, known: int) -> None:
        """Count updates of a batch."""
        self._updates.labels("new").inc(new)
        self._updates.labels("known").inc(known)

    def timed(self, handle: Callable[[Item], Awaitable[None]]) -> Callable[[Item], Awaitable[None]]:
        """The same handler of the inbox, its turns timed."""

        async def timed(item: Item) -> None:
            begun, outcome = time.perf_counter(), "failed"
            try:
                await handle(item)
                outcome = "done"
            finally:
                self._turns.labels(outcome).observe(time.perf_counter() - begun)

        return timed

    def became(self, outcome: Outcome) -> None:
        """Count what became of a call."""
        self._sends.labels(_name(outcome)).inc()
        if isinstance(outcome, Kept):
            self._photos.inc()

    async def answer(self, _: Request) -> Response:
        """`GET /metrics`."""
        return Response(await self.text(), media_type=CONTENT_TYPE_LATEST)

    async def text(self) -> bytes:
        """All figures as Prometheus reads them."""
        try:
            await self._read_queues()
            self._readable.set(1)
        except Exception:  # noqa: BLE001 - the other figures are wanted all the more then
            self._readable.set(0)
        for gauge, at in (
            (self._polled, self._pulse.last_poll()),
            (self._hooked, self._pulse.last_webhook_at),
        ):
            gauge.set(at.timestamp() if at else 0)
        self._free.set(self._pulse.share_free() or 0)
        self._troubled.set(len(self._pulse.troubles()))
        return generate_latest(self._registry)

    async def _read_queues(self) -> None:
        async with self._database.read() as connection:
            for name, queue in _QUEUES:
                for state, many in (await queue.count(connection)).items():
                    self._items.labels(name, state.value).set(many)
                    if queue is INBOX and state is State.DEAD:
                        self._quarantined.set(many)
                lag = await queue.lag(connection, self._now())
                self._ages.labels(name).set(lag.total_seconds())


@dataclass(frozen=True, slots=True)
class Counted:
    """A transport's sender, its outcomes counted."""

    performer: Performer
    metrics: Metrics

    async def perform(
        self, operation: Operation, chat: Chat, *, standing: str | None = None, reply_to: str | None = None
    ) -> Outcome:
        """Do it, and count what became of it."""
        outcome = await self.performer.perform(operation, chat, standing=standing, reply_to=reply_to)
        self.metrics.became(outcome)
        return outcome


def _store_gauges(registry: CollectorRegistry) -> tuple[Gauge, Gauge]:
    free = Gauge("wardrounds_disk_free_ratio", "Least share of a data disk that is free", registry=registry)
    troubled = Gauge(
        "wardrounds_store_troubles", "Kinds of things that cannot be stored just now", registry=registry
    )
    return free, troubled


def _name(outcome: Outcome) -> str:
    """`RetryAfter` is told as `retry_after`; the kinds are few and fixed."""
    return _WORD.sub("_", type(outcome).__name__).lower()
