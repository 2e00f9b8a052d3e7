"""Messages with files: photos, documents, albums; and downloading them."""

from __future__ import annotations

import re
import secrets

from bot.demo.calls import targets
from bot.demo.calls.contents import caption_content, send
from bot.demo.files import FileKind, Group, document_content, photo_content
from bot.demo.limits import ALBUM
from bot.demo.local import LocalTelegram
from bot.demo.parameters import Call, Upload
from bot.demo.refusals import Json, bad_request
from bot.demo.world import BOT

ALONE = frozenset({"document", "audio"})  # kinds that share an album with their own kind only
NAMES = {FileKind.PHOTO: "Photo", FileKind.DOCUMENT: "Document"}
WEB = re.compile(r"https?://", re.IGNORECASE)


async def send_photo(local: LocalTelegram, call: Call) -> object:
    """Send a photo, recompressed."""
    chat = targets.chat_to_write(local, call)
    caption = caption_content(call.values)
    group = await _given(local, call, "photo", FileKind.PHOTO)
    return send(local, call, chat, photo_content(group) | caption)


async def send_document(local: LocalTelegram, call: Call) -> object:
    """Send a file with its bytes as they are."""
    chat = targets.chat_to_write(local, call)
    caption = caption_content(call.values)
    group = await _given(local, call, "document", FileKind.DOCUMENT)
    return send(local, call, chat, document_content(group) | caption)


async def send_media_group(local: LocalTelegram, call: Call) -> object:
    """Send an album: several messages with one media_group_id."""
    chat = targets.chat_to_write(local, call)
    items = call.values["media"]
    _check_album(items)
    contents = [await media_content(local, call, item) for item in items]
    around = targets.replied(local, call, chat)
    local.pace.spend(chat, weight=len(contents))
    together = {"media_group_id": str(secrets.randbits(53))}
    return [local.world.post(chat.id, BOT, around | together | content) for content in contents]


def _check_album(items: list[Json]) -> None:
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) not in ALBUM:
        raise bad_request("wrong number of messages in the album: 2-10 expected")
    kinds = {item["type"] for item in items}
    if len(kinds) > 1 and kinds & ALONE:
        raise bad_request(f"{min(kinds & ALONE)} can't be mixed with other media types")


async def media_content(local: LocalTelegram, call: Call, item: Json) -> Json:
    """Return the part of a message that an InputMedia object describes."""
    caption = caption_content(item)
    match item["type"]:
        case "photo":
            return photo_content(await _meant(local, call, item["media"], FileKind.PHOTO)) | caption
        case "document":
            return document_content(await _meant(local, call, item["media"], FileKind.DOCUMENT)) | caption
        case kind:
            raise bad_request(f"media of type {kind} is not supported by the local Bot API")


async def get_file(local: LocalTelegram, call: Call) -> object:
    """Prepare a download; the link is good for an hour."""
    return local.files.link(str(call.values["file_id"]))


async def _given(local: LocalTelegram, call: Call, name: str, kind: FileKind) -> Group:
    if name in call.uploads:
        return await _kept(local, call.uploads[name], kind)
    return await _meant(local, call, str(call.values[name]), kind)


async def _meant(local: LocalTelegram, call: Call, reference: str, kind: FileKind) -> Group:
    upload = call.attached(reference)
    if upload:
        return await _kept(local, upload, kind)
    if WEB.match(reference):
        raise bad_request("failed to get HTTP URL content")
    group = local.files.group(reference)
    if group[0].kind is not kind:
        found = NAMES.get(group[0].kind, group[0].kind.name.capitalize())
        raise bad_request(f"can't use file of type {found} as {NAMES[kind]}")
    return group


async def _kept(local: LocalTelegram, upload: Upload, kind: FileKind) -> Group:
    if kind is FileKind.PHOTO:
        return await local.files.keep_photo(upload.content)
    return await local.files.keep_file(kind, upload.name, upload.type, upload.content)
