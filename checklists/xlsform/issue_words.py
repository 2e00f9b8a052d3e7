"""What is wrong in an XLSForm workbook, and what was left out of one, in words its author can act on.

Rules: as for every issue, fault and remedy in both languages, in one table. The words name columns, for the
author sees those and not our keys.
Must not know: how a fault is found.
"""

from collections.abc import Mapping
from typing import Final

from checklists.issues import Issue, IssueWords, make_issue


def xlsform_issue(code: str, details: Mapping[str, str] | None = None) -> Issue:
    """The issue of that code, without its place. KeyError for a code that has no words."""
    return make_issue(code, "", details, words=XLSFORM_WORDS)


XLSFORM_WORDS: Final[IssueWords] = {
    "no_survey": (
        "Tệp không có trang «survey».",
        "The workbook has no sheet “survey”.",
        "Tải mẫu từ chương trình rồi sửa mẫu đó, hoặc gửi danh sách hai cột: câu hỏi, loại.",
        "Edit the workbook that the program gives, or send a list of two columns: question, kind.",
    ),
    "no_column": (
        "Thiếu cột «{detail}».",
        "The column “{detail}” is missing.",
        "Thêm cột này ở dòng tiêu đề.",
        "Add it in the header row.",
    ),
    "no_vietnamese": (
        "Không có cột tiếng Việt.",
        "There is no Vietnamese column.",
        "Thêm cột label::Tiếng Việt (vi).",
        "Add the column label::Tiếng Việt (vi).",
    ),
    "header_twice": (
        "Cột «{detail}» có hai lần.",
        "The column “{detail}” is there twice.",
        "Giữ lại một cột.",
        "Keep one of them.",
    ),
    "header_unknown": (
        "Không có cột «{detail}».",
        "There is no column “{detail}”.",
        "{hint_vi}",
        "{hint_en}",
    ),
    "cell_date": (
        "Excel đã đổi ô này thành ngày giờ ({detail}).",
        "Excel made a date or time of this cell ({detail}).",
        "Định dạng ô là Văn bản (Text) rồi gõ lại.",
        "Format the cell as Text and type it again.",
    ),
    "cell_failed": (
        "Công thức trong ô bị lỗi.",
        "The formula of this cell failed.",
        "Gõ giá trị thay cho công thức.",
        "Type the value in place of the formula.",
    ),
    "cell_formula": (
        "Ô có công thức chưa tính.",
        "The cell holds a formula without a result.",
        "Gõ giá trị thay cho công thức.",
        "Type the value in place of the formula.",
    ),
    "no_type": (
        "Dòng chưa ghi loại (type).",
        "The row has no type.",
        "Ghi loại, ví dụ select_one dat, hoặc xóa dòng.",
        "Write a type, such as select_one dat, or delete the row.",
    ),
    "no_name": (
        "Dòng chưa có mã (name).",
        "The row has no name.",
        "Đặt mã riêng, ví dụ B1.",
        "Give it a name of its own, such as B1.",
    ),
    "name_twice": (
        "Mã «{detail}» đã dùng ở dòng {row}.",
        "The name “{detail}” is already used in row {row}.",
        "Mỗi câu hỏi một mã riêng.",
        "Give each question a name of its own.",
    ),
    "type_unknown": (
        "Không có loại «{detail}».",
        "There is no type “{detail}”.",
        "Chọn trong danh sách của ô: {allowed}.",
        "Choose from the cell's list: {allowed}.",
    ),
    "type_rank": (
        "Chưa hỏi được xếp hạng (rank).",
        "Ranking (rank) cannot be asked.",
        "Dùng select_one hoặc select_multiple.",
        "Use select_one or select_multiple.",
    ),
    "type_shape": (
        "Chưa nhận đường hoặc vùng trên bản đồ ({detail}).",
        "Lines and areas on a map ({detail}) are not taken.",
        "Dùng geopoint.",
        "Use geopoint.",
    ),
    "type_datetime": (
        "Chưa hỏi ngày và giờ trong một câu.",
        "A date and a time are not asked in one question.",
        "Tách thành hai câu: date và time.",
        "Make two questions of it: date and time.",
    ),
    "type_media": (
        "Chưa nhận {detail}.",
        "{detail} is not taken.",
        "Dùng image hoặc text.",
        "Use image or text.",
    ),
    "type_external": (
        "Chưa dùng được dữ liệu từ tệp ngoài ({detail}).",
        "Data from other files ({detail}) cannot be used.",
        "Chép các lựa chọn vào trang choices rồi dùng select_one hoặc select_multiple.",
        "Copy the choices into the choices sheet and use select_one or select_multiple.",
    ),
    "repeat": (
        "Chưa hỏi được nhóm lặp lại này.",
        "This repeated group cannot be asked.",
        "Dùng begin_group, hoặc liệt kê từng câu.",
        "Use begin_group, or write the questions one by one.",
    ),
    "kind_unfit": (
        "kt_kind «{detail}» không đi với type «{type}».",
        "kt_kind “{detail}” does not go with the type “{type}”.",
        "Dùng type {allowed}, hoặc xóa kt_kind.",
        "Use the type {allowed}, or clear kt_kind.",
    ),
    "group_open": (
        "Nhóm «{detail}» chưa đóng.",
        "The group “{detail}” is not closed.",
        "Thêm dòng end_group sau câu cuối của nhóm.",
        "Add a row end_group after its last question.",
    ),
    "group_closed": (
        "Dòng end_group không có begin_group.",
        "This end_group has no begin_group.",
        "Xóa dòng này, hoặc thêm begin_group ở trên.",
        "Delete the row, or add a begin_group above.",
    ),
    "no_list": (
        "Không có danh sách «{detail}» ở trang choices.",
        "There is no list “{detail}” in the choices sheet.",
        "Thêm danh sách đó, hoặc sửa tên sau select_one.",
        "Add that list, or correct the name after select_one.",
    ),
    "list_unnamed": (
        "Lựa chọn chưa ghi danh sách (list_name) hoặc mã (name).",
        "The choice has no list_name or no name.",
        "Ghi cả hai.",
        "Write both.",
    ),
    "choice_twice": (
        "Mã lựa chọn «{detail}» viết hai lần trong danh sách.",
        "The choice “{detail}” is twice in its list.",
        "Giữ lại một.",
        "Keep one of them.",
    ),
    "choice_filter": (
        "Chưa lọc được lựa chọn theo câu khác (choice_filter).",
        "Choices cannot be filtered by other answers (choice_filter).",
        "Tách thành nhiều câu, mỗi câu một danh sách và một điều kiện relevant.",
        "Make several questions of it, each with its list and its relevant.",
    ),
    "not_both": (
        "{detail} và kt_{detail} không khớp nhau.",
        "{detail} and kt_{detail} do not agree.",
        "Sửa ở kt_{detail}, rồi xóa ô {detail}.",
        "Change kt_{detail}, and clear {detail}.",
    ),
    "fail_unknown": (
        "kt_fail «{detail}» không phải lựa chọn nào, cũng không phải điều kiện.",
        "kt_fail “{detail}” is neither a choice nor a condition.",
        "Dùng một trong: {allowed}; hoặc viết điều kiện.",
        "Use one of: {allowed}; or write a condition.",
    ),
    "list_empty": (
        "Danh sách chưa có câu hỏi.",
        "The list has no questions.",
        "Viết mỗi câu hỏi một dòng: cột đầu là câu hỏi, cột sau là loại.",
        "Write a question in each row: the first column says it, the second its kind.",
    ),
    "list_long": (
        "Danh sách dài hơn {detail} dòng.",
        "The list is longer than {detail} rows.",
        "Chia thành nhiều phiếu.",
        "Split it into several checklists.",
    ),
    "kind_unknown": (
        "Không hiểu loại «{detail}».",
        "The kind “{detail}” is not known.",
        "Dùng: {allowed}.",
        "Use: {allowed}.",
    ),
    "uses_left_out": (
        "Điều kiện dùng «{detail}», là dòng đã bỏ qua.",
        "The condition uses “{detail}”, a row that was left out.",
        "Viết điều kiện bằng câu trả lời của câu hỏi.",
        "Write the condition with the answers to questions.",
    ),
}
