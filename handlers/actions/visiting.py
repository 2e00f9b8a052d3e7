"""What buttons do with a visit: answers, ways, its beginning and its end."""

from dataclasses import dataclass
from typing import TypeAlias


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
class Mark:
    """Answer a question on a card of several (see `events.Chosen`)."""

    visit: str
    question: str
    choice: str


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Turn to the card on which the question stands."""

    visit: str
    question: str


@dataclass(frozen=True, slots=True)
class LeavePage:
    """On from the card on which the question stands."""

    visit: str
    question: str


@dataclass(frozen=True, slots=True)
class PassRest:
    """All that is left on the card on which the question stands passes."""

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
class PutPhoto:
    """The photo belongs to this question."""

    visit: str
    photo: str
    question: str


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
class ChooseChecklist:
    """Show the checklists that a visit at this unit can be made with."""

    unit: str


@dataclass(frozen=True, slots=True)
class PickChecklist:
    """Ask for the purpose of a visit with this checklist; `checklist` is its handle."""

    unit: str
    checklist: str


@dataclass(frozen=True, slots=True)
class BeginWith:
    """Begin a visit with a checklist that was chosen."""

    unit: str
    purpose: str
    checklist: str


@dataclass(frozen=True, slots=True)
class FindUnit:
    """Show the choice of units again."""


PageStep: TypeAlias = Mark | OpenPage | LeavePage | PassRest
VisitStep: TypeAlias = PageStep | Choose | Toggle | GoTo | GoBack | GoOn | ReviewIt | SubmitIt | PutPhoto
BeginningAction: TypeAlias = ChooseUnit | BeginVisit | ChooseChecklist | PickChecklist | BeginWith | FindUnit
VisitingAction: TypeAlias = VisitStep | AskCancel | CancelIt | OpenIt | ShowPhotos | BeginningAction

CODES: dict[str, type[VisitingAction]] = {
    "ch": Choose,
    "to": Toggle,
    "go": GoTo,
    "bk": GoBack,
    "on": GoOn,
    "mk": Mark,
    "pg": OpenPage,
    "pl": LeavePage,
    "pr": PassRest,
    "rv": ReviewIt,
    "sb": SubmitIt,
    "ph": PutPhoto,
    "ac": AskCancel,
    "cx": CancelIt,
    "op": OpenIt,
    "sp": ShowPhotos,
    "un": ChooseUnit,
    "bg": BeginVisit,
    "fu": FindUnit,
    "ck": ChooseChecklist,
    "pk": PickChecklist,
    "bw": BeginWith,
}
