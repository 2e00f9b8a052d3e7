"""What is wrong with a file before it is a checklist: too large, locked, not what its name says.

Rules: as for every issue, fault and remedy in both languages, in one table.
Must not know: how files are opened.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from checklists.issues import Issue, IssueWords, make_issue
from checklists.sheets import column_letters


def file_issue(
    code: str, details: Mapping[str, str] | None = None, *, sheet: str = "", row: int = 0, column: int = 0
) -> Issue:
    """The issue of that code; `column` counts from 1. KeyError for a code that has no words."""
    issue = make_issue(code, "", details, line=row, words=FILE_WORDS)
    return replace(issue, sheet=sheet, column=column_letters(column))


FILE_WORDS: Final[IssueWords] = {
    "file_missing": (
        "Không đọc được tệp {detail}.",
        "The file {detail} cannot be read.",
        "Xem lại tên tệp.",
        "Check the file's name.",
    ),
    "file_kind": (
        "Không nhận loại tệp «{detail}».",
        "Files of the kind “{detail}” are not taken.",
        "Gửi tệp .xlsx, .csv hoặc .yaml.",
        "Send a file ending in .xlsx, .csv or .yaml.",
    ),
    "file_large": (
        "Tệp lớn hơn {detail}.",
        "The file is larger than {detail}.",
        "Bỏ hình ảnh và các trang không dùng, rồi lưu lại.",
        "Remove pictures and unused sheets, then save again.",
    ),
    "file_text": (
        "Không đọc được chữ trong tệp.",
        "The text of the file cannot be read.",
        "Lưu lại bằng mã UTF-8 (trong Excel: CSV UTF-8).",
        "Save it as UTF-8 (in Excel: CSV UTF-8).",
    ),
    "file_damaged": (
        "Tệp hỏng hoặc không phải tệp Excel.",
        "The file is damaged, or no Excel file.",
        "Mở bằng Excel, chọn Lưu thành Excel Workbook (.xlsx), rồi gửi lại.",
        "Open it in Excel, save it as Excel Workbook (.xlsx), and send it again.",
    ),
    "file_locked": (
        "Tệp có mật khẩu, hoặc là kiểu .xls cũ.",
        "The file has a password, or is of the old kind .xls.",
        "Bỏ mật khẩu và lưu thành Excel Workbook (.xlsx).",
        "Remove the password and save it as Excel Workbook (.xlsx).",
    ),
    "file_macros": (
        "Tệp có macro.",
        "The file holds macros.",
        "Lưu thành Excel Workbook (.xlsx), loại không có macro.",
        "Save it as Excel Workbook (.xlsx), the kind without macros.",
    ),
    "file_links": (
        "Tệp lấy dữ liệu từ tệp hoặc nguồn khác.",
        "The file takes data from other files or sources.",
        "Trong Excel chọn Dữ liệu, Sửa liên kết, Ngắt liên kết, rồi lưu lại.",
        "In Excel choose Data, Edit Links, Break Link, then save again.",
    ),
    "file_embeds": (
        "Tệp có đối tượng nhúng.",
        "The file holds embedded objects.",
        "Xóa các đối tượng nhúng, rồi lưu lại.",
        "Delete the embedded objects, then save again.",
    ),
    "file_entities": (
        "Tệp có khai báo không được nhận (DTD).",
        "The file holds declarations that are not taken (DTD).",
        "Mở bằng Excel và lưu lại thành .xlsx.",
        "Open it in Excel and save it as .xlsx again.",
    ),
    "file_many_pieces": (
        "Tệp có hơn {detail} thành phần.",
        "The file has more than {detail} parts.",
        "Chép các trang cần dùng sang một tệp mới.",
        "Copy the sheets that are needed into a new file.",
    ),
    "file_unpacks": (
        "Tệp bung ra quá lớn (hơn {detail} MB hoặc gấp hơn 100 lần).",
        "Unpacked, the file is too large (over {detail} MB or 100 times its size).",
        "Chép các ô cần dùng sang một tệp mới.",
        "Copy the cells that are needed into a new file.",
    ),
    "file_costly": (
        "Đọc tệp tốn quá nhiều thời gian hoặc bộ nhớ.",
        "Reading the file takes too much time or memory.",
        "Chép các ô cần dùng sang một tệp mới.",
        "Copy the cells that are needed into a new file.",
    ),
    "file_no_workbook": (
        "Tệp không có trang tính nào.",
        "The file holds no worksheet.",
        "Mở bằng Excel và lưu lại thành .xlsx.",
        "Open it in Excel and save it as .xlsx again.",
    ),
    "file_many_sheets": (
        "Tệp có hơn {detail} trang tính.",
        "The file has more than {detail} sheets.",
        "Bỏ các trang không dùng.",
        "Remove the sheets that are not used.",
    ),
    "sheet_rows": (
        "Có nội dung dưới dòng {detail}.",
        "There is something below row {detail}.",
        "Xóa các dòng thừa phía dưới.",
        "Delete the rows below.",
    ),
    "sheet_columns": (
        "Có nội dung sau cột thứ {detail}.",
        "There is something right of column number {detail}.",
        "Xóa các cột thừa bên phải.",
        "Delete the columns on the right.",
    ),
    "sheet_cells": (
        "Tệp có hơn {detail} ô có nội dung.",
        "The file has more than {detail} cells that hold something.",
        "Bỏ các trang và dòng không dùng.",
        "Remove sheets and rows that are not used.",
    ),
    "sheet_letters": (
        "Tệp có hơn {detail} ký tự.",
        "The file has more than {detail} characters.",
        "Rút ngắn nội dung hoặc bỏ các trang không dùng.",
        "Shorten the texts, or remove sheets that are not used.",
    ),
}
