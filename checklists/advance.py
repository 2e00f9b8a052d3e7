"""The rules of a visit: one event in, the new visit, what to say and what to store out.

Rules: pure and total: every event gets at least one message, whatever it names; the state is the set of
answers, so what to ask next is derived; an event that names a question means that one and no other; a closed
visit changes by nothing but news of its photos' bytes.
Must not know: chats, words, clocks, storage.
"""

from typing import assert_never

from checklists.answering import record_note, record_value
from checklists.events import (
    CancelAsked,
    Chosen,
    Event,
    LocationReceived,
    PhotoLost,
    PhotoPlaced,
    PhotoReceived,
    PhotoStored,
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
from checklists.landing import Situation, go_on, go_to, refuse, stay, with_effects
from checklists.language import clean
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
from checklists.photos import lose_photo, place_photo, receive_photo, store_photo
from checklists.problems import ProblemCode, problem
from checklists.progress import gaps, is_relevant, missing_evidence, relevant_questions
from checklists.replies import TEXT_LIMIT, checked_place, read_reply
from checklists.taps import chosen_value, toggled_value
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
            return _typed(situation, event)
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
    event: Started | Went | WentBack | WentOn | ReviewAsked | SubmitAsked | CancelAsked | Unreadable,
) -> Turn:
    match event:
        case Started():
            return go_on(situation, None)
        case Went() | WentBack() | WentOn():
            return _turned(situation, event)
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
    """To what the question lacks; from there, once more, to its value."""
    if not is_relevant(situation.checklist, situation.visit, question):
        return _not_asked(situation, question)
    at_evidence = situation.prompt == Prompt(question.code, Part.EVIDENCE)
    wanted = Part.EVIDENCE if _lacks_evidence(situation, question) and not at_evidence else Part.VALUE
    return go_to(situation, Prompt(question.code, wanted))


def _went_back(situation: Situation, question: Question) -> Turn:
    relevant = relevant_questions(situation.checklist, situation.visit)
    here = situation.checklist.place(question.code)
    before = [each for each in relevant if situation.checklist.place(each.code) < here]
    target = before[-1:] or relevant[:1]
    return go_to(situation, Prompt(target[0].code if target else None))


def _went_on(situation: Situation, question: Question) -> Turn:
    """Onwards; a value that calls for evidence is asked for it first, once."""
    at_value = situation.prompt == Prompt(question.code, Part.VALUE)
    if at_value and _lacks_evidence(situation, question):
        return go_to(situation, Prompt(question.code, Part.EVIDENCE))
    return go_on(situation, question.code)


def _lacks_evidence(situation: Situation, question: Question) -> bool:
    """Whether there is an answer and it calls for a photo or note that has not come."""
    checklist, visit = situation.checklist, situation.visit
    answered = visit.value(question.code) is not None and is_relevant(checklist, visit, question)
    return answered and missing_evidence(checklist, visit, question).anything


def _not_asked(situation: Situation, question: Question) -> Turn:
    """Refuse an answer to a question that is not asked now; if that one was open, lead on from it."""
    details = {"question": question.code}
    if situation.prompt and situation.prompt.question == question.code:
        return go_on(situation, question.code, first=(Problem(ProblemCode.NOT_ASKED, None, details),))
    return refuse(situation, ProblemCode.NOT_ASKED, None, details)


def _tapped(situation: Situation, event: Chosen | Toggled) -> Turn:
    question = situation.checklist.question(event.question)
    if question is None:
        return refuse(situation, ProblemCode.UNKNOWN_QUESTION)
    if not is_relevant(situation.checklist, situation.visit, question):
        return _not_asked(situation, question)
    toggled = isinstance(event, Toggled)
    read = toggled_value if toggled else chosen_value
    value = read(question, event.choice, at=event.at, visit=situation.visit)
    if isinstance(value, Problem):
        return stay(situation, value)
    return record_value(situation, question, value, more=toggled)


def _typed(situation: Situation, event: Typed) -> Turn:
    prompt = situation.prompt
    code = event.question or (prompt.question if prompt else None)
    if code is None:
        return refuse(situation, ProblemCode.NOTHING_OPEN)
    question = situation.checklist.question(code)
    if question is None:
        return refuse(situation, ProblemCode.UNKNOWN_QUESTION)
    if not is_relevant(situation.checklist, situation.visit, question):
        return _not_asked(situation, question)
    if prompt == Prompt(code, Part.EVIDENCE):
        return _noted(situation, question, event.text)
    value = read_reply(question, event.text, at=event.at, visit=situation.visit)
    if not isinstance(value, Problem):
        return record_value(situation, question, value)
    if _is_remark(situation, question, event, value):
        return _noted(situation, question, event.text)
    return stay(situation, value)


def _is_remark(situation: Situation, question: Question, event: Typed, fault: Problem) -> bool:
    """Words sent in reply to a judgement that stands already are a note on it, not a misspelt judgement."""
    judged = question.kind is Kind.PASS_FAIL and situation.visit.value(question.code) is not None
    return judged and event.question is not None and fault.code == ProblemCode.NOT_A_JUDGEMENT


def _noted(situation: Situation, question: Question, text: str) -> Turn:
    note = clean(text).strip()
    if not note:
        return stay(situation, problem(question, ProblemCode.EMPTY))
    if len(note) > TEXT_LIMIT:
        return stay(situation, problem(question, ProblemCode.TOO_LONG, limit=str(TEXT_LIMIT)))
    return record_note(situation, question, note)


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
