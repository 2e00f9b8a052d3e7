"""A file of any name with any bytes: a checklist or issues."""

import asyncio
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.bundled import bundled_sources
from checklists.file_notes import ReadChecklist
from checklists.issues import told
from checklists.model import Checklist
from checklists.source import write_checklist
from storage.checklist_files import read_checklist_file, read_noted_file, write_checklist_file
from tests.workbooks.forms import SURVEY, found, full_checklist, read_form, taken
from tests.workbooks.making import workbook

ALIASES = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"


def _read(name: str, content: bytes) -> ReadChecklist | tuple[object, ...]:
    return asyncio.run(read_noted_file(name, content))


def test_file__each_kind__gives_the_checklist() -> None:
    """YAML, XLSForm, and a plain list in XLSX and CSV, in UTF-8 or Excel's Unicode text."""
    checklist = full_checklist()
    name, content = write_checklist_file(checklist)
    assert name == "day-du-v3.xlsx"
    assert asyncio.run(read_checklist_file(name, content)) == checklist
    assert asyncio.run(read_checklist_file("a.YAML", write_checklist(checklist).encode())) == checklist
    listed = workbook({"Trang 1": [["Có bảng niêm yết", "đạt"], ["Số quầy", "số"]]})
    text = "Có bảng niêm yết;đạt\nSố quầy;số\n"
    for name, content in (
        ("quay.xlsx", listed),
        ("quay.csv", text.encode()),
        ("quay.csv", text.encode("utf-16")),
    ):
        read = asyncio.run(read_checklist_file(name, content))
        assert isinstance(read, Checklist)
        assert [each.code for each in read.written] == ["A1", "A2"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"PK", "file_kind"),
        ("a", b"", "file_kind"),
        ("a.xlsx", b"%PDF", "file_damaged"),
        ("a.csv", b"\xff\xfe\x00", "file_text"),
        ("a.csv", "Câu hỏi".encode()[:3] + b"\x80", "file_text"),
        ("a.csv", b"x" * 600_000, "file_large"),
        ("a.yaml", b"x" * 600_000, "file_large"),
        ("a.yaml", b"\x00", "not_yaml"),
        ("a.yaml", ALIASES.encode(), "yaml_alias"),
        ("a.xlsx", b"x" * 6_000_000, "file_large"),
    ],
)
def test_file__that_cannot_be_read__is_refused_in_words(name: str, content: bytes, code: str) -> None:
    """One issue with a remedy, at once."""
    began = time.monotonic()
    read = asyncio.run(read_noted_file(name, content))
    assert time.monotonic() - began < 5
    assert isinstance(read, tuple)
    assert [issue.code for issue in read] == [code]
    assert all(told(issue, language) for issue in read for language in ("vi", "en"))


def test_file__issues_of_a_workbook__say_sheet_row_and_column() -> None:
    """As an author finds the cell in Excel, in either language."""
    read = asyncio.run(read_noted_file("a.xlsx", workbook({"survey": [SURVEY, ["texxt", "a", "A", "A"]]})))
    assert isinstance(read, tuple)
    assert told(read[0], "vi").startswith("trang survey, dòng 2, cột A, type: Không có loại «texxt».")
    assert told(read[0], "en").startswith("sheet survey, row 2, column A, type: There is no type “texxt”.")


def test_file__texts_of_phones__come_in_one_form() -> None:
    """Letters and marks apart, and blanks that do not break, are made plain."""
    line = ["text", "a\u00a0", "Tie\u0302\u0301ng\u00a0Vie\u0323\u0302t", "A"]
    read = asyncio.run(read_noted_file("a.xlsx", workbook({"survey": [SURVEY, line]})))
    assert taken(read).written[0].label.vi == "Tiếng Việt"


def test_file__rows_far_apart__keep_their_numbers() -> None:
    """Blank rows between do not count, and an issue names the row that Excel shows."""
    blank: list[list[str]] = [[""]] * 40
    lines = [list(SURVEY), *blank, ["text", "a", "A", ""]]
    assert found(asyncio.run(read_noted_file("a.xlsx", workbook({"survey": lines})))) == {
        ("missing_translation", "survey", 42, "D")
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_file__any_bytes_under_any_name__give_a_checklist_or_issues(data: st.DataObject) -> None:
    """Never another exception: noise, and good files with a piece written over."""
    ending = data.draw(st.sampled_from([".yaml", ".csv", ".xlsx", ".xls", ""]))
    good = (bundled_sources()[0].encode(), "Câu;Loại\nA;số\n".encode(), b"")
    content = bytearray(data.draw(st.sampled_from(good)))
    at = data.draw(st.integers(0, len(content)))
    content[at : at + 5] = data.draw(st.binary(max_size=60))
    assert _read(f"a{ending}", bytes(content))


CELLS = st.sampled_from(
    [
        "begin_group",
        "end_group",
        "select_one l",
        "select_multiple l or_other",
        "text",
        "integer",
        "begin_repeat",
        "a",
        "b",
        "l",
        "yes",
        "no",
        "${a} = 'x'",
        "${b",
        "pf",
        "ratio",
        "counts",
        "dates",
        "0",
        "-1",
        "1e9",
        "{item}",
        "fail",
        "always",
        "never",
        "kt_",
        "type",
        "name",
        "label",
        "label::en",
        "?",
        "",
        "  ",
    ]
)
HEADERS = st.sampled_from(
    [
        "type",
        "name",
        "label::vi",
        "label::en",
        "relevant",
        "required",
        "constraint",
        "kt_kind",
        "kt_fail",
        "kt_photo",
        "kt_for_each",
        "kt_counts",
        "kt_severity",
        "list_name",
        "hint",
        "kt_constraint",
        "lable",
        "value",
        "choice_filter",
        "repeat_count",
        "kt_code",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_form__any_cells__give_a_checklist_or_issues(data: st.DataObject) -> None:
    """Sheets of cells that mean something, in any order, never raise; and what is taken is written again."""

    def lines(least: tuple[str, ...]) -> list[list[str]]:
        head = [*least, *data.draw(st.lists(HEADERS, max_size=6))]
        return [head, *data.draw(st.lists(st.lists(CELLS, max_size=len(head)), max_size=8))]

    survey = lines(("type", "name", "label"))
    read = read_form(survey, lines(("list_name", "name", "label")), lines(("form_id",)))
    if isinstance(read, ReadChecklist):
        again = asyncio.run(read_checklist_file(*write_checklist_file(read.checklist)))
        assert again == read.checklist
    else:
        assert read
        assert all(told(issue, "vi") for issue in read)
