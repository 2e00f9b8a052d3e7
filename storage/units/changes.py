"""What differs between two states of the units, in the words of those who keep them.

Rules: one fact, one change; a unit that is new is told as new and nothing else of it.
Must not know: files, the database, sentences.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from storage.units.sites import Hours, Site
from storage.units.values import Share, Succession, Unit


class Field(StrEnum):
    """What else of a unit may change."""

    KIND = "kind"
    DISPLAY_NAME = "display_name"
    SORT_NO = "sort_no"
    PERIOD = "period"
    CODES = "codes"
    ALIASES = "aliases"
    SITE = "site"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Added:
    """A unit that was not there."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """Another name, from the day after `last_day` of the old one; from the beginning when there is none."""

    key: str
    before: str
    after: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Ended:
    """The last day of a unit."""

    key: str
    name: str
    last_day: date


@dataclass(frozen=True, slots=True)
class Reopened:
    """An end that is taken back."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The unit, or a part of it, goes into another."""

    key: str
    name: str
    target: str
    share: Share
    effective_on: date


@dataclass(frozen=True, slots=True)
class Moved:
    """Another unit above it."""

    key: str
    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """Anything else."""

    key: str
    name: str
    fields: tuple[Field, ...]


Change: TypeAlias = Added | Renamed | Ended | Reopened | Merged | Moved | Changed


@dataclass(frozen=True, slots=True)
class Register:
    """All that is known of units; sites are those of each unit's first place, under the unit's key."""

    units: Mapping[str, Unit]
    successions: frozenset[Succession] = frozenset()
    sites: Mapping[str, Site] | None = None
    hours: Mapping[str, tuple[Hours, ...]] | None = None

    def site(self, key: str) -> Site | None:
        """The unit's first site."""
        return (self.sites or {}).get(key)

    def hours_at(self, key: str) -> tuple[Hours, ...]:
        """The hours of the unit's first site."""
        return (self.hours or {}).get(key, ())


def differences(before: Register, after: Register) -> tuple[Change, ...]:
    """What changed, unit by unit in the order of `after`."""
    merged: dict[str, list[Succession]] = {}
    for each in after.successions - before.successions:
        merged.setdefault(each.source, []).append(each)
    found: list[Change] = []
    for key, unit in after.units.items():
        known = before.units.get(key)
        if known is None:
            found.append(Added(key, unit.name))
        elif known != unit:
            found += _of_unit(known, unit)
        found += _of_places(before, after, unit) if known else ()
        found += _merges(unit, merged.get(key, ()))
    return tuple(found)


def _of_unit(before: Unit, after: Unit) -> Iterator[Change]:
    if after.name != before.name:
        yield Renamed(after.key, before.name, after.name, _last_day_of_name(before, after))
    if after.parent != before.parent:
        yield Moved(after.key, after.name, before.parent, after.parent)
    if after.valid_to is None and before.valid_to is not None:
        yield Reopened(after.key, after.name)
    elif after.valid_to is not None and after.valid_to != before.valid_to:
        yield Ended(after.key, after.name, after.valid_to)
    fields = tuple(_other_fields(before, after))
    if fields:
        yield Changed(after.key, after.name, fields)


def _last_day_of_name(before: Unit, after: Unit) -> date | None:
    new = [each for each in after.former_names if each not in before.former_names]
    return max((each.valid_to for each in new), default=None)


def _other_fields(before: Unit, after: Unit) -> Iterator[Field]:
    is_ending = before.valid_to != after.valid_to
    codes = {each.text for each in before.codes} != {each.text for each in after.codes}
    if after.kind != before.kind:
        yield Field.KIND
    if after.display_name != before.display_name:
        yield Field.DISPLAY_NAME
    if after.sort_no != before.sort_no:
        yield Field.SORT_NO
    if after.valid_from != before.valid_from:
        yield Field.PERIOD
    if codes or (after.codes != before.codes and not is_ending):
        yield Field.CODES
    if set(after.aliases) != set(before.aliases):
        yield Field.ALIASES


def _of_places(before: Register, after: Register, unit: Unit) -> Iterator[Change]:
    key = unit.key
    fields = [Field.SITE] if after.site(key) != before.site(key) else []
    if after.hours_at(key) != before.hours_at(key):
        fields.append(Field.HOURS)
    if fields:
        yield Changed(key, unit.name, tuple(fields))


def _merges(unit: Unit, new: Iterable[Succession]) -> Iterator[Change]:
    for each in sorted(new, key=lambda each: (each.effective_on, each.target)):
        yield Merged(unit.key, unit.name, each.target, each.share, each.effective_on)
