"""What is wrong with a list of units, or with a change to one: place, fault and remedy, in both languages.

Rules: every fault names its row; those of one file come all at once.
Must not know: files, the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from checklists.model import Label

HEADER_ROW = 1


@dataclass(frozen=True, slots=True)
class UnitFault:
    """What is wrong in a row (the header is row 1), and what to do about it."""

    row: int
    fault: Label
    remedy: Label


def no_columns(names: Iterable[str]) -> UnitFault:
    """Needed columns are missing."""
    named = ", ".join(names)
    return UnitFault(
        HEADER_ROW,
        Label(f"Thiếu cột {named}.", f"Columns are missing: {named}."),
        Label(
            "Dòng đầu ghi tên các cột, như tệp tải xuống từ /donvi.",
            "The first row names the columns, as in the file downloaded from /units.",
        ),
    )


def column_twice(name: str) -> UnitFault:
    """Two headers mean the same column."""
    return UnitFault(
        HEADER_ROW,
        Label(f"Cột {name} có hai lần.", f"Column {name} is there twice."),
        Label("Chỉ giữ một cột.", "Keep one of them."),
    )


def unreadable(row: int, reason: str) -> UnitFault:
    """The file is not such a table."""
    return UnitFault(
        row,
        Label(f"Không đọc được tệp: {reason}.", f"The file cannot be read: {reason}."),
        Label("Lưu lại tệp dạng CSV UTF-8 hoặc XLSX.", "Save the file again as CSV UTF-8 or XLSX."),
    )


def too_many(most: int) -> UnitFault:
    """More rows than a list may have."""
    return UnitFault(
        most,
        Label(f"Tệp có hơn {most} dòng.", f"The file has more than {most} rows."),
        Label("Chia thành nhiều tệp.", "Split it into several files."),
    )


def empty_list() -> UnitFault:
    """No row names a unit."""
    return UnitFault(
        HEADER_ROW,
        Label("Tệp không có đơn vị nào.", "The file has no units."),
        Label("Mỗi đơn vị ghi một dòng.", "Write one unit a row."),
    )


def doubled(row: int, key: str) -> UnitFault:
    """The key stands in two rows."""
    return UnitFault(
        row,
        Label(f"Mã {key} đã có ở dòng trên.", f"The key {key} stands in a row above."),
        Label("Mỗi đơn vị một mã riêng.", "Give each unit a key of its own."),
    )


def empty(row: int, name: str) -> UnitFault:
    """A needed cell is empty."""
    return UnitFault(
        row,
        Label(f"Cột {name} đang trống.", f"Column {name} is empty."),
        Label(f"Điền cột {name}.", f"Fill in column {name}."),
    )


def too_long(row: int, name: str, most: int) -> UnitFault:
    """A cell has more letters than a phone can show."""
    return UnitFault(
        row,
        Label(f"Cột {name} dài quá {most} ký tự.", f"Column {name} is longer than {most} characters."),
        Label("Viết ngắn hơn.", "Write less."),
    )


def bad_key(row: int, key: str) -> UnitFault:
    """The key is no key."""
    return UnitFault(
        row,
        Label(f"Mã {key} không hợp lệ.", f"{key} is no key."),
        Label(
            "Dùng chữ thường không dấu, chữ số và dấu gạch, tối đa 40 ký tự, ví dụ mo-lao-2009.",
            "Use small letters a-z, digits and hyphens, 40 at most, such as mo-lao-2009.",
        ),
    )


def unknown_kind(row: int, kind: str, known: Iterable[str]) -> UnitFault:
    """There is no such kind of unit."""
    named = ", ".join(known)
    return UnitFault(
        row,
        Label(f"Không có loại đơn vị {kind}.", f"There is no kind of unit {kind}."),
        Label(f"Chọn một trong: {named}.", f"Take one of: {named}."),
    )


def not_whole(row: int, text: str) -> UnitFault:
    """The order is no number."""
    return UnitFault(
        row,
        Label(f"Số thứ tự {text} không phải là số.", f"sort_no {text} is not a number."),
        Label("Ghi số nguyên, ví dụ 12.", "Write a whole number such as 12."),
    )


def not_a_date(row: int, text: str) -> UnitFault:
    """The text is no date."""
    return UnitFault(
        row,
        Label(f"Ngày {text} không đúng.", f"{text} is not a date."),
        Label("Ghi ngày dạng 01/07/2025 hoặc 2025-07-01.", "Write dates like 2025-07-01 or 01/07/2025."),
    )


def ends_before_it_begins(row: int) -> UnitFault:
    """The period is turned round."""
    return UnitFault(
        row,
        Label("Ngày kết thúc trước ngày bắt đầu.", "The last day is before the first."),
        Label("Sửa lại hai ngày.", "Mend the two dates."),
    )


def unknown_unit(row: int, text: str) -> UnitFault:
    """No unit is called so."""
    return UnitFault(
        row,
        Label(f"Không có đơn vị {text}.", f"There is no unit {text}."),
        Label("Ghi mã của đơn vị có trong danh sách.", "Write the key of a unit in the list."),
    )


def ambiguous_unit(row: int, text: str, keys: Iterable[str]) -> UnitFault:
    """Several units are called so."""
    named = ", ".join(keys)
    return UnitFault(
        row,
        Label(f"Có nhiều đơn vị tên {text}: {named}.", f"Several units are called {text}: {named}."),
        Label("Ghi mã đơn vị thay cho tên.", "Write the key instead of the name."),
    )


def circle(row: int, key: str) -> UnitFault:
    """A unit lies under itself."""
    return UnitFault(
        row,
        Label(f"Đơn vị {key} trực thuộc chính nó.", f"The unit {key} is under itself."),
        Label("Sửa cột đơn vị cấp trên.", "Mend the parent column."),
    )


def code_taken(row: int, code: str, key: str) -> UnitFault:
    """Another unit has the code at the same time."""
    return UnitFault(
        row,
        Label(f"Mã số {code} đang thuộc {key} trong cùng thời gian.", f"{key} has the code {code} then."),
        Label(
            "Ghi ngày kết thúc của đơn vị cũ, hoặc sửa mã số.",
            "Write the last day of the older unit, or mend the code.",
        ),
    )


def lost_zero(row: int, code: str) -> UnitFault:
    """A spreadsheet took the code for a number."""
    return UnitFault(
        row,
        Label(f"Mã số {code} thiếu chữ số.", f"The code {code} has too few digits."),
        Label("Mã cấp xã có 5 chữ số, ghi dạng chữ: 09541.", "A commune's has five, as a text: 09541."),
    )


def successor_without_end(row: int) -> UnitFault:
    """A unit went into another, but has no last day."""
    return UnitFault(
        row,
        Label(
            "Đơn vị nhập vào đơn vị khác nhưng chưa có ngày kết thúc.", "It was merged but has no last day."
        ),
        Label("Ghi ngày cuối cùng của đơn vị này.", "Write the last day of this unit."),
    )


def same_unit(row: int) -> UnitFault:
    """A unit went into itself."""
    return UnitFault(
        row,
        Label("Đơn vị không thể nhập vào chính nó.", "A unit cannot be merged into itself."),
        Label("Chọn đơn vị khác.", "Take another unit."),
    )


def known_by_another_key(row: int, name: str, key: str) -> UnitFault:
    """A row without a key names a unit that is there."""
    return UnitFault(
        row,
        Label(f"Đã có đơn vị {name} với mã {key}.", f"{name} is there, with the key {key}."),
        Label(f"Ghi {key} vào cột mã đơn vị.", f"Write {key} into the key column."),
    )


def bad_place(row: int) -> UnitFault:
    """The numbers are no place."""
    return UnitFault(
        row,
        Label("Vĩ độ, kinh độ không đúng.", "Latitude and longitude are no place."),
        Label("Ghi cả hai số, ví dụ 20,9801 và 105,7782.", "Write both, such as 20.9801 and 105.7782."),
    )


def bad_hours(row: int, text: str) -> UnitFault:
    """The hours cannot be read."""
    return UnitFault(
        row,
        Label(f"Chưa đọc được giờ làm việc {text}.", f"The hours {text} cannot be read."),
        Label(
            "Ghi ví dụ: T2-T6 08:00-12:00, 13:00-17:00.",
            "Write, for example: T2-T6 08:00-12:00, 13:00-17:00.",
        ),
    )
