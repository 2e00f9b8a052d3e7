"""The XML inside an XLSX: its sheets' names and places, and what their reader would not tell.

Rules: no document type, so no entities; a cell outside the limits ends the reading at once, before anybody
makes room for a table as wide as that; formulas without a result and failed ones are told apart from blanks.
Must not know: what cells hold. Runs in the child process: the standard library alone.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from storage.workbooks.archive import RefusedFile

BOOK: Final = "xl/workbook.xml"
BOOK_LINKS: Final = "xl/_rels/workbook.xml.rels"
DEEPEST: Final = 64
MOST_SHEETS: Final = 50
PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
SHOWN: Final = frozenset({"", "visible"})

Place = tuple[int, int]
Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A sheet's name, where its XML lies, whether Excel hides it."""

    name: str
    piece: str
    hidden: bool


@dataclass(slots=True)
class Marks:
    """Cells with a formula, and those whose formula failed, as (row, column) from 1."""

    formulas: set[Place] = field(default_factory=set)
    failed: set[Place] = field(default_factory=set)


def scan(piece: bytes, begin: Callable[[str, Attributes], None]) -> None:
    """Call `begin` with each element's plain name and attributes. RefusedFile for what is no plain XML."""
    depth = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise RefusedFile("file_damaged")
        begin(name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attributes.items()})

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_: object) -> None:
        raise RefusedFile("file_entities")

    reader = expat.ParserCreate()
    reader.StartElementHandler = start
    reader.EndElementHandler = end
    reader.StartDoctypeDeclHandler = refuse
    reader.EntityDeclHandler = refuse
    try:
        reader.Parse(piece, True)
    except expat.ExpatError as error:
        raise RefusedFile("file_damaged") from error


def sheet_places(pieces: Mapping[str, bytes]) -> tuple[SheetPlace, ...]:
    """The sheets of the workbook in their order. RefusedFile when it names none, or none that is there."""
    if BOOK not in pieces or BOOK_LINKS not in pieces:
        raise RefusedFile("file_no_workbook")
    targets: dict[str, str] = {}
    sheets: list[Attributes] = []

    def link(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            sheets.append(attributes)

    scan(pieces[BOOK_LINKS], link)
    scan(pieces[BOOK], sheet)
    if len(sheets) > MOST_SHEETS:
        raise RefusedFile("file_many_sheets", str(MOST_SHEETS))
    found = (
        SheetPlace(
            name=each.get("name", ""),
            piece=targets.get(each.get("id", ""), ""),
            hidden=each.get("state", "") not in SHOWN,
        )
        for each in sheets
    )
    placed = tuple(each for each in found if each.piece.startswith("xl/worksheets/") and each.piece in pieces)
    if not placed:
        raise RefusedFile("file_no_workbook")
    return placed


def marks_of(piece: bytes, sheet: str, *, rows: int, columns: int) -> Marks:
    """What one sheet's XML tells of its cells. RefusedFile for a cell beyond the limits that holds something.

    Empty cells do not count: some programs format a whole column and write its last row.
    """
    marks = Marks()
    here: Place = (0, 0)

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal here
        match name:
            case "row":
                here = (_number(attributes.get("r"), here[0] + 1), 0)
            case "c":
                here = _place(attributes.get("r"), (here[0], here[1] + 1))
                if attributes.get("t") == "e":
                    marks.failed.add(here)
            case "f" | "v" | "is":
                _hold(here, sheet, rows=rows, columns=columns)
                if name == "f":
                    marks.formulas.add(here)

    scan(piece, begin)
    return marks


def _hold(place: Place, sheet: str, *, rows: int, columns: int) -> None:
    row, column = place
    if column > columns:
        raise RefusedFile("sheet_columns", str(columns), sheet=sheet, row=row, column=column)
    if row > rows:
        raise RefusedFile("sheet_rows", str(rows), sheet=sheet, row=row)


def _number(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not text.isdecimal() or len(text) > len("1048576"):
        raise RefusedFile("file_damaged")
    return int(text)


def _place(text: str | None, otherwise: Place) -> Place:
    if text is None:
        return otherwise
    found = PLACE.fullmatch(text)
    if found is None:
        raise RefusedFile("file_damaged")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
