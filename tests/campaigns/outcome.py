"""What one run of a campaign found, and what several together say.

Rules: a count never stands without its seed; no failure in n trials bounds the rate by 3/n (95 %), and with
failures the bound is the exact one of Clopper and Pearson.
Must not know: what was tried.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, lgamma, log


@dataclass(frozen=True, slots=True)
class Outcome:
    """So many trials, the failures in words; figures add up over runs, of `max_` ones the highest counts."""

    trials: int
    failures: tuple[str, ...]
    figures: dict[str, float] = field(default_factory=dict)


def together(outcomes: Sequence[Outcome]) -> Outcome:
    """All runs as one."""
    figures: dict[str, float] = {}
    for outcome in outcomes:
        for name, figure in outcome.figures.items():
            known = figures.get(name, 0)
            figures[name] = max(known, figure) if name.startswith("max_") else known + figure
    failures = tuple(failure for outcome in outcomes for failure in outcome.failures)
    return Outcome(sum(outcome.trials for outcome in outcomes), failures, figures)


def bound(trials: int, failures: int) -> float:
    """The highest rate of failure that 95 % leave possible; 1 for no trial."""
    if trials == 0:
        return 1.0
    if failures == 0:
        return min(1.0, 3 / trials)
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(failures, trials, middle) > 0.05 else (low, middle)
    return high


def _at_most(failures: int, trials: int, rate: float) -> float:
    """The chance of at most so many failures."""
    if failures >= trials:
        return 1.0
    return sum(
        exp(
            lgamma(trials + 1)
            - lgamma(each + 1)
            - lgamma(trials - each + 1)
            + each * log(rate)
            + (trials - each) * log(1 - rate)
        )
        for each in range(failures + 1)
    )
