"""What a conclusion notice orders the inspected units to do, as a draft for the authority.

Rules: the words are the authority's and are offered whole; beside each order stand the faults of the period
that it answers, by the codes of their questions, so that an order can be traced to what was found.
Must not know: any count.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Order:
    """One order; `answers` are the codes, or first letters of codes, of the questions that it is about."""

    words: str
    answers: tuple[str, ...] = ()


ORDERS: Final = (
    Order(
        "Thực hiện nghiêm quy chế làm việc, quy trình giải quyết công việc.",
        ("J1", "J2", "J5", "F", "E", "A8"),
    ),
    Order(
        "Kịp thời chấn chỉnh những tồn tại, hạn chế; xử lý nghiêm các trường hợp vi phạm kỷ luật, "
        "kỷ cương hành chính.",
        ("C", "D", "H"),
    ),
    Order(
        "Rà soát bộ thủ tục hành chính cấp xã; công bố công khai các thủ tục hành chính mới được ban hành.",
        ("B", "J4"),
    ),
    Order("Chủ động xây dựng quy trình giải quyết theo tiêu chuẩn ISO 9001:2008.", ("J3",)),
    Order(
        "Bố trí cán bộ làm việc tại bộ phận một cửa theo đúng Quyết định số 84/2009 của Ủy ban nhân dân "
        "Thành phố.",
        ("G",),
    ),
    Order(
        "Tập trung chỉ đạo, kiểm tra công tác cấp giấy chứng nhận quyền sử dụng đất, cấp phép xây dựng, "
        "quản lý trật tự xây dựng.",
        ("K",),
    ),
    Order(
        "Làm tốt công tác tiếp công dân, giải quyết đơn thư; tăng cường đối thoại với công dân trước khi "
        "chuyển đơn lên Ủy ban nhân dân quận.",
        ("I",),
    ),
)
