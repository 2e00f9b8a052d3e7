"""The inbox's worker: each item becomes an Incoming, and one turn is one transaction.

Rules: the handler's changes, what is to be sent and the inbox row's end are committed together, and only
while the claim is still ours; a turn has a time limit. What cannot be read is buried at once, since reading
it again would give the same.
Must not know: what a turn decides, how anything is sent.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import internal
from bot.alarm import Alarm
from bot.deliverer import Said, hurry, said_last
from bot.lanes import Wake
from bot.telegram import parse
from handlers.incoming import Incoming, RightsChanged
from handlers.outgoing import Outgoing, encode
from storage import sending
from storage.database import Database
from storage.queue import INBOX, OUTBOX, Item

_LONGEST_TURN = 15.0  # seconds; a turn is some milliseconds

_logger = structlog.get_logger(__name__)


class TurnTaker(Protocol):
    """Deals with one incoming thing inside a transaction."""

    async def take(self, connection: AsyncConnection, incoming: Incoming) -> tuple[Outgoing, ...]:
        """What is to be sent, in order."""


class Reader(Protocol):
    """A transport's `parse`."""

    def __call__(self, raw: str, *, source: str, received_at: datetime) -> Incoming | None:
        """The update, or none when it is nothing for us. ValueError when it cannot be read."""


READERS: Mapping[str, Reader] = {parse.TRANSPORT: parse.parse}


@dataclass(frozen=True, slots=True)
class Worker:
    """Takes turns, each at most `longest` seconds. `outbox` is woken when something is to be sent."""

    database: Database
    desk: TurnTaker
    outbox: Wake
    now: Callable[[], datetime]
    alarm: Alarm | None = None
    longest: float = _LONGEST_TURN
    said: Said = field(default_factory=said_last)

    async def handle(self, item: Item) -> None:
        """One item of the inbox, from its body to the commit."""
        try:
            incoming = read(item)
        except (ValueError, LookupError) as error:
            _logger.error("unreadable item", item=item.id, error=type(error).__name__)  # noqa: TRY400
            async with self.database.write() as connection:
                await INBOX.bury(connection, item.id, reason="unreadable")
                if self.alarm:
                    await self.alarm.set_aside(connection, item)
            self.outbox.new.set()
            return
        async with self.database.write() as connection:
            # Inside: waiting for the writer is no fault of the turn.
            async with asyncio.timeout(self.longest):
                if incoming:
                    await self._turn(connection, incoming)
            await sending.finish_claimed(connection, INBOX, item)
        self.outbox.new.set()

    async def _turn(self, connection: AsyncConnection, incoming: Incoming) -> None:
        said = await self.desk.take(connection, incoming)
        rows = [(each.dedupe_key, each.lane, encode(each)) for each in said]
        await OUTBOX.put_all(connection, rows, at=self.now())
        for each, (_, _, body) in zip(said, rows, strict=True):
            self.said.keep(body, each)
        if isinstance(incoming.content, RightsChanged) and incoming.content.may_post:
            await hurry(connection, incoming.chat, now=self.now())


def read(item: Item) -> Incoming | None:
    """What an item of the inbox says. ValueError or LookupError when it cannot be read."""
    if internal.is_internal(item.body):
        return internal.read(item.body, key=item.key, at=item.created_at)
    source = item.key.rpartition(":")[0].rpartition(":")[0]
    reader = READERS[source.partition(":")[0]]
    return reader(item.body, source=source, received_at=item.created_at)
