"""One submitted visit judged: how it stands with every question that gives a verdict.

Rules: details and what is only noted give no verdict; a question that was not asked has no outcome. A visit
is looked through once, for a report judges thousands.
Must not know: units, periods.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.model import Checklist, Kind, Question
from checklists.progress import has_failed, relevant_questions, visible_values
from checklists.values import Judgement, Value
from checklists.visit import Answer, Visit
from reports.period.shapes import State


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the visit stands with one question; `details` are the answers that detail a failure."""

    question: Question
    state: State
    value: Value | None
    details: tuple[Answer, ...] = ()


def judge(checklist: Checklist, visit: Visit) -> Iterator[Outcome]:
    """The visit's outcomes in the checklist's order."""
    relevant = relevant_questions(checklist, visit)
    seen = visible_values(checklist, visit)
    for question in relevant:
        if not is_judged(question):
            continue
        value = visit.value(question.code)
        if value is None:
            yield Outcome(question, State.UNANSWERED, None)
        elif value is Judgement.NOT_APPLICABLE:
            yield Outcome(question, State.NA, value)
        elif has_failed(question, value, lookup=seen):
            yield Outcome(question, State.FAIL, value, _details(visit, question, relevant))
        else:
            yield Outcome(question, State.PASS, value)


def is_judged(question: Question) -> bool:
    """Whether the question gives a verdict."""
    can_fail = question.kind is Kind.PASS_FAIL or question.fail_when is not None
    return can_fail and question.severity > 0 and question.detail_of is None


def _details(visit: Visit, question: Question, relevant: tuple[Question, ...]) -> tuple[Answer, ...]:
    answers = (visit.answer(each.code) for each in relevant if each.detail_of == question.code)
    return tuple(answer for answer in answers if answer is not None and answer.value is not None)
