"""Working a queue off: one item of a lane at a time, many lanes beside each other.

Rules: an item is claimed (and its try counted) in a transaction of its own before it is worked on; its lane
stands still until it is finished, released or buried; whatever happens in one lane, the others go on. What
was in work when the program died is suspect: it is tried alone, so that an item that kills the program cannot
take the innocent ones beside it to their grave.
Must not know: what an item means.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.lease import Lease, Superseded
from storage.queue import Item, Queue

_LOOK_AGAIN = 0.5  # seconds; for items that become due without anyone saying so
_TRIES = 3
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Wake:
    """Tells the lanes of a queue that something new is in it, and when to stop."""

    new: asyncio.Event = field(default_factory=asyncio.Event)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    def halt(self) -> None:
        """Claim nothing more; what is in work is finished."""
        self.stop.set()
        self.new.set()


@dataclass(slots=True)
class Lanes:
    """The work on one queue.

    `handle` does one item and settles its row itself (finish, release or bury); if it raises, the item is
    tried again after a short while and buried after `tries`; `on_buried(connection, item, reason)` is told
    once, in the same transaction. `suspects` are the ids to be tried alone. With a `lease` nothing is claimed
    after another program took over: `run` ends with Superseded. `on_trouble` is told why nothing is claimed.
    """

    name: str
    database: Database
    queue: Queue
    handle: Callable[[Item], Awaitable[None]]
    now: Callable[[], datetime]
    wake: Wake
    on_buried: Callable[[AsyncConnection, Item, str], Awaitable[None]]
    limit: int = 32
    tries: int | None = _TRIES
    suspects: set[int] = field(default_factory=set)
    lease: Lease | None = None
    on_trouble: Callable[[Exception], object] = lambda _: None
    _running: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _lost: Superseded | None = None

    async def run(self) -> None:
        """Work until `wake.halt()`; then let what runs come to its end."""
        try:
            while not self.wake.stop.is_set():
                self.wake.new.clear()
                if not await self._claim():
                    await self._wait()
                if self._lost:
                    raise self._lost
            await self._settle()
        finally:
            await self._cancel()

    async def _claim(self) -> bool:
        """Start work on the items that are due; tell whether there was any."""
        limit = 1 if self.suspects else self.limit
        free = limit - len(self._running)
        if free <= 0:
            return False
        try:
            async with self.database.write() as connection:
                if self.lease:
                    await self.lease.check(connection)
                items = await self.queue.claim(connection, now=self.now(), limit=free)
        except Superseded:
            raise
        except Exception as error:
            # The database may be away or the disk full: this loop must outlive that.
            _logger.exception("claim failed", queue=self.name)
            self.on_trouble(error)
            await asyncio.sleep(1)
            return False
        if not items and not self._running:
            self.suspects.clear()
        for item in items:
            task = asyncio.create_task(self._work(item), name=f"{self.name}:{item.id}")
            self._running[item.id] = task
        return bool(items)

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self.wake.new.wait(), _LOOK_AGAIN)
        except TimeoutError:
            return

    async def _settle(self) -> None:
        if self._running:
            await asyncio.wait(tuple(self._running.values()))

    async def _cancel(self) -> None:
        tasks = tuple(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, item: Item) -> None:
        try:
            if self.tries is not None and item.attempts > self.tries:
                await self._bury(item, "stopped the program too often")
                return
            await self._try(item)
        finally:
            self._running.pop(item.id, None)
            self.suspects.discard(item.id)
            self.wake.new.set()

    async def _try(self, item: Item) -> None:
        try:
            await self.handle(item)
        except Superseded as lost:
            # The row is another program's now: it is not to be touched.
            self._lost = lost
        except OperationalError:
            # The database is away, locked or full: not this item's fault.
            _logger.exception("database failed", queue=self.name, item=item.id)
            await self._release(item, counted=False)
        except Exception as error:
            # Anything here is a bug or a failing disk; the item must not take the lane with it.
            _logger.exception("item failed", queue=self.name, item=item.id, attempt=item.attempts)
            if self.tries is not None and item.attempts >= self.tries:
                await self._bury(item, type(error).__name__)
            else:
                await self._release(item)

    async def _release(self, item: Item, *, counted: bool = True) -> None:
        not_before = self.now() + timedelta(seconds=min(2.0 ** min(item.attempts, 9) * 0.1, 30))

        async def write() -> None:
            async with self.database.write() as connection:
                await self.queue.release(connection, item.id, not_before=not_before, counted=counted)

        await self._surely(write)

    async def _bury(self, item: Item, reason: str) -> None:
        async def write(*, is_told: bool = True) -> None:
            async with self.database.write() as connection:
                await self.queue.bury(connection, item.id, reason=reason)
                if is_told:
                    await self.on_buried(connection, item, reason)

        try:
            await write()
        except Exception:
            # Telling is a courtesy; the row itself keeps what happened.
            _logger.exception("nobody could be told", queue=self.name, item=item.id)
            await self._surely(partial(write, is_told=False))
        _logger.error("item buried", queue=self.name, item=item.id, reason=reason)

    async def _surely(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write, however long the database is away; the lane stands still meanwhile."""
        while True:
            try:
                await write()
            except Exception:
                # See `_claim`; a row left `running` would block its lane until the next start.
                _logger.exception("could not settle an item", queue=self.name)
                await asyncio.sleep(1)
            else:
                return
