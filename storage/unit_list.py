"""Reading a list of units from CSV.

Rules: columns are found by their header, in any order: `key, kind, name` are needed; `parent, sort_no, code,
aliases, valid_from, valid_to` may be there; aliases are separated by `;`, dates are ISO, codes stay text.
Every bad row is named with a remedy, all at once.
Must not know: the database.
"""

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from checklists.language import initials, unit_search_key
from checklists.model import Label
from storage.units import Alias, AliasType, Code, Scheme, Unit

NEEDED = ("key", "kind", "name")
FIELDS = (*NEEDED, "parent", "sort_no", "code", "aliases", "valid_from", "valid_to")
ROWS_MOST = 20_000
HEADER_ROW = 1


@dataclass(frozen=True, slots=True)
class UnitFault:
    """What is wrong in a row (the header is row 1), and what to do about it."""

    row: int
    fault: Label
    remedy: Label


@dataclass(frozen=True, slots=True)
class UnitList:
    """What a CSV says: the good units in its order, and every fault."""

    units: tuple[Unit, ...]
    faults: tuple[UnitFault, ...]


def read_units_csv(text: str, kinds: Collection[str]) -> UnitList:
    """Read a whole list; import it only when there are no faults. `kinds` are the kinds of unit there are."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        header = [each.strip() for each in reader.fieldnames or ()]
        missing = [name for name in NEEDED if name not in header]
        if missing:
            return UnitList(units=(), faults=(_no_column(", ".join(missing)),))
        reader.fieldnames = header
        rows = [
            (reader.line_num, _texts(each)) for _, each in zip(range(ROWS_MOST + 1), reader, strict=False)
        ]
    except csv.Error as error:
        return UnitList(units=(), faults=(_unreadable(reader.line_num, str(error)),))
    if len(rows) > ROWS_MOST:
        return UnitList(units=(), faults=(_too_many(),))
    return _read_rows(rows, kinds)


def _texts(row: Mapping[str | None, str | list[str] | None]) -> dict[str, str]:
    """Only named columns, stripped; a short row's missing cells are empty."""
    return {name: value.strip() for name, value in row.items() if name and isinstance(value, str)}


def _read_rows(rows: list[tuple[int, dict[str, str]]], kinds: Collection[str]) -> UnitList:
    units: dict[str, Unit] = {}
    faults: list[UnitFault] = []
    for line, row in rows:
        if not any(row.values()):
            continue
        found = _faults(line, row, kinds)
        if row.get("key", "") in units:
            found.append(_doubled(line, row["key"]))
        faults += found
        if not found:
            units[row["key"]] = _read(row)
    return UnitList(units=tuple(units.values()), faults=tuple(faults))


def _faults(line: int, row: Mapping[str, str], kinds: Collection[str]) -> list[UnitFault]:
    faults = [_empty(line, name) for name in NEEDED if not row.get(name)]
    if row.get("kind") and row["kind"] not in kinds:
        faults.append(_unknown_kind(line, row["kind"], kinds))
    if row.get("sort_no") and not (row["sort_no"].isascii() and row["sort_no"].isdecimal()):
        faults.append(_no_number(line, row["sort_no"]))
    return faults + [
        _no_date(line, row[name]) for name in ("valid_from", "valid_to") if not _is_date(row.get(name))
    ]


def _is_date(text: str | None) -> bool:
    if not text:
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _read(row: Mapping[str, str]) -> Unit:
    def day(name: str) -> date | None:
        return date.fromisoformat(row[name]) if row.get(name) else None

    return Unit(
        key=row["key"],
        kind=row["kind"],
        name=row["name"],
        parent=row.get("parent") or None,
        sort_no=int(row.get("sort_no") or 0),
        valid_from=day("valid_from"),
        valid_to=day("valid_to"),
        codes=_codes(row.get("code", "")),
        aliases=tuple(
            Alias(each.strip(), _alias_type(row["name"], each))
            for each in row.get("aliases", "").split(";")
            if each.strip()
        ),
    )


def _codes(text: str) -> tuple[Code, ...]:
    return (Code(Scheme.STATISTICS if text.isdecimal() else Scheme.INTERNAL, text),) if text else ()


def _alias_type(name: str, alias: str) -> AliasType:
    """What kind of name it is, by its looks."""
    folded = unit_search_key(alias)
    if folded.replace(" ", "") == initials(name) or alias.isupper():
        return AliasType.ABBREVIATION
    return AliasType.MISSPELLING if folded == unit_search_key(name) else AliasType.PLACE


def _no_column(names: str) -> UnitFault:
    return UnitFault(
        HEADER_ROW,
        Label(f"Thiếu cột {names}.", f"Columns are missing: {names}."),
        Label(f"Dòng đầu cần có các cột: {', '.join(FIELDS)}.", f"The first row names: {', '.join(FIELDS)}."),
    )


def _unreadable(line: int, reason: str) -> UnitFault:
    return UnitFault(
        line,
        Label(f"Không đọc được tệp CSV: {reason}.", f"The CSV cannot be read: {reason}."),
        Label("Lưu lại tệp dạng CSV UTF-8.", "Save the file again as CSV UTF-8."),
    )


def _too_many() -> UnitFault:
    return UnitFault(
        ROWS_MOST,
        Label(f"Tệp có hơn {ROWS_MOST} dòng.", f"The file has more than {ROWS_MOST} rows."),
        Label("Chia thành nhiều tệp.", "Split it into several files."),
    )


def _doubled(line: int, key: str) -> UnitFault:
    return UnitFault(
        line,
        Label(f"Mã {key} đã có ở dòng trên.", f"The key {key} stands in a row above."),
        Label("Mỗi đơn vị một mã riêng.", "Give each unit a key of its own."),
    )


def _empty(line: int, name: str) -> UnitFault:
    return UnitFault(
        line,
        Label(f"Cột {name} đang trống.", f"Column {name} is empty."),
        Label(f"Điền cột {name}.", f"Fill in column {name}."),
    )


def _unknown_kind(line: int, kind: str, kinds: Collection[str]) -> UnitFault:
    return UnitFault(
        line,
        Label(f"Không có loại đơn vị {kind}.", f"There is no kind of unit {kind}."),
        Label(f"Chọn một trong: {', '.join(kinds)}.", f"Take one of: {', '.join(kinds)}."),
    )


def _no_number(line: int, text: str) -> UnitFault:
    return UnitFault(
        line,
        Label(f"Số thứ tự {text} không phải là số.", f"sort_no {text} is not a number."),
        Label("Ghi số nguyên, ví dụ 12.", "Write a whole number such as 12."),
    )


def _no_date(line: int, text: str) -> UnitFault:
    return UnitFault(
        line,
        Label(f"Ngày {text} không đúng.", f"{text} is not a date."),
        Label("Ghi ngày dạng 2025-07-01.", "Write dates like 2025-07-01."),
    )
