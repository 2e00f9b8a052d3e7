"""What a period report is made of: the facts, before any word.

Rules: a fact leads to what it was counted from: a failed question to its units, these to their visits and
answers. Order is the official one of units (`sort_no`) and the checklist's of questions.
Must not know: sentences, files, where visits are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from checklists.model import Question
from checklists.values import Value
from checklists.visit import Answer, Purpose


class Rule(StrEnum):
    """How a unit that was visited more than once is counted."""

    ANY = "any"
    """It failed if it failed at least once in the period."""
    LATEST = "latest"
    """It stands as its last visit that asked the question found it."""


class State(StrEnum):
    """How a unit stands with a question; UNANSWERED: asked, and left without an answer."""

    PASS = "pass"
    FAIL = "fail"
    NA = "na"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Span:
    """Local days from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CountedUnit:
    """A unit as reports know it; `name` without its kind, in force from `valid_from` to `valid_to`."""

    key: str
    kind: str
    name: str
    sort_no: int = 0
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class UnitSet:
    """The units of one kind while that set was in force within the period."""

    kind: str
    span: Span
    units: tuple[CountedUnit, ...]


@dataclass(frozen=True, slots=True)
class CountedVisit:
    """One visit of the period: where, when (local), how it ended."""

    id: str
    code: str
    unit: CountedUnit
    on: date
    purpose: Purpose
    checklist: str
    version: int
    passed: int
    failed: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class FailedAnswer:
    """One failed answer with the answers that detail it; `words` is its sentence, `choices` printed labels.

    `due_on` is the number of days after the visit that the checklist gives, then the next working day.
    """

    visit: CountedVisit
    question: Question
    value: Value
    details: tuple[Answer, ...]
    words: str
    choices: tuple[str, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class FailedUnit:
    """A unit that failed a question, and with which answers, in the order of time."""

    unit: CountedUnit
    answers: tuple[FailedAnswer, ...]
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """How the units of one set stand with one question.

    `passes` and `verdicts` count answers, not units. `sums` are ratios and counts added up: `part`, `whole`,
    `missing`, `n`, and the names of counts; `choices` tells how many units failed by which choice (a label).
    `times`: how many answers the sums were made of; more than there are units when one was counted twice.
    """

    question: Question
    set: UnitSet
    states: Mapping[str, State]
    failed: tuple[FailedUnit, ...]
    passes: int
    verdicts: int
    sums: Mapping[str, int] = field(default_factory=dict)
    choices: Mapping[str, int] = field(default_factory=dict)
    times: int = 0

    def units_in(self, *states: State) -> tuple[CountedUnit, ...]:
        """The units that stand so, in the official order."""
        return tuple(unit for unit in self.set.units if self.states.get(unit.key) in states)

    @property
    def checked(self) -> tuple[CountedUnit, ...]:
        """The denominator: the units with at least one verdict."""
        return self.units_in(State.PASS, State.FAIL)

    @property
    def counts_twice(self) -> bool:
        """Whether some unit's people were counted more than once."""
        return self.times > len(self.checked)

    @property
    def days(self) -> tuple[tuple[CountedUnit, date], ...]:
        """The distinct pairs of unit and date."""
        return tuple((each.unit, day) for each in self.failed for day in each.days)


@dataclass(frozen=True, slots=True)
class SetResults:
    """One unit set with its visits' results; `visited` in the official order."""

    set: UnitSet
    visited: tuple[CountedUnit, ...]
    visits: int
    results: tuple[Result, ...]

    @property
    def not_visited(self) -> tuple[CountedUnit, ...]:
        """The units that nobody went to."""
        keys = {unit.key for unit in self.visited}
        return tuple(unit for unit in self.set.units if unit.key not in keys)


@dataclass(frozen=True, slots=True)
class FindingCount:
    """What became of the findings of a period; `unsettled` are those still open, in the order of time."""

    opened: int
    verified: int
    overdue: int
    unsettled: tuple[FailedAnswer, ...] = ()

    @property
    def open(self) -> int:
        """How many are still open."""
        return len(self.unsettled)


@dataclass(frozen=True)
class Report:
    """Everything counted in a period. `sets`: wards first, each kind's sets in the order of time.

    `kinds`: what each kind of unit is called in a sentence, such as `phường`.
    """

    span: Span
    rule: Rule
    visits: tuple[CountedVisit, ...]
    sets: tuple[SetResults, ...]
    versions: Mapping[str, tuple[int, ...]]
    findings: FindingCount
    kinds: Mapping[str, str]
    strong_from: int = 90

    @cached_property
    def faults(self) -> tuple[Result, ...]:
        """The questions that at least one unit failed, set by set."""
        return tuple(each for part in self.sets for each in part.results if each.failed)

    @cached_property
    def strengths(self) -> tuple[Result, ...]:
        """The questions of which at least `strong_from` percent of the verdicts are passes."""
        return tuple(
            each
            for part in self.sets
            for each in part.results
            if each.verdicts and 100 * each.passes >= self.strong_from * each.verdicts
        )

    @property
    def is_mixed(self) -> bool:
        """Whether some checklist was used in more than one version."""
        return any(len(versions) > 1 for versions in self.versions.values())
