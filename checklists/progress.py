"""How far a visit has come: what is asked, what is missing, what failed and how many passed.

Rules: everything is derived from the answers, nothing is stored. A question that is not relevant counts
nowhere, and its kept answer is seen by no condition. Follow-ups and questions of severity 0 are no verdicts.
Must not know: who answers, what happens next in a chat, wording.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from checklists.conditions import NOTHING_SEEN, Seen, evaluate
from checklists.messages import Gap, Part
from checklists.model import Checklist, Kind, NoteRule, PhotoRule, Question, Section
from checklists.turn import Prompt
from checklists.values import Judgement, Picked, Value
from checklists.visit import Answer, PhotoState, Visit


@dataclass(frozen=True, slots=True)
class Missing:
    """The evidence an answer still calls for: how many photos, and whether a note."""

    photos: int = 0
    note: bool = False

    @property
    def anything(self) -> bool:
        """Whether something is missing."""
        return self.photos > 0 or self.note


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
    """The photos and note that the question's answer calls for and that have not come."""
    return _missing(visit, question, visible(checklist, visit))


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
        gap for question in relevant_questions(checklist, visit) for gap in _gaps_of(visit, question, seen)
    )


def _gaps_of(visit: Visit, question: Question, seen: Seen) -> Iterator[Gap]:
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


def next_prompt(checklist: Checklist, visit: Visit, after: str | None) -> Prompt:
    """The first stop that stands after the question `after`, else the review.

    Stops are what is missing, and optional questions without an answer. With `after` none the whole checklist
    is looked through; optional questions before the last answered one have been passed by then.
    """
    seen = visible(checklist, visit)
    relevant = relevant_questions(checklist, visit)
    start = _place_after(checklist, after)
    asked_from = start if after is not None else _first_unreached(checklist, visit, relevant)
    for question in relevant:
        place = checklist.place(question.code)
        if place < start:
            continue
        if any(gap.lacks != "storing" for gap in _gaps_of(visit, question, seen)):
            return _prompt_at(visit, question)
        if place >= asked_from and visit.value(question.code) is None:
            return Prompt(question.code)
    return Prompt(None)


def _prompt_at(visit: Visit, question: Question) -> Prompt:
    answered = visit.value(question.code) is not None
    return Prompt(question.code, Part.EVIDENCE if answered else Part.VALUE)


def _place_after(checklist: Checklist, code: str | None) -> int:
    if code is None or checklist.question(code) is None:
        return 0
    return checklist.place(code) + 1


def _first_unreached(checklist: Checklist, visit: Visit, relevant: tuple[Question, ...]) -> int:
    answered = [
        checklist.place(question.code) for question in relevant if visit.value(question.code) is not None
    ]
    return max(answered, default=-1) + 1


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
