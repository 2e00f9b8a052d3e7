"""Bytes that somebody sent, read as a workbook in a process of its own.

Rules: any bytes give a `Workbook` or one issue in words, never an exception, in at most five seconds and 256
MB of a process that then ends; what it answers is checked like anything from outside.
Must not know: what the sheets mean, who sent them.
"""

import asyncio
import contextlib
import sys
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from checklists.file_issues import FILE_WORDS, file_issue
from checklists.issues import Issue
from checklists.language import nfc
from checklists.sheets import Cell, CellKind, Row, Sheet, Workbook
from storage.workbooks.limits import LIMITS, Limits

LARGEST_FILE: Final = 5 * 1024 * 1024
LONGEST_ANSWER: Final = 16 * 1024 * 1024  # all letters that are allowed, escaped, and the places of all cells

ROOT: Final = Path(__file__).resolve().parents[2]
# -E -s: no settings of Python's from the environment, no packages of the user's own.
CHILD: Final = (sys.executable, "-E", "-s", "-m", "storage.workbooks.child")


class _SheetAnswer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    hidden: bool
    rows: list[tuple[int, list[tuple[int, str, CellKind]]]]


class _Answer(BaseModel):
    """What the child says: the sheets, or why there are none."""

    model_config = ConfigDict(extra="forbid")
    sheets: list[_SheetAnswer] = []
    fault: str = ""
    detail: str = ""
    sheet: str = ""
    row: int = 0
    column: int = 0


async def read_workbook(content: bytes, *, limits: Limits = LIMITS) -> Workbook | Issue:
    """The workbook that the bytes are, or why they are none. Never raises."""
    if len(content) > LARGEST_FILE:
        return file_issue("file_large", {"detail": f"{LARGEST_FILE // 1024 // 1024} MB"})
    said = await _said_of(content, limits)
    if isinstance(said, Issue):
        return said
    try:
        # Beside the loop: checking a million letters takes a noticeable part of a second.
        return await asyncio.to_thread(_read, said)
    except ValidationError:
        return file_issue("file_damaged")


async def _said_of(content: bytes, limits: Limits) -> bytes | Issue:
    """What the child said of the bytes, or why it could not."""
    process = await asyncio.create_subprocess_exec(
        *CHILD,
        *limits.written(),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=ROOT,
        env={},
    )
    try:
        async with asyncio.timeout(limits.seconds):
            said = await _talked(process, content)
            ended = await process.wait()
    except TimeoutError:
        return file_issue("file_costly")
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    match ended:
        case 0:
            return said
        case 1:  # the parser stumbled, and said so
            return file_issue("file_damaged")
        case _:  # a limit ended it
            return file_issue("file_costly")


async def _talked(process: asyncio.subprocess.Process, content: bytes) -> bytes:
    """Give the child the bytes and take its answer, no longer than it may be."""
    if process.stdin is None or process.stdout is None:
        raise AssertionError("both are pipes")
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(content)
        await process.stdin.drain()
    process.stdin.close()
    said = bytearray()
    while chunk := await process.stdout.read(256 * 1024):
        said += chunk
        if len(said) > LONGEST_ANSWER:
            process.kill()
            break
    return bytes(said)


def _read(said: bytes) -> Workbook | Issue:
    answer = _Answer.model_validate_json(said)
    if answer.fault:
        code = answer.fault if answer.fault in FILE_WORDS else "file_damaged"
        details = {"detail": answer.detail}
        return file_issue(code, details, sheet=answer.sheet, row=answer.row, column=answer.column)
    return Workbook(sheets=tuple(_sheet(each) for each in answer.sheets))


def _sheet(answer: _SheetAnswer) -> Sheet:
    rows = (
        Row(number=number, cells={column: _cell(text, kind) for column, text, kind in cells})
        for number, cells in answer.rows
    )
    return Sheet(name=nfc(answer.name).strip(), rows=tuple(rows), hidden=answer.hidden)


def _cell(text: str, kind: CellKind) -> Cell:
    return Cell(text=nfc(text).strip(), kind=kind)
