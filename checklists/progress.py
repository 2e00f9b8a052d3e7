"""How far a visit has come: what is asked, what is missing, what failed and how many passed.

Rules: everything is derived from the answers, nothing is stored. A question that is not relevant counts
nowhere, and its kept answer is seen by no condition. Follow-ups and questions of severity 0 are no verdicts.
Must not know: who answers, what happens next in a chat, wording.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from checklists.conditions import NOTHING_SEEN, Seen, evaluate
from checklists.messages import Gap
from checklists.model import Checklist, Kind, NoteRule, PhotoRule, Question, Section
from checklists.values import Judgement, Picked, Value
from checklists.visit import Answer, PhotoState, Visit


@dataclass(frozen=True, slots=True)
class Missing:
    """The evidence an answer still calls for: how many photos, whether a note, and which details.

    Details count for a question on a card alone: there one prompt asks for all that a finding needs.
    """

    photos: int = 0
    note: bool = False
    details: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether something is missing."""
        return self.photos > 0 or self.note or bool(self.details)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of judged answers; `by_section` has (section, passed, judged) where anything was judged."""

    passed: int
    failed: int
    not_applicable: int
    by_section: tuple[tuple[Section, int, int], ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed answer with the answers that detail it; `repeated`: it failed at the visit before, too."""

    question: Question
    answer: Answer
    value: Value
    details: tuple[Answer, ...]
    repeated: bool


def relevant_questions(checklist: Checklist, visit: Visit) -> tuple[Question, ...]:
    """The questions asked as the answers stand, in the checklist's order."""
    hidden = _hidden_codes(checklist, visit)
    return tuple(question for question in checklist.questions if question.code not in hidden)


def is_relevant(checklist: Checklist, visit: Visit, question: Question) -> bool:
    """Whether the question is asked as the answers stand."""
    return question.code not in _hidden_codes(checklist, visit)


def visible(checklist: Checklist, visit: Visit, *, at: datetime | None = None) -> Seen:
    """What conditions may see: the values of relevant questions, and `at` as now.

    Now is when the visit began, unless told otherwise: what is asked does not change by waiting.
    """
    hidden = _hidden_codes(checklist, visit)
    return Seen(lambda code: None if code in hidden else visit.value(code), at or visit.started_at)


def _hidden_codes(checklist: Checklist, visit: Visit) -> frozenset[str]:
    hidden: set[str] = set()
    seen = Seen(lambda code: None if code in hidden else visit.value(code), visit.started_at)
    for question in checklist.questions:
        orphaned = question.detail_of is not None and question.detail_of in hidden
        failed = checklist.only_if_failed(question.code)
        spared = failed is not None and failed not in visit.failed_before
        if orphaned or spared or (question.relevant and not evaluate(question.relevant, seen)):
            hidden.add(question.code)
    return frozenset(hidden)


def has_failed(question: Question, value: Value | None, seen: Seen = NOTHING_SEEN) -> bool:
    """Whether the value fails the question; `seen` has other answers, if `fail_when` names any."""
    if value is None:
        return False
    if question.kind is Kind.PASS_FAIL:
        return value is Judgement.FAIL
    return question.fail_when is not None and evaluate(question.fail_when, seen, value)


def is_required(question: Question, seen: Seen) -> bool:
    """Whether the question must be answered, as the other answers stand."""
    if isinstance(question.required, bool):
        return question.required
    return evaluate(question.required, seen)


def is_exempt(question: Question, value: Value | None) -> bool:
    """Whether the value says that the question does not apply."""
    match value:
        case Judgement():
            return value is Judgement.NOT_APPLICABLE
        case Picked((name,)):
            choice = question.choice(name)
            return choice is not None and choice.is_na
        case _:
            return False


def missing_evidence(checklist: Checklist, visit: Visit, question: Question) -> Missing:
    """The photos, note and details that the question's answer calls for and that have not come."""
    seen = visible(checklist, visit)
    asked = details_asked(checklist, visit, question)
    waiting = (each for each in asked if visit.value(each.code) is None and is_required(each, seen))
    return replace(_missing(visit, question, seen), details=tuple(each.code for each in waiting))


def details_asked(checklist: Checklist, visit: Visit, question: Question) -> tuple[Question, ...]:
    """What details the question in the prompt of its evidence: none unless it stands on a card."""
    if question.detail_of is not None or checklist.page_of(question.code) is None:
        return ()
    details = (each for each in checklist.questions if each.detail_of == question.code)
    return tuple(each for each in details if is_relevant(checklist, visit, each))


def _missing(visit: Visit, question: Question, seen: Seen) -> Missing:
    value = visit.value(question.code)
    taken = len(visit.photos_of(question.code))
    if question.kind is Kind.IMAGE:
        return Missing(photos=max(0, question.photos_min - taken) if is_required(question, seen) else 0)
    if value is None or is_exempt(question, value):
        return Missing()
    failed = has_failed(question, value, seen)
    photo_called = question.photo is PhotoRule.ALWAYS or (question.photo is PhotoRule.FAIL and failed)
    answer = visit.answer(question.code)
    noted = answer is not None and bool(answer.note)
    return Missing(
        photos=max(0, question.photos_min - taken) if photo_called else 0,
        note=question.note is NoteRule.FAIL and failed and not noted,
    )


def gaps(checklist: Checklist, visit: Visit) -> tuple[Gap, ...]:
    """What keeps the visit from being submitted, in the checklist's order."""
    seen = visible(checklist, visit)
    return tuple(
        gap for question in relevant_questions(checklist, visit) for gap in gaps_of(visit, question, seen)
    )


def gaps_of(visit: Visit, question: Question, seen: Seen) -> Iterator[Gap]:
    """What one relevant question lacks; `seen` as `visible` gives it."""
    code = question.code
    if visit.value(code) is None and question.kind is not Kind.IMAGE and is_required(question, seen):
        yield Gap(code, "answer")
    missing = _missing(visit, question, seen)
    if missing.photos:
        yield Gap(code, "photo", missing.photos)
    if missing.note:
        yield Gap(code, "note")
    storing = sum(photo.state is PhotoState.PENDING for photo in visit.photos_of(code))
    if storing:
        yield Gap(code, "storing", storing)


def answered_count(checklist: Checklist, visit: Visit) -> int:
    """How many of the relevant questions have a value."""
    return sum(visit.value(question.code) is not None for question in relevant_questions(checklist, visit))


def tally(checklist: Checklist, visit: Visit) -> Tally:
    """Passes, failures and not applicable ones among the answers that are verdicts."""
    seen = visible(checklist, visit)
    relevant = frozenset(question.code for question in relevant_questions(checklist, visit))
    rows: list[tuple[Section, int, int]] = []
    exempt = 0
    for section in checklist.sections:
        judged = [
            (question, visit.value(question.code))
            for question in checklist.questions_of(section)
            if question.code in relevant and question.is_judged and visit.value(question.code) is not None
        ]
        exempt += sum(is_exempt(question, value) for question, value in judged)
        verdicts = [
            not has_failed(question, value, seen)
            for question, value in judged
            if not is_exempt(question, value)
        ]
        if verdicts:
            rows.append((section, sum(verdicts), len(verdicts)))
    passed = sum(row[1] for row in rows)
    return Tally(passed, sum(row[2] for row in rows) - passed, exempt, tuple(rows))


def failures(checklist: Checklist, visit: Visit) -> tuple[Failure, ...]:
    """The failed verdicts in the checklist's order: at most one for each question."""
    seen = visible(checklist, visit)
    relevant = relevant_questions(checklist, visit)
    found = []
    for question in relevant:
        answer = visit.answer(question.code)
        if answer is None or answer.value is None or not question.is_judged:
            continue
        if is_exempt(question, answer.value) or not has_failed(question, answer.value, seen):
            continue
        found.append(
            Failure(
                question=question,
                answer=answer,
                value=answer.value,
                details=_details_of(visit, question, relevant),
                repeated=question.code in visit.failed_before,
            )
        )
    return tuple(found)


def _details_of(visit: Visit, question: Question, relevant: tuple[Question, ...]) -> tuple[Answer, ...]:
    answers = (visit.answer(each.code) for each in relevant if each.detail_of == question.code)
    return tuple(answer for answer in answers if answer is not None and answer.value is not None)
