"""What reports and news say of each question of the bank, where its own text would not read well.

Rules: a phrase tells what was found and never how often: figures and names are put around it by the
sentences. A question that is not here is told by its `fail_text`.
Must not know: any count.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Style(StrEnum):
    """How the news tells a fault."""

    RATIO = "ratio"
    """So many of so many units."""
    NAMED = "named"
    """Some units, by name; more than four are told as a ratio."""
    SOME = "some"
    """Some units, without names: it is about persons' conduct."""
    GENERAL = "general"
    """Without units."""


SECTION_STYLES: Final[Mapping[str, Style]] = {
    "A": Style.SOME,
    "C": Style.GENERAL,
    "D": Style.SOME,
    "E": Style.SOME,
    "F": Style.SOME,
    "H": Style.SOME,
}
QUESTION_STYLES: Final[Mapping[str, Style]] = {"B1": Style.RATIO}

# What was found, after "x/y phường (chiếm z)".
PREDICATES: Final[Mapping[str, str]] = {
    "A8": "có người vắng mặt không có lý do",
    "B1": "chưa niêm yết đủ thủ tục trong bộ thủ tục hành chính",
    "B3": "chưa niêm yết đúng danh mục của từng lĩnh vực",
    "C3": "ghi chép không đầy đủ vào sổ tiếp nhận hồ sơ",
    "C10": "ghi chép không đầy đủ vào sổ trả kết quả",
    "C7": "còn hồ sơ quá hạn",
    "D1": "có người không đeo thẻ",
    "D2": "có người mặc trang phục không đúng quy định",
    "E4": "có ngày không có lãnh đạo trực tại bộ phận một cửa",
    "F3": "có người đi muộn, về sớm",
    "G5": "có thiết bị không hoạt động",
    "I3": "có Chủ tịch Ủy ban nhân dân tiếp công dân chưa đủ số buổi",
    "I6": "còn đơn quá hạn",
    "I7": "có đơn chuyển lên cấp trên chưa qua đối thoại",
    "K1": "còn hồ sơ cấp giấy chứng nhận quyền sử dụng đất quá hạn",
    "K2": "còn hồ sơ cấp phép xây dựng quá hạn",
    "K3": "có vụ vi phạm trật tự xây dựng chưa lập biên bản",
}

# What the sums of a question are told as, in brackets after its units; {…} are sums of `Result`.
SUMS: Final[Mapping[str, str]] = {
    "A8": "{no_reason} lượt người",
    "C3": "{part}/{whole} hồ sơ được xem",
    "C10": "{part}/{whole} hồ sơ được xem",
    "C7": "{n} hồ sơ",
    "D1": "{missing}/{whole} người",
    "D2": "{missing}/{whole} người",
    "F3": "{late} lượt người đi muộn, {early} lượt người về sớm",
    "I3": "{part}/{whole} buổi",
    "I6": "{overdue} đơn",
    "I7": "{missing}/{whole} đơn",
    "K1": "{overdue} hồ sơ",
    "K2": "{overdue} hồ sơ",
    "K3": "{missing} vụ",
}

# Questions that the news tells in one sentence: their codes, and what is then said of some units.
HOURS: Final = (frozenset({"A8", "F2", "F3", "F4"}), "chấp hành thời gian làm việc không đúng quy định")
CONDUCT: Final[Mapping[str, str]] = {
    "D1": "không đeo thẻ",
    "D2": "mặc trang phục không đúng quy định",
}
CONDUCT_SUBJECT: Final = "công chức làm việc tại bộ phận một cửa một số"
# The two registers: the side they are kept for, the questions of their template and of their completeness.
REGISTERS: Final = (("tiếp nhận", "C2", "C3"), ("trả", "C9", "C10"))
INCOMPLETE: Final = "không ghi chép đầy đủ vào sổ lưu"
BY_TEMPLATE: Final = "theo mẫu biểu quy định"

# Strengths told together: the questions whose verdicts must pass, and what is then said of the units.
STRENGTHS: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("G1",), "đã bố trí cán bộ"),
    (
        ("G4", "G5", "G6", "G7"),
        "trang bị cơ sở vật chất đảm bảo thuận tiện cho việc tiếp nhận và giải quyết thủ tục hành chính",
    ),
    (("D4", "H2", "H3"), "thực hiện đúng Quy tắc ứng xử"),
    (("H1",), "có thái độ hòa nhã, thân thiện"),
    (("I1", "I2", "I3", "I4", "I5"), "thực hiện công tác tiếp dân đúng quy định, đúng thành phần"),
    (("I6",), "giải quyết khiếu nại, tố cáo đúng quy định"),
)
