"""What must hold between units: periods the right way round, no circles, a code for one unit at a time.

Rules: only what a change touches is named; what was unsound before is not the fault of who changes something
else.
Must not know: files, the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations

from storage.units import faults
from storage.units.changes import Register
from storage.units.faults import UnitFault
from storage.units.values import Code, Scheme, Succession, Unit


def soundness_faults(register: Register, rows: Mapping[str, int]) -> tuple[UnitFault, ...]:
    """Every reason why the units, changed at those keys, do not hold; each with the row of its unit."""
    found = [
        fault
        for key, row in rows.items()
        if (unit := register.units.get(key)) is not None
        for fault in _of_unit(unit, row, register.units)
    ]
    found += _of_codes(register.units.values(), rows)
    found += _of_successions(register.successions, rows)
    return tuple(sorted(found, key=lambda each: each.row))


def _of_unit(unit: Unit, row: int, units: Mapping[str, Unit]) -> Iterator[UnitFault]:
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        yield faults.ends_before_it_begins(row)
    if unit.parent is not None and unit.parent not in units:
        yield faults.unknown_unit(row, unit.parent)
    if _lies_under_itself(unit, units):
        yield faults.circle(row, unit.key)


def _lies_under_itself(unit: Unit, units: Mapping[str, Unit]) -> bool:
    seen = {unit.key}
    above = units.get(unit.parent or "")
    while above is not None:
        if above.key in seen:
            return True
        seen.add(above.key)
        above = units.get(above.parent or "")
    return False


def _of_codes(units: Iterable[Unit], rows: Mapping[str, int]) -> Iterator[UnitFault]:
    holders: dict[tuple[Scheme, str], list[tuple[Code, str]]] = defaultdict(list)
    for unit in units:
        for code in unit.codes:
            holders[code.scheme, code.text].append((code, unit.key))
    for (_, text), held in holders.items():
        for (one, key), (other, other_key) in combinations(held, 2):
            if key != other_key and _overlap(one, other):
                yield from _code_faults(text, key, other_key, rows)


def _code_faults(text: str, key: str, other: str, rows: Mapping[str, int]) -> Iterator[UnitFault]:
    """Told at the unit that is changed; at the later of two."""
    named = [each for each in (key, other) if each in rows]
    if named:
        later = max(named, key=lambda each: rows[each])
        yield faults.code_taken(rows[later], text, key if later == other else other)


def _overlap(one: Code, other: Code) -> bool:
    begins = max(one.valid_from or date.min, other.valid_from or date.min)
    return begins <= min(one.valid_to or date.max, other.valid_to or date.max)


def _of_successions(successions: Iterable[Succession], rows: Mapping[str, int]) -> Iterator[UnitFault]:
    for each in successions:
        if each.source == each.target and each.source in rows:
            yield faults.same_unit(rows[each.source])
