"""Posting where all would see a copy: marked before the call, looked for in doubt, never blindly sent again.

Rules: the mark is committed before the call leaves and goes when its fate is known; a marked row is first
looked for, after the settling time. Strictly, a post's header goes first and its content is edited in: an
edit can be repeated, so the content stands in one message only.
Must not know: pace, what becomes of the row.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from bot import sweeps
from bot.outcome import Ambiguous, MessageGone, NotActed, Outcome, Permanent, Refusal, Sent
from bot.searcher import Found, Search, Searcher, Unclear, Wanted
from handlers.cards import trouble_cards
from handlers.incoming import ChatKind
from handlers.outgoing import EditText, Operation, Outgoing, SendPhotos, SendText
from handlers.rich import Rich
from storage import sending
from storage.database import Database
from storage.queue import Item
from storage.sending import Mark

_CODE = re.compile(r"#[A-Z]{2}_\d{4}_\d+")
_PAUSE = 600.0  # until a person has mended what keeps the search from working

Perform: TypeAlias = Callable[[Operation, str | None], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Nobody knows yet whether it acted; look after so many seconds. `is_lasting`: somebody must help."""

    seconds: float
    is_lasting: bool = False


@dataclass(frozen=True, slots=True)
class Poster:
    """`settle` is how long a call of unknown fate may take to act; `strict` is for channels."""

    database: Database
    now: Callable[[], datetime]
    searcher: Searcher | None = None
    settle: timedelta = timedelta(seconds=60)
    strict: bool = False
    language: str = "vi"

    async def post(self, item: Item, outgoing: Outgoing, perform: Perform) -> Outcome | Unsettled:
        """Send the row's message, or find that it stands there. `perform(operation, standing)` calls."""
        async with self.database.read() as connection:
            mark = await sending.mark_of(connection, item.id)
            high_water = await sending.highest(connection, outgoing.chat.transport, outgoing.chat.id)
        if mark.since is not None:
            wanted = self.wanted(outgoing)
            if wanted is None:
                return Permanent(Refusal.REFUSED, "nobody can tell whether it was sent")
            found = await self._look(wanted, mark, mark.since)
            if isinstance(found, Unclear):
                return await self._unsettled(item, found)
            await self._plan_sweeps(outgoing, mark)
            if isinstance(found, Found):
                return await self._adopted(item, outgoing, found, perform)
            high_water = found.looked_to
        header = self._header(outgoing)
        if header is None:
            return await self._marked(item, outgoing.operation, high_water, perform)
        if mark.message_id is None:
            placed = await self._marked(item, SendText(text=header), high_water, perform)
            if not isinstance(placed, Sent) or placed.message_id is None:
                return placed
            return await self._fill(item, outgoing, placed.message_id, perform)
        return await self._fill(item, outgoing, mark.message_id, perform)

    async def _marked(
        self, item: Item, operation: Operation, high_water: int, perform: Perform
    ) -> Outcome | Unsettled:
        await self._begin(item, high_water)
        outcome = await perform(operation, None)
        if isinstance(outcome, Ambiguous):
            await self._begin(item, high_water)
            return Unsettled(self.settle.total_seconds())
        if not isinstance(outcome, Sent):
            async with self.database.write() as connection:
                await sending.clear(connection, item.id)
        return outcome

    async def _begin(self, item: Item, high_water: int) -> None:
        async with self.database.write() as connection:
            await sending.begin(connection, item, high_water=high_water, at=self.now())

    async def _look(self, wanted: Wanted, mark: Mark, since: datetime) -> Search:
        waited = self.now() - since
        if timedelta() <= waited < self.settle:
            return Unclear((self.settle - waited).total_seconds(), mark.high_water)
        if self.searcher is None:
            return Unclear(_PAUSE, mark.high_water, is_lasting=True)
        chat = wanted.chat
        async with self.database.read() as connection:
            known = await sending.known_above(connection, chat.transport, chat.id, mark.high_water)
        found = await self.searcher.search(wanted, after=mark.high_water, known=known)
        return replace(found, seconds=_PAUSE) if isinstance(found, Unclear) and found.is_lasting else found

    async def _unsettled(self, item: Item, unclear: Unclear) -> Unsettled:
        async with self.database.write() as connection:
            await sending.looked(connection, item.id, unclear.looked_to)
        return Unsettled(max(unclear.seconds, 0.1), unclear.is_lasting)

    async def _plan_sweeps(self, outgoing: Outgoing, mark: Mark) -> None:
        async with self.database.write() as connection:
            await sweeps.plan(connection, outgoing, after=mark.high_water, at=self.now())

    async def _adopted(
        self, item: Item, outgoing: Outgoing, found: Found, perform: Perform
    ) -> Outcome | Unsettled:
        first, *others = (str(number) for number in found.all_ids)
        if self._header(outgoing) is None:
            return Sent(first, tuple(others))
        return await self._fill(item, outgoing, first, perform)

    async def _fill(self, item: Item, outgoing: Outgoing, message_id: str, perform: Perform) -> Outcome:
        """Edit the content into the header; doing it again changes nothing, so doubt means: again."""
        async with self.database.write() as connection:
            await sending.place(connection, item.id, message_id)
        operation = outgoing.operation
        assert isinstance(operation, SendText)  # noqa: S101 - only such a one has a header
        edit = EditText(slot=operation.slot or "", text=operation.text, rows=operation.rows)
        outcome = await perform(edit, message_id)
        if isinstance(outcome, MessageGone):
            async with self.database.write() as connection:
                await sending.place(connection, item.id, None)
            return NotActed()
        return NotActed() if isinstance(outcome, Ambiguous) else outcome

    def _header(self, outgoing: Outgoing) -> Rich | None:
        """What stands first, for a post that goes strictly."""
        operation = outgoing.operation
        if not self.strict or outgoing.chat.kind is not ChatKind.CHANNEL:
            return None
        code = code_of(outgoing)
        if code is None or not isinstance(operation, SendText):
            return None
        return trouble_cards.header(code, language=self.language)

    def wanted(self, outgoing: Outgoing) -> Wanted | None:
        """What stands in the chat if the row was sent; none when it could not be recognised."""
        operation = outgoing.operation
        match operation:
            case SendText(text=text):
                header = self._header(outgoing)
                texts = {text.plain.strip()} | ({header.plain.strip()} if header else set())
                return Wanted(outgoing.chat, operation, frozenset(texts - {""})) if text else None
            case SendPhotos(pictures=pictures, caption=caption) if caption:
                texts = {caption.plain.strip()}
                return Wanted(outgoing.chat, operation, frozenset(texts), pictures=len(pictures))
            case _:
                return None


def code_of(outgoing: Outgoing) -> str | None:
    """The visible code of a post (`#KT_2611_0034`), or none."""
    operation = outgoing.operation
    found = _CODE.search(operation.text.plain) if isinstance(operation, SendText) else None
    return found[0] if found else None
