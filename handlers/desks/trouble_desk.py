"""Telling the admins, once, what did not get through and how to mend it.

Rules: each trouble has a key, so that it is told once however often it is met; what fails to reach an admin
is no new trouble.
Must not know: queues, how trouble is found.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.card import Card
from handlers.cards import trouble_cards, unstored_cards
from handlers.house import House
from handlers.incoming import Chat
from handlers.outgoing import Outgoing, SendText
from handlers.render import render
from handlers.talk import Outbox, private_chats_of, push_card
from storage import people
from storage.people import Person, Role

KEY = "trouble:"


def is_trouble(dedupe_key: str) -> bool:
    """Whether a message is one of ours."""
    return dedupe_key.startswith(KEY)


async def set_aside(connection: AsyncConnection, house: House, code: str) -> tuple[Outgoing, ...]:
    """Something that came in is kept aside."""
    return await _tell(connection, house, f"in:{code}", partial(trouble_cards.set_aside, code))


async def not_sent(connection: AsyncConnection, house: House, code: str) -> tuple[Outgoing, ...]:
    """A message was given up."""
    return await _tell(connection, house, f"out:{code}", partial(trouble_cards.not_sent, code))


async def unsearchable(connection: AsyncConnection, house: House, code: str) -> tuple[Outgoing, ...]:
    """Nobody can tell whether a post stands in the channel."""
    return await _tell(connection, house, f"search:{code}", partial(trouble_cards.unsearchable, code))


async def unreachable(
    connection: AsyncConnection, house: House, chat: Chat, *, is_blocked: bool
) -> tuple[Outgoing, ...]:
    """A person takes no message."""
    person = await people.person_of(connection, chat.transport, chat.id)
    name = person.name if person else chat.id
    card_of = trouble_cards.blocked if is_blocked else trouble_cards.unknown_chat
    key = f"{'blocked' if is_blocked else 'unknown'}:{chat.transport}:{chat.id}"
    return await _tell(connection, house, key, partial(card_of, name), but=person)


async def little_room(
    connection: AsyncConnection, house: House, percent: int, *, at: datetime
) -> tuple[Outgoing, ...]:
    """Little of the disk is free; told at most once an hour, however often the program begins anew."""
    card_of = partial(unstored_cards.little_room, percent)
    return await _tell(connection, house, f"room:{at:%Y-%m-%dT%H}", card_of)


async def _tell(
    connection: AsyncConnection,
    house: House,
    key: str,
    card_of: Callable[..., Card],
    *,
    but: Person | None = None,
) -> tuple[Outgoing, ...]:
    outbox = Outbox(f"{KEY}{key}")
    for admin in await people.people_with(connection, Role.ADMIN):
        if but is not None and admin.id == but.id:
            continue
        for chat in await private_chats_of(connection, house, admin.id):
            parts = render(card_of(language=admin.language), house.capabilities[chat.transport])
            for number, part in enumerate(parts):
                # Not the place in the list: the same admin must have the same key the next time.
                own = f"{KEY}{key}:{chat.transport}:{chat.id}:{number}"
                outbox.add(chat, SendText(text=part.text, rows=part.rows), key=own)
            await push_card(connection, admin.id, chat, at=house.now())
    return outbox.operations
