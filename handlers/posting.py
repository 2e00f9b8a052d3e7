"""The channel's post of a submitted visit, and what the rest of the team is told.

Rules: posted once for each channel and revision of the visit (the outbox key says so); photos of things go as
an album under the post, photos of people never; without a channel the post waits until one is connected.
Must not know: how a summary is worded, limits of platforms.
"""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.findings import Failure
from checklists.model import Checklist
from checklists.visit import Visit
from handlers.cards import channel_cards, visit_cards
from handlers.cards.sight import Sight
from handlers.desks.units_desk import unit_label
from handlers.house import House
from handlers.incoming import Chat, ChatKind
from handlers.outgoing import SendPhotos, SendText
from handlers.render import render
from handlers.rich import Rich
from handlers.talk import Outbox, Talk, lane_of
from reports.summary import Summary, summarise
from storage import channels, checklists, posts, units, visits
from storage.channels import Channel, ChannelState
from storage.units import Unit


def channel_chat(channel: Channel) -> Chat:
    """The channel as a chat."""
    return Chat(transport=channel.transport, id=channel.chat_id, kind=ChatKind.CHANNEL, title=channel.title)


async def is_connected(connection: AsyncConnection) -> bool:
    """Whether there is a channel to post in."""
    channel = await channels.reporting(connection)
    return channel is not None and channel.state is ChannelState.CONNECTED


async def post_visit(
    connection: AsyncConnection, outbox: Outbox, *, house: House, visit: Visit, checklist: Checklist
) -> None:
    """Put the visit's post and its album into the channel's lane; nothing when no channel is connected."""
    channel = await channels.reporting(connection)
    if channel is None or channel.state is not ChannelState.CONNECTED:
        return
    chat = channel_chat(channel)
    summary = await _summary(connection, house=house, visit=visit, checklist=checklist)
    card = channel_cards.post(summary, language=house.language)
    # A channel that was lost and connected again may have refused this post before: its connection is part of
    # the key.
    key = f"{visit.id}:{visit.revision}:post:{lane_of(chat)}:{int(channel.at.timestamp())}"
    slot = f"{posts.POST}{visit.id}"
    [part] = render(card, house.capabilities[chat.transport])
    outbox.add(chat, SendText(text=part.text, rows=part.rows, slot=slot), key=key)
    caption = channel_cards.album_caption(summary, language=house.language)
    for number, pictures in enumerate(_albums(summary.shared_photos)):
        album = SendPhotos(pictures=pictures, caption=caption, reply_to=f"slot:{slot}")
        outbox.add(chat, album, key=f"{key}:album:{number}")


async def _summary(
    connection: AsyncConnection, *, house: House, visit: Visit, checklist: Checklist
) -> Summary:
    unit = await units.unit(connection, visit.unit_key)
    named = _as_it_was(unit, visit.unit_name) if unit else None  # as it was, not as it is
    printed = await unit_label(connection, named, house.language) if named else visit.unit_name
    offices = tuple(member.office for member in visit.team)
    return summarise(checklist, visit, unit=printed, offices=offices, language=house.language)


def _as_it_was(unit: Unit, name: str) -> Unit:
    """The unit under the name that it had when the visit began."""
    return unit if unit.name == name else replace(unit, name=name, display_name=None)


def _albums(pictures: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(pictures[at : at + 10]) for at in range(0, len(pictures), 10))


def trial_post(house: House, here: Sight) -> Rich:
    """What the channel would get of a trial, if it were real."""
    visit, language = here.visit, house.language
    offices = tuple(member.office for member in visit.team)
    summary = summarise(here.checklist, visit, unit=visit.unit_name, offices=offices, language=language)
    return channel_cards.post(summary, language=language).text


async def post_waiting(connection: AsyncConnection, outbox: Outbox, *, house: House) -> None:
    """Post, in order, the submitted visits that no channel has shown yet."""
    for visit_id in await posts.waiting(connection):
        visit = await visits.load(connection, visit_id, house.timezone)
        if visit is None:
            continue
        checklist = await checklists.checklist(connection, visit.checklist_key, visit.checklist_version)
        await post_visit(connection, outbox, house=house, visit=visit, checklist=checklist)


async def tell_team(talk: Talk, here: Sight, failed: tuple[Failure, ...]) -> None:
    """The receipt for the others of the team."""
    for member in here.visit.team:
        if member.person != talk.person.id:
            card = visit_cards.receipt(here, failed, by=talk.person.name, language=talk.house.language)
            await talk.send_to(member.person, card, closes=here.visit.id)
