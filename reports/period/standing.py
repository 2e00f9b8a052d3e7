"""How one unit stands with one question, from one or several visits.

Rules: it failed if any of its answers failed, else passed if any passed, else it does not apply, else it was
left without an answer. Sums are of the answers that gave a verdict.
Must not know: which visits may be added (`counting`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from checklists.questions import Question
from checklists.values import Counts, Days, Number, Ratio, Value
from reports.period.judging import Outcome
from reports.period.shapes import FailedAnswer, State


@dataclass(slots=True)
class Standing:
    """What has been found so far; `failed` in the order of time."""

    passes: int = 0
    failed: list[FailedAnswer] = field(default_factory=list)
    is_exempt: bool = False
    sums: Counter[str] = field(default_factory=Counter)
    choices: Counter[str] = field(default_factory=Counter)
    times: int = 0

    def add(self, outcome: Outcome, failed: FailedAnswer | None) -> None:
        """Count one more visit's outcome; `failed` where it failed."""
        if outcome.state is State.NA:
            self.is_exempt = True
        if outcome.value is None or outcome.state in {State.NA, State.UNANSWERED}:
            return
        self.passes += outcome.state is State.PASS
        self.times += 1
        for name, amount in _sums(outcome.question, outcome.value):
            self.sums[name] += amount
        if failed is not None:
            self.failed.append(failed)
            self.choices.update(dict.fromkeys(set(failed.choices) - set(self.choices), 1))

    @property
    def state(self) -> State:
        """How the unit stands."""
        if self.failed:
            return State.FAIL
        if self.passes:
            return State.PASS
        return State.NA if self.is_exempt else State.UNANSWERED

    @property
    def days(self) -> tuple[date, ...]:
        """The distinct dates that the failed answers name."""
        named = (each.value for each in self.failed)
        return tuple(sorted({day for value in named if isinstance(value, Days) for day in value.on}))


def added(every: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The sums added up, name by name."""
    total: Counter[str] = Counter()
    for each in every:
        total.update(each)
    return dict(total)


def _sums(question: Question, value: Value) -> Iterator[tuple[str, int]]:
    match value:
        case Counts(numbers) if numbers:
            yield from zip((count.name for count in question.counts), numbers, strict=False)
            yield "missing", max(0, numbers[0] - sum(numbers[1:2]))
        case Ratio(part, whole):
            yield from (("part", part), ("whole", whole), ("missing", whole - part))
        case Number(number) if number == number.to_integral_value():
            yield "n", int(number)
        case _:
            return
