"""Photos: a claim on arrival, bytes later, shown again only to those who may.

Rules: a photo never blocks the talk: it is bound at once, fetched in a lane of its own, and called saved only
when its bytes are durable. Every look at photos of people is audited.
Must not know: how bytes are fetched or kept.
"""

from dataclasses import replace
from typing import assert_never

from checklists.events import PhotoLost, PhotoReceived, PhotoStored
from handlers.authorize import Verb
from handlers.cards import desk_cards, visit_cards
from handlers.cards.sight import Sight
from handlers.desks.visit_desk import Opened, happen, open_visit
from handlers.incoming import ChatKind, Fetched, FetchFailed, PhotoSent
from handlers.outgoing import Fetch, SendPhotos
from handlers.talk import Talk
from reports.summary import private_photos
from storage import audit, photos
from storage.photos import PhotoClaim

ALBUM = 10


async def received(talk: Talk, visit_id: str, content: PhotoSent) -> None:
    """Bind the photo to its question and have its bytes fetched."""
    photo_id = talk.house.token(16)
    message_id = talk.incoming.message_id or ""
    event = PhotoReceived(
        by=talk.person.id, at=talk.at, photo=photo_id, group=content.group, caption=content.caption
    )
    await happen(talk, visit_id, event)
    opened = await open_visit(talk, visit_id, Verb.ANSWER)
    if opened is None or all(photo.id != photo_id for photo in opened.visit.photos):
        return  # the core refused it, and said why
    await photos.add_photo_claim(
        talk.connection,
        PhotoClaim(
            photo=photo_id,
            visit_id=visit_id,
            transport=talk.chat.transport,
            chat_id=talk.chat.id,
            message_id=message_id,
            file_id=content.file.id,
            unique_id=content.file.unique_id,
            mime=content.file.mime,
            size=content.file.size,
        ),
    )
    talk.react(message_id, "👀")
    lane = f"fetch:{talk.chat.transport}:{talk.chat.id}"
    talk.outbox.add(talk.chat, Fetch(photo=photo_id, file_id=content.file.id), lane=lane)


async def fetched(talk: Talk, content: Fetched | FetchFailed) -> None:
    """The bytes are durable, or not to be had."""
    claim = await photos.photo_claim(talk.connection, content.photo)
    if claim is None:
        return
    # What is said of the photo is said in answer to it.
    talk.incoming = replace(talk.incoming, message_id=claim.message_id)
    by, at = talk.person.id, talk.at
    match content:
        case Fetched(photo, sha256):
            await happen(talk, claim.visit_id, PhotoStored(by=by, at=at, photo=photo, sha256=sha256))
        case FetchFailed(photo, reason):
            await happen(talk, claim.visit_id, PhotoLost(by=by, at=at, photo=photo, reason=reason))
        case _ as never:
            assert_never(never)


async def show_photos(talk: Talk, visit_id: str) -> None:
    """Send the presser the photos that the channel does not show."""
    opened = await open_visit(talk, visit_id, Verb.SEE_PHOTOS)
    if opened is None:
        talk.tell(desk_cards.may_not_see_photos(language=talk.language), alert=True)
        return
    await _send(talk, opened, private_photos(opened.checklist, opened.visit))


async def show_photos_of(talk: Talk, visit_id: str, question: str) -> None:
    """Send the presser all photos of one question, which a report led to."""
    opened = await open_visit(talk, visit_id, Verb.SEE_PHOTOS)
    if opened is None:
        talk.tell(desk_cards.may_not_see_photos(language=talk.language), alert=True)
        return
    stored = (photo.sha256 for photo in opened.visit.photos_of(question))
    await _send(talk, opened, tuple(dict.fromkeys(name for name in stored if name)))


async def _send(talk: Talk, opened: Opened, names: tuple[str, ...]) -> None:
    """Send the pictures in albums; each look is in the audit chain."""
    if not names:
        talk.tell(desk_cards.no_photos(language=talk.language))
        return
    here = Sight(opened.checklist, opened.visit, talk.at)
    caption = visit_cards.photos_caption(here, language=talk.language)
    for at in range(0, len(names), ALBUM):
        talk.outbox.add(talk.chat, SendPhotos(pictures=names[at : at + ALBUM], caption=caption))
    await audit.append(
        talk.connection,
        at=talk.at,
        actor=talk.person.id,
        kind="photos.seen",
        object=opened.visit.id,
        payload={"count": len(names)},
    )
    if talk.incoming.chat.kind is not ChatKind.PRIVATE:
        talk.toast(desk_cards.photos_sent(language=talk.language))
