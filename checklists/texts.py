"""What a typed text means: numbered answers, a value of what is open, or words about it.

Rules: total for any text; a text that replies to a question's message is for that question alone.
Must not know: how a value is read from a text, what a recorded one leads to.
"""

from checklists.answering import record_note, record_value
from checklists.events import Typed
from checklists.kinds import Kind
from checklists.landing import Situation, not_asked, refuse, stay
from checklists.language import clean
from checklists.messages import Part, Problem
from checklists.model import NoteRule, Question
from checklists.numbered import read_numbered
from checklists.numbered_answers import answer_numbered, is_meant
from checklists.pages import typed_on
from checklists.problems import ProblemCode, problem
from checklists.progress import details_asked, is_relevant
from checklists.replies import TEXT_LIMIT, read_reply
from checklists.turn import Prompt, Turn


def typed(situation: Situation, event: Typed) -> Turn:
    """Numbered answers, else the answer of what is open, or of the question that the text replies to."""
    numbered = None if event.question else read_numbered(situation.checklist, event.text)
    if numbered is not None and is_meant(situation, numbered):
        return answer_numbered(situation, numbered)
    if situation.open_page is not None and event.question is None:
        return typed_on(situation, situation.open_page, event.text)
    prompt = situation.prompt
    code = event.question or (prompt.question if prompt else None)
    if code is None:
        return refuse(situation, ProblemCode.NOTHING_OPEN)
    question = situation.checklist.question(code)
    if question is None:
        return refuse(situation, ProblemCode.UNKNOWN_QUESTION)
    if not is_relevant(situation.checklist, situation.visit, question):
        return not_asked(situation, question)
    if prompt == Prompt(code, Part.EVIDENCE):
        return _evidence_typed(situation, question, event.text)
    return _answer_typed(situation, question, event)


def _answer_typed(situation: Situation, question: Question, event: Typed) -> Turn:
    value = read_reply(question, event.text, at=event.at, visit=situation.visit)
    if not isinstance(value, Problem):
        return record_value(situation, question, value)
    if _is_remark(situation, question, event, value):
        return _noted(situation, question, event.text)
    return stay(situation, value)


def _evidence_typed(situation: Situation, question: Question, text: str) -> Turn:
    """A finding's prompt takes its details and its note: the value of a detail that reads it, else words."""
    details = details_asked(situation.checklist, situation.visit, question)
    waiting = [each for each in details if situation.visit.value(each.code) is None]
    has_words = any(letter.isalpha() for letter in text)
    faults: list[Problem] = []
    for detail in waiting if has_words else (*waiting, *details):
        value = read_reply(detail, text, at=situation.at, visit=situation.visit)
        if not isinstance(value, Problem):
            return record_value(situation, detail, value)
        faults.append(value)
    takes_note = question.note is not NoteRule.NEVER
    if faults and not (has_words and takes_note):
        return stay(situation, faults[0])
    return _noted(situation, question, text)


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
