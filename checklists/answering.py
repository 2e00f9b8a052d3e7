"""Recording answers and notes, and where the person stands afterwards.

Rules: every earlier answer is kept; the same answer again changes nothing; an answer to another question than
the open one corrects that one alone, and what was open stays open unless evidence is called for.
Must not know: how a value was given (tapped, typed, shared).
"""

from dataclasses import dataclass

from checklists.conditions import evaluate
from checklists.landing import Situation, go_on, go_to, refuse, stay, with_effects
from checklists.messages import AnswerRecorded, Confirmed, Effect, Part, Problem
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
        return go_to(situation, _where_more_come(situation, question), effects=effects, saved=saved)
    return settle(situation, question, saved)


def _where_more_come(situation: Situation, question: Question) -> Prompt:
    """A card and a finding's prompt take more taps as they stand; else the question's own card does."""
    stays = situation.open_page is not None or situation.is_detail_of_open(question)
    return situation.prompt if stays and situation.prompt else Prompt(question.code)


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
    """Where a recorded answer leads: nowhere from a card, else to its evidence, onwards, or nowhere."""
    effects: tuple[Effect, ...] = (AnswerRecorded(saved),)
    visit = with_effects(situation.visit, effects, at=situation.at)
    is_open = situation.is_open_at(question)
    if situation.open_page and situation.prompt and is_open:
        return go_to(situation, situation.prompt, effects=effects, saved=saved)
    asked = is_relevant(situation.checklist, visit, question)
    finding = _finding_of(situation, question)
    if asked and missing_evidence(situation.checklist, visit, finding).anything:
        return go_to(situation, Prompt(finding.code, Part.EVIDENCE), effects=effects, saved=saved)
    if is_open:
        return go_on(situation, finding.code, effects=effects, saved=saved)
    open_question = situation.open_question
    if open_question and not is_relevant(situation.checklist, visit, open_question):
        return go_on(situation, open_question.code, effects=effects, saved=saved)
    return stay(situation, Confirmed(saved), effects=effects)


def _finding_of(situation: Situation, question: Question) -> Question:
    """The question whose prompt asks for this one: what it details, while that is open; else itself."""
    if question.detail_of is None or not situation.is_detail_of_open(question):
        return question
    return situation.checklist.question(question.detail_of) or question


def record_note(situation: Situation, question: Question, text: str) -> Turn:
    """Add a clean, not empty text to the question's note and go where that leads."""
    noted = given(situation, question, value=None, note=text)
    if noted.problem or noted.answer is None:
        return stay(situation, noted.problem or Problem(ProblemCode.EMPTY, question.code))
    if noted.answer == situation.visit.answer(question.code):
        return stay(situation, Confirmed(noted.answer))
    return settle(situation, question, noted.answer)


@dataclass(frozen=True, slots=True)
class Given:
    """What a value and a note given together come to: the answer, if any, and what was not kept, if so."""

    answer: Answer | None = None
    problem: Problem | None = None


def given(situation: Situation, question: Question, *, value: Value | None, note: str) -> Given:
    """The answer with this value (none: as it is) and the note's text added; one revision for both."""
    if not _holds(situation, question, value):
        return Given(problem=Problem(ProblemCode.CONSTRAINT, question.code))
    old = situation.visit.answer(question.code)
    noted = _joined(question, old.note if old else None, note) if note else (old.note if old else None)
    fault = None
    if isinstance(noted, ProblemCode):
        limits = {"limit": str(TEXT_LIMIT)} if noted is ProblemCode.TOO_LONG else {}
        fault, noted = Problem(noted, question.code, limits), old.note if old else None
    kept = value if value is not None else (old.value if old else None)
    if (old.value, old.note) == (kept, noted) if old else (kept is None and noted is None):
        return Given(old, fault)
    return Given(revised(situation, question.code, value=kept, note=noted), fault)


def _joined(question: Question, before: str | None, text: str) -> str | ProblemCode:
    if question.note is NoteRule.NEVER:
        return ProblemCode.NO_NOTE_WANTED
    if before and (text == before or text in before.split(NOTES_JOINED_BY)):
        return before
    longer = f"{before}{NOTES_JOINED_BY}{text}" if before else text
    return ProblemCode.TOO_LONG if len(longer) > TEXT_LIMIT else longer
