"""Tidy tables in Excel: what people write is never a formula."""

from pathlib import Path

import openpyxl
import pytest

from reports.tables.fields import RECTIFICATIONS
from reports.tables.sheets import Book, is_risky


@pytest.mark.parametrize("words", ["=1+1", "  =cmd()", "+84 912", "-5", "@SUM(A1)", "＝1", "\t=1"])
def test_what_might_be_a_formula_is_text(words: str, tmp_path: Path) -> None:
    """Typed text with Excel's quote prefix, and the words as they were."""
    assert is_risky(words)
    path = tmp_path / "a.xlsx"
    book = Book(path)
    book.begin(RECTIFICATIONS)
    book.add(RECTIFICATIONS, ("F-1", "fixed", "p", None, words, 3, words))
    book.close((RECTIFICATIONS,))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    cell = sheet["E2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert str(cell.value).strip() == words.strip()
    assert sheet["F2"].value == 3
