"""The outbox's worker: each operation goes out at the platform's pace, and what became of it is recorded.

Rules: what an outcome means for the row is decided here, in one `match`; the row's end, the message
remembered for a slot and our own events are committed together; a wait the platform asks for concerns that
chat alone. Decision: a message to a person whose fate is unknown is sent again (a doubled prompt harms
nobody). One to a channel or group is looked for instead (`poster`), and waits until its fate is known.
Must not know: a platform's calls, what a message means.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol, TypeAlias, assert_never

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import sweeps
from bot.alarm import Alarm
from bot.fetched import fetched_note
from bot.internal import Note, undeliverable_note
from bot.lanes import Wake
from bot.limiter import Limiter
from bot.outcome import (
    Ambiguous,
    BrokenToken,
    Brought,
    Kept,
    Lost,
    MessageGone,
    Moved,
    NotActed,
    Outcome,
    Permanent,
    Refusal,
    RetryAfter,
    Sent,
    Unkept,
)
from bot.places import Found, Places
from bot.poster import Poster, Unsettled
from bot.recent import Recent
from bot.sweeper import Sweeper
from handlers.incoming import Chat, ChatKind, Undeliverable
from handlers.outgoing import (
    AnswerPress,
    EditText,
    Fetch,
    Operation,
    Outgoing,
    React,
    ReadFile,
    SendFile,
    SendPhotos,
    SendText,
    decode,
)
from storage import moved, shown
from storage.database import Database
from storage.queue import INBOX, OUTBOX, Item, State

_HARMLESS_TRIES = 20  # a bug of ours looks doubtful too, and must not stop a lane for ever
_LONGEST_PAUSE = 60.0
_DEAD_CHANNEL_PAUSE = 3600.0
_UNKEPT_PAUSE = 20.0
_SAID_KEPT = 1024  # operations that were put into the outbox and not yet taken out of it
Said: TypeAlias = Recent[str, Outgoing]
_logger = structlog.get_logger(__name__)


class Performer(Protocol):
    """A transport's sender."""

    async def perform(
        self, operation: Operation, chat: Chat, *, standing: str | None = None, reply_to: str | None = None
    ) -> Outcome:
        """Do it; never raises for a refusal."""


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Sends. `performers` by the transport's name; `inbox` is woken for our own events.

    Without `alarm` nobody is told of trouble; without `poster` a post of unknown fate waits for one.
    """

    database: Database
    performers: Mapping[str, Performer]
    limiter: Limiter
    inbox: Wake
    now: Callable[[], datetime]
    alarm: Alarm | None = None
    poster: Poster | None = None
    said: Said = field(default_factory=lambda: Recent(_SAID_KEPT))
    places: Places = field(default_factory=Places)
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    _failures: dict[int, int] = field(default_factory=dict)

    async def handle(self, item: Item) -> None:
        """One item of the outbox, from its body to the record of what became of it."""
        try:
            sweep = sweeps.read(item.body) if sweeps.is_sweep(item.body) else None
            outgoing = sweep.outgoing if sweep else self._decoded(item.body)
            performer = self.performers[outgoing.chat.transport]
        except (ValueError, LookupError):
            await self._bury(item, reason="unreadable")
            return
        if sweep:
            await self._sweep(item, sweep, performer)
            return
        around = await self._look_and_wait(item, outgoing)
        if around is None:
            await self._finish(item)
        elif _is_harmless(outgoing):
            await self._record(item, outgoing, await self._perform(performer, outgoing, around))
        else:
            async with self._lock(outgoing.chat):
                await self._record(item, outgoing, await self._post(item, performer, outgoing))

    def _decoded(self, body: str) -> Outgoing:
        """What the turn put into the outbox, read back only if it is not remembered."""
        outgoing = self.said.get(body) or decode(body)
        self.said.drop(body)
        return outgoing

    def _failed(self, item: Item) -> int:
        """How often the row failed in this program's life; its tries also count deaths, not its doing."""
        self._failures[item.id] = self._failures.get(item.id, 0) + 1
        return self._failures[item.id]

    def _lock(self, chat: Chat) -> asyncio.Lock:
        """One post or one sweep of a chat at a time: a sweep must not meet what is just being sent."""
        return self._locks.setdefault(f"{chat.transport}:{chat.id}", asyncio.Lock())

    @property
    def _posting(self) -> Poster:
        return self.poster or Poster(self.database, self.now)

    async def _sweep(self, item: Item, sweep: sweeps.Sweep, performer: Performer) -> None:
        chat = sweep.outgoing.chat
        call = partial(self._call, performer, chat, None)
        async with self._lock(chat):
            await Sweeper(self.database, self.now, self._posting).sweep(item, sweep, call)

    async def _post(self, item: Item, performer: Performer, outgoing: Outgoing) -> Outcome | Unsettled:
        """To a chat where all would see a copy."""
        chat, operation = outgoing.chat, outgoing.operation
        async with self.database.read() as connection:
            moved_to = await moved.current(connection, chat.transport, chat.id)
        if moved_to != chat.id:
            return Moved(moved_to)
        found = await self.places.around(self.database, outgoing)
        call = partial(self._call, performer, chat, found.answered)
        if isinstance(operation, EditText):
            outcome = await call(operation, found.standing) if found.standing else MessageGone()
            if not isinstance(outcome, MessageGone):
                # An edit can be repeated, so doubt about it is none.
                return NotActed() if isinstance(outcome, Ambiguous) else outcome
            outgoing = replace(outgoing, operation=_anew(operation))
        return await self._posting.post(item, outgoing, call)

    async def _call(
        self,
        performer: Performer,
        chat: Chat,
        answered: str | None,
        operation: Operation,
        standing: str | None,
    ) -> Outcome:
        return await performer.perform(operation, chat, standing=standing, reply_to=answered)

    async def _look_and_wait(self, item: Item, outgoing: Outgoing) -> Found | None:
        """Wait for the chat's pace. None: a later edit of the same message makes this one needless.

        What is needless is seen before it takes a place, and once more after a wait.
        """
        around = await self.places.look(self.database, item, outgoing, is_followed=item.is_followed)
        if around is None or not _is_paced(outgoing.operation):
            return around
        cost = _cost(outgoing.operation)
        if not await self.limiter.wait(outgoing.chat, cost=cost):
            return around
        around = await self.places.look(self.database, item, outgoing, is_followed=True)
        if around is None:
            self.limiter.give_back(outgoing.chat, cost=cost)
        return around

    async def _perform(self, performer: Performer, outgoing: Outgoing, around: Found) -> Outcome:
        """To one person, or where doing it twice does no harm."""
        operation, chat, standing = outgoing.operation, outgoing.chat, around.standing
        if not isinstance(operation, EditText):
            return await performer.perform(operation, chat, reply_to=around.answered)
        outcome = await performer.perform(operation, chat, standing=standing) if standing else MessageGone()
        if isinstance(outcome, MessageGone):
            return await performer.perform(_anew(operation), chat)
        # It stood there before: nothing new is to be remembered.
        return Sent() if isinstance(outcome, Sent) else outcome

    async def _record(self, item: Item, outgoing: Outgoing, outcome: Outcome | Unsettled) -> None:
        """What the outcome means for the row."""
        if not isinstance(outcome, NotActed | Ambiguous):
            self._failures.pop(item.id, None)
        chat = outgoing.chat
        match outcome:
            case Sent():
                await self._sent(item, outgoing, outcome)
            case Kept() | Brought() | Lost():
                await self._finish(item, await fetched_note(outgoing, outcome))
            case Unkept(error):
                _logger.warning("photo not written", item=item.id, error=type(error).__name__)
                await self._release(item, _UNKEPT_PAUSE, counted=False)
            case RetryAfter(seconds):
                self.limiter.hold(chat, seconds)
                await self._release(item, seconds, counted=False)
            case NotActed():
                await self._release(item, min(2.0 ** min(self._failed(item) - 1, 6), _LONGEST_PAUSE))
            case BrokenToken():
                _logger.critical("the platform does not know our token", transport=chat.transport)
                await self._release(item, _LONGEST_PAUSE, counted=False)
            case Ambiguous():
                await self._doubtful(item)
            case Unsettled(seconds, is_lasting):
                await self._release(item, seconds, counted=False, is_unsearchable=is_lasting)
            case Moved(chat_id):
                await self._moved(item, chat, chat_id)
            case MessageGone():
                await self._bury(item, reason="message gone")
            case Permanent(reason, detail):
                _logger.warning("refused", item=item.id, reason=reason, detail=detail)
                await self._refused(item, outgoing, outcome)
            case _:
                assert_never(outcome)

    async def _sent(self, item: Item, outgoing: Outgoing, sent: Sent) -> None:
        """In a chat for all every message is remembered, so that a copy can be told from it."""
        slot, chat, at = _slot(outgoing.operation), outgoing.chat, self.now()
        if slot is None and not _is_harmless(outgoing):
            slot = f"sent:{outgoing.dedupe_key}"
        async with self.database.write() as connection:
            if slot and sent.message_id:
                await shown.remember(connection, chat.transport, chat.id, slot, sent.message_id, at)
            for other in sent.others:
                await shown.remember(connection, chat.transport, chat.id, f"album:{slot}", other, at)
            await OUTBOX.finish(connection, item.id)
        if slot and sent.message_id:
            self.places.keep(chat, slot, sent.message_id)

    async def _moved(self, item: Item, chat: Chat, new_chat_id: str) -> None:
        _logger.warning("a chat has another id now", transport=chat.transport, chat=chat.id, now=new_chat_id)
        async with self.database.write() as connection:
            await moved.follow(connection, chat.transport, chat.id, new_chat_id, at=self.now())
            await OUTBOX.release(connection, item.id, not_before=self.now(), counted=False)

    async def _refused(self, item: Item, outgoing: Outgoing, refusal: Permanent) -> None:
        """A post waits for its channel, tried once an hour, since none may be lost; all else is buried."""
        reason = f"{refusal.reason}: {refusal.detail}"
        if isinstance(outgoing.operation, React | AnswerPress | Fetch | ReadFile):
            await self._bury(item, reason=reason, is_told=False)
            return
        if refusal.reason is Refusal.REFUSED:
            await self._bury(item, reason=reason)
            return
        note = undeliverable_note(
            Undeliverable(refusal.reason), outgoing.chat, dedupe_key=outgoing.dedupe_key
        )
        if outgoing.chat.kind is not ChatKind.PRIVATE:
            await self._release(item, _DEAD_CHANNEL_PAUSE, note, counted=False)
            return
        async with self.database.write() as connection:
            await OUTBOX.bury(connection, item.id, reason=reason)
            await self._tell(connection, note)
            if self.alarm:
                is_blocked = refusal.reason is Refusal.BLOCKED
                await self.alarm.unreachable(connection, item, outgoing.chat, is_blocked=is_blocked)
        self.inbox.new.set()

    async def _doubtful(self, item: Item) -> None:
        failures = self._failed(item)
        if failures < _HARMLESS_TRIES:
            await self._release(item, min(2.0 ** min(failures, 6), _LONGEST_PAUSE))
            return
        _logger.error("fate unknown", item=item.id, lane=item.lane)
        await self._bury(item, reason="ambiguous")

    async def _finish(self, item: Item, note: Note | None = None) -> None:
        async with self.database.write() as connection:
            await OUTBOX.finish(connection, item.id)
            await self._tell(connection, note)
        self.inbox.new.set()

    async def _bury(self, item: Item, *, reason: str, is_told: bool = True) -> None:
        async with self.database.write() as connection:
            await OUTBOX.bury(connection, item.id, reason=reason)
            if is_told and self.alarm:
                await self.alarm.not_sent(connection, item)

    async def _release(
        self,
        item: Item,
        seconds: float,
        note: Note | None = None,
        *,
        counted: bool = True,
        is_unsearchable: bool = False,
    ) -> None:
        not_before = self.now() + timedelta(seconds=seconds)
        async with self.database.write() as connection:
            await OUTBOX.release(connection, item.id, not_before=not_before, counted=counted)
            await self._tell(connection, note)
            if is_unsearchable and self.alarm:
                await self.alarm.unsearchable(connection, item)
        if note:
            self.inbox.new.set()

    async def _tell(self, connection: AsyncConnection, note: Note | None) -> None:
        if note:
            await INBOX.put(connection, key=note.key, lane=note.lane, body=note.body, at=self.now())


def said_last() -> Said:
    """What turns put into the outbox last, by its text, for whoever delivers it."""
    return Recent(_SAID_KEPT)


async def hurry(connection: AsyncConnection, chat: Chat, *, now: datetime) -> None:
    """A chat takes messages again: what waits for it is due at once."""
    row = OUTBOX.table.c
    waiting = OUTBOX.table.update().where(
        row.lane == f"{chat.transport}:{chat.id}", row.state == State.PENDING
    )
    await connection.execute(waiting.values(not_before=now))


def _is_paced(operation: Operation) -> bool:
    return not isinstance(operation, AnswerPress | Fetch | ReadFile)


def _cost(operation: Operation) -> int:
    """How many messages it counts for in its chat."""
    match operation:
        case SendPhotos(pictures):
            return len(pictures)
        case SendText() | EditText() | SendFile():
            return 1
        case React() | AnswerPress() | Fetch() | ReadFile():
            return 0
        case _:
            assert_never(operation)


def _slot(operation: Operation) -> str | None:
    return operation.slot if isinstance(operation, SendText | EditText) else None


def _anew(operation: EditText) -> SendText:
    return SendText(text=operation.text, rows=operation.rows, slot=operation.slot)


def _is_harmless(outgoing: Outgoing) -> bool:
    """Whether doing it twice does no harm: nothing new appears, or only a person sees it twice."""
    repeatable = isinstance(outgoing.operation, React | AnswerPress | Fetch | ReadFile)
    return repeatable or outgoing.chat.kind is ChatKind.PRIVATE
