"""Acts with things: photos, documents, places, contacts, and what the bot does not ask for."""

from __future__ import annotations

import secrets

from bot.demo.actors.acts import Act, ActRefusedError, chat_of, person_of, replying, speak
from bot.demo.calls.contents import caption_content
from bot.demo.files import FileKind, Group, StoredFile, document_content, photo_content
from bot.demo.local import LocalTelegram
from bot.demo.refusals import Json
from bot.demo.samples import SAMPLES, sample_jpeg

MOST_IN_ALBUM = 10
STICKER_EDGE = 512
VIDEO_SIZE = (640, 360)
NO_PICTURE = b"\xff\xd8\xff\xe0 this is no picture"  # begins as a JPEG does
MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 2000  # a person may send more than a bot


async def photo(local: LocalTelegram, act: Act) -> Json:
    """Send photos, or picture files; more than one makes an album."""
    chat, person = chat_of(local, act), person_of(local, act)
    items = act.fields.get("photos")
    if not isinstance(items, list) or not 1 <= len(items) <= MOST_IN_ALBUM:
        raise ActRefusedError(f'"photos" must be a list of 1-{MOST_IN_ALBUM}')
    contents = [await _picture(local, item, as_file=act.has("as_file")) for item in items]
    contents[0] |= caption_content({"caption": act.text_or_none("caption")})
    around = replying(local, chat, act)
    if len(contents) > 1:
        around |= {"media_group_id": str(secrets.randbits(53))}
    posted = [speak(local, chat, person, around | content) for content in contents]
    ids = [message["message_id"] for message in posted]
    return {"message_id": ids[0], "message_ids": ids, "chat_id": chat.id}


async def _picture(local: LocalTelegram, item: object, *, as_file: bool) -> Json:
    fields = item if isinstance(item, dict) else {}
    sample = str(fields.get("sample"))
    if fields.get("broken"):
        name, media, content = "anh.jpg", "image/jpeg", NO_PICTURE
    elif sample in SAMPLES:
        name, media, content = f"{sample}.jpg", "image/jpeg", await sample_jpeg(sample)
    else:
        file = uploaded(local, fields.get("upload"))
        name, media, content = file.name, file.type, await local.files.content(file)
    if as_file:
        return document_content(await local.files.keep_file(FileKind.DOCUMENT, name, media, content))
    return photo_content(await local.files.keep_photo(content))


def uploaded(local: LocalTelegram, token: object) -> StoredFile:
    """Return an uploaded file by its token."""
    group: Group | None = local.files.find(str(token))
    if group is None:
        raise ActRefusedError(f"no upload {token}")
    return group[0]


async def document(local: LocalTelegram, act: Act) -> Json:
    """Send an uploaded file with its bytes as they are, or one of so many `megabytes` without having any."""
    if act.fields.get("megabytes") is not None:
        name, media = (
            act.text_or_none("name") or "tai-lieu.pdf",
            act.text_or_none("type") or "application/pdf",
        )
        group = local.files.keep_claim(FileKind.DOCUMENT, name, media, _claimed(act))
    else:
        file = uploaded(local, act.fields.get("upload"))
        content = await local.files.content(file)
        group = await local.files.keep_file(FileKind.DOCUMENT, file.name, file.type, content)
    return _sent(
        local, act, document_content(group) | caption_content({"caption": act.text_or_none("caption")})
    )


def _claimed(act: Act) -> int:
    megabytes = act.real("megabytes")
    if not 0 < megabytes <= MOST_MEGABYTES:
        raise ActRefusedError(f'"megabytes" must be at most {MOST_MEGABYTES}')
    return max(1, round(megabytes * MEGABYTE))


async def sticker(local: LocalTelegram, act: Act) -> Json:
    """Send a sticker."""
    file = await _token_file(local, FileKind.STICKER, "sticker.webp", "image/webp", act)
    size = {"width": STICKER_EDGE, "height": STICKER_EDGE}
    looks = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}
    return _sent(local, act, {"sticker": file.facts() | size | looks})


async def voice(local: LocalTelegram, act: Act) -> Json:
    """Send a voice message, of so many `megabytes` if told."""
    file = await _token_file(local, FileKind.VOICE, "voice.ogg", "audio/ogg", act)
    return _sent(local, act, {"voice": file.facts() | {"duration": 3, "mime_type": file.type}})


async def video(local: LocalTelegram, act: Act) -> Json:
    """Send a video, of so many `megabytes` if told."""
    file = await _token_file(local, FileKind.VIDEO, "video.mp4", "video/mp4", act)
    width, height = VIDEO_SIZE
    looks = {"width": width, "height": height, "duration": 3, "mime_type": file.type}
    caption = caption_content({"caption": act.text_or_none("caption")})
    return _sent(local, act, {"video": file.facts() | looks} | caption)


async def location(local: LocalTelegram, act: Act) -> Json:
    """Send a place; accuracy in metres."""
    place: Json = {"latitude": act.real("lat"), "longitude": act.real("lon")}
    if act.fields.get("accuracy") is not None:
        place["horizontal_accuracy"] = act.real("accuracy")
    return _sent(local, act, {"location": place})


async def contact(local: LocalTelegram, act: Act) -> Json:
    """Send one's own contact, or that `of` somebody else; with `unlinked` it names no account."""
    owner = local.world.people.get(act.number("of")) if act.has("of") else person_of(local, act)
    if owner is None:
        raise ActRefusedError(f"no person {act.number('of')}")
    names = {"first_name": owner.first_name} | ({"last_name": owner.last_name} if owner.last_name else {})
    card: Json = {"phone_number": f"+8490{owner.id:07d}", **names}
    return _sent(local, act, {"contact": card | ({} if act.has("unlinked") else {"user_id": owner.id})})


async def _token_file(local: LocalTelegram, kind: FileKind, name: str, media: str, act: Act) -> StoredFile:
    # The bot only has to see that something came; what it would play does not matter.
    if act.fields.get("megabytes") is not None:
        return local.files.keep_claim(kind, name, media, _claimed(act))[0]
    return (await local.files.keep_file(kind, name, media, f"{kind.value} of the demo".encode()))[0]


def _sent(local: LocalTelegram, act: Act, content: Json) -> Json:
    chat, person = chat_of(local, act), person_of(local, act)
    message = speak(local, chat, person, replying(local, chat, act) | content)
    return {"message_id": message["message_id"], "chat_id": chat.id}
