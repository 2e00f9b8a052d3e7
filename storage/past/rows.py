"""The rows of a list of past visits, before anything in them is understood.

Rules: columns are found by their header, in any order, by the field's name or its Vietnamese header; a cell
is text without the blanks around it; the header is row 1. A CSV that Excel wrote with semicolons is read too.
Must not know: units, checklists.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Final

from checklists.language import clean, fold
from checklists.sheets import Sheet
from storage.past.faults import RowFault, row_fault

ROWS_MOST: Final = 1_000_000
HEADERS: Final = {
    "ma luot": "visit",
    "luot": "visit",
    "ngay": "date",
    "don vi": "unit",
    "hinh thuc": "kind_of_visit",
    "phieu": "checklist",
    "ma cau": "question",
    "cau": "question",
    "tra loi": "value",
    "ghi chu": "note",
}


@dataclass(frozen=True, slots=True)
class PastRow:
    """One answer of a visit, as written."""

    row: int
    visit: str
    date: str
    unit: str
    kind_of_visit: str
    checklist: str
    question: str
    value: str
    note: str = ""


COLUMNS: Final = tuple(each.name for each in fields(PastRow) if each.name != "row")
NEEDED: Final = tuple(name for name in COLUMNS if name != "note")


@dataclass(frozen=True, slots=True)
class PastRows:
    """The rows of a list, and why it cannot be read, if so."""

    rows: tuple[PastRow, ...]
    faults: tuple[RowFault, ...] = ()


def read_csv(text: str) -> PastRows:
    """The rows of a CSV."""
    bare = text.removeprefix("\ufeff")
    header = bare.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(bare, newline=""), delimiter=delimiter)
    try:
        return _read((reader.line_num, cells) for cells in reader)
    except csv.Error as error:
        return PastRows((), (row_fault(reader.line_num, "unreadable", str(error)),))


def read_sheet(sheet: Sheet) -> PastRows:
    """The rows of a workbook's sheet; its dates are ISO already."""
    width = max((max(row.cells) for row in sheet.rows if row.cells), default=0)
    return _read(
        (row.number, [row.cells[at].text if at in row.cells else "" for at in range(1, width + 1)])
        for row in sheet.rows
    )


def _read(lines: Iterable[tuple[int, Sequence[str]]]) -> PastRows:
    every = iter(lines)
    first, titles = next(every, (1, ()))
    places = {name: at for at, title in enumerate(titles) if (name := _column(title))}
    missing = [name for name in NEEDED if name not in places]
    if missing:
        return PastRows((), (row_fault(first, "no_column", ", ".join(missing), ", ".join(COLUMNS)),))
    rows = tuple(row for _, row in zip(range(ROWS_MOST + 1), _rows(every, places), strict=False))
    if len(rows) > ROWS_MOST:
        return PastRows((), (row_fault(ROWS_MOST, "too_many", str(ROWS_MOST)),))
    return PastRows(rows)


def _column(title: str) -> str | None:
    name = fold(title)
    return name if name in COLUMNS else HEADERS.get(name)


def _rows(lines: Iterator[tuple[int, Sequence[str]]], places: dict[str, int]) -> Iterator[PastRow]:
    for number, cells in lines:
        said = {name: clean(cells[at]).strip() if at < len(cells) else "" for name, at in places.items()}
        if any(said.values()):
            yield PastRow(row=number, **said)
