"""One turn's talk with one person: what is to be sent is collected here, in order.

Rules: one *card* a chat, edited in place as long as nothing stands below it; else a new one is sent and the
old one is put to rest. Every press is answered once, in a lane of its own, so that no pace of a chat delays
it. Nothing is sent here: operations go to the outbox with the turn's transaction.
Must not know: what is asked, who may, databases beyond the connection it carries for its user.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.card import Card
from handlers.house import House
from handlers.incoming import (
    Chat,
    ChatKind,
    Incoming,
    Pressed,
    Sender,
)
from handlers.outgoing import AnswerPress, EditText, Keyboard, Operation, Outgoing, React, SendText
from handlers.render import render
from handlers.rich import Rich, plain
from handlers.state import State, dump_state, load_state
from handlers.words import text
from storage import conversations, people
from storage.people import Person

TOAST_LIFE = timedelta(seconds=15)


def lane_of(chat: Chat) -> str:
    """The outbox lane of a chat."""
    return f"{chat.transport}:{chat.id}"


def private_chat(sender: Sender) -> Chat:
    """The chat between the bot and the person."""
    return Chat(transport=sender.transport, id=sender.id, kind=ChatKind.PRIVATE)


async def private_chats_of(connection: AsyncConnection, house: House, person_id: str) -> tuple[Chat, ...]:
    """The private chats in which the house can speak to the person."""
    return tuple(
        Chat(transport=identity.transport, id=identity.external_id, kind=ChatKind.PRIVATE)
        for identity in await people.identities(connection, person_id)
        if identity.transport in house.capabilities
    )


class Outbox:
    """The turn's operations, each with a key that no other turn can make."""

    def __init__(self, key: str) -> None:
        """`key`: the incoming event's own."""
        self._key = key
        self._operations: list[Outgoing] = []

    def add(
        self, chat: Chat, operation: Operation, *, lane: str | None = None, key: str | None = None
    ) -> None:
        """Put one operation at the end."""
        self._operations.append(
            Outgoing(
                dedupe_key=key or f"{self._key}:{len(self._operations)}",
                lane=lane or lane_of(chat),
                chat=chat,
                operation=operation,
            )
        )

    def new_slot(self) -> str:
        """A slot for the next message, as unique as its key."""
        return f"{self._key}:{len(self._operations)}"

    @property
    def operations(self) -> tuple[Outgoing, ...]:
        """All of them, in order."""
        return tuple(self._operations)


async def tell_person(
    connection: AsyncConnection, outbox: Outbox, *, house: House, person_id: str, card: Card
) -> None:
    """Send a person a message that belongs to no talk of his, in each private chat."""
    for chat in await private_chats_of(connection, house, person_id):
        for part in render(card, house.capabilities[chat.transport]):
            outbox.add(chat, SendText(text=part.text, rows=part.rows))
        await push_card(connection, person_id, chat, at=house.now())


async def push_card(connection: AsyncConnection, person_id: str, chat: Chat, *, at: datetime) -> None:
    """Something stands below the person's card now: the next card is sent anew."""
    key = lane_of(chat)
    state = load_state(await conversations.load(connection, person_id, key))
    if state.last is not None:
        await conversations.save(connection, person_id, key, dump_state(replace(state, last=None)), at)


class Talk:
    """What a request's handler works with: who, when, the state so far, and ways to say something."""

    def __init__(
        self,
        connection: AsyncConnection,
        *,
        house: House,
        incoming: Incoming,
        sender: Sender,
        person: Person | None,
        state: State,
        outbox: Outbox,
        pressed: str | None = None,
    ) -> None:
        """`state` is what was stored, `self.state` what will be; `pressed`: the pressed message's slot."""
        self.connection = connection
        self.house = house
        self.incoming = incoming
        self.sender = sender
        self.known = person
        self.state = state
        self.outbox = outbox
        self.chat = private_chat(sender)
        self.at: datetime = house.local(incoming.received_at)
        self.language = person.language if person else house.language
        self.pressed = pressed
        self._toast: tuple[str, bool] | None = None

    @property
    def person(self) -> Person:
        """The person, where it is certain that he is known."""
        assert self.known is not None  # noqa: S101 - a handler behind `authorize` never sees a stranger
        return self.known

    @property
    def is_late(self) -> bool:
        """Whether it came so long ago that Telegram may no longer show the toast of a press."""
        return self.house.now() - self.incoming.received_at > TOAST_LIFE

    def push(self) -> None:
        """The person's message stands below the card: the next card is sent anew."""
        self.state = replace(self.state, last=None)

    def say(self, what: Card | Rich, *, reply_to: str | None = None) -> None:
        """Send a message below everything."""
        card = what if isinstance(what, Card) else Card(text=what)
        self.state = replace(self.state, last=self._send(card, reply_to=reply_to))

    def settle(self, card: Card) -> None:
        """Put the pressed message to its end, with what came of the press; a message for anything else."""
        if self.pressed is None:
            self.say(card)
            return
        self._clear_keyboard(card)
        self.edit(self.pressed, card)
        if self.pressed == self.state.card:
            self.state = replace(self.state, card_question=None)

    def show(
        self, card: Card, *, question: str | None = None, resting: Card | None = None, stay: bool = False
    ) -> None:
        """Show the card: in place when it, or the pressed message, is the last (or `stay`), else anew."""
        self._clear_keyboard(card)
        place = self._place(stay=stay) if card.keyboard is None else None
        if place != self.state.card or place is None:
            self._rest(resting)
        if place is not None:
            self.edit(place, card)
            self.state = replace(self.state, card=place, card_question=question)
            return
        slot = self._send(card)
        self.state = replace(self.state, card=slot, last=slot, card_question=question if slot else None)

    def show_page(self, card: Card, *, page: str, resting: Card, resting_question: Card | None) -> None:
        """Show the card of a page: where it stands, if that is what was pressed or lies last; else anew."""
        slot = self.state.page_slot(page)
        if slot is not None and slot in {self.state.last, self.pressed}:
            self.edit(slot, card)
        else:
            if slot is not None:
                self.edit(slot, resting)
            self.state = replace(
                self.state, pages=tuple(each for each in self.state.pages if each[0] != page)
            )
            self.show(card, resting=resting_question)
            slot = self.state.card
        if slot is not None:
            self.state = replace(self.state.with_page(page, slot), card=slot, card_question=None)

    def _place(self, *, stay: bool) -> str | None:
        """The slot of the message that may become the card without leaving the eye's place."""
        place = self.state.last if self.state.last in {self.state.card, self.pressed} else None
        if stay:
            place = self.state.card
        return None if self.state.is_page_slot(place) else place

    def edit(self, slot: str, card: Card) -> None:
        """Change what stands in a slot of this chat."""
        part = render(card, self.house.capabilities[self.chat.transport])[-1]
        self.outbox.add(self.chat, EditText(slot=slot, text=part.text, rows=part.rows))

    def toast(self, text: str, *, alert: bool = False) -> None:
        """Answer the press with these words; the first words stand."""
        self._toast = self._toast or (text, alert)

    def tell(self, text: Rich, *, alert: bool = False) -> None:
        """A toast for a press, a message for anything else."""
        if isinstance(self.incoming.content, Pressed):
            self.toast(text.plain, alert=alert)
            return
        self.say(text, reply_to=self.incoming.message_id)

    def react(self, message_id: str, sign: str) -> None:
        """Put a reaction on one of the person's messages."""
        self.outbox.add(self.chat, React(message_id=message_id, sign=sign))

    async def send_to(
        self, person_id: str, card: Card, *, closes: str | None = None, on: str | None = None
    ) -> None:
        """Send another person a message, in each private chat with the bot, or in those `on` a platform."""
        for chat in await private_chats_of(self.connection, self.house, person_id):
            if on in {None, chat.transport}:
                await self._send_to_chat(person_id, chat, card, closes=closes)

    async def _send_to_chat(self, person_id: str, chat: Chat, card: Card, *, closes: str | None) -> None:
        """The message, in place of the card of the visit that it `closes`, if there is one."""
        key = lane_of(chat)
        state = load_state(await conversations.load(self.connection, person_id, key))
        parts = render(card, self.house.capabilities[chat.transport])
        if closes is not None and state.visit == closes:
            if state.card is not None:
                self.outbox.add(chat, EditText(slot=state.card, text=parts[-1].text, rows=parts[-1].rows))
                parts = ()
            state = replace(state, visit=None, prompt=None, card=None)
        for part in parts:
            self.outbox.add(chat, SendText(text=part.text, rows=part.rows, keyboard=part.keyboard))
        moved = dump_state(replace(state, last=None))
        await conversations.save(self.connection, person_id, key, moved, self.at)

    def answer_press(self) -> None:
        """Answer the press, if it is one: once a turn, at its end."""
        if not isinstance(self.incoming.content, Pressed):
            return
        text, alert = self._toast or ("", False)
        press = AnswerPress(press_id=self.incoming.content.press_id, text=text[:200], alert=alert)
        self.outbox.add(self.chat, press, lane=f"press:{self.sender.transport}:{self.sender.id}")

    def _rest(self, resting: Card | None) -> None:
        if resting is not None and self.state.card and self.state.card_question:
            self.edit(self.state.card, resting)
            self.state = replace(self.state, rested=(self.state.card, self.state.card_question))

    def _clear_keyboard(self, card: Card) -> None:
        if self.state.keyboard and card.keyboard is None:
            # A message carries a keyboard or buttons, so taking the keyboard away needs one of its own.
            said = self._toast[0] if self._toast else text("keys.away", self.language)
            self.outbox.add(self.chat, SendText(text=plain(said), keyboard=Keyboard()))
            self.state = replace(self.state, last=None)
        self.state = replace(self.state, keyboard=card.keyboard is not None)

    def _send(self, card: Card, *, reply_to: str | None = None) -> str | None:
        """Send it; the slot of its last part, if that can be edited later."""
        *parts, last = render(card, self.house.capabilities[self.chat.transport])
        for part in parts:
            self.outbox.add(self.chat, SendText(text=part.text, reply_to=reply_to))
        slot = self.outbox.new_slot() if last.keyboard is None else None
        self.outbox.add(
            self.chat,
            SendText(text=last.text, rows=last.rows, keyboard=last.keyboard, slot=slot, reply_to=reply_to),
        )
        return slot
