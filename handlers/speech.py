"""What a person says or sends: commands, text, photos, locations.

Rules: a command means the same everywhere; a text is taken for the scene it answers, else for the visit that
is open, else for the name of a unit; nothing stays without an answer.
Must not know: how a checklist reads a text.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from checklists.events import LocationReceived, ReviewAsked, Started, Typed, Unreadable, WentOn
from checklists.language import fold
from handlers.authorize import Verb, authorize
from handlers.cards import desk_cards, people_cards
from handlers.cards.desk_cards import OpenVisit
from handlers.cards.editor import file_cards
from handlers.desks import (
    channel_desk,
    communes_desk,
    invitations_desk,
    people_desk,
    photo_desk,
    register_desk,
    report_desk,
    site_desk,
    unit_edit_desk,
    units_desk,
    visit_desk,
)
from handlers.desks.editor import asking, beginning, imports, showing
from handlers.incoming import ChatPicked, FileRead, FileSent, FileUnread, LocationSent, PhotoSent, Said
from handlers.rich import Rich
from handlers.scenes import (
    AskingPeriod,
    AwaitingFile,
    BrowsingPeople,
    BrowsingUnits,
    ChangingSite,
    ChangingUnit,
    FindingContactUnit,
    FindingProvince,
    FindingUnit,
    NamingChecklist,
    NamingInvited,
    NamingPerson,
    NoScene,
    ScopingPerson,
    TextOfDraft,
)
from handlers.talk import Talk
from storage import visits

INVITATION = "inv_"
SITE = "u_"

# One meaning a line; the first name is the one that help shows.
COMMANDS: dict[str, tuple[str, ...]] = {
    "start": ("start",),
    "inspect": ("kiemtra", "inspect"),
    "units": ("donvi", "units"),
    "report": ("baocao", "report"),
    "people": ("nguoidung", "people"),
    "channel": ("kenh", "channel"),
    "edit": ("suaphieu", "edit"),
    "language": ("ngonngu", "language"),
    "help": ("trogiup", "help"),
    "cancel": ("huy", "cancel"),
}
_MEANING = {name: meaning for meaning, names in COMMANDS.items() for name in names}

_GO_ON = frozenset({"bo qua", "tiep", "skip", "next"})
_REVIEW = frozenset({"xem lai", "review"})


async def said(talk: Talk, content: Said) -> None:
    """A command, or a text."""
    if content.edited:
        talk.say(desk_cards.edited_text(language=talk.language), reply_to=talk.incoming.message_id)
        return
    if content.text.startswith("/"):
        await _command(talk, content.text)
        return
    await _text(talk, content.text)


def invitation_in(text: str) -> str | None:
    """The code of an invitation's link, when the text is one."""
    name, _, payload = text.partition(" ")
    if name.split("@")[0] != "/start" or not payload.startswith(INVITATION):
        return None
    return payload.removeprefix(INVITATION).strip()


async def open_invitation(talk: Talk, text: str) -> None:
    """Show the invitation that a link leads to."""
    await invitations_desk.open_link(talk, invitation_in(text) or "")


async def _command(talk: Talk, text: str) -> None:
    name, _, rest = text[1:].partition(" ")
    match _MEANING.get(name.split("@")[0].lower()):
        case "start":
            await _start(talk, text, rest.strip())
        case "inspect":
            await _inspect(talk, rest.strip())
        case "units":
            await _if_allowed(talk, Verb.READ_UNITS, register_desk.show_register)
        case "report":
            await _if_allowed(talk, Verb.REPORT, report_desk.offer_periods)
        case "people":
            await _if_allowed(talk, Verb.INVITE, invitations_desk.show_people)
        case "channel":
            await _if_allowed(talk, Verb.CONNECT_CHANNEL, channel_desk.show_channel)
        case "edit":
            await _if_allowed(talk, Verb.EDIT_CHECKLISTS, _edit)
        case "language":
            talk.say(desk_cards.choose_language(language=talk.language))
        case "help":
            talk.say(desk_cards.help_for(_roles(talk), language=talk.language))
        case "cancel":
            await _cancel(talk)
        case _:
            talk.say(desk_cards.unknown_command(language=talk.language))


async def _if_allowed(talk: Talk, verb: Verb, do: Callable[[Talk], Awaitable[None]]) -> None:
    if not authorize(talk.known, verb):
        talk.say(desk_cards.may_not(language=talk.language))
        return
    await do(talk)


async def _edit(talk: Talk) -> None:
    talk.state = replace(talk.state, scene=NoScene())
    await showing.show_checklists(talk)


async def _start(talk: Talk, text: str, payload: str) -> None:
    if invitation_in(text) is not None:
        await open_invitation(talk, text)
        return
    if payload.startswith(SITE):
        if not await units_desk.offer_purposes(talk, payload.removeprefix(SITE)):
            talk.say(desk_cards.link_unknown(language=talk.language))
        return
    talk.say(desk_cards.greeting(talk.person.name, _roles(talk), language=talk.language))


async def _inspect(talk: Talk, query: str) -> None:
    """Land where the work stands: the open visit, else the choice of unit."""
    if not authorize(talk.known, Verb.INSPECT):
        talk.tell(desk_cards.may_not(language=talk.language))
        return
    mine = await visit_desk.open_visits(talk)
    if len(mine) == 1 and not query:
        await visit_desk.happen(talk, mine[0], Started(by=talk.person.id, at=talk.at))
        return
    if mine and not query:
        talk.show(desk_cards.open_visits(await _open_visits(talk, mine), language=talk.language))
        return
    if not query or not await units_desk.search_unit(talk, query):
        await units_desk.offer_units(talk)


async def _open_visits(talk: Talk, ids: tuple[str, ...]) -> tuple[OpenVisit, ...]:
    every = [await visits.load(talk.connection, each, talk.house.timezone) for each in ids]
    return tuple(
        OpenVisit(visit_id=visit.id, unit=visit.unit_name, code=visit.code, started_at=visit.started_at)
        for visit in every
        if visit is not None
    )


async def _cancel(talk: Talk) -> None:
    if not isinstance(talk.state.scene, NoScene):
        talk.state = replace(talk.state, scene=NoScene())
        talk.say(desk_cards.stopped(language=talk.language))
        return
    visit_id = await visit_desk.current_visit(talk)
    if visit_id is None:
        talk.say(desk_cards.nothing_to_cancel(language=talk.language))
        return
    await visit_desk.ask_cancel(talk, visit_id)


async def _text(talk: Talk, text: str) -> None:
    match talk.state.scene:
        case NamingInvited() as scene if authorize(talk.known, Verb.INVITE):
            await invitations_desk.make(talk, scene, text)
        case FindingContactUnit() if authorize(talk.known, Verb.INVITE):
            await invitations_desk.find_unit(talk, text)
        case FindingUnit() if authorize(talk.known, Verb.INSPECT):
            await _find_unit(talk, text)
        case BrowsingUnits() if authorize(talk.known, Verb.READ_UNITS):
            await _browse_units(talk, text)
        case BrowsingPeople() | NamingPerson() | ScopingPerson() as scene if authorize(
            talk.known, Verb.KEEP_PEOPLE
        ):
            await _about_people(talk, scene, text)
        case FindingProvince() if authorize(talk.known, Verb.KEEP_UNITS):
            communes_desk.find(talk, text)
        case ChangingUnit() as scene if authorize(talk.known, Verb.KEEP_UNITS):
            await unit_edit_desk.typed(talk, scene, text)
        case AskingPeriod() if authorize(talk.known, Verb.REPORT):
            await report_desk.typed(talk, text)
        case ChangingSite() as scene if authorize(talk.known, Verb.KEEP_UNITS):
            await site_desk.typed(talk, scene, text)
        case NamingChecklist() as scene if authorize(talk.known, Verb.EDIT_CHECKLISTS):
            await beginning.named(talk, scene, text)
        case TextOfDraft() as scene if authorize(talk.known, Verb.EDIT_CHECKLISTS):
            await asking.typed(talk, scene, text)
        case _:
            await _text_for_visit(talk, text)


async def _about_people(talk: Talk, scene: BrowsingPeople | NamingPerson | ScopingPerson, text: str) -> None:
    match scene:
        case NamingPerson():
            await people_desk.rename(talk, scene, text)
        case ScopingPerson():
            await people_desk.find_scope(talk, scene, text)
        case BrowsingPeople():
            if await people_desk.search(talk, text):
                return
            if await visit_desk.current_visit(talk) is not None:
                await _text_for_visit(talk, text)
                return
            talk.show(people_cards.found(text, (), language=talk.language))


async def _browse_units(talk: Talk, text: str) -> None:
    """Search the register; what finds nothing may be an answer of the visit that is open."""
    if await register_desk.search(talk, text):
        return
    if await visit_desk.current_visit(talk) is not None:
        await _text_for_visit(talk, text)
        return
    talk.say(desk_cards.no_unit(text, language=talk.language))


async def _find_unit(talk: Talk, text: str) -> None:
    if not await units_desk.search_unit(talk, text):
        talk.say(desk_cards.no_unit(text, language=talk.language))


async def _text_for_visit(talk: Talk, text: str) -> None:
    visit_id = await visit_desk.current_visit(talk)
    if visit_id is not None:
        await visit_desk.happen(talk, visit_id, _typed(talk, text))
        return
    if not authorize(talk.known, Verb.INSPECT):
        talk.say(desk_cards.help_for(_roles(talk), language=talk.language))
        return
    if not await units_desk.search_unit(talk, text):
        talk.say(desk_cards.no_visit_open(language=talk.language))


def _typed(talk: Talk, text: str) -> Typed | WentOn | ReviewAsked:
    """The text as an event; the words on the keys of a reply keyboard are navigation."""
    by, at, word = talk.person.id, talk.at, fold(text)
    if word in _REVIEW:
        return ReviewAsked(by=by, at=at)
    prompt = talk.state.prompt
    if word in _GO_ON and prompt is not None and prompt.question is not None:
        return WentOn(by=by, at=at, question=prompt.question)
    return Typed(by=by, at=at, text=text)


async def photo(talk: Talk, content: PhotoSent) -> None:
    """A photo: for the visit that is open."""
    visit_id = await visit_desk.current_visit(talk)
    if visit_id is None:
        words = _no_visit(talk, desk_cards.no_visit_for_photo(language=talk.language))
        talk.say(words, reply_to=talk.incoming.message_id)
        return
    await photo_desk.received(talk, visit_id, content)


async def location(talk: Talk, content: LocationSent) -> None:
    """A location: for the site being changed, else for the visit that is open."""
    scene = talk.state.scene
    if isinstance(scene, ChangingSite) and authorize(talk.known, Verb.KEEP_UNITS):
        await site_desk.located(talk, scene, content.lat, content.lon)
        return
    event = LocationReceived(
        by=talk.person.id, at=talk.at, lat=content.lat, lon=content.lon, accuracy=content.accuracy
    )
    if not await visit_desk.within(talk, event):
        talk.say(_no_visit(talk, desk_cards.no_visit_open(language=talk.language)))


def _no_visit(talk: Talk, words: Rich) -> Rich:
    """Why nothing is done with it: no visit is open, or the person does not inspect at all."""
    return words if authorize(talk.known, Verb.INSPECT) else desk_cards.may_not(language=talk.language)


async def chat_picked(talk: Talk, content: ChatPicked) -> None:
    """A chat was picked: an admin connects the reporting channel."""
    if not authorize(talk.known, Verb.CONNECT_CHANNEL):
        talk.say(desk_cards.may_not(language=talk.language))
        return
    await channel_desk.picked(talk, content)


async def file(talk: Talk, content: FileSent) -> None:
    """A file: a checklist, from who may edit them; to anybody else nothing of use."""
    if authorize(talk.known, Verb.EDIT_CHECKLISTS) and imports.is_checklist(content):
        await imports.received(talk, content)
    elif isinstance(talk.state.scene, AwaitingFile):
        talk.say(file_cards.not_a_checklist(language=talk.language), reply_to=talk.incoming.message_id)
    else:
        await unreadable(talk, "file")


async def file_read(talk: Talk, content: FileRead | FileUnread) -> None:
    """A file was read, or could not be fetched."""
    if authorize(talk.known, Verb.EDIT_CHECKLISTS):
        await imports.read(talk, content)


async def unreadable(talk: Talk, kind: str) -> None:
    """A sticker, a voice message, a file: said what is wanted instead."""
    if not await visit_desk.within(talk, Unreadable(by=talk.person.id, at=talk.at, kind=kind)):
        talk.say(desk_cards.help_for(_roles(talk), language=talk.language))


def _roles(talk: Talk) -> tuple[str, ...]:
    return tuple(grant.role.value for grant in talk.person.grants)
