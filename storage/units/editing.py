"""Single changes to the register, each giving the register after it; `planning.settle` says whether it holds.

Rules: pure; a change touches its unit alone; a unit of no known key changes nothing.
Must not know: who asks, the database.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from storage.units.cells import generated_key, guess_alias_type, guess_scheme
from storage.units.changes import Register
from storage.units.planning import ONE_DAY, ended, renamed
from storage.units.values import Alias, Code, Share, Succession, Unit


def rename(register: Register, key: str, name: str, *, from_day: date | None) -> Register:
    """Another name from that day on, or, for none, as if it always had it."""
    return _changed(register, key, lambda unit: renamed(unit, name, from_day=from_day))


def end(register: Register, key: str, last_day: date | None) -> Register:
    """The last day of a unit; none takes its end back, with what it went into when it ended."""
    unit = register.units.get(key)
    over = _changed(register, key, lambda unit: ended(unit, last_day))
    if unit is None or unit.valid_to is None or last_day is not None:
        return over
    gone = {
        each
        for each in register.successions
        if each.source == key and each.effective_on == unit.valid_to + ONE_DAY
    }
    return replace(over, successions=register.successions - gone)


def merge(register: Register, key: str, target: str, *, share: Share, from_day: date) -> Register:
    """All or part of a unit belongs to another from that day on; it ends the day before, if it has not."""
    unit = register.units.get(key)
    if unit is None:
        return register
    over = register if unit.valid_to is not None else end(register, key, from_day - ONE_DAY)
    new = Succession(key, target, share, from_day)
    kept = {each for each in over.successions if (each.source, each.target) != (key, target)}
    return replace(over, successions=frozenset(kept | {new}))


def add_alias(register: Register, key: str, text: str) -> Register:
    """One more name to find it by."""

    def add(unit: Unit) -> Unit:
        if any(each.text == text for each in unit.aliases):
            return unit
        return replace(unit, aliases=(*unit.aliases, Alias(text, guess_alias_type(unit.name, text))))

    return _changed(register, key, add)


def drop_alias(register: Register, key: str, text: str) -> Register:
    """One name less to find it by."""

    def drop(unit: Unit) -> Unit:
        return replace(unit, aliases=tuple(each for each in unit.aliases if each.text != text))

    return _changed(register, key, drop)


def put_code(register: Register, key: str, text: str) -> Register:
    """The unit's code, in place of the one of the same list."""

    def put(unit: Unit) -> Unit:
        scheme = guess_scheme(text)
        others = tuple(each for each in unit.codes if each.scheme is not scheme)
        return replace(unit, codes=(*others, Code(scheme, text, unit.valid_from, unit.valid_to)))

    return _changed(register, key, put)


def new_unit(register: Register, kind: str, name: str, today: date) -> Unit:
    """A unit of the kind from today on, under what most of its kind are under, behind them in order."""
    key = base = generated_key(name, today.year)
    number = 2
    while key in register.units:
        key, number = f"{base[:37]}-{number}", number + 1
    siblings = [each for each in register.units.values() if each.kind == kind and each.is_in_force(today)]
    parents = [each.parent for each in siblings]
    above = max(parents, key=parents.count, default=None)
    sort_no = max((each.sort_no for each in siblings), default=0) + 1
    return Unit(key, kind, name, parent=above, sort_no=sort_no, valid_from=today)


def add(register: Register, unit: Unit) -> Register:
    """One more unit."""
    return replace(register, units={**register.units, unit.key: unit})


def _changed(register: Register, key: str, change: Callable[[Unit], Unit]) -> Register:
    unit = register.units.get(key)
    if unit is None:
        return register
    return replace(register, units={**register.units, key: change(unit)})
