"""What a button carries: a closed union of actions, each at most 64 bytes of ASCII.

Rules: an action names its object (visit, question, choice), so a button keeps its meaning for ever; `decode`
takes any text and returns an action or none. A button is an untrusted request: nothing here says that it is
allowed.
Must not know: who presses, what follows.
"""

import re
from dataclasses import astuple, dataclass, fields
from typing import TypeAlias

SEPARATOR = "."
_PART = re.compile(r"[A-Za-z0-9_-]{0,40}")


@dataclass(frozen=True, slots=True)
class Choose:
    """Answer a question with one choice (see `events.Chosen`)."""

    visit: str
    question: str
    choice: str


@dataclass(frozen=True, slots=True)
class Toggle:
    """Take or leave one of several (see `events.Toggled`)."""

    visit: str
    question: str
    choice: str


@dataclass(frozen=True, slots=True)
class GoTo:
    """Turn to a question."""

    visit: str
    question: str


@dataclass(frozen=True, slots=True)
class GoBack:
    """To the question before."""

    visit: str
    question: str


@dataclass(frozen=True, slots=True)
class GoOn:
    """On from a question."""

    visit: str
    question: str


@dataclass(frozen=True, slots=True)
class ReviewIt:
    """Show the review."""

    visit: str


@dataclass(frozen=True, slots=True)
class SubmitIt:
    """Submit the visit."""

    visit: str


@dataclass(frozen=True, slots=True)
class AskCancel:
    """Ask whether the visit is to be cancelled."""

    visit: str


@dataclass(frozen=True, slots=True)
class CancelIt:
    """Cancel the visit, confirmed."""

    visit: str


@dataclass(frozen=True, slots=True)
class OpenIt:
    """Go on with an open visit."""

    visit: str


@dataclass(frozen=True, slots=True)
class PutPhoto:
    """The photo belongs to this question."""

    visit: str
    photo: str
    question: str


@dataclass(frozen=True, slots=True)
class ShowPhotos:
    """Send the presser the visit's photos, if he may see them."""

    visit: str


@dataclass(frozen=True, slots=True)
class ChooseUnit:
    """Inspect this unit."""

    unit: str


@dataclass(frozen=True, slots=True)
class BeginVisit:
    """Begin a visit; `purpose` as in `Purpose`."""

    unit: str
    purpose: str


@dataclass(frozen=True, slots=True)
class FindUnit:
    """Show the choice of units again."""


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """The invited person says: it is me."""

    code: str


@dataclass(frozen=True, slots=True)
class DeclineInvitation:
    """The person says: it is not me."""

    code: str


@dataclass(frozen=True, slots=True)
class WithdrawInvitation:
    """An admin withdraws an invitation, used or not, with what it gave."""

    invitation: str


@dataclass(frozen=True, slots=True)
class InviteRole:
    """An admin invites somebody for this role."""

    role: str


@dataclass(frozen=True, slots=True)
class InviteUnit:
    """The unit whose contact is invited."""

    unit: str


@dataclass(frozen=True, slots=True)
class Speak:
    """Use this language: `vi` or `en`."""

    language: str


@dataclass(frozen=True, slots=True)
class DropChannel:
    """An admin disconnects the reporting channel."""

    chat: str


Action: TypeAlias = (
    Choose
    | Toggle
    | GoTo
    | GoBack
    | GoOn
    | ReviewIt
    | SubmitIt
    | AskCancel
    | CancelIt
    | OpenIt
    | PutPhoto
    | ShowPhotos
    | ChooseUnit
    | BeginVisit
    | FindUnit
    | AcceptInvitation
    | DeclineInvitation
    | WithdrawInvitation
    | InviteRole
    | InviteUnit
    | Speak
    | DropChannel
)

# Two letters each, for ever: buttons sent years ago still carry them.
CODES: dict[str, type[Action]] = {
    "ch": Choose,
    "to": Toggle,
    "go": GoTo,
    "bk": GoBack,
    "on": GoOn,
    "rv": ReviewIt,
    "sb": SubmitIt,
    "ac": AskCancel,
    "cx": CancelIt,
    "op": OpenIt,
    "ph": PutPhoto,
    "sp": ShowPhotos,
    "un": ChooseUnit,
    "bg": BeginVisit,
    "fu": FindUnit,
    "ia": AcceptInvitation,
    "id": DeclineInvitation,
    "iw": WithdrawInvitation,
    "ir": InviteRole,
    "iu": InviteUnit,
    "ln": Speak,
    "dc": DropChannel,
}
_NAMES = {kind: code for code, kind in CODES.items()}


def encode(action: Action) -> str:
    """The button's data."""
    return SEPARATOR.join((_NAMES[type(action)], *astuple(action)))


def decode(data: str) -> Action | None:
    """The action in a button's data, or none for anything else."""
    code, *parts = data.split(SEPARATOR)
    kind = CODES.get(code)
    if kind is None or len(parts) != len(fields(kind)):
        return None
    if not all(_PART.fullmatch(part) for part in parts):
        return None
    return kind(*parts)
