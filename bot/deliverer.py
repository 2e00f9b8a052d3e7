"""The outbox's worker: each operation goes out at the platform's pace, and what became of it is recorded.

Rules: what an outcome means for the row is decided here, in one `match`; the row's end, the message
remembered for a slot and our own events are committed together; a wait the platform asks for concerns that
chat alone. Decision: a message to a person whose fate is unknown is sent again (a doubled prompt harms
nobody). One to a channel or group is tried again only after the settling time, and buried after three tries
with its state kept, so that a later step can look for it instead of doubling it.
Must not know: a platform's calls, what a message means.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, assert_never

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.internal import Note, fetch_note, undeliverable_note
from bot.lanes import Wake
from bot.limiter import Limiter
from bot.outcome import (
    Ambiguous,
    BrokenToken,
    Kept,
    Lost,
    MessageGone,
    NotActed,
    Outcome,
    Permanent,
    Refusal,
    RetryAfter,
    Sent,
)
from handlers.incoming import Chat, ChatKind, Fetched, FetchFailed, Undeliverable
from handlers.outgoing import (
    AnswerPress,
    EditText,
    Fetch,
    Operation,
    Outgoing,
    React,
    SendFile,
    SendPhotos,
    SendText,
    decode,
)
from storage import shown
from storage.database import Database
from storage.queue import INBOX, OUTBOX, Item, State

_SETTLING = 60.0  # seconds until a doubtful post has surely landed, if it landed
_DOUBTFUL_TRIES = 3
_HARMLESS_TRIES = 20  # a bug of ours looks doubtful too, and must not stop a lane for ever
_LONGEST_PAUSE = 60.0
_DEAD_CHANNEL_PAUSE = 3600.0
_SLOT = "slot:"
_logger = structlog.get_logger(__name__)


class Performer(Protocol):
    """A transport's sender."""

    async def perform(
        self, operation: Operation, chat: Chat, *, standing: str | None = None, reply_to: str | None = None
    ) -> Outcome:
        """Do it; never raises for a refusal."""


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Sends. `performers` by the transport's name; `inbox` is woken for our own events."""

    database: Database
    performers: Mapping[str, Performer]
    limiter: Limiter
    inbox: Wake
    now: Callable[[], datetime]

    async def handle(self, item: Item) -> None:
        """One item of the outbox, from its body to the record of what became of it."""
        try:
            outgoing = decode(item.body)
            performer = self.performers[outgoing.chat.transport]
        except (ValueError, LookupError):
            await self._bury(item, reason="unreadable")
            return
        if await self._wait_or_skip(item, outgoing):
            await self._finish(item)
            return
        outcome = await self._perform(performer, outgoing)
        await self._record(item, outgoing, outcome)

    async def _wait_or_skip(self, item: Item, outgoing: Outgoing) -> bool:
        """Wait for the chat's pace. True: a later edit of the same message makes this one needless."""
        if await self._is_superseded(item, outgoing):
            return True
        cost = _cost(outgoing.operation)
        if _is_paced(outgoing.operation):
            await self.limiter.wait(outgoing.chat, cost=cost)
        if await self._is_superseded(item, outgoing):
            self.limiter.give_back(outgoing.chat, cost=cost)
            return True
        return False

    async def _is_superseded(self, item: Item, outgoing: Outgoing) -> bool:
        operation = outgoing.operation
        if not isinstance(operation, EditText):
            return False
        row = OUTBOX.table.c
        later = (
            select(row.body)
            .where(row.lane == item.lane, row.id > item.id, row.state == State.PENDING)
            .order_by(row.id)
            .limit(20)
        )
        async with self.database.read() as connection:
            bodies = (await connection.scalars(later)).all()
        return any(_edits(body, operation.slot) for body in bodies)

    async def _perform(self, performer: Performer, outgoing: Outgoing) -> Outcome:
        operation, chat = outgoing.operation, outgoing.chat
        slot, answered = _slot(operation), _answered(operation)
        async with self.database.read() as connection:
            standing = await _message_in(connection, chat, slot if isinstance(operation, EditText) else None)
            if answered and answered.startswith(_SLOT):
                answered = await _message_in(connection, chat, answered.removeprefix(_SLOT))
        if not isinstance(operation, EditText):
            return await performer.perform(operation, chat, reply_to=answered)
        outcome = await performer.perform(operation, chat, standing=standing) if standing else MessageGone()
        if isinstance(outcome, MessageGone):
            anew = SendText(text=operation.text, rows=operation.rows, slot=operation.slot)
            return await performer.perform(anew, chat)
        return outcome

    async def _record(self, item: Item, outgoing: Outgoing, outcome: Outcome) -> None:
        """What the outcome means for the row."""
        chat = outgoing.chat
        match outcome:
            case Sent(message_id):
                await self._sent(item, outgoing, message_id)
            case Kept(sha256, size):
                photo = _photo(outgoing.operation)
                await self._finish(item, fetch_note(Fetched(photo, sha256, size), chat))
            case Lost(reason):
                photo = _photo(outgoing.operation)
                await self._finish(item, fetch_note(FetchFailed(photo, reason), chat))
            case RetryAfter(seconds):
                self.limiter.hold(chat, seconds)
                await self._release(item, seconds, counted=False)
            case NotActed():
                await self._release(item, min(2.0 ** min(item.attempts - 1, 6), _LONGEST_PAUSE))
            case BrokenToken():
                _logger.critical("the platform does not know our token", transport=chat.transport)
                await self._release(item, _LONGEST_PAUSE, counted=False)
            case Ambiguous():
                await self._doubtful(item, outgoing)
            case MessageGone():
                await self._bury(item, reason="message gone")
            case Permanent(reason, detail):
                _logger.warning("refused", item=item.id, reason=reason, detail=detail)
                await self._refused(item, outgoing, outcome)
            case _:
                assert_never(outcome)

    async def _sent(self, item: Item, outgoing: Outgoing, message_id: str | None) -> None:
        slot, chat = _slot(outgoing.operation), outgoing.chat
        async with self.database.write() as connection:
            if slot and message_id:
                at = self.now()
                await shown.remember(connection, chat.transport, chat.id, slot, message_id, at)
            await OUTBOX.finish(connection, item.id)

    async def _refused(self, item: Item, outgoing: Outgoing, refusal: Permanent) -> None:
        """A post waits for its channel, tried once an hour, since none may be lost; all else is buried."""
        note = _refusal_note(outgoing, refusal.reason)
        is_post = note is not None and outgoing.chat.kind is not ChatKind.PRIVATE
        if is_post and refusal.reason is not Refusal.REFUSED:
            await self._release(item, _DEAD_CHANNEL_PAUSE, note, counted=False)
        else:
            await self._bury(item, note, reason=f"{refusal.reason}: {refusal.detail}")

    async def _doubtful(self, item: Item, outgoing: Outgoing) -> None:
        harmless = _may_repeat(outgoing)
        if item.attempts < (_HARMLESS_TRIES if harmless else _DOUBTFUL_TRIES):
            pause = min(2.0 ** min(item.attempts, 6), _LONGEST_PAUSE) if harmless else _SETTLING
            await self._release(item, pause)
        else:
            _logger.error("fate unknown", item=item.id, lane=item.lane)
            await self._bury(item, reason="ambiguous")

    async def _finish(self, item: Item, note: Note | None = None) -> None:
        async with self.database.write() as connection:
            await OUTBOX.finish(connection, item.id)
            await self._tell(connection, note)
        self.inbox.new.set()

    async def _bury(self, item: Item, note: Note | None = None, *, reason: str) -> None:
        async with self.database.write() as connection:
            await OUTBOX.bury(connection, item.id, reason=reason)
            await self._tell(connection, note)
        self.inbox.new.set()

    async def _release(
        self, item: Item, seconds: float, note: Note | None = None, *, counted: bool = True
    ) -> None:
        not_before = self.now() + timedelta(seconds=seconds)
        async with self.database.write() as connection:
            await OUTBOX.release(connection, item.id, not_before=not_before, counted=counted)
            await self._tell(connection, note)
        if note:
            self.inbox.new.set()

    async def _tell(self, connection: AsyncConnection, note: Note | None) -> None:
        if note:
            await INBOX.put(connection, key=note.key, lane=note.lane, body=note.body, at=self.now())


async def hurry(connection: AsyncConnection, chat: Chat, *, now: datetime) -> None:
    """A chat takes messages again: what waits for it is due at once."""
    row = OUTBOX.table.c
    waiting = OUTBOX.table.update().where(
        row.lane == f"{chat.transport}:{chat.id}", row.state == State.PENDING
    )
    await connection.execute(waiting.values(not_before=now))


def _is_paced(operation: Operation) -> bool:
    return not isinstance(operation, AnswerPress | Fetch)


def _cost(operation: Operation) -> int:
    """How many messages it counts for in its chat."""
    match operation:
        case SendPhotos(pictures):
            return len(pictures)
        case SendText() | EditText() | SendFile():
            return 1
        case React() | AnswerPress() | Fetch():
            return 0
        case _:
            assert_never(operation)


def _slot(operation: Operation) -> str | None:
    return operation.slot if isinstance(operation, SendText | EditText) else None


def _answered(operation: Operation) -> str | None:
    return operation.reply_to if isinstance(operation, SendText | SendPhotos) else None


def _photo(operation: Operation) -> str:
    return operation.photo if isinstance(operation, Fetch) else ""


def _edits(body: str, slot: str) -> bool:
    try:
        operation = decode(body).operation
    except (ValueError, LookupError):
        return False
    return isinstance(operation, EditText) and operation.slot == slot


def _may_repeat(outgoing: Outgoing) -> bool:
    """Whether doing it twice does no harm: nothing new appears, or only a person sees it twice."""
    repeatable = isinstance(outgoing.operation, React | AnswerPress | Fetch)
    return repeatable or outgoing.chat.kind is ChatKind.PRIVATE


def _refusal_note(outgoing: Outgoing, reason: str) -> Note | None:
    """A refused message speaks of its chat; a refused reaction or toast only of itself."""
    if isinstance(outgoing.operation, React | AnswerPress | Fetch):
        return None
    return undeliverable_note(Undeliverable(reason), outgoing.chat, dedupe_key=outgoing.dedupe_key)


async def _message_in(connection: AsyncConnection, chat: Chat, slot: str | None) -> str | None:
    return await shown.message_in(connection, chat.transport, chat.id, slot) if slot else None
