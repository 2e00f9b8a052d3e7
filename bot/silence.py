"""Noticing that nothing has come in for long: Telegram forgets after a day, so something may be lost.

Rules: noticed at the start (before old rows are pruned) and while running; one silence is told once, which
the inbox's unique key sees to; what is said to whom is the desk's to decide.
Must not know: words, people.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.internal import silence_note
from bot.lanes import Wake
from handlers.incoming import Silent
from storage.database import Database
from storage.queue import INBOX

LONGEST = timedelta(hours=23)
_LOOK_EVERY = 300.0
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Silence:
    """Watches one `source` of updates, as in the inbox's keys; `inbox` is woken for what is to be said."""

    database: Database
    source: str
    now: Callable[[], datetime]
    inbox: Wake
    look_every: float = _LOOK_EVERY

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(self.look_every)
            try:
                await self.look()
            except Exception:
                # The database may be away; the next look will tell.
                _logger.exception("cannot look for a silence")

    async def look(self) -> bool:
        """Note a silence that is long enough and not yet noted; whether there is one to be told."""
        now = self.now()
        async with self.database.read() as connection:
            since = await _last_update(connection, self.source)
        if since is None or now - since <= LONGEST:
            return False
        note = silence_note(Silent(since), source=self.source)
        async with self.database.write() as connection:
            is_new = await INBOX.put(connection, key=note.key, lane=note.lane, body=note.body, at=now)
        if is_new:
            hours = int((now - since) / timedelta(hours=1))
            _logger.warning("nothing received for long", since=since.isoformat(), hours=hours)
            self.inbox.new.set()
        return is_new


async def _last_update(connection: AsyncConnection, source: str) -> datetime | None:
    row = INBOX.table.c
    ours = row.key.startswith(f"{source}:", autoescape=True)
    last = select(row.created_at).where(ours).order_by(row.id.desc()).limit(1)
    return await connection.scalar(last)
