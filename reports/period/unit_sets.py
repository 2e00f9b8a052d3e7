"""Which units there were to visit: one set for each time in which nothing about a kind's units changed.

Rules: a merger or a new list within the period begins another set, so that nothing is divided by units that
were not there together; a set may be empty. Communes come first, then the kinds in the order of the units.
Must not know: visits.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from reports.period.shapes import CountedUnit, Span, UnitSet

COMMUNES: Final = ("phuong", "xa", "thi_tran", "dac_khu")
DAY: Final = timedelta(days=1)


def unit_sets(units: Iterable[CountedUnit], span: Span) -> tuple[UnitSet, ...]:
    """The sets of every kind, within the period."""
    by_kind: dict[str, list[CountedUnit]] = {}
    for unit in sorted(units, key=lambda unit: (unit.sort_no, unit.key)):
        by_kind.setdefault(unit.kind, []).append(unit)
    ranked = sorted(by_kind, key=lambda kind: COMMUNES.index(kind) if kind in COMMUNES else len(COMMUNES))
    return tuple(each for kind in ranked for each in _sets_of(kind, by_kind[kind], span))


def _sets_of(kind: str, units: list[CountedUnit], span: Span) -> Iterator[UnitSet]:
    starts = sorted({span.first, *_changes(units, span)})
    for first, after in zip(starts, [*starts[1:], span.last + DAY], strict=True):
        there = tuple(unit for unit in units if in_force(unit, first))
        yield UnitSet(kind, Span(first, after - DAY), there)


def _changes(units: list[CountedUnit], span: Span) -> Iterator[date]:
    """The days within the period on which a unit began, or had just ended."""
    for unit in units:
        if unit.valid_from is not None and span.first < unit.valid_from <= span.last:
            yield unit.valid_from
        if unit.valid_to is not None and span.first <= unit.valid_to < span.last:
            yield unit.valid_to + DAY


def in_force(unit: CountedUnit, on: date) -> bool:
    """Whether the unit was there on that day."""
    begun = unit.valid_from is None or unit.valid_from <= on
    return begun and (unit.valid_to is None or on <= unit.valid_to)
