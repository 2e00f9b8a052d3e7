"""The units as a table, in the form that `listing` reads.

Rules: what is written and read again changes nothing; the header is Vietnamese, for those who open it in
Excel.
Must not know: files, the database.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date

from storage.units.cells import TYPED_ALIASES
from storage.units.changes import Register
from storage.units.listing import HEADERS, Column, UnitTable
from storage.units.opening import write_hours
from storage.units.values import Share, Succession, Unit

COLUMNS = tuple(each for each in Column if each not in {Column.ALIASES, Column.RENAMED_ON})
UNVERIFIED = " (chưa kiểm chứng)"
PART = " (một phần)"


def header() -> tuple[str, ...]:
    """The names of the columns."""
    return tuple(HEADERS[column][0] for column in COLUMNS)


def table_rows(register: Register) -> tuple[tuple[str, ...], ...]:
    """A row for each unit, in the order of the register, without the header."""
    successors: dict[str, list[Succession]] = {}
    for each in sorted(register.successions, key=lambda each: (each.effective_on, each.target)):
        successors.setdefault(each.source, []).append(each)
    rows = []
    for unit in register.units.values():
        said = _said(unit, register, successors.get(unit.key, []))
        rows.append(tuple(said.get(column, "") for column in COLUMNS))
    return tuple(rows)


def write_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV file that Excel opens with its marks."""
    return _csv([header(), *rows])


def write_columns(table: UnitTable) -> bytes:
    """A list as a CSV file, with the columns that it has."""
    columns = [column for column in Column if any(column in row.cells for row in table.rows)]
    rows = [[row.cells.get(column, "") for column in columns] for row in table.rows]
    return _csv([[HEADERS[column][0] for column in columns], *rows])


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _said(unit: Unit, register: Register, successors: Iterable[Succession]) -> Mapping[Column, str]:
    code = max(unit.codes, key=lambda each: each.valid_from or date.min, default=None)
    site = register.site(unit.key)
    merged = tuple(successors)
    said = {
        Column.KEY: unit.key,
        Column.KIND: unit.kind,
        Column.NAME: unit.name,
        Column.DISPLAY_NAME: unit.display_name or "",
        Column.PARENT: unit.parent or "",
        Column.SORT_NO: str(unit.sort_no),
        Column.CODE: code.text if code else "",
        Column.SCHEME: code.scheme.value if code else "",
        Column.VALID_FROM: _day(unit.valid_from),
        Column.VALID_TO: _day(unit.valid_to),
        Column.SUCCESSORS: "; ".join(_successor(each) for each in merged),
        Column.LEGAL_REF: next((each.legal_ref for each in merged if each.legal_ref), ""),
        Column.ADDRESS: site.address if site else "",
        Column.LAT: _degrees(site.lat if site else None),
        Column.LON: _degrees(site.lon if site else None),
        Column.HOURS: write_hours(register.hours_at(unit.key)),
    }
    return said | {column: _aliases(unit, column) for column in TYPED_ALIASES}


def _aliases(unit: Unit, column: Column) -> str:
    return "; ".join(
        each.text if each.verified else f"{each.text}{UNVERIFIED}"
        for each in unit.aliases
        if each.type is TYPED_ALIASES[column]
    )


def _successor(succession: Succession) -> str:
    part = PART if succession.share is Share.PART else ""
    return f"{succession.target}{part}{'' if succession.verified else UNVERIFIED}"


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _degrees(degrees: float | None) -> str:
    return "" if degrees is None else repr(degrees)
