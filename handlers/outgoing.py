"""What is to be done on a chat platform: operations, as they lie in the outbox.

Rules: frozen; every operation is already within the destination's limits (`render` made it so); stored as
JSON by `encode` and read back by `decode`. A *slot* names a message that will be edited later (`card:12`,
`post:<visit>`): the deliverer remembers which message stands in it. Operations of one lane are done in order.
Must not know: a platform's method names, who decided this.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import TypeAdapter

from handlers.incoming import Chat
from handlers.rich import Rich


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: `data` comes back when pressed, or `url` opens, or `copy` is copied.

    `tone`: success, danger, primary.
    """

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    tone: str | None = None


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the reply keyboard.

    `asks`: `text`, `location` or `channel` (a chat picker with `request_id`).
    """

    label: str
    asks: str = "text"
    request_id: int = 0


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A reply keyboard; no keys means: take the keyboard away."""

    keys: tuple[tuple[Key, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SendText:
    """Send a message.

    `slot` names it for later; `reply_to` is a message's id or `slot:<name>`; `pin` pins it.
    """

    text: Rich
    rows: Rows = ()
    keyboard: Keyboard | None = None
    slot: str | None = None
    reply_to: str | None = None
    pin: bool = False


@dataclass(frozen=True, slots=True)
class EditText:
    """Put this text and these buttons into the message of the slot; send it anew if that message is gone."""

    slot: str
    text: Rich
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class SendPhotos:
    """Send 1 to 10 stored pictures (SHA-256 names) as one album under the message of `reply_to`."""

    pictures: tuple[str, ...]
    caption: Rich = Rich()
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that lie in the evidence store."""

    sha256: str


@dataclass(frozen=True, slots=True)
class Carried:
    """Few bytes that were made in the turn, as base64: they are in the outbox as surely as the rest of it."""

    base64: str

    @property
    def content(self) -> bytes:
        """The bytes."""
        return b64decode(self.base64)


def carried(content: bytes) -> Carried:
    """The bytes, to be sent with the turn."""
    return Carried(b64encode(content).decode())


@dataclass(frozen=True, slots=True)
class SendFile:
    """Send a file under that name."""

    content: Stored | Carried
    name: str
    caption: Rich = Rich()


@dataclass(frozen=True, slots=True)
class React:
    """Put this one reaction on a message of the person."""

    message_id: str
    sign: str


@dataclass(frozen=True, slots=True)
class AnswerPress:
    """Answer a press of a button: a short toast, or an alert."""

    press_id: str
    text: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Fetch:
    """Fetch a photo's bytes and keep them; the outcome comes back as `Fetched` or `FetchFailed`."""

    photo: str
    file_id: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Fetch a file of at most `largest` bytes and read it; it comes back as `FileRead` or `FileUnread`.

    `reader`: what it is read as. Reading takes time, so it is not done in a turn.
    """

    file: str
    file_id: str
    name: str
    reader: str
    largest: int


Operation: TypeAlias = SendText | EditText | SendPhotos | SendFile | React | AnswerPress | Fetch | ReadFile


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One operation for one chat.

    `dedupe_key` is unique for ever; `lane` orders (the chat, or `fetch:<person>`).
    """

    dedupe_key: str
    lane: str
    chat: Chat
    operation: Operation


_OPERATIONS: dict[str, type[Operation]] = {
    each.__name__: each
    for each in (SendText, EditText, SendPhotos, SendFile, React, AnswerPress, Fetch, ReadFile)
}
# Built once: making an adapter costs more than all else in a turn.
_ADAPTERS: dict[str, TypeAdapter[Operation]] = {name: TypeAdapter(kind) for name, kind in _OPERATIONS.items()}
_CHAT: TypeAdapter[Chat] = TypeAdapter(Chat)


def encode(outgoing: Outgoing) -> str:
    """The outbox body: JSON, with the operation's name as its tag."""
    operation, chat = outgoing.operation, outgoing.chat
    name = type(operation).__name__
    head = {
        "dedupe_key": outgoing.dedupe_key,
        "lane": outgoing.lane,
        "chat": {"transport": chat.transport, "id": chat.id, "kind": chat.kind, "title": chat.title},
        "name": name,
    }
    # The adapter writes what it reads, in a fraction of the time that `dataclasses.asdict` takes.
    written = _ADAPTERS[name].dump_json(operation).decode()
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "operation": {written}}}'


def decode(body: str) -> Outgoing:
    """What `encode` wrote. ValueError for anything else."""
    fields = json.loads(body)
    return Outgoing(
        dedupe_key=fields["dedupe_key"],
        lane=fields["lane"],
        chat=_CHAT.validate_python(fields["chat"]),
        operation=_ADAPTERS[fields["name"]].validate_python(fields["operation"]),
    )
