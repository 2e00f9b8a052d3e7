"""Taking away second copies of posts.

Rules: only what says word for word what was posted, and is not the post itself, is a copy. It is deleted, or
where that is no longer allowed it says that it is one. While it looks, nothing is sent to that chat, and it
does not look while the fate of a post there is unknown.
Must not know: why there are copies.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.outcome import Sent
from bot.poster import Perform, Poster, code_of
from bot.searcher import Found, NotFound, Searcher, Wanted
from bot.sweeps import Sweep
from handlers.cards import trouble_cards
from handlers.outgoing import EditText
from storage import moved, sending
from storage.database import Database
from storage.queue import OUTBOX, Item, State

_LATER = 60.0
_LONG = 600.0  # a person has to mend something first
_MOST_COPIES = 10
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Sweeper:
    """Does sweeps, with the poster's means to look for messages."""

    database: Database
    now: Callable[[], datetime]
    poster: Poster

    async def sweep(self, item: Item, sweep: Sweep, perform: Perform) -> None:
        """One sweep, to the end of its row."""
        chat = sweep.outgoing.chat
        async with self.database.read() as connection:
            state = await sending.state_of(connection, sweep.outgoing.dedupe_key)
            in_flight = await sending.is_any_in_flight(connection, chat.transport, chat.id)
            mark = await sending.mark_of(connection, item.id)
            is_moved = await moved.current(connection, chat.transport, chat.id) != chat.id
        searcher, wanted = self.poster.searcher, self.poster.wanted(sweep.outgoing)
        if searcher is None or wanted is None or state is State.DEAD or is_moved:
            await self._finish(item)
        elif state is not State.DONE or in_flight:
            await self._later(item, _LATER)
        else:
            after = max(sweep.after, mark.high_water)
            await self._sweep(item, sweep, searcher, wanted, after, perform)

    async def _sweep(
        self, item: Item, sweep: Sweep, searcher: Searcher, wanted: Wanted, after: int, perform: Perform
    ) -> None:
        for _ in range(_MOST_COPIES):
            async with self.database.read() as connection:
                known = await sending.known_above(connection, wanted.chat.transport, wanted.chat.id, after)
            found = await searcher.search(wanted, after=after, known=known)
            match found:
                case Found(message_id):
                    await self._take_away(sweep, found, searcher, perform)
                    after = message_id
                case NotFound():
                    break
                case _:
                    pause = _LONG if found.is_lasting else max(found.seconds, 1.0)
                    await self._later(item, pause, looked_to=found.looked_to)
                    return
        await self._finish(item)

    async def _take_away(self, sweep: Sweep, found: Found, searcher: Searcher, perform: Perform) -> None:
        chat = sweep.outgoing.chat
        _logger.warning("second copy", chat=chat.id, message=found.message_id, round=sweep.round)
        for number in reversed(found.all_ids):
            if not await searcher.probe.remove(chat, number):
                words = trouble_cards.second_copy(
                    code_of(sweep.outgoing) or "", language=self.poster.language
                )
                outcome = await perform(EditText(slot="", text=words), str(number))
                if not isinstance(outcome, Sent):
                    _logger.error("a second copy stays", chat=chat.id, message=number)

    async def _finish(self, item: Item) -> None:
        async with self.database.write() as connection:
            await OUTBOX.finish(connection, item.id)

    async def _later(self, item: Item, seconds: float, *, looked_to: int | None = None) -> None:
        not_before = self.now() + timedelta(seconds=seconds)
        async with self.database.write() as connection:
            if looked_to is not None:
                await sending.looked(connection, item.id, looked_to)
            await OUTBOX.release(connection, item.id, not_before=not_before, counted=False)
