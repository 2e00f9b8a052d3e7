"""What is wrong with how a checklist is written: YAML, keys, values, conditions."""

from collections.abc import Mapping
from typing import Final

# code: fault (vi), fault (en), remedy (vi), remedy (en)
WRITING_WORDS: Final[Mapping[str, tuple[str, str, str, str]]] = {
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
    "bad_condition": (
        "Không đọc được điều kiện tại ký tự {at}: «{detail}» ({reason}).",
        "The condition is not readable at character {at}: “{detail}” ({reason}).",
        "Dùng ${{mã}}, ., part, whole, and, or, = != < <= > >=, + - * div mod và các hàm: {functions}.",
        "Use ${{code}}, ., part, whole, and, or, = != < <= > >=, + - * div mod and functions: {functions}.",
    ),
    "here_unwanted": (
        "«{detail}» không dùng được ở đây.",
        "“{detail}” cannot be used here.",
        "relevant, required nhìn câu khác bằng ${{mã}}; part, whole chỉ dùng cho ratio.",
        "relevant and required look at others by ${{code}}; part, whole are a ratio's.",
    ),
    "bad_decimal": (
        "«{detail}» không phải số.",
        "“{detail}” is not a number.",
        "Viết bằng chữ số, phần lẻ sau dấu chấm, ví dụ 1.5.",
        "Write it in digits with a point, such as 1.5.",
    ),
    "bad_date": (
        "«{detail}» không phải ngày.",
        "“{detail}” is not a date.",
        "Viết năm-tháng-ngày, ví dụ 2026-11-05.",
        "Write year-month-day, such as 2026-11-05.",
    ),
    "position_unwanted": (
        "position(..) chỉ dùng trong câu hỏi lặp lại.",
        "position(..) is for repeated questions only.",
        "Bỏ position(..), hoặc thêm for_each.",
        "Remove position(..), or add for_each.",
    ),
    "not_a_condition": (
        "«{detail}» không phải là một điều kiện.",
        "“{detail}” is no condition.",
        "So sánh với một giá trị, ví dụ ${{B1}} = 'fail' hoặc . > 0.",
        "Compare it with a value, such as ${{B1}} = 'fail' or . > 0.",
    ),
    "unknown_side": (
        "Câu hỏi {question} không có phần «{detail}».",
        "The question {question} has no side “{detail}”.",
        "Dùng part, whole cho ratio, hoặc tên số đếm cho counts.",
        "Use part or whole for a ratio, or the name of a count.",
    ),
    "bad_pattern": (
        "Mẫu regex «{detail}» không dùng được ({reason}).",
        "The pattern “{detail}” cannot be used ({reason}).",
        "Viết theo cú pháp RE2, tối đa 200 ký tự.",
        "Write it in RE2's syntax, at most 200 characters.",
    ),
}
