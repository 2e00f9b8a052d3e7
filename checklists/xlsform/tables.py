"""A sheet as a table: its columns by what their headers mean, its rows as cells by column.

Rules: the header is the first row that holds something; blank rows between do not count; every fault of a
header or a cell is an issue with its place. A cell that Excel made a date of, a failed formula and a formula
without a result are faults where something is read from them.
Must not know: what the columns are for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from checklists.issues import Issue
from checklists.sheets import Cell, CellKind, Row, Sheet, column_letters
from checklists.source import Spot
from checklists.xlsform.headers import Header, read_header
from checklists.xlsform.issue_words import xlsform_issue

FAULTY: Final = {
    CellKind.DATE: "cell_date",
    CellKind.FAILED_FORMULA: "cell_failed",
    CellKind.BLANK_FORMULA: "cell_formula",
}


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table."""

    sheet: str
    row: int
    texts: Mapping[Header, str]
    columns: Mapping[Header, int]

    def text(self, name: str, language: str = "") -> str:
        """What stands in that column; empty when it is blank or not there."""
        return self.texts.get(Header(name, language), "")

    def spot(self, name: str = "", language: str = "") -> Spot:
        """Where that column stands in this row; the row alone for a column that is not there."""
        return Spot(self.row, self.sheet, column_letters(self.columns.get(Header(name, language), 0)))

    def issue(self, code: str, name: str = "", details: Mapping[str, str] | None = None) -> Issue:
        """An issue of that column of this row; a translated one stands at its first translation."""
        languages = ("", "vi", "en")
        language = next((each for each in languages if Header(name, each) in self.columns), "")
        spot = self.spot(name, language)
        issue = xlsform_issue(code, details)
        return replace(issue, place=name, line=spot.line, sheet=spot.sheet, column=spot.column)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that has been looked at; `columns` gives the number of each."""

    sheet: str
    header_row: int = 0
    columns: Mapping[Header, int] = field(default_factory=dict)
    records: tuple[Record, ...] = ()
    issues: tuple[Issue, ...] = ()

    def has(self, name: str, language: str = "") -> bool:
        """Whether there is such a column."""
        return Header(name, language) in self.columns

    def issue(self, code: str, header: Header, details: Mapping[str, str] | None = None) -> Issue:
        """An issue of a header."""
        column = column_letters(self.columns.get(header, 0))
        return replace(xlsform_issue(code, details), line=self.header_row, sheet=self.sheet, column=column)


def read_table(sheet: Sheet) -> Table:
    """The table that the sheet holds; an empty one has no columns."""
    if not sheet.rows:
        return Table(sheet=sheet.name)
    head, *rows = sheet.rows
    columns: dict[Header, int] = {}
    twice: list[tuple[int, str]] = []
    for column, cell in sorted(head.cells.items()):
        header = read_header(cell.text)
        if header.name and header in columns:
            twice.append((column, cell.text))
        elif header.name:
            columns[header] = column
    read = tuple(_record(sheet.name, row, columns) for row in rows)
    faults = (
        *(
            replace(
                xlsform_issue("header_twice", {"detail": text}),
                line=head.number,
                sheet=sheet.name,
                column=column_letters(column),
            )
            for column, text in twice
        ),
        *(fault for row in rows for fault in _cell_faults(sheet.name, row, columns)),
    )
    return Table(
        sheet=sheet.name,
        header_row=head.number,
        columns=columns,
        records=tuple(record for record in read if record.texts),
        issues=faults,
    )


def _record(sheet: str, row: Row, columns: Mapping[Header, int]) -> Record:
    texts = {
        header: row.cells[column].text
        for header, column in columns.items()
        if column in row.cells and row.cells[column].text
    }
    return Record(sheet=sheet, row=row.number, texts=texts, columns=columns)


def _cell_faults(sheet: str, row: Row, columns: Mapping[Header, int]) -> Iterator[Issue]:
    named = {column: header for header, column in columns.items()}
    for column, cell in sorted(row.cells.items()):
        if column in named and cell.kind in FAULTY:
            issue = xlsform_issue(FAULTY[cell.kind], {"detail": _shown(cell)})
            place = named[column].name
            yield replace(issue, place=place, line=row.number, sheet=sheet, column=column_letters(column))


def _shown(cell: Cell) -> str:
    return cell.text.removesuffix("T00:00:00")
