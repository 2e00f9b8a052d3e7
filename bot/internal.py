"""Our own events, which wait in the inbox too: a photo that came, a file that was read, what fell due.

Rules: `read` gives back what was written; the lane is the person's, so that such an event keeps its place
among what the person did.
Must not know: what an event means.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeAlias, assert_never

from pydantic import TypeAdapter

from handlers.incoming import (
    Chat,
    ChatKind,
    FellDue,
    Fetched,
    FetchFailed,
    FileRead,
    FileUnread,
    Incoming,
    Sender,
    Silent,
    Undeliverable,
)

InternalContent: TypeAlias = Fetched | FetchFailed | FileRead | FileUnread | Undeliverable | Silent | FellDue
SOURCE = "internal"
_NAMES: dict[str, type[InternalContent]] = {
    "fetched": Fetched,
    "fetch_failed": FetchFailed,
    "file_read": FileRead,
    "file_unread": FileUnread,
    "undeliverable": Undeliverable,
    "silent": Silent,
    "due": FellDue,
}
_HOUSE = Chat(transport=SOURCE, id="house", kind=ChatKind.CHANNEL)
_CHAT: TypeAdapter[Chat] = TypeAdapter(Chat)
_READERS: dict[str, TypeAdapter[InternalContent]] = {name: TypeAdapter(kind) for name, kind in _NAMES.items()}


@dataclass(frozen=True, slots=True)
class Note:
    """An event of ours, ready for the inbox."""

    key: str
    lane: str
    body: str


def fetch_note(content: Fetched | FetchFailed, chat: Chat) -> Note:
    """The outcome of fetching a photo that came in this chat."""
    match content:
        case Fetched():
            name = "fetched"
        case FetchFailed():
            name = "fetch_failed"
        case _:
            assert_never(content)
    return _note(f"fetched:{content.photo}", name, content, chat)


def file_note(content: FileRead | FileUnread, chat: Chat) -> Note:
    """The outcome of reading a file that came in this chat."""
    match content:
        case FileRead():
            name = "file_read"
        case FileUnread():
            name = "file_unread"
        case _:
            assert_never(content)
    return _note(f"file:{content.file}", name, content, chat)


def undeliverable_note(content: Undeliverable, chat: Chat, *, dedupe_key: str) -> Note:
    """A message to this chat was refused for good."""
    return _note(f"undeliverable:{dedupe_key}", "undeliverable", content, chat)


def silence_note(content: Silent, *, source: str) -> Note:
    """Nothing has come from this source for long; one note for each silence."""
    return _note(f"silent:{source}:{content.since.isoformat()}", "silent", content, _HOUSE)


def due_note(content: FellDue, *, key: str) -> Note:
    """The time of what was to happen under this key has come; one note for each key and time."""
    return _note(f"due:{key}:{content.at.isoformat()}", "due", content, _HOUSE)


def _note(key: str, name: str, content: InternalContent, chat: Chat) -> Note:
    body = {SOURCE: name, "chat": asdict(chat), "content": asdict(content)}
    written = json.dumps(body, ensure_ascii=False, default=datetime.isoformat)
    return Note(key, f"{chat.transport}:{chat.id}", written)


def is_internal(body: str) -> bool:
    """Whether a body of the inbox is one of ours; a platform's update never begins so."""
    return body.startswith(f'{{"{SOURCE}": ')


def read(body: str, *, key: str, at: datetime) -> Incoming:
    """What a note says. ValueError or LookupError for anything else."""
    fields: dict[str, Any] = json.loads(body)
    adapter = _READERS[fields[SOURCE]]
    chat = _CHAT.validate_python(fields["chat"])
    # In a private chat the chat is the person: whose photo it was must be known to go on with his visit.
    sender = Sender(chat.transport, chat.id, "") if chat.kind is ChatKind.PRIVATE else None
    content = adapter.validate_python(fields["content"])
    return Incoming(key=key, chat=chat, sender=sender, received_at=at, content=content)
