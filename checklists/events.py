"""What can happen to a visit: a closed union of frozen events.

Rules: each event says by whom (`by`, a person's opaque id) and when it was received (`at`, aware, in the
district's zone). Events carry ids made outside; nothing here makes one.
Must not know: which chat platform an event came from.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Started:
    """The person started, joined or came back to the visit: land where the work stands."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Chosen:
    """One tap that answers: a judgement (`pass`, `fail`, `na`), a choice's name, or a quick value.

    Quick values: `full` (ratio: whole of whole), `none` (dates: none; select_multiple: nothing taken), `now`
    (time: the time of `at`).
    """

    by: str
    at: datetime
    question: str
    choice: str


@dataclass(frozen=True, slots=True)
class Toggled:
    """One tap that adds or takes away: a choice's name of a `select_multiple`, an ISO date of a `dates`."""

    by: str
    at: datetime
    question: str
    choice: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Text.

    `question` when it is known which one it is meant for (a reply to its card), else the open prompt.
    """

    by: str
    at: datetime
    text: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class PhotoReceived:
    """A photo has come, its bytes not yet fetched.

    `group` is the album's id; the caption may be on any item.
    """

    by: str
    at: datetime
    photo: str
    group: str | None = None
    caption: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class PhotoStored:
    """The photo's bytes are durable."""

    by: str
    at: datetime
    photo: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PhotoLost:
    """The photo's bytes could not be fetched or are no picture.

    `reason`: `gone`, `too_big`, `not_a_picture`.
    """

    by: str
    at: datetime
    photo: str
    reason: str


@dataclass(frozen=True, slots=True)
class PhotoPlaced:
    """The person said where a photo belongs; also moves one."""

    by: str
    at: datetime
    photo: str
    question: str


@dataclass(frozen=True, slots=True)
class LocationReceived:
    """A location was shared (a claim, not a proof)."""

    by: str
    at: datetime
    lat: float
    lon: float
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class Went:
    """The person turned to a question by its code."""

    by: str
    at: datetime
    question: str


@dataclass(frozen=True, slots=True)
class WentBack:
    """To the relevant question before `question`."""

    by: str
    at: datetime
    question: str


@dataclass(frozen=True, slots=True)
class WentOn:
    """On from `question`: to the next that lacks something, else to the review; also skips."""

    by: str
    at: datetime
    question: str


@dataclass(frozen=True, slots=True)
class PageOpened:
    """The person turned to the card on which the question stands."""

    by: str
    at: datetime
    question: str


@dataclass(frozen=True, slots=True)
class PageLeft:
    """On from the card on which the question stands: to what its answers call for, then further."""

    by: str
    at: datetime
    question: str


@dataclass(frozen=True, slots=True)
class RestPassed:
    """All judgements without an answer on the card on which the question stands are passed at once."""

    by: str
    at: datetime
    question: str


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """Show all answers and what is missing."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SubmitAsked:
    """Submit, if complete."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CancelAsked:
    """Cancel the open visit, confirmed."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something a checklist has no use for; `kind`: sticker, voice, video, contact, file, other."""

    by: str
    at: datetime
    kind: str


Event: TypeAlias = (
    Started
    | Chosen
    | Toggled
    | Typed
    | PhotoReceived
    | PhotoStored
    | PhotoLost
    | PhotoPlaced
    | LocationReceived
    | Went
    | WentBack
    | WentOn
    | PageOpened
    | PageLeft
    | RestPassed
    | ReviewAsked
    | SubmitAsked
    | CancelAsked
    | Unreadable
)
