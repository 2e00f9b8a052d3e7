"""What a plan comes to: which units a campaign has reached, and which planned visits are done.

Rules: a unit is reached by a visit that was submitted; a visit makes good one planned visit at most, the
earliest of its unit that was planned for its day or before, so an unplanned visit never hides a missed one.
Must not know: who plans, wording.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.visit import Purpose


@dataclass(frozen=True, slots=True)
class Campaign:
    """A round of inspections: its printed name and legal basis, and its days, both included."""

    id: str
    name: str
    basis: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit that is planned: where, when, why, and the opaque ids of who goes. `draw`: it was drawn."""

    id: str
    campaign: str
    unit: str
    on: date
    purpose: Purpose
    team: tuple[str, ...]
    draw: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A submitted visit: where, and the local day on which it began."""

    unit: str
    on: date


@dataclass(frozen=True, slots=True)
class Coverage:
    """Units reached and units not reached, each in the order they were given in."""

    reached: tuple[str, ...]
    missing: tuple[str, ...]


def coverage(units: Iterable[str], made: Iterable[Made]) -> Coverage:
    """Which of the units have been visited."""
    visited = {each.unit for each in made}
    every = tuple(units)
    return Coverage(
        reached=tuple(unit for unit in every if unit in visited),
        missing=tuple(unit for unit in every if unit not in visited),
    )


def done(planned: Sequence[Planned], made: Iterable[Made]) -> frozenset[str]:
    """The ids of the planned visits that have been made."""
    waiting = sorted(planned, key=lambda each: (each.on, each.id))
    good: set[str] = set()
    for visit in sorted(made, key=lambda each: each.on):
        for each in waiting:
            if each.id not in good and each.unit == visit.unit and each.on <= visit.on:
                good.add(each.id)
                break
    return frozenset(good)


def may_see(planned: Planned, person: str, *, is_done: bool) -> bool:
    """Whether the person may know of it: a surprise is its team's own until it is made."""
    return planned.purpose is not Purpose.SURPRISE or is_done or person in planned.team
