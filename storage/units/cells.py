"""What the cells of a list say: dates, aliases, codes, places, what a unit went into.

Rules: what cannot be read is a fault with its row. "(chưa kiểm chứng)" after a name or a successor marks a
fact that nobody has held against the official text.
Must not know: the table, units that are kept already.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checklists.language import fold, initials, unit_search_key
from storage.units import faults
from storage.units.faults import UnitFault
from storage.units.listing import Column, ListRow
from storage.units.values import Alias, AliasType, Scheme, Share

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_UNVERIFIED = re.compile(r"\s*\((?:chưa kiểm chứng|unverified)\)\s*", re.IGNORECASE)
_PART = re.compile(r"\s*\((?:một phần|part)\)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]{1,12})?")
_SORT_NO = re.compile(r"[0-9]{1,6}")
NAME_MOST = 120
CODE_DIGITS = 5
COMMUNES = frozenset({"phuong", "xa", "thi_tran", "dac_khu"})

TYPED_ALIASES: Mapping[Column, AliasType] = {
    Column.ABBREVIATIONS: AliasType.ABBREVIATION,
    Column.FORMER_NAMES: AliasType.FORMER_NAME,
    Column.MISSPELLINGS: AliasType.MISSPELLING,
    Column.PLACES: AliasType.PLACE,
}


@dataclass(frozen=True, slots=True)
class Successor:
    """The unit named in a cell of successors, as it is written there."""

    named: str
    share: Share
    verified: bool


def is_key(text: str) -> bool:
    """Whether the text may be a unit's key."""
    return _KEY.fullmatch(text) is not None


def read_day(text: str) -> date | None:
    """The date in `2025-07-01` or `01/07/2025`, or none. Excel's midnight after a date is passed over."""
    plain = text.removesuffix(" 00:00:00").removesuffix("T00:00:00")
    found = _DAY_FIRST.fullmatch(plain)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(plain) if len(plain) == len("2025-07-01") else None
    except ValueError:
        return None


def day_cell(row: ListRow, column: Column, found: list[UnitFault]) -> date | None:
    """The date of the row's cell; an empty one is none, a wrong one a fault."""
    text = row.cells.get(column, "")
    day = read_day(text) if text else None
    if text and day is None:
        found.append(faults.not_a_date(row.number, text))
    return day


def sort_no_cell(row: ListRow, found: list[UnitFault]) -> int:
    """The order; an empty cell is 0."""
    text = row.cells.get(Column.SORT_NO, "")
    if text and not _SORT_NO.fullmatch(text.removesuffix(".0")):
        found.append(faults.not_whole(row.number, text))
        return 0
    return int(text.removesuffix(".0") or 0)


def place_cells(row: ListRow, found: list[UnitFault]) -> tuple[float, float] | None:
    """The place: both numbers or none."""
    texts = [row.cells.get(column, "") for column in (Column.LAT, Column.LON)]
    if not any(texts):
        return None
    place = place_of(*texts)
    if place is None:
        found.append(faults.bad_place(row.number))
    return place


def place_of(lat: str, lon: str) -> tuple[float, float] | None:
    """The place that two texts are, in degrees, or none."""
    if not (_NUMBER.fullmatch(lat) and _NUMBER.fullmatch(lon)):
        return None
    north, east = float(lat.replace(",", ".")), float(lon.replace(",", "."))
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None  # noqa: PLR2004 - the globe's own


def scheme_cell(row: ListRow) -> Scheme:
    """Whose list the code is from: as the row says, else by what the code looks like."""
    said = row.cells.get(Column.SCHEME, "")
    known = next((each for each in Scheme if each.value == said), None)
    return known or guess_scheme(row.cells.get(Column.CODE, ""))


def guess_scheme(code: str) -> Scheme:
    """Statistics codes are digits."""
    return Scheme.STATISTICS if code.isdecimal() else Scheme.INTERNAL


def has_lost_a_zero(kind: str, scheme: Scheme, code: str) -> bool:
    """Whether Excel took a code for a number: a commune's has five digits, 09541 and not 9541."""
    return kind in COMMUNES and scheme is not Scheme.INTERNAL and code.isdecimal() and len(code) < CODE_DIGITS


def alias_cells(name: str, row: ListRow) -> tuple[Alias, ...] | None:
    """The aliases of all columns that the list has; none when it has no such column."""
    columns = [column for column in (Column.ALIASES, *TYPED_ALIASES) if column in row.cells]
    if not columns:
        return None
    found = [
        Alias(text, TYPED_ALIASES.get(column) or guess_alias_type(name, text), verified=verified)
        for column in columns
        for text, verified in _marked(row.cells[column])
    ]
    return tuple({each.text: each for each in reversed(found)}.values())[::-1]


def guess_alias_type(name: str, alias: str) -> AliasType:
    """Why a unit may be called so, by its looks; a person can say otherwise."""
    folded = unit_search_key(alias)
    if folded.replace(" ", "") == initials(name) or alias.isupper():
        return AliasType.ABBREVIATION
    return AliasType.MISSPELLING if folded == unit_search_key(name) else AliasType.PLACE


def successors_cell(row: ListRow) -> tuple[Successor, ...]:
    """The units that this one went into."""
    found = []
    for part, verified in _marked(row.cells.get(Column.SUCCESSORS, "")):
        share = Share.PART if _PART.search(part) else Share.WHOLE
        found.append(Successor(_PART.sub("", part), share, verified))
    return tuple(found)


def _marked(text: str) -> Iterable[tuple[str, bool]]:
    """The parts between semicolons, each with whether it is verified."""
    for part in text.split(";"):
        plain = _UNVERIFIED.sub(" ", part).strip()
        if plain:
            yield plain, not _UNVERIFIED.search(part)


def generated_key(name: str, year: int) -> str:
    """A key for a unit that has none: its name without marks, and a year."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return f"{slug[:34].strip('-')}-{year}"
