"""A plain list of questions: what a person writes in two columns becomes a checklist."""

from checklists.file_notes import ReadChecklist
from checklists.issues import Issue
from checklists.kinds import Kind
from checklists.model import PhotoRule
from checklists.simple_list import csv_sheet, read_simple_list
from tests.workbooks.forms import found, notes, sheet, taken

LIST = (
    ("STT", "Nội dung", "Loại"),
    ("", "I. Niêm yết", ""),
    ("1", "1. Có bảng niêm yết", "Đạt/không đạt"),
    ("2", "Số quầy", "SỐ"),
    ("3", "Số người đeo thẻ", "tỷ lệ"),
    ("", "Lãnh đạo trực", ""),
    ("4", "Chức vụ", "chọn một: Chủ tịch; Phó Chủ tịch"),
    ("5", "Ngày trực gần nhất", "ngày"),
    ("6", "Có mặt", "có / không"),
    ("7", "Ảnh quầy", "ảnh"),
)


def _read(lines: tuple[tuple[str, ...], ...]) -> ReadChecklist | tuple[Issue, ...]:
    return read_simple_list(sheet("Trang 1", lines), name="Kiểm tra quầy")


def test_list__rows_with_kinds__become_questions_under_titles() -> None:
    """Kinds in words, choices in the cell, titles of sections without a kind, numbers left away."""
    read = _read(LIST)
    checklist = taken(read)
    assert (checklist.key, checklist.version, checklist.title.vi) == ("kiem-tra-quay", 1, "Kiểm tra quầy")
    assert [section.title.vi for section in checklist.sections] == ["Niêm yết", "Lãnh đạo trực"]
    assert [(each.code, each.label.vi, each.kind) for each in checklist.written] == [
        ("A1", "Có bảng niêm yết", Kind.PASS_FAIL),
        ("A2", "Số quầy", Kind.INTEGER),
        ("A3", "Số người đeo thẻ", Kind.RATIO),
        ("B1", "Chức vụ", Kind.SELECT_ONE),
        ("B2", "Ngày trực gần nhất", Kind.DATE),
        ("B3", "Có mặt", Kind.YES_NO),
        ("B4", "Ảnh quầy", Kind.IMAGE),
    ]
    assert [choice.name for choice in checklist.written[3].choices] == ["chu_tich", "pho_chu_tich"]
    assert notes(read) == {"list_vietnamese", "title_row"}


def test_list__one_column__is_pass_or_fail_throughout() -> None:
    """Without any kind, each row is a criterion; a photo may be taken, and it counts."""
    questions = taken(_read((("Có bảng niêm yết",), ("Đeo thẻ đầy đủ",)))).written
    assert [(each.kind, each.photo, each.severity) for each in questions] == [
        (Kind.PASS_FAIL, PhotoRule.OPTIONAL, 1)
    ] * 2


def test_list__faults__are_told_with_their_cells() -> None:
    """A kind nobody knows, a choice without choices, a question that is too long: all at once."""
    lines = (("Câu hỏi", "Loại"), ("A", "xyz"), ("B", "chọn một"), ("C" * 91, "chữ"))
    assert found(_read(lines)) == {
        ("kind_unknown", "Trang 1", 2, "B"),
        ("choices_missing", "Trang 1", 3, "B"),
        ("text_too_long", "Trang 1", 4, "A"),
    }
    assert {code for code, *_ in found(_read(()))} == {"list_empty"}
    assert {code for code, *_ in found(_read((("x",),) * 1001))} == {"list_long"}


def test_csv__any_separator__is_found() -> None:
    """Excel writes commas or semicolons, as the machine's language wants it."""
    for text in ("Câu hỏi;Loại\nA;số\n", "\ufeffCâu hỏi,Loại\r\nA,số\r\n", "Câu hỏi\tLoại\nA\tsố\n"):
        checklist = taken(read_simple_list(csv_sheet(text, "CSV"), name="x"))
        assert [each.kind for each in checklist.written] == [Kind.INTEGER]
