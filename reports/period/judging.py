"""One submitted visit judged: how it stands with every question that gives a verdict.

Rules: details and what is only noted give no verdict; a question that was not asked has no outcome.
Must not know: units, periods.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.findings import Failure, failures
from checklists.model import Checklist, Kind, Question
from checklists.progress import relevant_questions
from checklists.values import Judgement, Value
from checklists.visit import Visit
from reports.period.shapes import State


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the visit stands with one question; `failure` where it failed."""

    question: Question
    state: State
    value: Value | None
    failure: Failure | None = None


def judge(checklist: Checklist, visit: Visit) -> Iterator[Outcome]:
    """The visit's outcomes in the checklist's order."""
    failed = {failure.question.code: failure for failure in failures(checklist, visit)}
    for question in relevant_questions(checklist, visit):
        if not is_judged(question):
            continue
        value = visit.value(question.code)
        failure = failed.get(question.code)
        yield Outcome(question, _state(value, failure), value, failure)


def is_judged(question: Question) -> bool:
    """Whether the question gives a verdict."""
    can_fail = question.kind is Kind.PASS_FAIL or question.fail_when is not None
    return can_fail and question.severity > 0 and question.detail_of is None


def _state(value: Value | None, failure: Failure | None) -> State:
    if value is None:
        return State.UNANSWERED
    if failure is not None:
        return State.FAIL
    return State.NA if value is Judgement.NOT_APPLICABLE else State.PASS
