"""One submitted visit judged: how it stands with every question that gives a verdict.

Rules: details and what is only noted give no verdict; a question that was not asked has no outcome. A visit
is looked through once, for a report judges thousands.
Must not know: units, periods.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.model import Checklist, Question
from checklists.progress import has_failed, is_exempt, relevant_questions, visible
from checklists.values import Value
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
    seen = visible(checklist, visit)
    for question in relevant:
        if not question.is_judged:
            continue
        value = visit.value(question.code)
        if value is None:
            yield Outcome(question, State.UNANSWERED, None)
        elif is_exempt(question, value):
            yield Outcome(question, State.NA, value)
        elif has_failed(question, value, seen):
            yield Outcome(question, State.FAIL, value, _details(visit, question, relevant))
        else:
            yield Outcome(question, State.PASS, value)


def _details(visit: Visit, question: Question, relevant: tuple[Question, ...]) -> tuple[Answer, ...]:
    answers = (visit.answer(each.code) for each in relevant if each.detail_of == question.code)
    return tuple(answer for answer in answers if answer is not None and answer.value is not None)
