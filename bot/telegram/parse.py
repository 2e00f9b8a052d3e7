"""Telegram's updates -> what has come in, in words that fit every platform.

Rules: total: any bytes give an Incoming, None (nothing for us) or Unreadable; the raw text is the truth and
is kept elsewhere, so this may be run again; strings leave here without lone surrogates and NULs, which
databases refuse.
Must not know: databases, what an event means for a visit.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from telegram import Chat as TelegramChat
from telegram import ChatMember, ChatMemberUpdated, Document, Message, PhotoSize, Update
from telegram import User as TelegramUser
from telegram.constants import ChatType
from telegram.error import TelegramError

from handlers.incoming import (
    Chat,
    ChatKind,
    ChatPicked,
    Content,
    FileClaim,
    FileSent,
    Incoming,
    LocationSent,
    Other,
    PhotoSent,
    Posted,
    Pressed,
    RightsChanged,
    Said,
    Sender,
)

TRANSPORT = "telegram"
_KINDS = {
    ChatType.PRIVATE: ChatKind.PRIVATE,
    ChatType.GROUP: ChatKind.GROUP,
    ChatType.SUPERGROUP: ChatKind.GROUP,
    ChatType.CHANNEL: ChatKind.CHANNEL,
}
# What json, the library's constructors and our own checks raise for a body of the wrong shape.
_SHAPE_ERRORS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, OSError)


class Unreadable(ValueError):  # noqa: N818 - it says what the update is
    """The update is not what Telegram's documentation says an update is."""


def key_of(update_id: int, raw: str, *, source: str) -> str:
    """The inbox key. Ids restart after a quiet week, so the text's digest is part of it."""
    return f"{source}:{update_id}:{hashlib.sha256(raw.encode()).hexdigest()[:16]}"


def lane_of(update: Mapping[str, Any]) -> str:
    """The lane of an update: the person, or the chat for what happens in a channel. Cheap and total."""
    for name, body in update.items():
        if name == "update_id" or not isinstance(body, dict):
            continue
        chat = body.get("chat")
        person = body.get("from")
        in_channel = isinstance(chat, dict) and chat.get("type") == ChatType.CHANNEL
        owner = chat if in_channel or not isinstance(person, dict) else person
        return _lane(owner.get("id")) if isinstance(owner, dict) else TRANSPORT
    return TRANSPORT


def _lane(id_: object) -> str:
    """A lane of its own for a number alone: any other id could be a text that no database takes."""
    return f"{TRANSPORT}:{id_}" if isinstance(id_, int) and not isinstance(id_, bool) else TRANSPORT


def parse(raw: bytes | str, *, source: str, received_at: datetime) -> Incoming | None:
    """One update as an Incoming, or None if it is nothing for us. Unreadable for a wrong shape."""
    try:
        text = raw.decode() if isinstance(raw, bytes) else raw
        body = json.loads(text, parse_constant=_refuse)
        if "callback_query" in _object(body):
            return _of_press(body, text, source=source, at=received_at)
        update = Update.de_json(body, None)
        return _incoming(update, key=key_of(update.update_id, text, source=source), at=received_at)
    except Unreadable:
        raise
    except (*_SHAPE_ERRORS, TelegramError) as error:
        raise Unreadable(f"unreadable update: {type(error).__name__}") from error


def _object(body: object) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise Unreadable("an update is an object")
    return body


def _refuse(constant: str) -> NoReturn:
    raise Unreadable(f"{constant} is no number")


def _incoming(update: Update, *, key: str, at: datetime) -> Incoming | None:
    if update.message:
        return _of_message(update.message, _content(update.message), key=key, at=at)
    if update.edited_message:
        return _of_message(update.edited_message, _edited(update.edited_message), key=key, at=at)
    if update.my_chat_member:
        return _of_rights(update.my_chat_member, key=key, at=at)
    if update.channel_post:
        words = update.channel_post.text or update.channel_post.caption
        return _of_message(update.channel_post, Posted(_text(words)) if words else None, key=key, at=at)
    return None


def _of_message(message: Message, content: Content | None, *, key: str, at: datetime) -> Incoming | None:
    person = message.from_user
    # A bot's message, and an automatic copy of a channel's post, is nobody's word.
    if content is None or (person and person.is_bot) or message.is_automatic_forward:
        return None
    answered = message.reply_to_message
    return Incoming(
        key=key,
        chat=_chat(message.chat),
        sender=_sender(person) if person else None,
        received_at=at,
        content=content,
        message_id=_id(message.message_id),
        reply_to=_id(answered.message_id) if answered else None,
    )


def _of_press(body: Mapping[str, Any], text: str, *, source: str, at: datetime) -> Incoming | None:
    """A press, read past the library: most of what comes in is one, and carries the whole card along."""
    press = body["callback_query"]
    message, data, person = press.get("message"), press.get("data"), press["from"]
    if message is None or data is None:
        return None
    chat = message["chat"]
    title = chat.get("title") or chat.get("first_name") or ""
    name = person["first_name"]
    last_name = person.get("last_name")
    return Incoming(
        key=key_of(int(_id(body["update_id"])), text, source=source),
        chat=Chat(TRANSPORT, _id(chat["id"]), _KINDS[ChatType(chat["type"])], _text(title)),
        sender=Sender(
            TRANSPORT,
            _id(person["id"]),
            _text(f"{_text(name)} {_text(last_name)}" if last_name else name),
            _maybe(person.get("language_code")),
        ),
        received_at=at,
        content=Pressed(_text(data), _text(press["id"])),
        message_id=_id(message["message_id"]),
    )


def _of_rights(change: ChatMemberUpdated, *, key: str, at: datetime) -> Incoming:
    chat = _chat(change.chat)
    return Incoming(
        key=key,
        chat=chat,
        sender=_sender(change.from_user),
        received_at=at,
        content=RightsChanged(
            may_post=_may_post(change.new_chat_member, chat.kind),
            is_member=_is_member(change.new_chat_member),
        ),
    )


def _is_member(standing: ChatMember) -> bool:
    if standing.status == ChatMember.RESTRICTED:
        return bool(getattr(standing, "is_member", False))
    return standing.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)


def _may_post(standing: ChatMember, kind: ChatKind) -> bool:
    if kind is ChatKind.CHANNEL:
        return standing.status == ChatMember.OWNER or bool(getattr(standing, "can_post_messages", False))
    if standing.status == ChatMember.RESTRICTED:
        return bool(getattr(standing, "can_send_messages", False))
    return _is_member(standing)


def _content(message: Message) -> Content | None:
    """What a new message is; None for a service message that we have no use for."""
    if message.text is not None:
        return Said(_said(message))
    if message.photo:
        return _photo(message, max(message.photo, key=_area))
    # An animation also carries a document, for old clients.
    if message.document and not message.animation:
        return _document(message, message.document)
    if message.location:
        place = message.location
        accuracy = place.horizontal_accuracy
        return LocationSent(
            _degrees(place.latitude, 90),
            _degrees(place.longitude, 180),
            None if accuracy is None else _degrees(accuracy, 1e6),
        )
    if message.chat_shared:
        shared = message.chat_shared
        title = _text(shared.title) if shared.title is not None else ""
        return ChatPicked(int(shared.request_id), _id(shared.chat_id), title)
    return _other(message)


def _other(message: Message) -> Other | None:
    if message.sticker:
        return Other("sticker")
    if message.voice or message.audio:
        return Other("voice")
    if message.video or message.video_note or message.animation:
        return Other("video")
    if message.contact:
        return Other("contact")
    return Other("other") if message.effective_attachment else None


def _edited(message: Message) -> Content | None:
    """What an edited message is now. A live location's steps are nothing for us."""
    words = message.text if message.text is not None else message.caption
    if words is not None:
        return Said(_text(words), edited=True)
    return None if message.location else _other_edit(message)


def _other_edit(message: Message) -> Other | None:
    return Other("other") if message.effective_attachment else None


def _said(message: Message) -> str:
    """The text; a command without the bot's name (`/start@bot` in groups)."""
    text = _text(message.text)
    word, space, rest = text.partition(" ")
    if word.startswith("/") and "@" in word:
        word = word.partition("@")[0]
    return word + space + rest


def _photo(message: Message, size: PhotoSize) -> PhotoSent:
    claim = FileClaim(
        _text(size.file_id), _text(size.file_unique_id), _whole(size.file_size), mime="image/jpeg"
    )
    return PhotoSent(claim, _maybe(message.media_group_id), _maybe(message.caption))


def _document(message: Message, document: Document) -> Content:
    mime = _maybe(document.mime_type)
    claim = FileClaim(
        _text(document.file_id),
        _text(document.file_unique_id),
        _whole(document.file_size),
        mime,
        _maybe(document.file_name),
    )
    if not (mime or "").startswith("image/"):
        return FileSent(claim, _maybe(message.caption))
    return PhotoSent(claim, _maybe(message.media_group_id), _maybe(message.caption), as_file=True)


def _area(size: PhotoSize) -> int:
    return int(size.width) * int(size.height)


def _chat(chat: TelegramChat) -> Chat:
    title = chat.title or chat.first_name or ""
    return Chat(TRANSPORT, _id(chat.id), _KINDS[ChatType(chat.type)], _text(title))


def _sender(person: TelegramUser) -> Sender:
    return Sender(TRANSPORT, _id(person.id), _text(person.full_name), _maybe(person.language_code))


def _id(number: object) -> str:
    if not isinstance(number, int) or isinstance(number, bool):
        raise Unreadable("an id is a whole number")
    return str(number)


def _whole(number: object) -> int | None:
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _degrees(number: object, limit: float) -> float:
    value = float(number) if isinstance(number, int | float) else limit + 1
    if not -limit <= value <= limit:
        raise Unreadable("out of range")
    return value


def _text(words: object) -> str:
    if not isinstance(words, str):
        raise Unreadable("a text is a string")
    return words.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _maybe(words: object) -> str | None:
    return None if words is None else _text(words)
