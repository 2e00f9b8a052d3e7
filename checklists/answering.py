"""Recording answers and notes, and where the person stands afterwards.

Rules: every earlier answer is kept; the same answer again changes nothing; an answer to another question than
the open one corrects that one alone, and what was open stays open unless evidence is called for.
Must not know: how a value was given (tapped, typed, shared).
"""

from checklists.conditions import evaluate
from checklists.landing import Situation, go_on, go_to, refuse, stay, with_effects
from checklists.messages import AnswerRecorded, Confirmed, Effect, Part
from checklists.model import NoteRule, Question
from checklists.problems import ProblemCode
from checklists.progress import is_relevant, missing_evidence, visible
from checklists.replies import TEXT_LIMIT
from checklists.turn import Prompt, Turn
from checklists.values import Value
from checklists.visit import Answer, Earlier

NOTES_JOINED_BY = "; "


def revised(situation: Situation, code: str, *, value: Value | None, note: str | None) -> Answer:
    """The next revision of the answer to `code`, with the one before it in its history."""
    old = situation.visit.answer(code)
    if old is None:
        return Answer(code, value, note, by=situation.by, at=situation.at, revision=1)
    earlier = Earlier(value=old.value, note=old.note, by=old.by, at=old.at, revision=old.revision)
    return Answer(
        code,
        value,
        note,
        by=situation.by,
        at=situation.at,
        revision=old.revision + 1,
        history=(*old.history, earlier),
    )


def record_value(
    situation: Situation, question: Question, value: Value | None, *, more: bool = False
) -> Turn:
    """Record a value (none: taken back) and go where it leads; with `more`, other taps may follow: stay."""
    old = situation.visit.answer(question.code)
    if old is not None and old.value == value:
        return _confirm(situation, question, old)
    if not _holds(situation, question, value):
        return refuse(situation, ProblemCode.CONSTRAINT, question)
    saved = revised(situation, question.code, value=value, note=old.note if old else None)
    if more and situation.is_open_at(question):
        effects = (AnswerRecorded(saved),)
        return go_to(situation, Prompt(question.code), effects=effects, saved=saved)
    return settle(situation, question, saved)


def _confirm(situation: Situation, question: Question, answer: Answer) -> Turn:
    """The answer is so already; whoever still had its card open is led on."""
    if situation.prompt != Prompt(question.code):
        return stay(situation, Confirmed(answer))
    if missing_evidence(situation.checklist, situation.visit, question).anything:
        return go_to(situation, Prompt(question.code, Part.EVIDENCE), first=(Confirmed(answer),))
    return go_on(situation, question.code, first=(Confirmed(answer),))


def _holds(situation: Situation, question: Question, value: Value | None) -> bool:
    if value is None or question.constraint is None:
        return True
    seen = visible(situation.checklist, situation.visit, at=situation.at)
    return evaluate(question.constraint, seen, value)


def settle(situation: Situation, question: Question, saved: Answer) -> Turn:
    """Where a recorded answer leads: to its evidence, onwards from the open question, or nowhere else."""
    effects: tuple[Effect, ...] = (AnswerRecorded(saved),)
    visit = with_effects(situation.visit, effects, at=situation.at)
    asked = is_relevant(situation.checklist, visit, question)
    if asked and missing_evidence(situation.checklist, visit, question).anything:
        return go_to(situation, Prompt(question.code, Part.EVIDENCE), effects=effects, saved=saved)
    if situation.is_open_at(question):
        return go_on(situation, question.code, effects=effects, saved=saved)
    open_question = situation.open_question
    if open_question and not is_relevant(situation.checklist, visit, open_question):
        return go_on(situation, open_question.code, effects=effects, saved=saved)
    return stay(situation, Confirmed(saved), effects=effects)


def record_note(situation: Situation, question: Question, text: str) -> Turn:
    """Add a clean, not empty text to the question's note and go where that leads."""
    noted = with_note(situation, question, text)
    if isinstance(noted, ProblemCode):
        limits = {"limit": str(TEXT_LIMIT)} if noted is ProblemCode.TOO_LONG else {}
        return refuse(situation, noted, question, limits)
    if noted == situation.visit.answer(question.code):
        return stay(situation, Confirmed(noted))
    return settle(situation, question, noted)


def with_note(
    situation: Situation, question: Question, text: str, *, value: Value | None = None
) -> Answer | ProblemCode:
    """The question's answer with `text` in its note, as it stands when the note says so already.

    `value` is recorded along with it where there is none yet.
    """
    if question.note is NoteRule.NEVER:
        return ProblemCode.NO_NOTE_WANTED
    old = situation.visit.answer(question.code)
    kept = value if old is None or old.value is None else old.value
    if old is None or not old.note:
        return revised(situation, question.code, value=kept, note=text)
    if text == old.note or text in old.note.split(NOTES_JOINED_BY):
        return old
    longer = f"{old.note}{NOTES_JOINED_BY}{text}"
    if len(longer) > TEXT_LIMIT:
        return ProblemCode.TOO_LONG
    return revised(situation, question.code, value=kept, note=longer)
