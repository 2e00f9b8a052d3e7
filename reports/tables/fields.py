"""The tidy tables: their fields, headers and meanings, in both directions.

Rules: a field keeps its name and place; a field is only ever added, at the end. Sheets carry the Vietnamese
headers, CSV files the fields' names, and the dictionary leads from one to the other.
Must not know: how a table is written, where its rows come from.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Type(StrEnum):
    """What a column holds; codes are text, times are local."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Field:
    """One column."""

    name: str
    header: str
    type: Type
    meaning: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class TableFields:
    """One table: its file's name, its sheet's, its columns."""

    name: str
    sheet: str
    fields: tuple[Field, ...]


T, N, D, M, S = Type.TEXT, Type.NUMBER, Type.DATE, Type.TIME, Type.SHARE

VISITS: Final = TableFields(
    "visits",
    "Lượt kiểm tra",
    (
        Field("visit", "Mã lượt", T, "Mã của lượt kiểm tra"),
        Field("unit_key", "Mã đơn vị", T, "Khóa không đổi của đơn vị", 18),
        Field("unit", "Đơn vị", T, "Tên đơn vị tại thời điểm kiểm tra", 22),
        Field("site", "Địa điểm", T, "Nơi kiểm tra, trống là trụ sở chính"),
        Field("purpose", "Hình thức", T, "Định kỳ, đột xuất hoặc phúc tra"),
        Field("checklist", "Phiếu", T, "Mã phiếu", 18),
        Field("version", "Phiên bản", N, "Phiên bản của phiếu", 10),
        Field("team", "Đoàn kiểm tra", T, "Cơ quan của các thành viên, không có tên người", 24),
        Field("started_at", "Bắt đầu", M, "Giờ địa phương (+07:00)", 17),
        Field("submitted_at", "Nộp", M, "Giờ địa phương (+07:00)", 17),
        Field("status", "Trạng thái", T, "Đã nộp, hoặc đã sửa sau khi nộp"),
        Field("review", "Duyệt", T, "Kết quả duyệt, nếu có", 10),
        Field("score", "Điểm", N, "Điểm của lượt, nếu phiếu có chấm điểm", 8),
        Field("passed", "Đạt", N, "Số nội dung đạt", 8),
        Field("failed", "Chưa đạt", N, "Số nội dung chưa đạt", 10),
        Field("na", "Không áp dụng", N, "Số nội dung không áp dụng", 14),
    ),
)
ANSWERS: Final = TableFields(
    "answers",
    "Câu trả lời",
    (
        Field("visit", "Mã lượt", T, "Mã của lượt kiểm tra"),
        Field("unit", "Đơn vị", T, "Tên đơn vị tại thời điểm kiểm tra", 22),
        Field("version", "Phiên bản", N, "Phiên bản của phiếu", 10),
        Field("question", "Mã câu", T, "Mã không đổi của câu hỏi", 9),
        Field("question_label", "Câu hỏi", T, "Nội dung câu hỏi theo phiên bản của lượt", 40),
        Field("value", "Mã trả lời", T, "pass, fail, na; 3/5; ngày dạng ISO; mã lựa chọn"),
        Field("value_label", "Trả lời", T, "Trả lời như người đọc thấy", 22),
        Field("score", "Điểm", N, "Điểm của câu, nếu có", 8),
        Field("note", "Ghi chú", T, "Ghi chú của người kiểm tra", 30),
        Field("photos", "Ảnh", N, "Số ảnh minh chứng", 7),
        Field("by", "Người trả lời", T, "Mã người, không có tên", 16),
        Field("at", "Lúc", M, "Giờ địa phương (+07:00)", 17),
        Field("revision", "Lần sửa", N, "1 là trả lời đầu tiên", 9),
    ),
)
FINDINGS: Final = TableFields(
    "findings",
    "Tồn tại",
    (
        Field("finding", "Mã tồn tại", T, "Mã lượt và số thứ tự trong lượt", 18),
        Field("visit", "Mã lượt", T, "Mã của lượt kiểm tra"),
        Field("unit", "Đơn vị", T, "Tên đơn vị tại thời điểm kiểm tra", 22),
        Field("question", "Mã câu", T, "Mã không đổi của câu hỏi", 9),
        Field("question_label", "Nội dung", T, "Tồn tại, như ghi trong biên bản", 50),
        Field("severity", "Mức độ", N, "1 nhắc nhở, 2 chấn chỉnh, 3 kiến nghị xem xét trách nhiệm", 9),
        Field("status", "Trạng thái", T, "Chưa khắc phục, hoặc đã xác nhận khi kiểm tra lại", 18),
        Field("opened_at", "Ngày phát hiện", D, "Ngày kiểm tra"),
        Field("due_on", "Hạn", D, "Hạn khắc phục", 12),
        Field("closed_at", "Ngày đóng", D, "Ngày xác nhận đã khắc phục", 12),
        Field("repeat", "Lần lặp", N, "1 là lần đầu trong kỳ", 9),
    ),
)
RECTIFICATIONS: Final = TableFields(
    "rectifications",
    "Khắc phục",
    (
        Field("finding", "Mã tồn tại", T, "Mã lượt và số thứ tự trong lượt", 18),
        Field("event", "Sự kiện", T, "Việc đã làm với tồn tại"),
        Field("by", "Người", T, "Mã người, không có tên", 16),
        Field("at", "Lúc", M, "Giờ địa phương (+07:00)", 17),
        Field("note", "Nội dung", T, "Lời kèm theo", 40),
        Field("photos", "Ảnh", N, "Số ảnh", 7),
        Field("reason", "Lý do", T, "Lý do chưa đạt, gia hạn hoặc đóng", 30),
    ),
)
COVERAGE: Final = TableFields(
    "coverage",
    "Độ phủ",
    (
        Field("period", "Kỳ", T, "Kỳ báo cáo", 24),
        Field("unit_key", "Mã đơn vị", T, "Khóa không đổi của đơn vị", 18),
        Field("unit", "Đơn vị", T, "Tên đơn vị", 22),
        Field("planned", "Kế hoạch", N, "Số lượt theo kế hoạch, nếu có", 10),
        Field("done", "Đã kiểm tra", N, "Số lượt trong kỳ", 12),
        Field("last_visit", "Lần gần nhất", D, "Ngày kiểm tra gần nhất trong kỳ", 13),
        Field("missing", "Còn thiếu", T, "Có, nếu chưa kiểm tra trong kỳ", 11),
    ),
)
TOTALS: Final = TableFields(
    "totals",
    "Tổng hợp",
    (
        Field("unit_kind", "Loại đơn vị", T, "Loại đơn vị của tổng này", 18),
        Field("from", "Từ ngày", D, "Ngày đầu của bộ đơn vị", 12),
        Field("to", "Đến ngày", D, "Ngày cuối của bộ đơn vị", 12),
        Field("question", "Mã câu", T, "Mã không đổi của câu hỏi", 9),
        Field("question_label", "Câu hỏi", T, "Nội dung câu hỏi", 50),
        Field("failed_units", "Đơn vị chưa đạt", N, "Số đơn vị chưa đạt", 15),
        Field("checked_units", "Đơn vị được kiểm tra", N, "Mẫu số: đơn vị có kết quả Đạt hoặc Chưa đạt", 20),
        Field("share", "Tỷ lệ", S, "Đơn vị chưa đạt trên đơn vị được kiểm tra", 9),
        Field("units", "Tên đơn vị chưa đạt", T, "Theo thứ tự danh mục đơn vị", 60),
    ),
)
DICTIONARY: Final = TableFields(
    "dictionary",
    "Từ điển",
    (
        Field("table", "Bảng", T, "Tên trang tính", 18),
        Field("field", "Trường", T, "Tên trường trong tệp CSV", 16),
        Field("header", "Tiêu đề", T, "Tiêu đề trên trang tính", 20),
        Field("type", "Kiểu", T, "Kiểu dữ liệu", 12),
        Field("meaning", "Ý nghĩa", T, "Ý nghĩa của cột", 50),
    ),
)
TABLES: Final = (VISITS, ANSWERS, FINDINGS, RECTIFICATIONS, COVERAGE, DICTIONARY, TOTALS)
TYPES: Final = {T: "chữ", N: "số", D: "ngày", M: "ngày giờ", S: "tỷ lệ"}
