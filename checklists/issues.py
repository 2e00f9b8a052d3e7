"""What is wrong with a written checklist, in words its author can act on.

Rules: every issue says what (`code`), where, the fault and the remedy, in both languages; all issues are told
at once. The words stand in one table, so that nobody writes an issue without a remedy.
Must not know: how an issue is found or shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from checklists.model import Label

# code: fault (vi), fault (en), remedy (vi), remedy (en)
IssueWords: TypeAlias = Mapping[str, tuple[str, str, str, str]]

LONGEST_DETAIL: Final = 120  # what a file quotes back is cut; the line shows the rest


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault: `place` is `B2.relevant` or `sections.2.title`; `line` counts from 1, 0 when unknown.

    In a workbook `line` is the row of the sheet, `column` the letters above it.
    """

    code: str
    place: str
    fault: Label
    remedy: Label
    line: int = 0
    sheet: str = ""
    column: str = ""


def make_issue(
    code: str,
    place: str,
    details: Mapping[str, str] | None = None,
    *,
    line: int = 0,
    words: IssueWords | None = None,
) -> Issue:
    """The issue of that code; `details` fill its words. KeyError for a code that has no words."""
    fills = {name: text[:LONGEST_DETAIL] for name, text in (details or {}).items()}
    texts = (WORDS if words is None else words)[code]
    fault_vi, fault_en, remedy_vi, remedy_en = (text.format_map(fills) for text in texts)
    fault, remedy = Label(vi=fault_vi, en=fault_en), Label(vi=remedy_vi, en=remedy_en)
    return Issue(code=code, place=place[:LONGEST_DETAIL], fault=fault, remedy=remedy, line=line)


def told(issue: Issue, language: str) -> str:
    """The issue in one line for its author: where, what is wrong, what to do."""
    where = ", ".join(_where(issue, language))
    words = f"{issue.fault.in_language(language)} {issue.remedy.in_language(language)}".strip()
    return f"{where}: {words}" if where else words


def _where(issue: Issue, language: str) -> Iterator[str]:
    english = language == "en"
    if issue.sheet:
        yield f"sheet {issue.sheet}" if english else f"trang {issue.sheet}"
        if issue.line:
            yield f"row {issue.line}" if english else f"dòng {issue.line}"
        if issue.column:
            yield f"column {issue.column}" if english else f"cột {issue.column}"
    elif issue.line:
        yield f"line {issue.line}" if english else f"dòng {issue.line}"
    if issue.place:
        yield issue.place


WORDS: Final[IssueWords] = {
    "not_yaml": (
        "Không đọc được YAML. {detail}",
        "This is not readable YAML. {detail}",
        "Kiểm tra dấu cách đầu dòng, dấu hai chấm và dấu nháy quanh dòng này.",
        "Check the indentation, colons and quotes around this line.",
    ),
    "empty_file": (
        "Tệp trống.",
        "The file is empty.",
        "Bắt đầu bằng checklist, version, title, sections.",
        "Begin with checklist, version, title, sections.",
    ),
    "too_large": (
        "Tệp lớn hơn {detail} KiB.",
        "The file is larger than {detail} KiB.",
        "Chia thành nhiều bảng kiểm.",
        "Split it into several checklists.",
    ),
    "too_deep": (
        "Lồng quá {detail} tầng.",
        "Nested more than {detail} deep.",
        "Bỏ bớt tầng lồng nhau.",
        "Remove some of the nesting.",
    ),
    "too_many_pieces": (
        "Có hơn {detail} phần tử.",
        "There are more than {detail} pieces.",
        "Chia thành nhiều bảng kiểm.",
        "Split it into several checklists.",
    ),
    "yaml_alias": (
        "Không dùng được bí danh YAML (& hoặc *). {detail}",
        "YAML anchors and aliases (& or *) are not accepted. {detail}",
        "Viết lại đầy đủ nội dung; nếu là chữ thường, đặt trong dấu nháy.",
        "Write the content out; if it is plain text, put it in quotes.",
    ),
    "yaml_tag": (
        "Không dùng được thẻ YAML: {detail}",
        "YAML tags are not accepted: {detail}",
        "Bỏ thẻ; nếu là chữ thường, đặt trong dấu nháy.",
        "Remove the tag; if it is plain text, put it in quotes.",
    ),
    "yaml_merge": (
        "Không dùng được phép gộp YAML (<<).",
        "YAML merges (<<) are not accepted.",
        "Viết lại đầy đủ nội dung.",
        "Write the content out.",
    ),
    "yaml_key": (
        "Tên mục phải là chữ.",
        "A key must be plain text.",
        "Đặt tên mục bằng một từ, rồi dấu hai chấm.",
        "Use one word as the key, then a colon.",
    ),
    "yaml_documents": (
        "Tệp có hơn một tài liệu YAML.",
        "The file holds more than one YAML document.",
        "Bỏ dòng --- ở giữa tệp.",
        "Remove the --- line in the middle.",
    ),
    "duplicate_key": (
        "Mục «{detail}» viết hai lần.",
        "The key “{detail}” is written twice.",
        "Giữ lại một.",
        "Keep one of them.",
    ),
    "missing_key": (
        "Thiếu «{detail}».",
        "“{detail}” is missing.",
        "Thêm {detail}.",
        "Add {detail}.",
    ),
    "missing_translation": (
        "Thiếu bản «{detail}».",
        "The “{detail}” text is missing.",
        "Viết cả vi và en.",
        "Write both vi and en.",
    ),
    "unknown_key": (
        "Không có mục «{detail}».",
        "There is no key “{detail}”.",
        "{hint_vi}",
        "{hint_en}",
    ),
    "wrong_shape": (
        "Nội dung viết sai dạng.",
        "This has the wrong shape.",
        "Viết {wanted_vi}.",
        "Write {wanted_en}.",
    ),
    "wrong_value": (
        "Giá trị «{detail}» không dùng được.",
        "The value “{detail}” is not accepted.",
        "Dùng một trong: {allowed}.",
        "Use one of: {allowed}.",
    ),
    "bad_number": (
        "«{detail}» không phải số nguyên.",
        "“{detail}” is not a whole number.",
        "Viết bằng chữ số, ví dụ 15.",
        "Write it in digits, such as 15.",
    ),
    "out_of_range": (
        "Số {detail} nằm ngoài khoảng cho phép.",
        "The number {detail} is out of range.",
        "Dùng số từ {low} đến {high}.",
        "Use a number from {low} to {high}.",
    ),
    "photos_order": (
        "photos_min ({detail}) lớn hơn photos_max ({high}).",
        "photos_min ({detail}) is over photos_max ({high}).",
        "Giảm photos_min hoặc tăng photos_max.",
        "Lower photos_min or raise photos_max.",
    ),
    "no_sections": (
        "Bảng kiểm chưa có nhóm nội dung.",
        "The checklist has no sections.",
        "Thêm ít nhất một nhóm có câu hỏi.",
        "Add at least one section with questions.",
    ),
    "no_questions": (
        "Nhóm chưa có câu hỏi.",
        "The section has no questions.",
        "Thêm câu hỏi hoặc bỏ nhóm.",
        "Add a question or remove the section.",
    ),
    "too_many_questions": (
        "Có {detail} câu hỏi, quá {high}.",
        "{detail} questions, over {high}.",
        "Chia thành nhiều bảng kiểm.",
        "Split it into several checklists.",
    ),
    "bad_key": (
        "Khóa «{detail}» không dùng được.",
        "The key “{detail}” is not accepted.",
        "Dùng a-z, 0-9, dấu - hoặc _, tối đa {high} ký tự.",
        "Use a-z, 0-9, - or _, at most {high} characters.",
    ),
    "bad_code": (
        "Mã câu hỏi «{detail}» không dùng được.",
        "The question code “{detail}” is not accepted.",
        "Dùng A-Z, a-z, 0-9 hoặc _, tối đa 12 ký tự, ví dụ B1.",
        "Use A-Z, a-z, 0-9 or _, at most 12 characters, such as B1.",
    ),
    "duplicate_code": (
        "Mã câu hỏi «{detail}» đã dùng.",
        "The question code “{detail}” is already used.",
        "Mỗi câu hỏi một mã riêng.",
        "Give each question a code of its own.",
    ),
    "duplicate_section": (
        "Khóa nhóm «{detail}» đã dùng.",
        "The section key “{detail}” is already used.",
        "Mỗi nhóm một khóa riêng.",
        "Give each section a key of its own.",
    ),
    "text_too_long": (
        "Dài {detail} ký tự, quá {high}.",
        "{detail} characters, over {high}.",
        "Rút ngắn để vừa màn hình điện thoại; phần còn lại đưa vào hint.",
        "Shorten it to fit a phone; put the rest in the hint.",
    ),
    "text_unclean": (
        "Có ký tự điều khiển hoặc ký tự ẩn.",
        "It holds control or invisible characters.",
        "Gõ lại nội dung này.",
        "Type this text again.",
    ),
    "question_mark": (
        "Câu loại pf là tiêu chí, không phải câu hỏi.",
        "A pf question is a criterion, not a question.",
        "Viết trạng thái tốt cần đạt, không có dấu hỏi.",
        "State the good state, without a question mark.",
    ),
    "choices_missing": (
        "Câu hỏi chọn cần ít nhất 2 lựa chọn.",
        "A select question needs at least 2 choices.",
        "Thêm choices, mỗi lựa chọn một tên và nhãn vi, en.",
        "Add choices, each a name with vi and en labels.",
    ),
    "choices_unwanted": (
        "Loại {detail} không có lựa chọn.",
        "The kind {detail} has no choices.",
        "Bỏ choices, hoặc đổi kind thành select_one hay select_multiple.",
        "Remove choices, or make kind select_one or select_multiple.",
    ),
    "too_many_choices": (
        "Có {detail} lựa chọn, quá {high}.",
        "{detail} choices, over {high}.",
        "Bớt lựa chọn hoặc tách câu hỏi.",
        "Drop some choices or split the question.",
    ),
    "bad_choice": (
        "Tên lựa chọn «{detail}» không dùng được.",
        "The choice name “{detail}” is not accepted.",
        "Dùng a-z, A-Z, 0-9, - hoặc _, tối đa 16 ký tự, không dấu.",
        "Use a-z, A-Z, 0-9, - or _, at most 16 characters, no marks.",
    ),
    "duplicate_choice": (
        "Tên lựa chọn «{detail}» viết hai lần.",
        "The choice name “{detail}” is written twice.",
        "Giữ lại một.",
        "Keep one of them.",
    ),
    "bad_condition": (
        "Không đọc được điều kiện tại ký tự {at}: «{detail}» ({reason}).",
        "The condition is not readable at character {at}: “{detail}” ({reason}).",
        "Dùng ${{mã}}, ., part, whole, selected(), count(), not(), and, or, = != < <= > >=, + - * div mod.",
        "Use ${{code}}, ., part, whole, selected(), count(), not(), and, or, = != < <= > >=, + - * div mod.",
    ),
    "unknown_question": (
        "Không có câu hỏi «{detail}».",
        "There is no question “{detail}”.",
        "Sửa mã, hoặc thêm câu hỏi đó.",
        "Correct the code, or add that question.",
    ),
    "unknown_section": (
        "Không có nhóm «{detail}».",
        "There is no section “{detail}”.",
        "Chọn một nhóm đang có.",
        "Choose a section that is there.",
    ),
    "later_question": (
        "Câu hỏi «{detail}» đứng sau câu này.",
        "The question “{detail}” comes after this one.",
        "Đưa câu đó lên trước câu này.",
        "Move it before this one.",
    ),
    "cycle": (
        "Các câu hỏi phụ thuộc vòng quanh: {detail}.",
        "These questions depend on one another in a circle: {detail}.",
        "Bỏ một điều kiện trong vòng.",
        "Remove one condition of the circle.",
    ),
    "unknown_choice": (
        "Câu hỏi {question} không có lựa chọn «{detail}».",
        "The question {question} has no choice “{detail}”.",
        "Dùng một trong: {allowed}.",
        "Use one of: {allowed}.",
    ),
    "here_unwanted": (
        "«{detail}» không dùng được ở đây.",
        "“{detail}” cannot be used here.",
        "relevant nhìn câu khác bằng ${{mã}}; part và whole chỉ dùng cho kind ratio.",
        "relevant looks at others by ${{code}}; part and whole are for the kind ratio.",
    ),
    "fail_unwanted": (
        "Loại {detail} không dùng fail_when.",
        "The kind {detail} takes no fail_when.",
        "Bỏ fail_when: câu pf không đạt khi chọn Không đạt.",
        "Remove fail_when: a pf fails when Fail is chosen.",
    ),
    "unknown_fill": (
        "Không có chỗ điền «{detail}».",
        "There is no placeholder “{detail}”.",
        "Dùng {{part}}, {{whole}}, {{missing}}, {{n}}, {{dates}}, {{list}} hoặc {{fields}}.",
        "Use {{part}}, {{whole}}, {{missing}}, {{n}}, {{dates}}, {{list}} or {{fields}}.",
    ),
    "not_a_ratio": (
        "Câu hỏi «{detail}» không phải loại ratio.",
        "The question “{detail}” is not a ratio.",
        "whole_from chỉ nối hai câu loại ratio.",
        "whole_from links two questions of the kind ratio.",
    ),
    "detail_of_detail": (
        "Câu hỏi «{detail}» cũng chỉ là câu chi tiết.",
        "The question “{detail}” is itself only a detail.",
        "Ghi mã của câu chính.",
        "Name the main question.",
    ),
}
