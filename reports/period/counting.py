"""Visits counted into a report, by the counting rules that are printed with it.

Rules: a visit belongs to the period by its local start; visits are added in the order of time. A question's
denominator are the units of the set with at least one verdict; what does not apply or was left out is in
none. Ratios and counts are added up, percentages never averaged; a day counts once for each unit. With
`latest` a unit's last visit that asked the question stands alone for it.
Must not know: where visits come from, sentences beyond the one of each failure.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from checklists.model import Checklist, Question
from checklists.visit import Status, Visit
from reports.period.following import FollowedFindings, failed_answer
from reports.period.judging import Outcome, judge
from reports.period.shapes import (
    CountedUnit,
    CountedVisit,
    FailedAnswer,
    FailedUnit,
    Report,
    Result,
    Rule,
    SetResults,
    Span,
    State,
    UnitSet,
)
from reports.period.standing import Standing, added
from reports.period.unit_sets import unit_sets

_COUNTED = frozenset({Status.SUBMITTED, Status.AMENDED})


@dataclass(frozen=True, slots=True)
class Counted:
    """A visit as it was counted, with its failed answers in the checklist's order."""

    visit: CountedVisit
    failed: tuple[FailedAnswer, ...]


class PeriodCount:
    """Counts visits one by one, keeping of each no more than the report needs."""

    def __init__(
        self, span: Span, units: Iterable[CountedUnit], *, kinds: Mapping[str, str], rule: Rule = Rule.ANY
    ) -> None:
        """`kinds`: what each kind of unit is called in a sentence."""
        self._kinds = kinds
        self._span = span
        self._rule = rule
        self._units = {unit.key: unit for unit in units}
        self._visits: list[CountedVisit] = []
        self._checklists: dict[tuple[str, int], Checklist] = {}
        self._standings: dict[tuple[str, str], dict[date, Standing]] = {}
        self._followed = FollowedFindings()
        self._sets = unit_sets(self._units.values(), span)

    def add(self, visit: Visit, checklist: Checklist) -> Counted | None:
        """Count a visit. None: it is of another time, not submitted, or of a unit not asked about."""
        on = visit.started_at.date()
        unit = self._units.get(visit.unit_key)
        if unit is None or visit.status not in _COUNTED or not self._span.first <= on <= self._span.last:
            return None
        self._checklists[checklist.key, checklist.version] = checklist
        outcomes = tuple(judge(checklist, visit))
        states = Counter(outcome.state for outcome in outcomes)
        counted = CountedVisit(
            id=visit.id,
            code=visit.code,
            unit=unit,
            on=on,
            purpose=visit.purpose,
            checklist=checklist.key,
            version=checklist.version,
            passed=states[State.PASS],
            failed=states[State.FAIL],
            not_applicable=states[State.NA],
        )
        self._visits.append(counted)
        since = self._set_of(unit.kind, on).span.first
        stood = (self._stand(counted, since, outcome, checklist) for outcome in outcomes)
        return Counted(counted, tuple(failed for failed in stood if failed is not None))

    def _set_of(self, kind: str, on: date) -> UnitSet:
        return next(
            each for each in self._sets if each.kind == kind and each.span.first <= on <= each.span.last
        )

    def _stand(
        self, visit: CountedVisit, since: date, outcome: Outcome, checklist: Checklist
    ) -> FailedAnswer | None:
        failed = failed_answer(visit, outcome, checklist)
        self._followed.add(visit, outcome, failed)
        standings = self._standings.setdefault((visit.unit.key, outcome.question.code), {})
        is_asked = outcome.state is not State.UNANSWERED
        if since not in standings or (self._rule is Rule.LATEST and is_asked):
            standings[since] = Standing()
        standings[since].add(outcome, failed)
        return failed

    def report(self) -> Report:
        """What has been counted."""
        ranked = self._ranked()
        versions: dict[str, set[int]] = {}
        for key, version in self._checklists:
            versions.setdefault(key, set()).add(version)
        counted = (self._results(each, ranked) for each in self._sets)
        return Report(
            span=self._span,
            rule=self._rule,
            visits=tuple(self._visits),
            sets=tuple(each for each in counted if each.set.units),
            versions={key: tuple(sorted(found)) for key, found in sorted(versions.items())},
            kinds=self._kinds,
            findings=self._followed.count(self._span.last),
        )

    def _ranked(self) -> tuple[Question, ...]:
        """Every question asked, in the order of the longest checklist; its text is the newest version's."""
        newest = sorted(self._checklists.values(), key=lambda each: each.version, reverse=True)
        longest = sorted(newest, key=lambda each: len(each.questions), reverse=True)
        codes = dict.fromkeys(question.code for each in longest for question in each.questions)
        found = {question.code: question for each in reversed(newest) for question in each.questions}
        return tuple(found[code] for code in codes)

    def _results(self, unit_set: UnitSet, ranked: tuple[Question, ...]) -> SetResults:
        span = unit_set.span
        visits = [
            each
            for each in self._visits
            if each.unit.kind == unit_set.kind and span.first <= each.on <= span.last
        ]
        went = {each.unit.key for each in visits}
        # A unit that was visited outside its time is counted all the same: nothing may exceed its whole.
        late = [self._units[key] for key in went if self._units[key] not in unit_set.units]
        units = sorted([*unit_set.units, *late], key=lambda unit: (unit.sort_no, unit.key))
        there = replace(unit_set, units=tuple(units))
        results = (self._result(there, question) for question in ranked)
        return SetResults(
            set=there,
            visited=tuple(unit for unit in units if unit.key in went),
            visits=len(visits),
            results=tuple(each for each in results if each.states),
        )

    def _result(self, unit_set: UnitSet, question: Question) -> Result:
        since = unit_set.span.first
        standings = {
            unit.key: standing
            for unit in unit_set.units
            if (standing := self._standings.get((unit.key, question.code), {}).get(since)) is not None
        }
        return Result(
            question=question,
            set=unit_set,
            states={key: standing.state for key, standing in standings.items()},
            failed=tuple(
                FailedUnit(unit, tuple(found.failed), found.days)
                for unit in unit_set.units
                if (found := standings.get(unit.key)) is not None and found.failed
            ),
            passes=sum(each.passes for each in standings.values()),
            verdicts=sum(each.passes + len(each.failed) for each in standings.values()),
            sums=added(each.sums for each in standings.values()),
            choices=added(each.choices for each in standings.values()),
            times=sum(each.times for each in standings.values()),
        )
