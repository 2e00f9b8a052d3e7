"""The page that explains the workbook to admins, held to the columns that there are."""

from pathlib import Path

import pytest

from checklists.file_issues import FILE_WORDS
from checklists.xlsform.survey_columns import COLUMNS
from storage.checklist_files import LARGEST_TEXT
from storage.workbooks.limits import LIMITS
from storage.workbooks.reading import LARGEST_FILE

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "phieu-excel.md").read_text(encoding="utf-8")
EVERY_COLUMN = [(sheet, column) for sheet, columns in COLUMNS.items() for column in columns]


@pytest.mark.parametrize(("sheet", "column"), EVERY_COLUMN, ids=lambda each: getattr(each, "name", each))
def test_every_column_is_explained_as_in_the_workbook(sheet: str, column: object) -> None:
    """Each column of each sheet stands on the page, with the words of the workbook's own page."""
    name, meaning = getattr(column, "name", ""), getattr(column, "vi", "")
    section = PAGE.partition(f"## Trang {sheet}")[2].partition("\n## ")[0]
    rows = [row for row in section.splitlines() if row.endswith(f"| {meaning} |")]
    assert any(f"`{name}`" in row or f"`{name}::" in row for row in rows)


def test_the_limits_are_those_of_the_program() -> None:
    """Figures of a page are the program's."""
    megabytes, rows = LARGEST_FILE // 1024**2, f"{LIMITS.rows:,}".replace(",", ".")
    assert f"tối đa {megabytes} MB, {rows} dòng và {LIMITS.columns} cột mỗi trang" in PAGE
    assert LARGEST_TEXT < LARGEST_FILE


def test_every_refusal_of_a_file_says_what_to_do() -> None:
    """Fault and remedy, in both languages."""
    assert all(all(words) for words in FILE_WORDS.values())
