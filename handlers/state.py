"""What is remembered of the talk with one person in one chat, between two turns.

Rules: frozen; stored as JSON; an unreadable or missing state is a fresh one, because the visit itself
holds all that matters.
Must not know: what the states lead to.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from checklists.turn import Prompt
from handlers.scenes import NoScene, Scene


@dataclass(frozen=True, slots=True)
class Pace:
    """What came from the person in the minute that began at `since`; `is_told`: that it was too much.

    `long_text_at`: when a text came that an app may have cut, if nothing else came since.
    """

    since: datetime | None = None
    taps: int = 0
    photos: int = 0
    is_told: bool = False
    long_text_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class State:
    """`card`: the slot of the current card; `last`: the slot of the chat's last message, if it can be edited.

    `card_question`: the question that the card shows, if it shows one; `rested`: the slot of the card put to
    rest last, with its question. `pages`: the slot in which the card of each page of the visit stands, by the
    page's code. `keyboard`: a reply keyboard is showing and has to be taken away. `imports`: when files were
    read for the person in the last hour. `draft_seen`: a draft, the revision shown.
    """

    scene: Scene = field(default_factory=NoScene)
    visit: str | None = None
    prompt: Prompt | None = None
    card: str | None = None
    last: str | None = None
    card_question: str | None = None
    rested: tuple[str, str] | None = None
    pages: tuple[tuple[str, str], ...] = ()
    keyboard: bool = False
    pace: Pace = field(default_factory=Pace)
    imports: tuple[datetime, ...] = ()
    draft_seen: tuple[str, int] | None = None

    def page_slot(self, page: str) -> str | None:
        """Where the card of the page stands, if one has been sent."""
        return dict(self.pages).get(page)

    def with_page(self, page: str, slot: str) -> "State":
        """The state with the page's card in that slot."""
        return replace(self, pages=tuple({**dict(self.pages), page: slot}.items()))

    def without_page(self, page: str) -> "State":
        """The state after the page's card was put to rest."""
        return replace(self, pages=tuple(each for each in self.pages if each[0] != page))

    def is_page_slot(self, slot: str | None) -> bool:
        """Whether a page's card stands there: it keeps its place, nothing else is written over it."""
        return slot in dict(self.pages).values()


_STATE: TypeAdapter[State] = TypeAdapter(State)


def load_state(text: str | None) -> State:
    """The state in `text`, or a fresh one."""
    if text is None:
        return State()
    try:
        return _STATE.validate_json(text)
    except ValidationError:
        return State()


def dump_state(state: State) -> str:
    """The state as JSON."""
    return _STATE.dump_json(state).decode()
