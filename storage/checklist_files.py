"""A file that somebody sent or named, read as a checklist: YAML, XLSForm, or a plain list in XLSX or CSV.

Rules: any bytes under any name give a checklist or every issue, never an exception. What a file is, is told
by its name's ending; a workbook with a sheet `survey` is an XLSForm, another one a plain list.
Must not know: where the file comes from, what becomes of the checklist.
"""

import asyncio
import csv
from pathlib import PurePath
from typing import Final

from checklists.file_issues import file_issue
from checklists.file_notes import ReadChecklist
from checklists.issues import Issue
from checklists.language import clean_line
from checklists.model import Checklist
from checklists.sheets import Sheet, Workbook
from checklists.simple_list import csv_sheet, read_simple_list
from checklists.source import read_checklist
from checklists.xlsform.reading import has_survey, read_xlsform
from checklists.xlsform.writing import write_xlsform
from storage.workbooks.reading import read_workbook

LARGEST_TEXT: Final = 512 * 1024
YAML: Final = frozenset({".yaml", ".yml"})
LONGEST_NAME: Final = 40

FileRead = ReadChecklist | tuple[Issue, ...]


async def read_checklist_file(name: str, content: bytes) -> Checklist | tuple[Issue, ...]:
    """The checklist in the file called `name`, or every issue found in it. Never raises."""
    read = await read_noted_file(name, content)
    return read.checklist if isinstance(read, ReadChecklist) else read


async def read_noted_file(name: str, content: bytes) -> FileRead:
    """The same, with notes on what was left out of the file or made of something in it. Never raises."""
    ending = PurePath(name).suffix.casefold()
    if ending == ".xlsx":
        workbook = await read_workbook(content)
        if isinstance(workbook, Issue):
            return (workbook,)
        # Beside the loop: a long survey takes a tenth of a second.
        return await asyncio.to_thread(_from_workbook, workbook, _title(name))
    if ending in YAML or ending == ".csv":
        return await asyncio.to_thread(_from_text, ending, content, _title(name))
    return (file_issue("file_kind", {"detail": ending or name}),)


def write_checklist_file(checklist: Checklist) -> tuple[str, bytes]:
    """A name and the bytes of a workbook that `read_checklist_file` reads back."""
    return f"{checklist.key}-v{checklist.version}.xlsx", write_xlsform(checklist)


def is_yaml(name: str) -> bool:
    """Whether a file of that name holds YAML."""
    return PurePath(name).suffix.casefold() in YAML


def _from_workbook(workbook: Workbook, title: str) -> FileRead:
    if has_survey(workbook):
        return read_xlsform(workbook, name=title)
    shown = (sheet for sheet in workbook.sheets if sheet.rows and not sheet.hidden)
    return _from_list(next(shown, Sheet(name="", rows=())), title)


def _from_text(ending: str, content: bytes, title: str) -> FileRead:
    if len(content) > LARGEST_TEXT:
        return (file_issue("file_large", {"detail": f"{LARGEST_TEXT // 1024} KiB"}),)
    text = _decoded(content)
    if text is None:
        return (file_issue("file_text"),)
    if ending in YAML:
        read = read_checklist(text)
        return ReadChecklist(read) if isinstance(read, Checklist) else read
    try:
        return _from_list(csv_sheet(text, "CSV"), title)
    except csv.Error:
        return (file_issue("file_text"),)


def _from_list(sheet: Sheet, title: str) -> FileRead:
    return read_simple_list(sheet, name=title)


def _decoded(content: bytes) -> str | None:
    """The text, in UTF-8 or in Excel's "Unicode text"; none for another encoding."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        return None


def _title(name: str) -> str:
    """A title from the name of a file."""
    words = clean_line(PurePath(name).stem.replace("_", " "))
    return words[:LONGEST_NAME].strip() or "phieu"
