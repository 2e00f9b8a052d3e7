"""XLSForms for tests: sheets as rows of cells, and what reading them gives."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from checklists.file_notes import ReadChecklist
from checklists.issues import Issue
from checklists.model import Checklist
from checklists.sheets import Cell, Row, Sheet, Workbook
from checklists.source import read_checklist
from checklists.xlsform.reading import read_xlsform
from storage.workbooks.reading import read_workbook

Lines = Sequence[Sequence[str]]

VI, EN = "label::Tiếng Việt (vi)", "label::English (en)"
SURVEY = ("type", "name", VI, EN)
CHOICES = ("list_name", "name", VI, EN)
YES_NO = (
    ("list_name", "name", VI, EN),
    ("yn", "yes", "Có", "Yes"),
    ("yn", "no", "Không", "No"),
)


def sheet(name: str, lines: Lines) -> Sheet:
    """A sheet of texts."""
    rows = (
        Row(number=number, cells={at: Cell(text) for at, text in enumerate(line, start=1) if text})
        for number, line in enumerate(lines, start=1)
    )
    return Sheet(name=name, rows=tuple(row for row in rows if row.cells))


def read_form(
    survey: Lines,
    choices: Lines = (),
    settings: Lines = (),
    *,
    more: Mapping[str, Lines] | None = None,
) -> ReadChecklist | tuple[Issue, ...]:
    """What the form of these sheets gives."""
    lines = {"survey": survey, "choices": choices, "settings": settings, **(more or {})}
    return read_xlsform(Workbook(tuple(sheet(name, each) for name, each in lines.items())), name="Phiếu thử")


def taken(read: ReadChecklist | tuple[Issue, ...]) -> Checklist:
    """The checklist that was read; its issues fail the test."""
    assert isinstance(read, ReadChecklist), read
    return read.checklist


def found(read: ReadChecklist | tuple[Issue, ...]) -> set[tuple[str, str, int, str]]:
    """Code, sheet, row and column of each issue."""
    assert isinstance(read, tuple), read
    return {(issue.code, issue.sheet, issue.line, issue.column) for issue in read}


def notes(read: ReadChecklist | tuple[Issue, ...]) -> set[str]:
    """The codes of the notes."""
    assert isinstance(read, ReadChecklist), read
    return {note.code for note in read.notes}


def reread(content: bytes) -> ReadChecklist | tuple[Issue, ...]:
    """What the bytes of a workbook give, through the child process."""
    book = asyncio.run(read_workbook(content))
    assert isinstance(book, Workbook), book
    return read_xlsform(book, name="x")


def full_checklist() -> Checklist:
    """A checklist with every key of the language."""
    read = read_checklist((Path(__file__).parent / "day-du.yaml").read_text(encoding="utf-8"))
    assert isinstance(read, Checklist), read
    return read
