"""The shallowest depth: the core's turns and the words for them, with no chat, no database, no network.

Rules: only what one person does inside one visit can be played here; whatever it says must stand in the
transcript under the same line, whether sent or edited. Lines that need more than the core (commands,
other people) are left out.
Must not know: chats, storage.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import assert_never

from checklists.advance import advance
from checklists.events import (
    Chosen,
    Event,
    LocationReceived,
    PageLeft,
    PageOpened,
    PhotoLost,
    PhotoPlaced,
    PhotoReceived,
    PhotoStored,
    RestPassed,
    ReviewAsked,
    Started,
    SubmitAsked,
    Toggled,
    Typed,
    Unreadable,
    Went,
    WentBack,
    WentOn,
)
from checklists.findings import failures
from checklists.language import fold
from checklists.messages import (
    AlreadyClosed,
    Ask,
    AskEvidence,
    AskPlace,
    AskSection,
    Cancelled,
    Confirmed,
    Message,
    PhotoKept,
    PhotoNoted,
    Problem,
    Review,
    Submitted,
)
from checklists.model import Checklist
from checklists.source import read_checklist
from checklists.turn import Conversation
from checklists.visit import Member, Visit
from handlers.actions import decode
from handlers.actions.visiting import (
    Choose,
    GoBack,
    GoOn,
    GoTo,
    LeavePage,
    Mark,
    OpenPage,
    PassRest,
    PutPhoto,
    ReviewIt,
    SubmitIt,
    Toggle,
)
from handlers.capabilities import TELEGRAM
from handlers.card import Card
from handlers.cards import visit_cards
from handlers.cards.sight import Sight
from handlers.render import render
from tests.playing.acts import Act, BadLine, MovesBot, Says, SendsOther, SendsPhoto, SendsPlace, Taps
from tests.playing.cast import StandingClock, checklist_source, clock_of
from tests.playing.paper import look_of
from tests.playing.printing import INDENT, shown
from tests.playing.screen import Screen
from tests.playing.script import HANOI, Acted, Passed, Player, Script

_GO_ON, _REVIEW = "bo qua", "xem lai"
_CHAT = "pure"
_FROM_PHOTOS = PhotoReceived | PhotoPlaced


@dataclass(slots=True)
class PureDepth:
    """One person in one visit, which has just been started. `posts`: a channel takes what is submitted."""

    script: Script
    checklist: Checklist
    visit: Visit
    conversation: Conversation
    clock: StandingClock
    posts: bool
    screen: Screen = field(default_factory=Screen)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def who(self) -> Player:
        """The person."""
        return self.script.people[0]

    def happen(self, event: Event) -> list[list[str]]:
        """Let it happen; what is said then: texts with their buttons, as they are printed."""
        turn = advance(self.checklist, self.visit, self.conversation, event)
        self.visit, self.conversation = turn.visit, turn.conversation
        sight = Sight(self.checklist, self.visit, event.at)
        is_press = isinstance(event, Chosen | Toggled | RestPassed)
        cards = (
            self._worded(sight, without_saved(message) if is_press else message, event)
            for message in turn.messages
        )
        return [self._printed(card) for card in cards if card]

    def _printed(self, card: Card) -> list[str]:
        part = render(card, TELEGRAM)[-1]
        look = look_of(part.text, part.rows, part.keyboard)
        self.screen.appear(_CHAT, str(next(self.numbers)), look)
        return shown(look, INDENT)

    def _worded(self, sight: Sight, message: Message, event: Event) -> Card | None:
        """The meaning on a card; none for one that is said by a toast or a reaction."""
        language = self.who.language
        match message:
            case Ask():
                return visit_cards.ask(sight, message, language=language)
            case AskEvidence():
                return visit_cards.ask_evidence(sight, message, language=language)
            case AskSection():
                shown = replace(message, saved=()) if isinstance(event, _FROM_PHOTOS) else message
                return visit_cards.section(sight, shown, language=language)
            case Review():
                return visit_cards.review(sight, message, language=language)
            case AskPlace():
                return visit_cards.place_photo(sight, message, language=language)
            case Confirmed() if isinstance(event, PhotoPlaced):
                return Card(visit_cards.photo_put(sight, event.question, language=language))
            case Confirmed(answer, others):
                return Card(visit_cards.confirmed(sight, answer, *others, language=language))
            case Problem():
                return Card(visit_cards.problem(sight, message, language=language))
            case Submitted():
                failed = failures(self.checklist, self.visit)
                return visit_cards.receipt(sight, failed, waits=not self.posts, language=language)
            case AlreadyClosed() | Cancelled() | PhotoKept() | PhotoNoted():
                return None
            case _ as never:
                assert_never(never)

    def leads_out(self, act: Act) -> bool:
        """Whether the core cannot follow: another command, or a button that it did not make."""
        match act:
            case Says(text):
                return text.startswith("/") and text != "/kiemtra"
            case Taps(label, on):
                return not self._pressed(label, on)
            case _:
                return False

    def events(self, act: Act) -> tuple[Event, ...]:
        """The act as events; none for what the core does not know."""
        by, at = self.who.key, self.clock.now().astimezone(HANOI)
        match act:
            case Says(to=str()):
                return ()  # which question a message showed is known to the chat alone
            case Says("/kiemtra"):
                return (Started(by, at),)
            case Says(text) if not text.startswith("/"):
                return (self._said(text, by=by),)
            case Taps(label, on, False):
                return self._pressed(label, on)
            case SendsPhoto(caption, group, _, is_lost):
                photo = f"photo{next(self.numbers)}"
                received = PhotoReceived(by, at, photo, group=group, caption=caption)
                if is_lost:
                    return (received, PhotoLost(by, at, photo, reason="gone"))
                return (received, PhotoStored(by, at, photo, sha256="0" * 64))
            case SendsPlace(lat, lon, accuracy):
                return (LocationReceived(by, at, lat, lon, accuracy),)
            case SendsOther(kind):
                return (Unreadable(by, at, kind),)
            case _:
                return ()

    def _said(self, text: str, *, by: str) -> Event:
        at, prompt = self.clock.now().astimezone(HANOI), self.conversation.prompt
        if fold(text) == _REVIEW:
            return ReviewAsked(by, at)
        if fold(text) == _GO_ON and prompt and prompt.question:
            return WentOn(by, at, prompt.question)
        return Typed(by, at, text)

    def _pressed(self, label: str, on: str | None) -> tuple[Event, ...]:
        try:
            _, data = self.screen.button(_CHAT, label, on)
        except BadLine:
            return ()  # a button that the core knows nothing of
        by, at = self.who.key, self.clock.now().astimezone(HANOI)
        match decode(data):
            case Choose(_, question, choice) | Mark(_, question, choice):
                return (Chosen(by, at, question, choice),)
            case Toggle(_, question, choice):
                return (Toggled(by, at, question, choice),)
            case GoTo(_, question):
                return (Went(by, at, question),)
            case GoBack(_, question):
                return (WentBack(by, at, question),)
            case GoOn(_, question):
                return (WentOn(by, at, question),)
            case OpenPage() | LeavePage() | PassRest() as action:
                return (_page_event(action, by, at),)
            case ReviewIt():
                return (ReviewAsked(by, at),)
            case SubmitIt():
                return (SubmitAsked(by, at),)
            case PutPhoto(_, photo, question):
                return (PhotoPlaced(by, at, photo, question),)
            case _:
                return ()


def _page_event(action: OpenPage | LeavePage | PassRest, by: str, at: datetime) -> Event:
    match action:
        case OpenPage(_, question):
            return PageOpened(by, at, question)
        case LeavePage(_, question):
            return PageLeft(by, at, question)
        case PassRest(_, question):
            return RestPassed(by, at, question)


def without_saved(message: Message) -> Message:
    """What a press saved is said by its toast, and the card need not repeat it."""
    match message:
        case Ask() | AskEvidence() | Review():
            return replace(message, saved=None)
        case AskSection():
            return replace(message, saved=())
        case _:
            return message


def begin(script: Script) -> PureDepth:
    """The visit of the header, started."""
    checklist = read_checklist(checklist_source(script.checklists[0]))
    assert isinstance(checklist, Checklist)
    assert script.visit
    first, clock = script.people[0], clock_of(script)
    visit = Visit(
        id="visit",
        code=f"KT-{script.at:%y%m}-0001",
        unit_key="unit",
        unit_name=script.visit.unit,
        site="",
        purpose=script.visit.purpose,
        checklist_key=checklist.key,
        checklist_version=checklist.version,
        team=(Member(first.key, first.name, "head"),),
        started_at=script.at,
    )
    depth = PureDepth(script, checklist, visit, Conversation(first.key), clock, script.is_channel_connected)
    depth.happen(Started(first.key, script.at))
    return depth


def play_purely(script: Script) -> Iterator[tuple[str, list[str], tuple[str, ...]]]:
    """Each line with what the core and the words say there last, and what is written there.

    Ends with the visit, or where something is done that the core alone cannot follow.
    """
    depth = begin(script)
    for line in script.lines:
        match line:
            case Passed(time=time):
                depth.clock.move(time)
            case Acted(who=who, acts=acts) if who == depth.who:
                if not depth.visit.is_open or any(depth.leads_out(act) for act in acts):
                    return
                if said := _said_at(depth, line):
                    yield line.text, said[-1], line.written
            case Acted(acts=(MovesBot(is_in),)):
                depth.posts = is_in
            case _:
                pass


def _said_at(depth: PureDepth, line: Acted) -> list[list[str]]:
    said: list[list[str]] = []
    for _ in range(line.rounds):
        for act in line.acts:
            events = [event for _ in range(line.at_once) for event in depth.events(act)]
            said = [lines for event in events for lines in depth.happen(event)] or said
    return said


def without_prefix(written: tuple[str, ...]) -> list[str]:
    """The bot's lines as text alone: who says it and whether it was edited is no matter of the core."""
    return [line if line.startswith(INDENT) or not line else INDENT + _after_colon(line) for line in written]


def _after_colon(line: str) -> str:
    return line.partition(": ")[2] if line.startswith("Bot") else line.partition(") ")[2]
