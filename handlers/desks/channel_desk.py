"""Connecting the reporting channel: an admin picks it, then posts a code in it.

Rules: the code proves that who connects the channel may post in it; it holds an hour, once, and is stored as
a hash. Connecting posts what has been waiting. Losing the right to post is told to every admin.
Must not know: how a platform picks chats.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.card import Card
from handlers.cards import desk_cards
from handlers.house import House
from handlers.incoming import Chat, ChatPicked, Incoming, RightsChanged
from handlers.posting import channel_chat, post_waiting
from handlers.talk import Outbox, Talk, tell_person
from storage import audit, channels, people
from storage.channels import ChannelState
from storage.people import Role

CODE_LIFE = timedelta(hours=1)
CODE_LENGTH = 22  # 22 of 62 characters carry 131 bits
CODE_MARK = "KENH-"  # not to be taken for a visit's code


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


async def show_channel(talk: Talk) -> None:
    """Which channel is connected, and a key to pick one."""
    channel = await channels.reporting(talk.connection)
    if channel is None:
        talk.say(desk_cards.channel_status(None, language=talk.language))
    elif channel.state is ChannelState.LOST:
        talk.say(desk_cards.channel_lost(channel.title, language=talk.language))
    else:
        talk.say(desk_cards.channel_status(channel.title, chat_id=channel.chat_id, language=talk.language))
    talk.show(desk_cards.channel_pick(language=talk.language))


async def picked(talk: Talk, content: ChatPicked) -> None:
    """The admin picked a chat: give him the code to post in it."""
    code = CODE_MARK + talk.house.token(CODE_LENGTH)
    await channels.add_code(
        talk.connection,
        code_hash=_hash(code),
        chat_id=content.chat_id,
        by=talk.person.id,
        expires_at=talk.at + CODE_LIFE,
    )
    talk.toast(desk_cards.channel_picked(content.title, language=talk.language).plain)
    talk.show(desk_cards.channel_code(content.title, code, language=talk.language))


async def posted(
    connection: AsyncConnection, outbox: Outbox, *, house: House, incoming: Incoming, text: str
) -> None:
    """A post in a channel: if it is a code that an admin was given for it, the channel is connected."""
    word = text.strip()
    if not word.startswith(CODE_MARK):
        return
    code = await channels.use_code(connection, _hash(word), incoming.received_at)
    if code is None or code.chat_id not in (None, incoming.chat.id):
        return
    admin = await people.person(connection, code.by)
    if admin is None or not any(grant.role is Role.ADMIN for grant in admin.grants):
        return
    await connect(connection, outbox, house=house, chat=incoming.chat, by=admin.id, at=incoming.received_at)
    card = desk_cards.channel_connected(incoming.chat.title, language=admin.language)
    await tell_person(connection, outbox, house=house, person_id=admin.id, card=card)


async def connect(
    connection: AsyncConnection, outbox: Outbox, *, house: House, chat: Chat, by: str, at: datetime
) -> None:
    """Make the chat the reporting channel, and post what has been waiting for one."""
    await channels.connect(
        connection,
        transport=chat.transport,
        chat_id=chat.id,
        title=chat.title,
        by=by,
        at=at,
    )
    await audit.append(
        connection,
        at=at,
        actor=by,
        kind="channel.connected",
        object=f"{chat.transport}:{chat.id}",
        payload={"title": chat.title},
    )
    await post_waiting(connection, outbox, house=house)


async def rights_changed(
    connection: AsyncConnection, outbox: Outbox, *, house: House, incoming: Incoming, content: RightsChanged
) -> None:
    """The bot's standing in a chat changed: when it is the reporting channel, the admins must know."""
    channel = await channels.reporting(connection)
    if channel is None or (channel.transport, channel.chat_id) != (incoming.chat.transport, incoming.chat.id):
        return
    if content.may_post:
        if channel.state is ChannelState.LOST:
            await connect(
                connection,
                outbox,
                house=house,
                chat=incoming.chat,
                by=channel.connected_by,
                at=incoming.received_at,
            )
            await _tell_admins(connection, outbox, house, desk_cards.channel_connected, channel.title)
        return
    await lost(connection, outbox, house=house, chat=channel_chat(channel), reason="rights")


async def lost(connection: AsyncConnection, outbox: Outbox, *, house: House, chat: Chat, reason: str) -> None:
    """Posts no longer reach the channel: keep them waiting, and tell the admins how to mend it."""
    channel = await channels.reporting(connection)
    if channel is None or (channel.transport, channel.chat_id) != (chat.transport, chat.id):
        return
    if not await channels.lose(connection, chat.transport, chat.id, reason):
        return  # it was lost already, and the admins know
    await _tell_admins(connection, outbox, house, desk_cards.channel_lost, channel.title)


class _Wording(Protocol):
    def __call__(self, title: str, *, language: str) -> Card: ...


async def _tell_admins(
    connection: AsyncConnection, outbox: Outbox, house: House, worded: _Wording, title: str
) -> None:
    for admin in await people.people_with(connection, Role.ADMIN):
        card = worded(title, language=admin.language)
        await tell_person(connection, outbox, house=house, person_id=admin.id, card=card)


async def drop(talk: Talk, chat_id: str) -> None:
    """An admin disconnects the reporting channel: posts wait until another is connected."""
    channel = await channels.reporting(talk.connection)
    if channel is None or channel.chat_id != chat_id:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    await channels.lose(talk.connection, channel.transport, channel.chat_id, "dropped")
    talk.settle(desk_cards.channel_dropped(channel.title, language=talk.language))
