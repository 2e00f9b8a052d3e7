"""What can be wrong with a row of past visits, in words that say what to do.

Rules: each fault names its row (the header is row 1); all are told at once.
Must not know: how a fault is found.
"""

from dataclasses import dataclass
from typing import Final

from checklists.model import Label

# code: fault (vi), fault (en), remedy (vi), remedy (en); {0} and {1} are filled with what the row says.
WORDS: Final[dict[str, tuple[str, str, str, str]]] = {
    "unreadable": (
        "Không đọc được tệp CSV: {0}.",
        "The CSV cannot be read: {0}.",
        "Lưu lại tệp dạng CSV UTF-8.",
        "Save the file again as CSV UTF-8.",
    ),
    "no_column": (
        "Thiếu cột {0}.",
        "Columns are missing: {0}.",
        "Dòng đầu cần có các cột: {1}.",
        "The first row names: {1}.",
    ),
    "too_many": (
        "Tệp có hơn {0} dòng.",
        "The file has more than {0} rows.",
        "Chia thành nhiều tệp.",
        "Split it into several files.",
    ),
    "empty": ("Cột {0} đang trống.", "Column {0} is empty.", "Điền cột {0}.", "Fill in column {0}."),
    "not_a_date": (
        "Ngày «{0}» không đúng.",
        "“{0}” is not a date.",
        "Ghi ngày dạng 19/02/2013 hoặc 2013-02-19, có thể thêm giờ: 19/02/2013 08:15.",
        "Write dates like 19/02/2013 or 2013-02-19, with a time if you like: 19/02/2013 08:15.",
    ),
    "future": (
        "Ngày {0} chưa đến.",
        "{0} is still to come.",
        "Chỉ nhập lượt kiểm tra đã xong.",
        "Import finished visits only.",
    ),
    "unknown_unit": (
        "Không có đơn vị «{0}» vào ngày {1}.",
        "There was no unit “{0}” on {1}.",
        "Ghi đúng tên, tên khác hoặc mã đơn vị tại ngày đó.",
        "Write the unit's name, alias or code of that day.",
    ),
    "ambiguous_unit": (
        "«{0}» có thể là: {1}.",
        "“{0}” may be: {1}.",
        "Ghi đủ tên hoặc mã đơn vị.",
        "Write the whole name or the code.",
    ),
    "unknown_purpose": (
        "Không có hình thức «{0}».",
        "There is no kind of visit “{0}”.",
        "Ghi định kỳ, đột xuất hoặc phúc tra.",
        "Write planned, surprise or recheck.",
    ),
    "unknown_checklist": (
        "Không có phiếu «{0}».",
        "There is no checklist “{0}”.",
        "Ghi mã phiếu đã ban hành: {1}.",
        "Write the key of a published checklist: {1}.",
    ),
    "unknown_question": (
        "Phiếu {1} không có câu «{0}».",
        "Checklist {1} has no question “{0}”.",
        "Ghi mã câu hỏi, ví dụ B1.",
        "Write the question's code, such as B1.",
    ),
    "bad_value": (
        "Trả lời «{0}» không hợp với câu {1}.",
        "“{0}” does not answer question {1}.",
        "Ghi Đạt, Không đạt, Không áp dụng; 3/5; số; ngày; các lựa chọn cách nhau bằng dấu chấm phẩy.",
        "Write pass, fail, na; 3/5; a number; a date; choices with semicolons between them.",
    ),
    "against_rule": (
        "Trả lời «{0}» trái với điều kiện của câu {1}.",
        "“{0}” is against the rule of question {1}.",
        "Đối chiếu lại với câu trả lời liên quan trong cùng lượt.",
        "Compare it with the related answers of the same visit.",
    ),
    "repeated_question": (
        "Câu {0} đã có trả lời ở dòng {1}.",
        "Question {0} is answered in row {1} already.",
        "Mỗi câu một dòng trong mỗi lượt.",
        "Give each question one row in a visit.",
    ),
    "differs": (
        "Cột {0} khác với dòng {1} của cùng lượt.",
        "Column {0} differs from row {1} of the same visit.",
        "Các dòng của một lượt ghi cùng ngày, đơn vị, hình thức và phiếu.",
        "All rows of a visit have the same date, unit, kind and checklist.",
    ),
    "code_taken": (
        "Mã lượt {0} đã dùng cho lượt khác.",
        "The code {0} belongs to another visit.",
        "Ghi mã khác, hoặc số thứ tự bất kỳ để hệ thống cấp mã.",
        "Write another code, or any number and a code will be given.",
    ),
}


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in a row, and what to do about it."""

    row: int
    code: str
    fault: Label
    remedy: Label


def row_fault(row: int, code: str, *said: str) -> RowFault:
    """The fault of that code, its words filled with what the row says."""
    short = [each if len(each) <= 80 else f"{each[:79]}…" for each in said]  # noqa: PLR2004 - one line of a screen
    fault_vi, fault_en, remedy_vi, remedy_en = (words.format(*short) for words in WORDS[code])
    return RowFault(row, code, Label(fault_vi, fault_en), Label(remedy_vi, remedy_en))
