"""One visit as a value: who, where, which checklist, and the set of answers that *is* its state.

Rules: there is no program counter; what to ask next is derived from the answers (`progress`). Every earlier
answer is kept with who and when. Ids come from outside. Times are aware datetimes in the district's zone.
Must not know: storage, chats, wording.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from checklists.values import Value


class Status(StrEnum):
    """A visit's life."""

    OPEN = "open"
    SUBMITTED = "submitted"
    AMENDED = "amended"
    CANCELLED = "cancelled"


class Purpose(StrEnum):
    """Why the team came; TRIAL: nobody came, an editor tries a checklist."""

    PLANNED = "planned"
    SURPRISE = "surprise"
    RECHECK = "recheck"
    TRIAL = "trial"


# What a team chooses from when it comes.
VISIT_PURPOSES = (Purpose.PLANNED, Purpose.SURPRISE, Purpose.RECHECK)


class PhotoState(StrEnum):
    """PENDING: bound to its question, bytes not yet durable; STORED: durable; LOST: could not be fetched."""

    PENDING = "pending"
    STORED = "stored"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo; `question` is none until it is known where it belongs. `group` is the album it came in."""

    id: str
    question: str | None
    state: PhotoState
    by: str
    at: datetime
    group: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an answer was before: kept for ever."""

    value: Value | None
    note: str | None
    by: str
    at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The current answer; `value` is none while only a note or a photo has come. `revision` counts from 1."""

    question: str
    value: Value | None
    note: str | None
    by: str
    at: datetime
    revision: int
    history: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the team: opaque id, printed name, role in it (`head` for who started), office."""

    person: str
    name: str
    role: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit.

    `failed_before` are the codes that failed at the unit's last submitted visit, fixed at the start.
    """

    id: str
    code: str
    unit_key: str
    unit_name: str
    site: str
    purpose: Purpose
    checklist_key: str
    checklist_version: int
    team: tuple[Member, ...]
    started_at: datetime
    status: Status = Status.OPEN
    submitted_at: datetime | None = None
    revision: int = 0
    answers: Mapping[str, Answer] = field(default_factory=dict)
    photos: tuple[Photo, ...] = ()
    failed_before: frozenset[str] = frozenset()

    def answer(self, code: str) -> Answer | None:
        """The current answer to the question, or none."""
        return self.answers.get(code)

    def value(self, code: str) -> Value | None:
        """The current value of the question, or none."""
        answer = self.answers.get(code)
        return answer.value if answer else None

    def photos_of(self, code: str) -> tuple[Photo, ...]:
        """The question's photos that are not lost, in the order they came."""
        return tuple(
            photo for photo in self.photos if photo.question == code and photo.state is not PhotoState.LOST
        )

    @property
    def is_trial(self) -> bool:
        """Whether it only tries a checklist: it stays out of every post, report, count and export."""
        return self.purpose is Purpose.TRIAL

    @property
    def is_open(self) -> bool:
        """Whether answers may still change by a tap."""
        return self.status is Status.OPEN
