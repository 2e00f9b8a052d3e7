"""What holds after any history of events, however odd."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.advance import advance
from checklists.events import (
    CancelAsked,
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
from checklists.findings import fail_words
from checklists.messages import (
    AlreadyClosed,
    AnswerRecorded,
    Ask,
    AskEvidence,
    AskPlace,
    AskSection,
    Confirmed,
    Message,
    Part,
    PhotoKept,
    PhotoNoted,
    PhotoRecorded,
    Problem,
    Review,
    VisitCancelled,
    VisitSubmitted,
)
from checklists.model import Checklist
from checklists.problems import ALL_PROBLEM_CODES
from checklists.progress import failures, gaps, relevant_questions, tally
from checklists.turn import Conversation, Turn
from checklists.visit import Status, Visit
from tests.checklists.small_visit import MORNING, ON_CARDS, SMALL, Player, at_the_end, new_visit

CODES = (*(question.code for question in SMALL.questions), "ZZ", "")
CHOICES = (
    "pass",
    "fail",
    "na",
    "c1",
    "c2",
    "c3",
    "none",
    "full",
    "now",
    "2026-11-05",
    "2026-11-12",
    "2027-01-01",
    "2020-01-01",
    "?",
    "",
)
TEXTS = (
    "d",
    "k",
    "3",
    "3/5",
    "5/3",
    "không đạt",
    "8h15",
    "bây giờ",
    "5/11 12/11",
    "không",
    "1 3",
    "đất đai",
    "20.98, 105.78",
    "12,5",
    "thiếu {whole} bảng",
    "",
    "\u0007",
    "nan, nan",
    "1d 2k",
    "đạt hết trừ 2",
    "2 k thiếu bảng phí",
    "2a: đất đai",
    "5 là 3/4; 6 = 0",
    "x" * 1001,
)
PEOPLE = ("lan", "binh")
PHOTOS = ("f1", "f2", "f3", "f4", "f5", "f6")
GROUPS = (None, None, "album", "other")
CAPTIONS = (None, None, "thiếu bảng phí", "1", "#2 k thiếu", "5 thẻ", "x" * 1001, "\u202e")
NUMBERS = (20.98, -91.0, float("nan"), float("inf"), 105.78)
MAYBE_CODES = (None, None, None, *CODES)

# Taps that fit their question, so that histories go deep; CHOICE and CODE draw those that do not.
FITTING = tuple(
    (code, choice)
    for code, choices in (
        *((code, ("pass", "fail", "na")) for code in ("B1", "B3", "C8", "E2")),
        ("B4", ("none", "c1")),
        ("D1", ("full",)),
        ("E3", ("c1", "c2")),
        ("E4", ("none",)),
        ("F2", ("now",)),
        ("J4", ("2026-11-05",)),
    )
    for choice in choices
)
TOGGLES = (*(("B4", f"c{n}") for n in (1, 2, 3)), ("E4", "2026-11-05"), ("E4", "2026-11-12"), ("E3", "c1"))
REPLIES = {
    "B1": ("d", "k", "o"),
    "B3": ("d", "k", "o"),
    "B4": ("1", "2 3", "không"),
    "A6": ("Bà Nga",),
    "A7": ("4/5", "0/5"),
    "D1": ("3/4", "4/4", "đủ"),
    "C7": ("0", "7", "501"),
    "C8": ("d", "k"),
    "N1": ("30,5",),
    "E2": ("d", "k"),
    "E3": ("1", "phó"),
    "E4": ("không", "5/11 12/11"),
    "F2": ("8h", "bây giờ"),
    "J4": ("20/11/2026",),
    "P1": ("ảnh đâu",),
    "G1": ("20.98, 105.78",),
    "H1": ("có", "k"),
    "F3": ("0 0", "2, 1", "không"),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """An answer to whatever is open then; `pick` chooses among those that fit."""

    by: str
    at: datetime
    pick: int

    def event(self, conversation: Conversation) -> Event:
        """The event this comes to."""
        prompt = conversation.prompt
        if prompt is None:
            return Started(self.by, self.at)
        if prompt.question is None:
            turned_to = ("", "B1", "B3", "E4")[self.pick]
            return Went(self.by, self.at, turned_to) if turned_to else SubmitAsked(self.by, self.at)
        if (prompt.part is Part.EVIDENCE or prompt.question == "P1") and self.pick:
            group = "album" if self.pick == 1 else None
            return PhotoReceived(self.by, self.at, f"{self.at:%H%M}", group, "thiếu")
        replies = REPLIES[prompt.question]
        return Typed(self.by, self.at, replies[self.pick % len(replies)])


def every(kind: Callable[..., Event | Fit], *fields: Sequence[object]) -> st.SearchStrategy[Event | Fit]:
    """Any of the events that these fields make; one draw each, since histories are many."""
    return st.sampled_from([kind(by, MORNING, *drawn) for by, *drawn in product(PEOPLE, *fields)])


def chosen(by: str, at: datetime, tap: tuple[str, str]) -> Event:
    """A tap that fits its question."""
    return Chosen(by, at, *tap)


def toggled(by: str, at: datetime, tap: tuple[str, str]) -> Event:
    """A tap that adds or takes away and fits its question."""
    return Toggled(by, at, *tap)


STEPS: st.SearchStrategy[Event | Fit] = st.one_of(
    *(every(Fit, range(4)) for _ in range(14)),
    *(every(chosen, FITTING) for _ in range(4)),
    *(every(toggled, TOGGLES) for _ in range(2)),
    *(every(PhotoReceived, PHOTOS, GROUPS, CAPTIONS, MAYBE_CODES) for _ in range(3)),
    *(every(PhotoPlaced, PHOTOS, CODES) for _ in range(2)),
    every(Started),
    every(Chosen, CODES, CHOICES),
    every(Toggled, CODES, CHOICES),
    every(Typed, TEXTS, MAYBE_CODES),
    st.builds(Typed, st.just("lan"), st.just(MORNING), st.text(max_size=12)),
    every(PhotoStored, PHOTOS, ("aa", "bb")),
    every(PhotoLost, PHOTOS, ("gone", "too_big")),
    every(LocationReceived, NUMBERS, NUMBERS, (None, *NUMBERS)),
    every(Went, CODES),
    every(WentBack, CODES),
    every(WentOn, CODES),
    every(PageOpened, CODES),
    every(PageLeft, CODES),
    every(RestPassed, CODES),
    every(ReviewAsked),
    every(SubmitAsked),
    every(Unreadable, ("sticker",)),
    st.sampled_from([*(Started("lan", MORNING) for _ in range(9)), CancelAsked("lan", MORNING)]),
)
HISTORIES = st.lists(STEPS, min_size=5, max_size=30)
CHECKLISTS = st.sampled_from((SMALL, ON_CARDS))


def finished_visit() -> Visit:
    """A visit that lacks nothing but its submission."""
    return at_the_end(Player()).visit


FINISHED = finished_visit()
EMPTY = new_visit(failed_before=frozenset({"B3", "C8"}))


def turns_of(
    events: list[Event | Fit], visit: Visit, checklist: Checklist
) -> list[tuple[Visit, Event, Turn]]:
    """Play the events a minute apart, each person with a conversation of their own."""
    conversations = {person: Conversation(person) for person in PEOPLE}
    turns = []
    for minute, drawn in enumerate(events):
        step = replace(drawn, at=MORNING + timedelta(hours=1, minutes=minute))
        event = step.event(conversations[step.by]) if isinstance(step, Fit) else step
        turn = advance(checklist, visit, conversations[event.by], event)
        turns.append((visit, event, turn))
        visit, conversations[event.by] = turn.visit, turn.conversation
    return turns


def replayed(visit: Visit, event: Event, turn: Turn) -> Visit:
    """What storage makes of the effects, written on its own here."""
    answers, photos = dict(visit.answers), {photo.id: photo for photo in visit.photos}
    status, submitted_at = visit.status, visit.submitted_at
    for effect in turn.effects:
        match effect:
            case AnswerRecorded(answer):
                answers[answer.question] = answer
            case PhotoRecorded(photo):
                photos[photo.id] = photo
            case VisitSubmitted():
                status, submitted_at = Status.SUBMITTED, event.at
            case VisitCancelled():
                status = Status.CANCELLED
    return replace(
        visit,
        answers=answers,
        photos=tuple(photos.values()),
        status=status,
        submitted_at=submitted_at,
        revision=visit.revision + bool(turn.effects),
    )


def codes_said(message: Message) -> tuple[str | None, ...]:
    """Every question that a message names."""
    match message:
        case Ask(question, saved):
            return (question, saved.question if saved else None)
        case AskEvidence(question=question) | Problem(question=question):
            return (question,)
        case AskSection(page, answers):
            return (page, *(answer.question for answer in answers))
        case Confirmed(answer, others):
            return (answer.question, *(other.question for other in others))
        case PhotoNoted(photo) | PhotoKept(photo):
            return (photo.question,)
        case AskPlace(candidates=candidates):
            return candidates
        case Review(found):
            return tuple(gap.question for gap in found)
        case _:
            return ()


def check_words(turn: Turn) -> None:
    """Never silent, and nothing is named that does not exist."""
    assert turn.messages
    for message in turn.messages:
        for code in codes_said(message):
            assert code is None or SMALL.question(code)
        if isinstance(message, Problem):
            assert message.code in ALL_PROBLEM_CODES
    prompt = turn.conversation.prompt
    assert prompt is None or prompt.question is None or SMALL.question(prompt.question)


def check_history(old: Visit, new: Visit) -> None:
    """Earlier answers are kept; revisions only grow, by one for each recorded answer."""
    assert new.revision in (old.revision, old.revision + 1)
    assert old.answers.keys() <= new.answers.keys()
    for code, answer in new.answers.items():
        before = old.answers.get(code)
        assert [each.revision for each in answer.history] == list(range(1, answer.revision))
        if before is None or before == answer:
            continue
        assert answer.revision == before.revision + 1
        assert answer.history[:-1] == before.history
        assert (answer.history[-1].value, answer.history[-1].by) == (before.value, before.by)
    assert {photo.id for photo in old.photos} <= {photo.id for photo in new.photos}


def check_counts(visit: Visit) -> None:
    """What is not asked counts nowhere; failures and the tally agree."""
    asked = {question.code for question in relevant_questions(SMALL, visit)}
    failed, counted = failures(SMALL, visit), tally(SMALL, visit)
    assert {failure.question.code for failure in failed} <= asked
    assert {gap.question for gap in gaps(SMALL, visit)} <= asked
    assert len(failed) == counted.failed
    assert sum(judged for _, _, judged in counted.by_section) == counted.passed + counted.failed
    for failure in failed:
        assert fail_words(SMALL, failure.question, failure.value, failure.details, "vi")


@settings(max_examples=1500)
@given(events=HISTORIES, from_finished=st.booleans(), checklist=CHECKLISTS)
def test_any_history_keeps_the_promises(
    *, events: list[Event | Fit], from_finished: bool, checklist: Checklist
) -> None:
    """No event raises, none is met with silence, and effects say exactly what changed."""
    submitted = 0
    for old, event, turn in turns_of(events, FINISHED if from_finished else EMPTY, checklist):
        check_words(turn)
        assert turn.visit == replayed(old, event, turn)
        check_history(old, turn.visit)
        if VisitSubmitted() in turn.effects:
            submitted += 1
            assert not gaps(SMALL, old)
        if not old.is_open and not isinstance(event, PhotoStored | PhotoLost):
            assert (turn.visit, turn.messages, turn.effects) == (old, (AlreadyClosed(),), ())
        if turn.effects:
            check_counts(turn.visit)
    assert submitted <= 1


@settings(max_examples=150)
@given(events=HISTORIES, from_finished=st.booleans(), checklist=CHECKLISTS)
def test_advance_is_a_function(
    *, events: list[Event | Fit], from_finished: bool, checklist: Checklist
) -> None:
    """The same visit, conversation and event give the same turn."""
    visit = FINISHED if from_finished else EMPTY
    assert turns_of(events, visit, checklist) == turns_of(events, visit, checklist)


@settings(max_examples=150)
@given(HISTORIES, CHECKLISTS)
def test_answering_what_is_asked_leads_to_the_receipt(
    events: list[Event | Fit], checklist: Checklist
) -> None:
    """Wherever an open visit has got to, giving each thing asked for ends in submission."""
    player = Player(checklist)
    visit = EMPTY
    for _, _, turn in turns_of(events, EMPTY, checklist):
        visit = turn.visit
    player.visit = visit
    player.at = MORNING + timedelta(days=1)
    for _ in range(3):
        lead_on(player)
    player.store(*(photo.id for photo in player.visit.photos if photo.sha256 is None))
    player.submit()
    assert player.visit.status in (Status.SUBMITTED, Status.CANCELLED)


def lead_on(player: Player) -> None:
    """Start, then give every question what it asks for, up to the review."""
    player.start()
    for step in range(60):
        prompt = player.conversation.prompt
        if prompt is None or prompt.question is None:
            return
        give(player, player.turn.messages[-1] if player.turn else None, step)


def give(player: Player, asked: Message | None, step: int) -> None:
    """What the message asks for."""
    match asked:
        case AskSection(page):
            player.rest_passes(page)
            player.leave(page)
        case AskEvidence(details=details) if waiting := [
            code for code in details if player.visit.value(code) is None
        ]:
            player.type(REPLIES[waiting[0]][0])
        case AskEvidence(note_wanted=True):
            player.type("ghi chú")
        case AskEvidence() | Ask("P1"):
            player.photo(f"more-{player.at}-{step}")
        case Ask(question):
            player.type(REPLIES[question][0])
        case _:
            player.start()
