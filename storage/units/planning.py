"""From what is known and a list to what will be known, or every reason why not.

Rules: pure; nothing is taken unless all of it is good. A row changes the unit with its key and what the row
does not say stays. Units are ended, never left out; a unit that the list does not name stays as it is. A
name that differs is a renaming from a day on, and the old name goes on finding the unit.
Must not know: files, the database, who asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from checklists.language import fold, unit_search_key
from storage.units import cells, faults, placing
from storage.units.cells import Successor
from storage.units.changes import Change, Register, differences
from storage.units.faults import UnitFault
from storage.units.listing import Column, ListRow, UnitTable
from storage.units.resolving import units_meant
from storage.units.soundness import soundness_faults
from storage.units.values import Code, FormerName, Kind, Succession, Unit

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be known when it is carried out, and what that changes."""

    before: Register
    after: Register
    changes: tuple[Change, ...]
    ignored: tuple[str, ...] = ()


def plan_list(
    known: Register, table: UnitTable, *, kinds: Mapping[str, Kind], today: date
) -> Plan | tuple[UnitFault, ...]:
    """What a list changes. `today`: from when a new name holds, unless the list says otherwise."""
    if table.faults:
        return table.faults
    reading = _Reading(known, kinds, today)
    for row in table.rows:
        reading.take(row)
    reading.connect()
    if reading.faults:
        return tuple(sorted(reading.faults, key=lambda each: each.row))
    plan = settle(known, reading.after(), rows=reading.rows)
    return replace(plan, ignored=table.ignored) if isinstance(plan, Plan) else plan


def settle(
    before: Register, after: Register, *, rows: Mapping[str, int] | None = None
) -> Plan | tuple[UnitFault, ...]:
    """The way from one state to another, if the other is sound; `rows`: where each changed unit stands."""
    changed = rows or {key: 0 for key, unit in after.units.items() if before.units.get(key) != unit}
    found = soundness_faults(after, changed)
    if found:
        return found
    return Plan(before, after, differences(before, after))


def renamed(unit: Unit, name: str, *, from_day: date | None) -> Unit:
    """The unit under a new name from that day on; for none, as if it never had another."""
    if name == unit.name:
        return unit
    unit = replace(unit, display_name=None)  # it was made for the other name
    if from_day is None:
        return replace(unit, name=name)
    kept = tuple(each for each in unit.former_names if each.valid_to < from_day - ONE_DAY)
    was = unit.name_on(from_day - ONE_DAY)
    return replace(unit, name=name, former_names=(*kept, FormerName(was, from_day - ONE_DAY)))


def ended(unit: Unit, last_day: date | None) -> Unit:
    """The unit with that last day, its codes with it; without an end for none."""
    codes = tuple(
        replace(each, valid_to=last_day)
        if each.valid_to == unit.valid_to
        or (last_day and (each.valid_to is None or each.valid_to > last_day))
        else each
        for each in unit.codes
    )
    return replace(unit, valid_to=last_day, codes=codes)


class _Reading:
    """A list being read, row by row; what it says is connected when every unit is known."""

    def __init__(self, known: Register, kinds: Mapping[str, Kind], today: date) -> None:
        self.faults: list[UnitFault] = []
        self.rows: dict[str, int] = {}
        self._known = known
        self._kinds = kinds
        self._kind_words = {
            fold(word): kind.key
            for kind in kinds.values()
            for word in (kind.key, kind.label.vi, kind.label.en)
        }
        self._today = today
        self._units = dict(known.units)
        self._sites = dict(known.sites or {})
        self._hours = dict(known.hours or {})
        self._read: dict[str, ListRow] = {}
        self._successions = set(known.successions)

    def after(self) -> Register:
        """All that is known when the list is taken."""
        return Register(self._units, frozenset(self._successions), self._sites, self._hours)

    def take(self, row: ListRow) -> None:
        """Read one row into its unit."""
        key = self._key(row)
        if key is None:
            return
        if key in self.rows:
            self.faults.append(faults.doubled(row.number, key))
            return
        self.rows[key] = row.number
        self._read[key] = row
        kind = self._kind(row)
        name = row.cells[Column.NAME]
        if not name:
            self.faults.append(faults.empty(row.number, Column.NAME))
        elif len(name) > cells.NAME_MOST:
            self.faults.append(faults.too_long(row.number, Column.NAME, cells.NAME_MOST))
        if kind and name:
            self._units[key] = self._unit(self._units.get(key) or Unit(key, kind, name), row, kind)

    def connect(self) -> None:
        """Find the units that rows name: those above and those they went into; then the places."""
        for key, row in self._read.items():
            unit = self._units.get(key)
            if unit is not None:
                self._put_under(unit, row)
                self._put_successions(self._units[key], row)
                self._put_place(key, row)

    def _key(self, row: ListRow) -> str | None:
        key = row.cells.get(Column.KEY, "")
        if key and not cells.is_key(key):
            self.faults.append(faults.bad_key(row.number, key))
            return None
        return key or self._generated(row)

    def _generated(self, row: ListRow) -> str | None:
        """A key for a row without one, unless it may be of a unit that is there."""
        name = row.cells[Column.NAME]
        if not name:
            self.faults.append(faults.empty(row.number, Column.NAME))
            return None
        start = cells.read_day(row.cells.get(Column.VALID_FROM, ""))
        key = cells.generated_key(name, (start or self._today).year)
        wanted, kind = unit_search_key(name), self._kind_words.get(fold(row.cells[Column.KIND]))
        same = [
            each.key
            for each in self._known.units.values()
            if each.kind == kind and each.valid_to is None and unit_search_key(each.name) == wanted
        ]
        if same and key not in same:
            self.faults.append(faults.known_by_another_key(row.number, name, same[0]))
            return None
        return key

    def _kind(self, row: ListRow) -> str | None:
        said = row.cells[Column.KIND]
        kind = self._kind_words.get(fold(said))
        if not said:
            self.faults.append(faults.empty(row.number, Column.KIND))
        elif kind is None:
            self.faults.append(faults.unknown_kind(row.number, said, self._kinds))
        return kind

    def _unit(self, known: Unit, row: ListRow, kind: str) -> Unit:
        """The unit as the row says it is."""
        name = row.cells[Column.NAME]
        renamed_on = cells.day_cell(row, Column.RENAMED_ON, self.faults) or self._today
        unit = replace(renamed(known, name, from_day=renamed_on), kind=kind)
        if Column.SORT_NO in row.cells:
            unit = replace(unit, sort_no=cells.sort_no_cell(row, self.faults))
        if Column.DISPLAY_NAME in row.cells:
            unit = replace(unit, display_name=row.cells[Column.DISPLAY_NAME] or None)
        if (aliases := cells.alias_cells(name, row)) is not None:
            unit = replace(unit, aliases=aliases)
        if Column.VALID_FROM in row.cells:
            unit = replace(unit, valid_from=cells.day_cell(row, Column.VALID_FROM, self.faults))
        if Column.VALID_TO in row.cells:
            unit = ended(unit, cells.day_cell(row, Column.VALID_TO, self.faults))
        return self._with_code(unit, row)

    def _with_code(self, unit: Unit, row: ListRow) -> Unit:
        """The unit with the row's code for its period; codes of other lists and times stay."""
        if Column.CODE not in row.cells:
            return unit
        text, scheme = row.cells[Column.CODE], cells.scheme_cell(row)
        if cells.has_lost_a_zero(unit.kind, scheme, text):
            self.faults.append(faults.lost_zero(row.number, text))
        same = [each for each in unit.codes if (each.scheme, each.text) == (scheme, text)]
        if same or not text:
            return unit if text else replace(unit, codes=())
        others = tuple(each for each in unit.codes if each.scheme is not scheme)
        return replace(unit, codes=(*others, Code(scheme, text, unit.valid_from, unit.valid_to)))

    def _put_under(self, unit: Unit, row: ListRow) -> None:
        if Column.PARENT not in row.cells:
            return
        named = row.cells[Column.PARENT]
        above = self._meant(named, row, unit.valid_to or self._today) if named else None
        if not named or above:
            self._units[unit.key] = replace(unit, parent=above)

    def _put_successions(self, unit: Unit, row: ListRow) -> None:
        wanted = cells.successors_cell(row)
        if Column.SUCCESSORS not in row.cells:
            return
        self._successions = {each for each in self._successions if each.source != unit.key}
        if wanted and unit.valid_to is None:
            self.faults.append(faults.successor_without_end(row.number))
            return
        for each in wanted:
            self._put_succession(unit, row, each)

    def _put_succession(self, unit: Unit, row: ListRow, successor: Successor) -> None:
        effective_on = (unit.valid_to or self._today) + ONE_DAY
        target = self._meant(successor.named, row, effective_on)
        if target is not None:
            legal_ref = row.cells.get(Column.LEGAL_REF, "")
            new = Succession(unit.key, target, successor.share, effective_on, legal_ref, successor.verified)
            self._successions.add(new)

    def _meant(self, text: str, row: ListRow, day: date) -> str | None:
        meant = units_meant(text, self._units, day)
        if len(meant) == 1:
            return meant[0].key
        keys = [each.key for each in meant]
        fault = (
            faults.ambiguous_unit(row.number, text, keys) if keys else faults.unknown_unit(row.number, text)
        )
        self.faults.append(fault)
        return None

    def _put_place(self, key: str, row: ListRow) -> None:
        """The unit's first site as the row says, under the unit's own key."""
        site = placing.site_of(row, key, self._sites.get(key), self.faults)
        if site is not None:
            self._sites[key] = site
            hours = placing.hours_of(row, self._hours.get(key, ()), self.faults)
            if hours is not None:
                self._hours[key] = hours
