"""A house without network for campaigns: real inbox, lanes, worker and desk on SQLite, a clock that stands.

Rules: updates go in as Telegram sends them and are worked off by the program's own lanes; what is to be sent
stays in the outbox, where a campaign can read it.
Must not know: what a campaign tries.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.arrivals import store
from bot.clock import Clock
from bot.house import make_house, open_database
from bot.lanes import Lanes, Wake
from bot.settings import Settings
from bot.worker import Worker
from handlers.desk import Desk
from storage import tables
from storage.database import Database
from storage.queue import INBOX, Item, State
from tests.crash.rig import furnish_house

Json = dict[str, Any]
SOURCE = "telegram:7000000001"
AT = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)
_WITHIN = 300.0


@dataclass(frozen=True, slots=True)
class StandingClock(Clock):
    """A clock that stands still, so that two runs can be compared."""

    def now(self) -> datetime:
        return AT


@dataclass(slots=True)
class Inside:
    """The opened house; `unit_keys` are those of the wards."""

    database: Database
    desk: Desk
    unit_keys: tuple[str, ...]

    async def store(self, updates: Sequence[Json]) -> None:
        """Put a batch into the inbox, as polling and webhooks do."""
        await store(self.database, updates, source=SOURCE, at=AT)

    async def work_off(self) -> None:
        """Let the lanes deal with all that waits."""
        outbox, inbox = Wake(), Wake()
        worker = Worker(self.database, self.desk, outbox, lambda: AT)
        lanes = Lanes("inbox", self.database, INBOX, worker.handle, lambda: AT, inbox, _buried)
        async with asyncio.timeout(_WITHIN), asyncio.TaskGroup() as tasks:
            tasks.create_task(lanes.run())
            while await self._undone():
                await asyncio.sleep(0.03)
            inbox.halt()

    async def _undone(self) -> int:
        async with self.database.write() as connection:
            # The clock stands, so an item that waits for its next try would wait for ever.
            row = tables.inbox.c
            waiting = tables.inbox.update().where(row.state == State.PENDING.value, row.not_before > AT)
            await connection.execute(waiting.values(not_before=AT))
            counts = await INBOX.count(connection)
        return counts[State.PENDING] + counts[State.RUNNING]


async def _buried(*_: AsyncConnection | Item | str) -> None:
    """The row itself tells."""


@asynccontextmanager
async def inside(folder: Path, accounts: Sequence[int]) -> AsyncIterator[Inside]:
    """A furnished house with an inspector for each account."""
    settings = Settings(data_dir=folder)
    clock = StandingClock()
    keys = await furnish_house(settings, accounts)
    async with open_database(settings) as database:
        yield Inside(database, Desk(make_house(settings, clock, username="bot")), keys)


def message(account: int, number: int, **content: object) -> Json:
    """An update with a private message."""
    return {"update_id": number, "message": _message(account, number) | {"from": user(account)} | content}


def press(account: int, number: int, data: str) -> Json:
    """An update with a pressed button below some message of the bot."""
    below = _message(account, 1) | {"text": "?"}
    pressed = {"id": str(number), "from": user(account), "chat_instance": "1", "data": data}
    return {"update_id": number, "callback_query": pressed | {"message": below}}


def user(account: int) -> Json:
    """Telegram's user."""
    return {"id": account, "is_bot": False, "first_name": f"Kiểm Tra {account}", "language_code": "vi"}


def _message(account: int, number: int) -> Json:
    chat = {"id": account, "type": "private", "first_name": f"Kiểm Tra {account}"}
    return {"message_id": number, "date": int(AT.timestamp()), "chat": chat}


async def dump(connection: AsyncConnection) -> list[str]:
    """All visits and answers, told without what chance chose: ids, and the order of visits."""
    visit, answer = tables.visit.c, tables.answer.c
    asked = (
        select(visit.unit_key, visit.status, answer.question, answer.revision, answer.value, answer.by)
        .join_from(tables.visit, tables.answer, answer.visit == visit.id, isouter=True)
        .order_by(visit.unit_key, visit.started_at, answer.question, answer.revision)
    )
    return [json.dumps([str(field) for field in row]) for row in await connection.execute(asked)]
