"""What a turn says and what it changes: meanings, not words.

Rules: closed unions of frozen values. A `Message` goes to the person whose event it was. An `Effect` is a
change that storage appends; the effects of a turn are exactly the difference between the old visit and the
new.
Must not know: languages, platforms, tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from checklists.visit import Answer, Photo


class Part(StrEnum):
    """What of a question is open: its value, what its answer calls for, or the card that begins with it."""

    VALUE = "value"
    EVIDENCE = "evidence"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Gap:
    """What still keeps the visit from being submitted: `lacks` is `answer`, `photo`, `note` or `storing`.

    `storing`: a photo has come but its bytes are not durable yet. `count`: how many (photos), else 1.
    """

    question: str
    lacks: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Ask:
    """The card of one question; `saved` is the answer just stored, to be confirmed with it, if any."""

    question: str
    saved: Answer | None = None


@dataclass(frozen=True, slots=True)
class AskSection:
    """The card on which several questions stand, known by the first of them (`Page.code`).

    `saved` are the answers just stored.
    """

    page: str
    saved: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class AskEvidence:
    """What an answer calls for: photos, a note and, for a question on a card, its `details`, all in one.

    `photos_wanted` and `note_wanted` are what is missing now; `details` are all that are asked, answered or
    not.
    """

    question: str
    photos_wanted: int
    note_wanted: bool
    saved: Answer | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The answer is stored (or was already so) and what is open stays; `others` were stored with it."""

    answer: Answer
    others: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class PhotoNoted:
    """A photo is bound to its question, its bytes on the way."""

    photo: Photo


@dataclass(frozen=True, slots=True)
class PhotoKept:
    """The photo's bytes are durable."""

    photo: Photo


@dataclass(frozen=True, slots=True)
class AskPlace:
    """To which question does this photo belong? `candidates` are codes, likeliest first."""

    photo: Photo
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """All answers by section; `gaps` is what is missing, in the checklist's order.

    `refused`: submission was asked.
    """

    gaps: tuple[Gap, ...]
    refused: bool = False
    saved: Answer | None = None


@dataclass(frozen=True, slots=True)
class Submitted:
    """The visit is submitted: the receipt."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The visit is cancelled."""


@dataclass(frozen=True, slots=True)
class AlreadyClosed:
    """The visit is submitted or cancelled: nothing changes by a tap."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A person's slip.

    `code` names the sentence, `details` fill it; `question` is what stays asked, if any.
    """

    code: str
    question: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)


Message: TypeAlias = (
    Ask
    | AskSection
    | AskEvidence
    | Confirmed
    | PhotoNoted
    | PhotoKept
    | AskPlace
    | Review
    | Submitted
    | Cancelled
    | AlreadyClosed
    | Problem
)


@dataclass(frozen=True, slots=True)
class AnswerRecorded:
    """A new current answer, its earlier ones in its history."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class PhotoRecorded:
    """A photo that is new, or whose question or state changed."""

    photo: Photo


@dataclass(frozen=True, slots=True)
class VisitSubmitted:
    """The visit became submitted."""


@dataclass(frozen=True, slots=True)
class VisitCancelled:
    """The visit became cancelled."""


Effect: TypeAlias = AnswerRecorded | PhotoRecorded | VisitSubmitted | VisitCancelled
