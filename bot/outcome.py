"""What became of one operation on a chat platform: a closed union of values.

Rules: a transport's sender returns one of these and never raises for a refusal; each says whether the
platform acted.
Must not know: which platform, how often to try again.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Refusal(StrEnum):
    """Why a destination takes no message."""

    BLOCKED = "blocked"
    GONE = "gone"
    RIGHTS = "rights"
    REFUSED = "refused"


class Loss(StrEnum):
    """Why a photo's bytes are not to be had."""

    GONE = "gone"
    TOO_BIG = "too_big"
    NOT_A_PICTURE = "not_a_picture"


@dataclass(frozen=True, slots=True)
class Sent:
    """Done, or already as wanted; `message_id` when a message came of it, `others` of an album's."""

    message_id: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """The photo's bytes are durable under their SHA-256; `size` in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Brought:
    """A file's bytes, kept nowhere yet."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Lost:
    """The bytes will never come."""

    reason: Loss


@dataclass(frozen=True, slots=True)
class Unkept:
    """The photo's bytes came, and could not be written: try again; `error` says what the store said."""

    error: Exception


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Not acted: this chat is to be left alone for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class NotActed:
    """Certainly not acted: try again."""


@dataclass(frozen=True, slots=True)
class Permanent:
    """Not acted, and it never will; `detail` is the platform's sentence."""

    reason: Refusal
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Not acted: the platform gave the chat another id."""

    chat_id: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Nobody knows whether it acted."""


@dataclass(frozen=True, slots=True)
class BrokenToken:
    """Not acted: the platform does not know our token. Only an operator can help."""


@dataclass(frozen=True, slots=True)
class MessageGone:
    """Not acted: the message to change is no longer there or cannot be changed."""


SendError: TypeAlias = RetryAfter | NotActed | Permanent | Moved | Ambiguous | BrokenToken | MessageGone
Outcome: TypeAlias = Sent | Kept | Brought | Lost | Unkept | SendError
