"""The turn: one incoming thing, one person, one choke point, and what is to be sent.

Rules: called inside the transaction that also finishes the inbox row; roles are read from the database here,
for every update; nobody unknown gets more than a polite sentence; nothing that comes in stays without an
answer.
Must not know: how things arrive, how they are sent.
"""

from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import pace, presses, speech
from handlers.authorize import Verb, authorize
from handlers.cards import desk_cards
from handlers.desks import channel_desk, due_desk, photo_desk, silence_desk
from handlers.house import House
from handlers.incoming import (
    ChatKind,
    ChatPicked,
    FellDue,
    Fetched,
    FetchFailed,
    FileRead,
    FileSent,
    FileUnread,
    Incoming,
    LocationSent,
    Other,
    PhotoSent,
    Posted,
    Pressed,
    RightsChanged,
    Said,
    Sender,
    Silent,
    Undeliverable,
)
from handlers.outgoing import Outgoing
from handlers.state import dump_state, load_state
from handlers.talk import Outbox, Talk, lane_of, private_chat
from storage import conversations, people, shown
from storage.people import Person

_FROM_PEOPLE = Said | PhotoSent | FileSent | LocationSent | ChatPicked | Other
_COUNTED = _FROM_PEOPLE | Pressed


class Desk:
    """Where every incoming thing is dealt with."""

    def __init__(self, house: House) -> None:
        """`house`: settings and sources of chance."""
        self._house = house

    async def take(self, connection: AsyncConnection, incoming: Incoming) -> tuple[Outgoing, ...]:
        """Deal with one incoming thing; what is to be sent, in order."""
        outbox = Outbox(incoming.key)
        match incoming.content:
            case Posted(text):
                await channel_desk.posted(connection, outbox, house=self._house, incoming=incoming, text=text)
            case RightsChanged() as content:
                await channel_desk.rights_changed(
                    connection, outbox, house=self._house, incoming=incoming, content=content
                )
            case Undeliverable(reason):
                await channel_desk.lost(
                    connection, outbox, house=self._house, chat=incoming.chat, reason=reason
                )
            case Silent(since):
                await silence_desk.noticed(
                    connection, outbox, house=self._house, incoming=incoming, since=since
                )
            case FellDue() as content:
                await due_desk.fell_due(
                    connection, outbox, house=self._house, incoming=incoming, content=content
                )
            case _:
                await self._talk(connection, outbox, incoming)
        return outbox.operations

    async def _talk(self, connection: AsyncConnection, outbox: Outbox, incoming: Incoming) -> None:
        sender = incoming.sender
        if sender is None:
            return
        if incoming.chat.kind is not ChatKind.PRIVATE and not isinstance(incoming.content, Pressed):
            return  # groups and channels are for reading; people talk to the bot in private
        person = await _person_of(connection, incoming, sender)
        chat_key = lane_of(private_chat(sender))
        stored = await conversations.load(connection, person.id, chat_key) if person else None
        talk = Talk(
            connection,
            house=self._house,
            incoming=incoming,
            sender=sender,
            person=person,
            state=load_state(stored),
            outbox=outbox,
            pressed=await _pressed(connection, incoming),
        )
        if await _stands_below(talk):
            talk.push()
        await _deal(talk)
        talk.answer_press()
        if person is not None:
            await conversations.save(connection, person.id, chat_key, dump_state(talk.state), talk.at)


async def _person_of(connection: AsyncConnection, incoming: Incoming, sender: Sender) -> Person | None:
    """Who it is; a photo that was on its way while its sender moved to another account is still his."""
    if isinstance(incoming.content, Fetched | FetchFailed):
        return await people.former_person_of(connection, sender.transport, sender.id)
    return await people.person_of(connection, sender.transport, sender.id)


async def _stands_below(talk: Talk) -> bool:
    """Whether the person's message stands below the bot's last one.

    Messages that come together, as an album does, are dealt with one by one: a card sent for the first is
    already below the others. A card not yet sent will be.
    """
    incoming, last = talk.incoming, talk.state.last
    if not isinstance(incoming.content, _FROM_PEOPLE) or last is None:
        return False
    shows = await shown.message_in(talk.connection, talk.chat.transport, talk.chat.id, last)
    if shows is None:
        return False
    numbers = (shows, incoming.message_id or "")
    return not all(number.isdecimal() for number in numbers) or int(numbers[1]) > int(numbers[0])


async def _pressed(connection: AsyncConnection, incoming: Incoming) -> str | None:
    """The slot of the private message whose button was pressed."""
    is_ours = isinstance(incoming.content, Pressed) and incoming.chat.kind is ChatKind.PRIVATE
    if not is_ours or incoming.message_id is None:
        return None
    chat = incoming.chat
    return await shown.slot_of(connection, chat.transport, chat.id, incoming.message_id)


async def _deal(talk: Talk) -> None:
    if not authorize(talk.known, Verb.TALK):
        await _deal_with_stranger(talk)
        return
    if isinstance(talk.incoming.content, _COUNTED) and pace.is_too_much(talk):
        return
    match talk.incoming.content:
        case Said() as content:
            await speech.said(talk, content)
        case Pressed(data):
            await presses.pressed(talk, data)
        case PhotoSent() as content:
            await speech.photo(talk, content)
        case LocationSent() as content:
            await speech.location(talk, content)
        case ChatPicked() as content:
            await speech.chat_picked(talk, content)
        case Fetched() | FetchFailed() as content:
            await photo_desk.fetched(talk, content)
        case FileSent() as content:
            await speech.file(talk, content)
        case FileRead() | FileUnread() as content:
            await speech.file_read(talk, content)
        case Other(kind):
            await speech.unreadable(talk, kind)
        case Posted() | RightsChanged() | Undeliverable() | Silent() | FellDue():
            pass  # dealt with before anybody's talk begins
        case _ as never:
            assert_never(never)


async def _deal_with_stranger(talk: Talk) -> None:
    """An invitation's link and its two buttons; for all else one polite sentence."""
    match talk.incoming.content:
        case Said(text, False) if speech.invitation_in(text) is not None:
            await speech.open_invitation(talk, text)
        case Pressed(data) if presses.is_for_strangers(data):
            await presses.pressed_by_stranger(talk, data)
        case Fetched() | FetchFailed() | FileRead() | FileUnread():
            pass  # the person was withdrawn while something was on its way
        case _:
            talk.tell(desk_cards.stranger(language=talk.language).text, alert=True)
