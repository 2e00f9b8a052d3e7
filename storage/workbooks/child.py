"""The process that parses a workbook: bytes on standard input, cells as JSON on standard output.

Rules: it binds itself first (memory, processor time, no files, no core dump), so whatever the bytes do to it
ends with it. It answers `{"sheets": ..}` or `{"fault": ..}`, or not at all.

python-calamine reads the cells: it is written in Rust, takes 30 ms where openpyxl takes seconds, and openpyxl
needed 20 s of a processor for a file of 70 KB that was made to be slow. What it does not tell (formulas
without a result, failed ones, places far out) `markup` finds out before it.
Must not know: what a checklist is, who asked.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeAlias

from python_calamine import CalamineError, CalamineWorkbook

from storage.workbooks.archive import RefusedFile, repacked, unpacked
from storage.workbooks.limits import Limits
from storage.workbooks.markup import Marks, SheetPlace, marks_of, scan, sheet_places

Raw: TypeAlias = "int | float | str | bool | date | datetime | time | timedelta"

HIDDEN_BY_NAME: Final = "_"
WHOLE_UNTIL: Final = 1e15  # a float holds every whole number up to here


def main() -> None:
    """Read standard input within the limits that the arguments give; write what was found."""
    limits = Limits.read(sys.argv[1:])
    _bind(limits)
    content = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"sheets": _sheets(content, limits)}
    except MemoryError:
        answer = {"fault": "file_costly"}
    except RefusedFile as refused:
        answer = {
            "fault": refused.code,
            "detail": refused.detail,
            "sheet": refused.sheet,
            "row": refused.row,
            "column": refused.column,
        }
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


def _bind(limits: Limits) -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _sheets(content: bytes, limits: Limits) -> list[dict[str, Any]]:
    pieces = unpacked(content)
    places = tuple(each for each in sheet_places(pieces) if not each.name.startswith(HIDDEN_BY_NAME))
    wanted = {place.piece for place in places}
    marks = {
        place.piece: marks_of(pieces[place.piece], place.name, rows=limits.rows, columns=limits.columns)
        for place in places
    }
    for name, piece in pieces.items():
        if name not in wanted and name.endswith((".xml", ".rels")):
            scan(piece, lambda _name, _attributes: None)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(repacked(pieces)))
        budget = _Budget(limits)
        return [_sheet(book, place, marks[place.piece], budget) for place in places]
    except CalamineError as error:
        raise RefusedFile("file_damaged") from error


class _Budget:
    """How many cells and letters are left for all sheets together."""

    def __init__(self, limits: Limits) -> None:
        self._cells, self._letters = limits.cells, limits.letters
        self._limits = limits

    def take(self, text: str, sheet: str, row: int) -> None:
        """Count one cell. RefusedFile when it is one too many."""
        self._cells -= 1
        self._letters -= len(text)
        if self._cells < 0:
            raise RefusedFile("sheet_cells", str(self._limits.cells), sheet=sheet, row=row)
        if self._letters < 0:
            raise RefusedFile("sheet_letters", str(self._limits.letters), sheet=sheet, row=row)


def _sheet(book: CalamineWorkbook, place: SheetPlace, marks: Marks, budget: _Budget) -> dict[str, Any]:
    table = book.get_sheet_by_name(place.name).to_python(skip_empty_area=False)
    rows = []
    for number, line in enumerate(table, start=1):
        cells = list(_cells(line, number, marks))
        for _, text, _kind in cells:
            budget.take(text, place.name, number)
        if cells:
            rows.append([number, cells])
    return {"name": place.name, "hidden": place.hidden, "rows": rows}


def _cells(line: list[Raw], row: int, marks: Marks) -> Iterator[tuple[int, str, str]]:
    for column, raw in enumerate(line, start=1):
        here = (row, column)
        if here in marks.failed:
            yield column, "", "failed_formula"
        elif raw == "" and here in marks.formulas:
            yield column, "", "blank_formula"
        else:
            text, kind = _told(raw)
            if text.strip():
                yield column, text, kind


def _told(raw: Raw) -> tuple[str, str]:
    match raw:
        case bool():
            return ("true" if raw else "false"), "truth"
        case int():
            return str(raw), "number"
        case float():
            whole = raw.is_integer() and abs(raw) < WHOLE_UNTIL
            return str(int(raw) if whole else raw), "number"
        case datetime() | date() | time():
            return raw.isoformat(), "date"
        case timedelta():
            return str(raw), "date"
        case _:
            return raw, "text"


if __name__ == "__main__":
    main()
