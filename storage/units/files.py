"""A list of units from a file, and as one: CSV or XLSX.

Rules: what a file is, its bytes say, not its name; of a workbook the first sheet that can be seen counts.
Must not know: where a file came from.
"""

import io
from collections.abc import Iterable, Sequence

from checklists.issues import Issue
from checklists.sheets import Row, Sheet
from storage.units.faults import HEADER_ROW, UnitFault
from storage.units.listing import UnitTable, read_csv, read_table
from storage.units.writing import COLUMNS, header
from storage.workbooks.reading import read_workbook

LARGEST_FILE = 4 * 1024 * 1024
_ZIP = b"PK"
_SHEET = "Đơn vị"
_WIDTHS = {"name": 32, "parent": 18, "address": 36, "hours": 40, "successors": 36, "legal_ref": 36}


async def read_list(content: bytes) -> UnitTable:
    """The table in a file of either form."""
    if not content.startswith(_ZIP):
        return read_csv(content)
    book = await read_workbook(content)
    if isinstance(book, Issue):
        return UnitTable((), faults=(UnitFault(book.line or HEADER_ROW, book.fault, book.remedy),))
    seen = next((sheet for sheet in book.sheets if not sheet.hidden and sheet.rows), Sheet("", ()))
    return read_table((row.number, _texts(row)) for row in seen.rows)


def _texts(row: Row) -> Sequence[str]:
    last = max(row.cells, default=0)
    return [row.cells[column].text if column in row.cells else "" for column in range(1, last + 1)]


def write_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as a workbook whose cells are texts, so that Excel keeps `09541` as it is."""
    import xlsxwriter  # takes a while, and only who writes a workbook needs it

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet(_SHEET)
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "text_wrap": True})
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, _WIDTHS.get(column.value, 14), text)
        for place, name in enumerate(header()):
            sheet.write_string(0, place, name, bold)
        for number, row in enumerate(rows, start=HEADER_ROW):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, place, cell, text)
        sheet.freeze_panes(1, 3)
    return content.getvalue()
