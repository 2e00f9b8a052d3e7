"""What has come from a chat platform, in words that fit every platform.

Rules: frozen; made by a transport's `parse` from raw bytes; every id is text. What a person sent is a claim:
nothing here is trusted before `authorize`. `received_at` is aware UTC.
Must not know: which platform it was, what it means for a visit.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


class ChatKind(StrEnum):
    """What kind of chat it is."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat: `transport` is the platform's name (`telegram`, `zalo`), `id` its own id of the chat."""

    transport: str
    id: str
    kind: ChatKind
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it, as the platform names him."""

    transport: str
    id: str
    name: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class FileClaim:
    """A file on the platform: `id` fetches it, `unique_id` only compares; `mime` and `size` as claimed."""

    id: str
    unique_id: str
    size: int | None = None
    mime: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Text; `edited` when an earlier message was changed."""

    text: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """An inline button: its data, and the id with which the press is answered."""

    data: str
    press_id: str


@dataclass(frozen=True, slots=True)
class PhotoSent:
    """A photo, or a picture sent as a file (`as_file`)."""

    file: FileClaim
    group: str | None = None
    caption: str | None = None
    as_file: bool = False


@dataclass(frozen=True, slots=True)
class FileSent:
    """A document that is no picture."""

    file: FileClaim
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class LocationSent:
    """A location in degrees, accuracy in metres."""

    lat: float
    lon: float
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class ChatPicked:
    """The answer to a chat picker."""

    request_id: int
    chat_id: str
    title: str


@dataclass(frozen=True, slots=True)
class RightsChanged:
    """The bot's standing in `Incoming.chat` changed; `may_post` is what it is now."""

    may_post: bool
    is_member: bool


@dataclass(frozen=True, slots=True)
class Posted:
    """A post in a channel that the bot can read."""

    text: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a photo are durable (our own event)."""

    photo: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """The bytes of a photo are not to be had; `reason` as in `PhotoLost` (our own event)."""

    photo: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file was fetched and read (our own event); `said`: what it says, in the form of its `reader`."""

    file: str
    reader: str
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class FileUnread:
    """A file's bytes are not to be had; `reason` as in `PhotoLost` (our own event)."""

    file: str
    reader: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """A message to `Incoming.chat` was refused for good (our own event).

    `reason`: `blocked`, `gone`, `rights`, `refused`.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing has come in since then, for so long that something may be lost (our own event)."""

    since: datetime


@dataclass(frozen=True, slots=True)
class FellDue:
    """The time of something has come (our own event); `at` is when it was to happen."""

    kind: str
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Other:
    """Something we have no use for; `kind`: sticker, voice, video, contact, file, forward, other."""

    kind: str


Content: TypeAlias = (
    Said
    | Pressed
    | PhotoSent
    | FileSent
    | LocationSent
    | ChatPicked
    | RightsChanged
    | Posted
    | Fetched
    | FetchFailed
    | FileRead
    | FileUnread
    | Undeliverable
    | Silent
    | FellDue
    | Other
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that came in.

    `key` is unique for ever for its source; `message_id` is the message it is or belongs to; `reply_to` the
    message that it answers. `sender` is none for a channel's posts and our own events.
    """

    key: str
    chat: Chat
    sender: Sender | None
    received_at: datetime
    content: Content
    message_id: str | None = None
    reply_to: str | None = None
