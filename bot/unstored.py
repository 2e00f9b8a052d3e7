"""Telling people, past the outbox, that nothing can be stored just now: nobody is left with silence.

Rules: nothing is claimed to be stored, and what could not be stored is not confirmed, so it comes again; a
person is told at most once in five minutes, a press is answered once; admins are told once a trouble, and
once when it is over. A store that is only away may be back in a moment: that is told after a few seconds.
What waits in the inbox, and cannot be dealt with, is told of too.
Must not know: why it cannot be stored beyond the kind of fault, how it comes again.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol, TypeAlias

import structlog
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from bot import internal
from bot.limiter import Limiter
from bot.outcome import Kept, Outcome, Unkept
from bot.worker import READERS, read
from handlers.card import Card
from handlers.cards import unstored_cards
from handlers.cards.unstored_cards import Things
from handlers.house import House
from handlers.incoming import Chat, ChatKind, Incoming, Pressed
from handlers.outgoing import AnswerPress, Operation, SendText
from handlers.render import render
from handlers.talk import private_chat, private_chats_of
from storage import people
from storage.database import Database
from storage.people import Identity, Role
from storage.queue import INBOX, Item, State
from storage.store_faults import StoreFault, fault_of

AGAIN_AFTER = 300.0  # seconds until a person is told again
GRACE = 5.0  # seconds for a store that is only away
OVER_AFTER = 10.0  # seconds without a failure
_LOOK_EVERY = 1.0
_READ_WITHIN = 3.0
_WAITING_MOST = 200
_REMEMBERED_PRESSES = 10_000
_logger = structlog.get_logger(__name__)
Say: TypeAlias = Callable[[Operation, Chat], Awaitable[object]]


class Performer(Protocol):
    """A transport's sender."""

    async def perform(
        self, operation: Operation, chat: Chat, *, standing: str | None = None, reply_to: str | None = None
    ) -> Outcome:
        """Do it; never raises for a refusal."""


class CardOf(Protocol):
    """Makes a card in a language."""

    def __call__(self, *, language: str) -> Card:
        """The card."""


@dataclass(slots=True)
class _Spell:
    """A trouble while it lasts, in monotonic seconds."""

    fault: StoreFault
    since: float
    failed_at: float
    stored_at: float = 0.0
    is_told: bool = False


@dataclass(slots=True)
class Unstored:
    """Notices what cannot be stored and speaks of it. `say` sends past the outbox; `admins` are the first."""

    house: House
    database: Database
    say: Say
    admins: tuple[Identity, ...] = ()
    monotonic: Callable[[], float] = time.monotonic
    _spells: dict[Things, _Spell] = field(default_factory=dict)
    _affected: deque[Callable[[], Awaitable[None]]] = field(default_factory=deque)
    _told: dict[tuple[str, str, CardOf], float] = field(default_factory=dict)
    _presses: dict[str, None] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def troubles(self) -> tuple[str, ...]:
        """What cannot be stored and why, such as `answers: full`."""
        return tuple(f"{what}: {spell.fault}" for what, spell in self._spells.items())

    def failed(self, error: BaseException, what: Things = Things.ANSWERS) -> bool:
        """Something could not be stored. Whether that is the store's fault."""
        fault = fault_of(error)
        if fault is None:
            return False
        now = self.monotonic()
        known = self._spells.get(what)
        if known is None:
            _logger.error("cannot store", what=what.value, fault=fault.value)
            self._spells[what] = _Spell(fault, now, now)
        else:
            known.fault, known.failed_at = fault, now
        self._news.set()
        return True

    def stored(self, what: Things = Things.ANSWERS) -> None:
        """Something could be stored."""
        if spell := self._spells.get(what):
            spell.stored_at = self.monotonic()

    def refused(self, source: str, updates: Iterable[dict[str, Any]], error: BaseException) -> None:
        """These updates could not be taken into the inbox."""
        if not self.failed(error):
            return
        for update in updates:
            if incoming := self._read(update, source):
                self._note(incoming)

    def photo_waits(self, chat: Chat, error: BaseException) -> None:
        """A photo that came in this chat could not be stored."""
        if self.failed(error, Things.PHOTOS):
            self._affected.append(partial(self._tell_person, chat, unstored_cards.photo))

    def watched(self, handle: Callable[[Item], Awaitable[None]]) -> Callable[[Item], Awaitable[None]]:
        """The same handler of the inbox, its trouble with the store noticed."""

        async def watched(item: Item) -> None:
            try:
                await handle(item)
            except DBAPIError as error:
                self.failed(error)
                raise
            self.stored()

        return watched

    async def run(self) -> None:
        """Speak of it, until cancelled."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), _LOOK_EVERY)
            self._news.clear()
            try:
                await self.tell()
            except Exception:
                # A courtesy that fails must not end the program; the next round tries again.
                _logger.exception("cannot tell of what is not stored")

    async def tell(self) -> None:
        """Say what there is to say now."""
        for what, spell in tuple(self._spells.items()):
            if spell.stored_at > spell.failed_at and self.monotonic() - spell.failed_at > OVER_AFTER:
                await self._end(what, spell)
            elif not spell.is_told and self._is_serious(spell):
                spell.is_told = True
                await self._to_admins(partial(unstored_cards.for_admin, what, spell.fault.value))
        answers = self._spells.get(Things.ANSWERS)
        if answers and self._is_serious(answers) and answers.stored_at < answers.failed_at:
            await self._note_waiting()
        while self._affected and self._is_any_serious():
            await self._affected.popleft()()

    async def _end(self, what: Things, spell: _Spell) -> None:
        del self._spells[what]
        _logger.info("can store again", what=what.value)
        if spell.is_told:
            await self._to_admins(partial(unstored_cards.over, what))

    def _is_serious(self, spell: _Spell) -> bool:
        return spell.fault is not StoreFault.AWAY or self.monotonic() - spell.since >= GRACE

    def _is_any_serious(self) -> bool:
        return any(self._is_serious(spell) for spell in self._spells.values())

    def _read(self, update: dict[str, Any], source: str) -> Incoming | None:
        reader = READERS[source.partition(":")[0]]
        try:
            return reader(json.dumps(update), source=source, received_at=self.house.now())
        except (ValueError, LookupError):
            return None

    def _note(self, incoming: Incoming) -> None:
        """Presses anywhere, and all else in private chats, wait for a word."""
        sender = incoming.sender
        if sender is None:
            return
        match incoming.content:
            case Pressed(press_id=press_id):
                self._affected.append(partial(self._answer_press, private_chat(sender), press_id))
            case _ if incoming.chat.kind is ChatKind.PRIVATE:
                self._affected.append(partial(self._tell_person, incoming.chat, unstored_cards.message))

    async def _note_waiting(self) -> None:
        """What lies in the inbox and cannot be dealt with."""
        row = INBOX.table.c
        waiting = (
            select(row.id, row.lane, row.body, row.attempts, row.key, row.created_at)
            .where(row.state.in_((State.PENDING.value, State.RUNNING.value)))
            .order_by(row.id)
            .limit(_WAITING_MOST)
        )
        try:
            async with asyncio.timeout(_READ_WITHIN), self.database.read() as connection:
                items = [Item(*each) for each in await connection.execute(waiting)]
        except Exception:  # noqa: BLE001 - what cannot be read cannot be told of
            return
        for item in items:
            if not internal.is_internal(item.body) and (incoming := _read_item(item)):
                self._note(incoming)

    async def _answer_press(self, chat: Chat, press_id: str) -> None:
        if press_id in self._presses:
            return
        self._presses[press_id] = None
        while len(self._presses) > _REMEMBERED_PRESSES:
            self._presses.pop(next(iter(self._presses)))
        words = unstored_cards.press(language=await self._language(chat))
        await self.say(AnswerPress(press_id, words, alert=True), chat)

    async def _tell_person(self, chat: Chat, card_of: CardOf) -> None:
        now = self.monotonic()
        self._told = {key: at for key, at in self._told.items() if now - at < AGAIN_AFTER}
        key = (chat.transport, chat.id, card_of)
        if key in self._told:
            return
        self._told[key] = now
        await self._send(chat, card_of(language=await self._language(chat)))

    async def _send(self, chat: Chat, card: Card) -> None:
        for part in render(card, self.house.capabilities[chat.transport]):
            await self.say(SendText(text=part.text), chat)

    async def _language(self, chat: Chat) -> str:
        try:
            async with asyncio.timeout(_READ_WITHIN), self.database.read() as connection:
                person = await people.person_of(connection, chat.transport, chat.id)
        except Exception:  # noqa: BLE001 - the house's own language will do
            return self.house.language
        return person.language if person else self.house.language

    async def _to_admins(self, card_of: CardOf) -> None:
        for chat, language in await self._admin_chats():
            await self._send(chat, card_of(language=language))

    async def _admin_chats(self) -> Sequence[tuple[Chat, str]]:
        try:
            async with asyncio.timeout(_READ_WITHIN), self.database.read() as connection:
                return [
                    (chat, admin.language)
                    for admin in await people.people_with(connection, Role.ADMIN)
                    for chat in await private_chats_of(connection, self.house, admin.id)
                ]
        except Exception:  # noqa: BLE001 - those that the settings name are known without a database
            return [
                (Chat(each.transport, each.external_id, ChatKind.PRIVATE), self.house.language)
                for each in self.admins
                if each.transport in self.house.capabilities
            ]


@dataclass(frozen=True, slots=True)
class Noticed:
    """A transport's sender, its photos that cannot be written noticed by `unstored`."""

    performer: Performer
    unstored: Unstored

    async def perform(
        self, operation: Operation, chat: Chat, *, standing: str | None = None, reply_to: str | None = None
    ) -> Outcome:
        """Do it."""
        outcome = await self.performer.perform(operation, chat, standing=standing, reply_to=reply_to)
        match outcome:
            case Unkept(error):
                self.unstored.photo_waits(chat, error)
            case Kept():
                self.unstored.stored(Things.PHOTOS)
            case _:
                pass
        return outcome


async def say_now(performer: Performer, limiter: Limiter, operation: Operation, chat: Chat) -> None:
    """Send past the outbox, at the platform's pace, once: what becomes of it is nobody's business."""
    if not isinstance(operation, AnswerPress):
        await limiter.wait(chat)
    await performer.perform(operation, chat)


def _read_item(item: Item) -> Incoming | None:
    try:
        return read(item)
    except (ValueError, LookupError):
        return None
