"""Turning what falls due into items of the inbox, where it is dealt with like all that comes in.

Rules: the row goes and the item comes in one transaction, so a killed program loses nothing and does nothing
twice; what fell due while the program stood still is taken at the next look, in the order of its times.
Must not know: what is to happen.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.internal import due_note
from bot.lanes import Wake
from handlers.incoming import FellDue
from storage.database import Database
from storage.due import next_due, take_due
from storage.queue import INBOX

_LOOK_EVERY = 5.0  # seconds; a reminder may be as late as that
_AT_ONCE = 100
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class DueWatch:
    """Looks for what is due; `inbox` is woken for it."""

    database: Database
    now: Callable[[], datetime]
    inbox: Wake
    look_every: float = _LOOK_EVERY

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            try:
                while await self.look() == _AT_ONCE:
                    pass
            except Exception:
                # The database may be away; the next look finds the same rows.
                _logger.exception("cannot look for what is due")
            await asyncio.sleep(self.look_every)

    async def look(self) -> int:
        """Move what is due into the inbox; how many there were."""
        now = self.now()
        async with self.database.read() as connection:
            first = await next_due(connection)
        if first is None or first > now:
            return 0  # nothing to write: a look costs one read of an index
        async with self.database.write() as connection:
            found = await take_due(connection, now, limit=_AT_ONCE)
            notes = [due_note(FellDue(each.kind, each.subject, each.at), key=each.key) for each in found]
            await INBOX.put_all(connection, [(each.key, each.lane, each.body) for each in notes], at=now)
        self.inbox.new.set()
        return len(found)
