"""A checklist written as a workbook: read back as itself, and taken by the tools that know XLSForm."""

import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from checklists.bundled import bundled_sources
from checklists.model import Checklist
from checklists.source import read_checklist
from checklists.xlsform.reading import read_xlsform
from checklists.xlsform.writing import write_xlsform
from storage.workbooks.child import _sheets
from storage.workbooks.limits import LIMITS
from storage.workbooks.reading import _read
from tests.checklists.any_checklist import checklists
from tests.workbooks.forms import full_checklist, reread


def _bundled() -> tuple[Checklist, ...]:
    read = [read_checklist(source) for source in bundled_sources()]
    return tuple(each for each in read if isinstance(each, Checklist))


CHECKLISTS = (*_bundled(), full_checklist())
each_checklist = pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda each: each.key)


@each_checklist
def test_write__what_is_written__is_read_back_as_itself(checklist: Checklist) -> None:
    """Import, export, import: the same checklist, without a note."""
    read = reread(write_xlsform(checklist))
    assert not isinstance(read, tuple), read
    assert (read.checklist, read.notes) == (checklist, ())


@each_checklist
def test_write__what_is_written__passes_pyxform_without_a_warning(checklist: Checklist) -> None:
    """ODK and KoboToolbox read by pyxform: one workbook serves them and us."""
    made = convert(io.BytesIO(write_xlsform(checklist)), validate=False, file_type=".xlsx")
    assert made.warnings == []
    assert all(f"{question.code}" in made.xform for question in checklist.written)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(checklist=checklists())
def test_write__any_sound_checklist__goes_there_and_back(checklist: Checklist) -> None:
    """Whatever stands in its texts and conditions; and pyxform takes it without a warning."""
    content = write_xlsform(checklist)
    book = _read(json.dumps({"sheets": _sheets(content, LIMITS)}).encode())
    assert not hasattr(book, "fault")
    read = read_xlsform(book, name="x")
    assert not isinstance(read, tuple), read
    assert (read.checklist, read.notes) == (checklist, ())
    assert convert(io.BytesIO(content), validate=False, file_type=".xlsx").warnings == []


def test_write__the_same_checklist__gives_the_same_bytes() -> None:
    """So that a file that did not change shows no difference."""
    assert write_xlsform(full_checklist()) == write_xlsform(full_checklist())


@each_checklist
def test_write__no_cell_is_a_formula(checklist: Checklist) -> None:
    """What begins like one is text, with the sign that keeps it text when it is edited."""
    with zipfile.ZipFile(io.BytesIO(write_xlsform(checklist))) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name]
    assert sheets
    assert not any("<f>" in each or "<f " in each for each in sheets)


def test_write__text_like_a_formula__is_quoted_text() -> None:
    """Seen by another reader of Excel's files, and kept when it comes back."""
    text = "=HYPERLINK(1)"
    hint = "Gửi vị trí khi đang ở trụ sở, hoặc bỏ qua."
    assert hint in bundled_sources()[0]
    source = bundled_sources()[0].replace(hint, f'"{text}"')
    checklist = read_checklist(source)
    assert isinstance(checklist, Checklist)
    content = write_xlsform(checklist)
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content))["survey"] for cell in row]
    found = [cell for cell in cells if cell.value == text]
    assert [(cell.data_type, cell.quotePrefix, cell.number_format) for cell in found] == [("s", True, "@")]
    read = reread(content)
    assert not isinstance(read, tuple)
    assert read.checklist == checklist


def test_write__a_photo_and_a_finding__are_asked_for_by_other_tools_too() -> None:
    """A photo is a row of its own, required on failure; findings are an entity that ODK follows up."""
    made = convert(io.BytesIO(write_xlsform(CHECKLISTS[0])), validate=False, file_type=".xlsx")
    assert "B3_photo" in made.xform
    assert 'orx:max-pixels="1600"' in made.xform
    assert 'dataset="findings"' in made.xform
    assert "substring-before" in made.xform  # part < whole, in their words
