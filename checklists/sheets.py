"""A workbook as values: sheets of cells with their places, whatever file they came from.

Rules: a cell's text is what a person sees, NFC, without the blanks around it; numbers and dates say that they
are ones, for Excel turns "1/2" into a date behind its author's back. Rows count from 1, columns from 1.
Must not know: files, what the cells mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LETTERS = 26


class CellKind(StrEnum):
    """What the file says a cell holds; BLANK_FORMULA has no stored result, FAILED_FORMULA has `#REF!`."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    DATE = "date"
    BLANK_FORMULA = "blank_formula"
    FAILED_FORMULA = "failed_formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows; a date is ISO, a truth `true` or `false`."""

    text: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row that hold something, by column."""

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that hold something, in order; `hidden` as Excel hides it."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """Its sheets, in order."""

    sheets: tuple[Sheet, ...]


def column_letters(column: int) -> str:
    """The letters that Excel shows above a column: `A` for 1, `AA` for 27."""
    letters = ""
    while column > 0:
        column, at = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + at) + letters
    return letters
