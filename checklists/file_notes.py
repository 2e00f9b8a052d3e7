"""A checklist that came in a file, with notes: what was left out of it, or made of something.

Rules: a note refuses nothing and asks for nothing that must be done; it stands where an issue would.
Must not know: how files are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from checklists.issues import Issue, IssueWords, make_issue
from checklists.model import Checklist


@dataclass(frozen=True, slots=True)
class ReadChecklist:
    """A checklist that came in a file."""

    checklist: Checklist
    notes: tuple[Issue, ...] = ()


def file_note(code: str, details: Mapping[str, str] | None = None, *, sheet: str = "", row: int = 0) -> Issue:
    """The note of that code. KeyError for a code that has no words."""
    return replace(make_issue(code, "", details, line=row, words=NOTE_WORDS), sheet=sheet)


NOTE_WORDS: Final[IssueWords] = {
    "left_out": (
        "Bỏ qua {count} dòng {detail}: chương trình không cần.",
        "{count} rows {detail} were left out: the program does not need them.",
        "",
        "",
    ),
    "column_left_out": (
        "Bỏ qua cột «{detail}».",
        "The column “{detail}” was left out.",
        "",
        "",
    ),
    "language_left_out": (
        "Bỏ qua ngôn ngữ khác ở cột «{detail}».",
        "Another language in the column “{detail}” was left out.",
        "",
        "",
    ),
    "only_vietnamese": (
        "Chưa có bản tiếng Anh: người dùng tiếng Anh sẽ thấy tiếng Việt.",
        "There is no English: users of English will see Vietnamese.",
        "Khi cần, thêm cột label::English (en).",
        "When wanted, add the column label::English (en).",
    ),
    "list_vietnamese": (
        "Chưa có bản tiếng Anh: người dùng tiếng Anh sẽ thấy tiếng Việt.",
        "There is no English: users of English will see Vietnamese.",
        "",
        "",
    ),
    "title_row": (
        "«{detail}» không ghi loại nên là tên nhóm.",
        "“{detail}” has no kind, so it is the title of a section.",
        "",
        "",
    ),
    "recoded": (
        "Mã «{detail}» đổi thành «{code}» vì quá dài hoặc có dấu.",
        "The name “{detail}” became “{code}”, being too long or having marks.",
        "",
        "",
    ),
    "buttons": (
        "Câu «{detail}» dùng nút Đạt, Không đạt, Không áp dụng.",
        "The question “{detail}” uses the buttons Pass, Fail, N/A.",
        "",
        "",
    ),
    "key_made": (
        "Khóa của phiếu đặt là «{detail}».",
        "The checklist's key was made “{detail}”.",
        "Muốn khác, ghi form_id ở trang settings.",
        "For another, write form_id in the settings sheet.",
    ),
    "version_made": (
        "Phiên bản «{detail}» không phải số; tính là 1.",
        "The version “{detail}” is no number; it counts as 1.",
        "",
        "",
    ),
    "groups_flat": (
        "Nhóm trong nhóm được tách thành các nhóm liền nhau.",
        "Groups within groups became groups one after another.",
        "",
        "",
    ),
    "range": (
        "Câu «{detail}» (range) thành câu gõ số có giới hạn.",
        "The question “{detail}” (range) became a typed number with bounds.",
        "",
        "",
    ),
}
