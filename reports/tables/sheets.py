"""Tidy tables written into a workbook, row by row, with bounded memory.

Rules: text is typed text, never a formula, and what might be taken for one carries Excel's quote prefix;
dates are real dates; the first row is frozen and filtered. A table longer than a sheet goes on in another.
Must not know: what stands in the rows.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import xlsxwriter

from checklists.language import clean
from reports.tables.fields import TableFields, Type

Cell: TypeAlias = "str | int | float | date | datetime | None"
ROWS_MOST: Final = 1_048_576
LONGEST_CELL: Final = 32_767
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_risky(words: str) -> bool:
    """Whether a spreadsheet might take the text for a formula."""
    return words.lstrip(" ").startswith(RISKY)


@lru_cache(maxsize=16_384)  # labels and names come again in every row
def _safe(words: str) -> tuple[str, bool]:
    """The text without what a cell cannot hold, and whether it is risky."""
    cleaned = clean(words)[:LONGEST_CELL]
    return cleaned, is_risky(cleaned)


class Book:
    """A workbook being written; `close` it once. Rows of several tables may come by turns."""

    def __init__(self, path: Path) -> None:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(str(path), options)
        self._head = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._quoted = self._book.add_format({"quote_prefix": True})
        self._forms = {
            Type.DATE: self._book.add_format({"num_format": "dd/mm/yyyy"}),
            Type.TIME: self._book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            Type.SHARE: self._book.add_format({"num_format": "0.0%"}),
        }
        self._sheets: dict[str, tuple[Any, int]] = {}
        self._parts: dict[str, int] = {}

    def begin(self, table: TableFields) -> None:
        """Add the table's sheet with its header; sheets stand in the order in which they were begun."""
        part = self._parts[table.name] = self._parts.get(table.name, 0) + 1
        sheet = self._book.add_worksheet(table.sheet if part == 1 else f"{table.sheet} ({part})")
        for at, field in enumerate(table.fields):
            sheet.set_column(at, at, field.width)
            sheet.write_string(0, at, field.header, self._head)
        sheet.freeze_panes(1, 0)
        self._sheets[table.name] = (sheet, 1)

    def add(self, table: TableFields, cells: Sequence[Cell]) -> None:
        """Add one row."""
        sheet, row = self._sheets[table.name]
        if row == ROWS_MOST:
            self._filter(table)
            self.begin(table)
            sheet, row = self._sheets[table.name]
        for at, (field, cell) in enumerate(zip(table.fields, cells, strict=True)):
            self._write(sheet, row, at, field.type, cell)
        self._sheets[table.name] = (sheet, row + 1)

    def _write(self, sheet: Any, row: int, at: int, of: Type, cell: Cell) -> None:  # noqa: ANN401 - untyped library
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            words, risky = _safe(cell)
            sheet.write_string(row, at, words, self._quoted if risky else None)
        elif isinstance(cell, (int, float)):
            sheet.write_number(row, at, cell, self._forms.get(of))
        else:
            naive = cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell
            sheet.write_datetime(row, at, naive, self._forms.get(of))

    def _filter(self, table: TableFields) -> None:
        sheet, row = self._sheets[table.name]
        sheet.autofilter(0, 0, max(row - 1, 0), len(table.fields) - 1)

    def close(self, tables: Sequence[TableFields]) -> None:
        """Finish the file."""
        for table in tables:
            self._filter(table)
        self._book.close()
