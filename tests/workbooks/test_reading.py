"""Bytes read as a workbook: what is read right, and what is refused, in bounds."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.issues import Issue
from checklists.sheets import Cell, CellKind, Workbook
from storage.workbooks.limits import LIMITS, Limits
from storage.workbooks.reading import CHILD, ROOT, read_workbook
from tests.workbooks.making import (
    LINKS,
    MAIN,
    Line,
    Raw,
    packed,
    pieces,
    sheet_xml,
    with_lying_size,
    workbook,
)

ERROR = Raw('<c r="{place}" t="e"><f>A1</f><v>#REF!</v></c>')
BLANK_FORMULA = Raw('<c r="{place}"><f>1+1</f></c>')
FORMULA = Raw('<c r="{place}" t="str"><f>"a"</f><v>a</v></c>')
DATE = Raw('<c r="{place}" t="d"><v>2026-11-05T00:00:00</v></c>')
ONE = {"survey": [["type", "name"], ["text", "Q1"]]}


def _read(content: bytes) -> Workbook | Issue:
    return asyncio.run(read_workbook(content))


def _cells(content: bytes) -> dict[tuple[int, int], Cell]:
    read = _read(content)
    assert isinstance(read, Workbook), read
    return {(row.number, at): cell for row in read.sheets[0].rows for at, cell in row.cells.items()}


def test_read__cells__keep_their_places_and_say_what_they_are() -> None:
    """Blank rows and columns keep their places; numbers, truths and dates say that they are ones."""
    lines: list[Line] = [
        [],
        [],
        ["", "tên", 1, 1.5, True, DATE, 1e21],
        ["", "", FORMULA, ERROR, BLANK_FORMULA],
    ]
    assert _cells(workbook({"a": lines})) == {
        (3, 2): Cell("tên"),
        (3, 3): Cell("1", CellKind.NUMBER),
        (3, 4): Cell("1.5", CellKind.NUMBER),
        (3, 5): Cell("true", CellKind.TRUTH),
        (3, 6): Cell("2026-11-05T00:00:00", CellKind.DATE),
        (3, 7): Cell("1e+21", CellKind.NUMBER),
        (4, 3): Cell("a"),
        (4, 4): Cell("", CellKind.FAILED_FORMULA),
        (4, 5): Cell("", CellKind.BLANK_FORMULA),
    }


def test_read__texts__are_one_unicode_form_without_blanks_around() -> None:
    """Phones send letters and marks apart; Excel leaves blanks, some of which do not break."""
    assert _cells(workbook({"a": [["Tie\u0302\u0301ng\u00a0 "]]})) == {(1, 1): Cell("Tiếng")}


def test_read__hidden_sheets__are_told_and_those_hidden_by_name_are_left_out() -> None:
    """A sheet whose name begins with _ is the author's own."""
    read = _read(packed(pieces({"a": [["x"]], "b": [["y"]], "_c": [["z"] * 99]}, hidden=["b"])))
    assert isinstance(read, Workbook)
    assert [(sheet.name, sheet.hidden) for sheet in read.sheets] == [("a", False), ("b", True)]


def test_read__merged_cells__hold_their_text_once() -> None:
    """As Excel stores them: in the first."""
    xml = sheet_xml([["x", ""]], after='<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>')
    assert _cells(workbook(ONE, more={"xl/worksheets/sheet1.xml": xml})) == {(1, 1): Cell("x")}


def test_read__formatted_cells_far_out__do_not_count() -> None:
    """Some programs format whole columns down to the last row: nothing stands there."""
    far = Raw('<c r="XFD1048576" s="0"/>')
    assert _cells(workbook({"a": [["x"], [far]]})) == {(1, 1): Cell("x")}


def _far(place: str) -> bytes:
    return workbook({"a": [["x"], [Raw(f'<c r="{place}"><v>1</v></c>')]]})


def _doctype() -> bytes:
    entities = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 9))
    xml = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>' + sheet_xml([["&a8;"]])
    return workbook(ONE, more={"xl/worksheets/sheet1.xml": xml})


def _many_rows() -> bytes:
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>1</v></c></row>' for at in range(1, 400_001))
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return workbook(ONE, more={"xl/worksheets/sheet1.xml": xml})


def _zip_in_zip() -> bytes:
    inside = packed({"a": b"\0" * 40_000_000})
    return packed({f"xl/worksheets/{at}.zip": inside for at in range(50)})


def _hostile() -> Iterator[tuple[str, bytes, str]]:
    content = workbook(ONE)
    yield "nothing", b"", "file_damaged"
    yield "no archive", b"PK\x03\x04" + b"x" * 100, "file_damaged"
    yield "cut off", content[:-40], "file_damaged"
    yield "old or locked", b"\xd0\xcf\x11\xe0" + b"\0" * 2000, "file_locked"
    yield "no workbook", packed({"a.txt": "x"}), "file_no_workbook"
    yield "zip bomb", workbook(ONE, more={"xl/media/a.xml": b" " * 60_000_000}), "file_unpacks"
    yield "dense", workbook(ONE, more={"xl/media/a.bin": b"\0" * 20_000_000}), "file_unpacks"
    yield "zip in zip", _zip_in_zip(), "file_no_workbook"
    yield "lying size", with_lying_size(content, "xl/workbook.xml", 10), "file_damaged"
    yield "leads out", workbook(ONE, more={"xl/../../etc/passwd": "x"}), "file_damaged"
    yield "macros", workbook(ONE, more={"xl/vbaProject.bin": b"x"}), "file_macros"
    yield "links", workbook(ONE, more={"xl/externalLinks/externalLink1.xml": "<x/>"}), "file_links"
    yield "embeds", workbook(ONE, more={"xl/embeddings/oleObject1.bin": b"x"}), "file_embeds"
    yield "many pieces", workbook(ONE, more={f"xl/m/{at}": b"" for at in range(200)}), "file_many_pieces"
    yield "entities", _doctype(), "file_entities"
    yield "nested", workbook(ONE, more={"xl/styles.xml": "<a>" * 5_000}), "file_damaged"
    yield "400,000 rows", _many_rows(), "sheet_rows"
    yield "1,000 columns", workbook({"a": [["x"] * 1000]}), "sheet_columns"
    yield "far cell", _far("XFD1048576"), "sheet_columns"
    yield "deep cell", _far("A1048576"), "sheet_rows"
    yield "no such place", _far("A99999999"), "file_damaged"
    yield "many sheets", workbook({f"s{at}": [["x"]] for at in range(51)}), "file_many_sheets"
    yield "many cells", workbook({"a": [["x"] * 60] * 700}), "sheet_cells"
    yield "many letters", workbook({"a": [[f"{at}" * 300] for at in range(4000)]}), "sheet_letters"
    yield "sheet nowhere", workbook(ONE, more={"xl/_rels/workbook.xml.rels": _astray()}), "file_no_workbook"


def _astray() -> str:
    return f'<Relationships xmlns="{LINKS}"><Relationship Id="rId1" Target="../../x.xml"/></Relationships>'


MEASURE = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
print(status, used.ru_maxrss, used.ru_utime + used.ru_stime)
"""
HOSTILE = tuple(_hostile())
HEAVY = tuple(each for each in HOSTILE if each[2].startswith(("file_unpacks", "file_entities", "sheet_")))


@pytest.mark.parametrize(
    ("content", "code"), [each[1:] for each in HOSTILE], ids=[each[0] for each in HOSTILE]
)
def test_read__what_is_hostile_or_broken__is_refused_in_words(content: bytes, code: str) -> None:
    """Each bomb and lie is one issue with a remedy, in less than five seconds."""
    began = time.monotonic()
    read = _read(content)
    assert time.monotonic() - began < LIMITS.seconds + 1
    assert isinstance(read, Issue)
    assert read.code == code
    assert all((read.fault.vi, read.fault.en, read.remedy.vi, read.remedy.en))


@pytest.mark.parametrize("content", [each[1] for each in HEAVY], ids=[each[0] for each in HEAVY])
def test_child__whatever_it_is_given__stays_within_its_limits(content: bytes) -> None:
    """Measured by the kernel, through a small process between: a child begins with its parent's peak."""
    measured = subprocess.run(
        (sys.executable, "-c", MEASURE, *CHILD, *LIMITS.written()),
        cwd=ROOT,
        input=content,
        capture_output=True,
        check=True,
    )
    status, kilobytes, seconds = measured.stdout.split()
    assert int(status) == 0
    assert int(kilobytes) * 1024 < LIMITS.memory
    assert float(seconds) < LIMITS.seconds


SLOW = f'<worksheet xmlns="{MAIN}"><sheetData><row>{"<c/>" * 4_000_000}</row></sheetData></worksheet>'
TOO_MUCH = (
    (Limits(seconds=1), {"xl/worksheets/sheet1.xml": SLOW}),
    (Limits(memory=96 * 1024 * 1024), {"xl/media/a.png": b" " * 45_000_000}),
)


@pytest.mark.parametrize(("limits", "more"), TOO_MUCH, ids=["time", "memory"])
def test_read__what_takes_too_much__is_stopped(limits: Limits, more: dict[str, str | bytes]) -> None:
    """A file may be small, allowed in every single respect, and still take for ever."""
    content = workbook(ONE, more={**more, "xl/media/b.png": os.urandom(1_000_000)})
    began = time.monotonic()
    read = asyncio.run(read_workbook(content, limits=limits))
    assert isinstance(read, Issue)
    assert read.code == "file_costly"
    assert time.monotonic() - began < LIMITS.seconds


@settings(max_examples=10, deadline=None)
@given(at=st.integers(0, 2000), piece=st.binary(min_size=1, max_size=40))
def test_read__any_damage__gives_a_workbook_or_an_issue(at: int, piece: bytes) -> None:
    """Never another exception: bytes of a good file overwritten anywhere."""
    content = bytearray(workbook(ONE))
    content[at : at + len(piece)] = piece
    assert isinstance(_read(bytes(content)), Workbook | Issue)
