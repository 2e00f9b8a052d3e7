"""What became of each failed answer, as far as the visits alone tell.

Rules: each failed answer is one finding; a later visit that passes the question has verified the unit's open
ones; what is open after its due day is overdue. Visits are added in the order of time.
Must not know: how a unit stands in the period's count.
"""

from collections.abc import Iterator
from datetime import date

from checklists.findings import fail_words
from checklists.model import Checklist, Question
from checklists.values import Picked, Value
from checklists.visit import Answer
from checklists.working_days import due_date
from reports.period.judging import Outcome
from reports.period.shapes import CountedVisit, FailedAnswer, FindingCount, State

_LANGUAGE = "vi"


class FollowedFindings:
    """The findings opened so far, and those of them still open."""

    def __init__(self) -> None:
        self._opened = 0
        self._open: dict[tuple[str, str], list[FailedAnswer]] = {}

    def add(self, visit: CountedVisit, outcome: Outcome, failed: FailedAnswer | None) -> None:
        """Take what one visit found for one question."""
        place = (visit.unit.key, outcome.question.code)
        if outcome.state is State.PASS:
            self._open.pop(place, None)
        if failed is not None:
            self._opened += 1
            self._open.setdefault(place, []).append(failed)

    def count(self, on: date) -> FindingCount:
        """How they stand at the end of that day."""
        unsettled = [each for found in self._open.values() for each in found]
        return FindingCount(
            opened=self._opened,
            verified=self._opened - len(unsettled),
            overdue=sum(each.due_on is not None and each.due_on < on for each in unsettled),
            unsettled=tuple(sorted(unsettled, key=lambda each: (each.visit.on, each.visit.code))),
        )


def failed_answer(visit: CountedVisit, outcome: Outcome, checklist: Checklist) -> FailedAnswer | None:
    """The outcome as a failed answer; none when it did not fail."""
    question, value = outcome.question, outcome.value
    if outcome.state is not State.FAIL or value is None:
        return None
    return FailedAnswer(
        visit=visit,
        question=question,
        value=value,
        details=outcome.details,
        words=fail_words(checklist, question, value, outcome.details, _LANGUAGE),
        choices=tuple(_choices(checklist, question, value, outcome.details)),
        due_on=due_date(visit.on, question.due_days) if question.due_days else None,
    )


def _choices(
    checklist: Checklist, failed: Question, value: Value, details: tuple[Answer, ...]
) -> Iterator[str]:
    """The printed labels of the choices taken in the answer and its details."""
    for code, given in ((failed.code, value), *((each.question, each.value) for each in details)):
        question = checklist.question(code)
        if question is None or not isinstance(given, Picked):
            continue
        for name in given.names:
            choice = question.choice(name)
            yield choice.label.in_language(_LANGUAGE) if choice else name
