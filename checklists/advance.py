"""The rules of a visit: one event in, the new visit, what to say and what to store out.

Rules: pure and total: every event gets at least one message, whatever it names; the state is the set of
answers, so what to ask next is derived; an event that names a question means that one and no other; a closed
visit changes by nothing but news of its photos' bytes.
Must not know: chats, words, clocks, storage.
"""

from typing import assert_never

from checklists.answering import record_value
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
from checklists.kinds import Kind
from checklists.landing import Situation, go_on, go_to, not_asked, refuse, stay, with_effects
from checklists.messages import (
    AlreadyClosed,
    Cancelled,
    Part,
    Problem,
    Review,
    Submitted,
    VisitCancelled,
    VisitSubmitted,
)
from checklists.model import Checklist, Question
from checklists.pages import at_page
from checklists.photos import lose_photo, place_photo, receive_photo, store_photo
from checklists.problems import ProblemCode
from checklists.progress import (
    gaps,
    has_failed,
    is_relevant,
    missing_evidence,
    relevant_questions,
    visible,
)
from checklists.replies import checked_place
from checklists.taps import chosen_value, toggled_value
from checklists.texts import typed
from checklists.turn import Conversation, Prompt, Turn
from checklists.visit import Visit


def advance(checklist: Checklist, visit: Visit, conversation: Conversation, event: Event) -> Turn:
    """One turn of the visit. The checklist must be the version that the visit is pinned to."""
    situation = Situation(checklist, visit, conversation, by=event.by, at=event.at)
    match event:
        case PhotoStored():
            return store_photo(situation, event)
        case PhotoLost():
            return lose_photo(situation, event)
        case _ if not visit.is_open:
            return stay(situation, AlreadyClosed())
        case Chosen() | Toggled():
            return _tapped(situation, event)
        case Typed():
            return typed(situation, event)
        case PhotoReceived():
            return receive_photo(situation, event)
        case PhotoPlaced():
            return place_photo(situation, event)
        case LocationReceived():
            return _located(situation, event)
        case _:
            return _moved(situation, event)


def _moved(
    situation: Situation,
    event: Started
    | Went
    | WentBack
    | WentOn
    | PageOpened
    | PageLeft
    | RestPassed
    | ReviewAsked
    | SubmitAsked
    | CancelAsked
    | Unreadable,
) -> Turn:
    match event:
        case Started():
            return go_on(situation, None)
        case Went() | WentBack() | WentOn():
            return _turned(situation, event)
        case PageOpened() | PageLeft() | RestPassed():
            return at_page(situation, event)
        case ReviewAsked():
            return go_to(situation, Prompt(None))
        case SubmitAsked():
            return _submitted(situation)
        case CancelAsked():
            return _closed(situation, VisitCancelled(), Cancelled())
        case Unreadable(kind=kind):
            return refuse(situation, ProblemCode.UNREADABLE, None, {"kind": kind})
        case _ as never:
            assert_never(never)


def _turned(situation: Situation, event: Went | WentBack | WentOn) -> Turn:
    question = situation.checklist.question(event.question)
    if question is None:
        return refuse(situation, ProblemCode.UNKNOWN_QUESTION)
    match event:
        case Went():
            return _went(situation, question)
        case WentBack():
            return _went_back(situation, question)
        case WentOn():
            return _went_on(situation, question)
        case _ as never:
            assert_never(never)


def _went(situation: Situation, question: Question) -> Turn:
    """To what the question lacks, or to its finding's prompt; from there, once more, to its value."""
    if not is_relevant(situation.checklist, situation.visit, question):
        return not_asked(situation, question)
    at_evidence = situation.prompt == Prompt(question.code, Part.EVIDENCE)
    has_prompt = _lacks_evidence(situation, question) or _is_finding(situation, question)
    wanted = Part.EVIDENCE if has_prompt and not at_evidence else Part.VALUE
    return go_to(situation, Prompt(question.code, wanted))


def _went_back(situation: Situation, question: Question) -> Turn:
    """To the card that the question stands on, else to the question before it, or that one's card."""
    page = situation.checklist.page_of(question.code)
    if page is not None and situation.open_page != page:
        return go_to(situation, Prompt(page.code, Part.CARD))
    relevant = relevant_questions(situation.checklist, situation.visit)
    here = situation.checklist.place(page.code if page else question.code)
    before = [each for each in relevant if situation.checklist.place(each.code) < here]
    target = (before[-1:] or relevant[:1] or (None,))[0]
    return go_to(situation, _prompt_at(situation, target))


def _prompt_at(situation: Situation, question: Question | None) -> Prompt:
    page = situation.checklist.page_of(question.code) if question else None
    return Prompt(page.code, Part.CARD) if page else Prompt(question.code if question else None)


def _went_on(situation: Situation, question: Question) -> Turn:
    """Onwards; a value that calls for evidence is asked for it first, once."""
    at_value = situation.prompt == Prompt(question.code, Part.VALUE)
    if at_value and _lacks_evidence(situation, question):
        return go_to(situation, Prompt(question.code, Part.EVIDENCE))
    return go_on(situation, question.code)


def _is_finding(situation: Situation, question: Question) -> bool:
    """Whether the question stands on a card and failed: one prompt then holds all that was found."""
    seen = visible(situation.checklist, situation.visit)
    is_failed = has_failed(question, situation.visit.value(question.code), seen)
    return is_failed and situation.checklist.page_of(question.code) is not None


def _lacks_evidence(situation: Situation, question: Question) -> bool:
    """Whether there is an answer and it calls for a photo or note that has not come."""
    checklist, visit = situation.checklist, situation.visit
    answered = visit.value(question.code) is not None and is_relevant(checklist, visit, question)
    return answered and missing_evidence(checklist, visit, question).anything


def _tapped(situation: Situation, event: Chosen | Toggled) -> Turn:
    question = situation.checklist.question(event.question)
    if question is None:
        return refuse(situation, ProblemCode.UNKNOWN_QUESTION)
    if not is_relevant(situation.checklist, situation.visit, question):
        return not_asked(situation, question)
    toggled = isinstance(event, Toggled)
    read = toggled_value if toggled else chosen_value
    value = read(question, event.choice, at=event.at, visit=situation.visit)
    if isinstance(value, Problem):
        return stay(situation, value)
    return record_value(situation, question, value, more=toggled)


def _located(situation: Situation, event: LocationReceived) -> Turn:
    question = _question_of_place(situation)
    if question is None:
        return refuse(situation, ProblemCode.NO_PLACE_WANTED)
    place = checked_place(question, event.lat, event.lon, event.accuracy)
    return stay(situation, place) if isinstance(place, Problem) else record_value(situation, question, place)


def _question_of_place(situation: Situation) -> Question | None:
    """The open question, if it asks for a place; else the first that asks for one and has none."""
    if situation.open_question and situation.open_question.kind is Kind.GEOPOINT:
        return situation.open_question
    asked = relevant_questions(situation.checklist, situation.visit)
    places = (each for each in asked if each.kind is Kind.GEOPOINT)
    return next((each for each in places if situation.visit.value(each.code) is None), None)


def _submitted(situation: Situation) -> Turn:
    missing = gaps(situation.checklist, situation.visit)
    if not missing:
        return _closed(situation, VisitSubmitted(), Submitted())
    conversation = Conversation(situation.conversation.person, Prompt(None))
    return Turn(situation.visit, conversation, (Review(missing, refused=True),), ())


def _closed(
    situation: Situation, effect: VisitSubmitted | VisitCancelled, said: Submitted | Cancelled
) -> Turn:
    visit = with_effects(situation.visit, (effect,), at=situation.at)
    return Turn(visit, Conversation(situation.conversation.person), (said,), (effect,))
