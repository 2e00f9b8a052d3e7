"""In Vietnamese: the period report in chat."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "report.choose": "Báo cáo của kỳ nào?",
    "report.ask": "Anh/chị gõ ngày đầu và ngày cuối, ví dụ: 1/1/2013 - 30/6/2013",
    "report.not_a_period": "Chưa đọc được kỳ báo cáo. "
    "Anh/chị gõ ngày đầu và ngày cuối, ví dụ: 1/1/2013 - 30/6/2013",
    "report.too_large": "Kỳ {period} có hơn {most} lượt kiểm tra nên không xem được trong hội thoại. "
    "Báo cáo này được lập trên máy chủ bằng lệnh report.",
    "report.annex": "nút bên dưới",
    "report.strengths": "**Ưu điểm**",
    "report.faults": "**Tồn tại, hạn chế**",
    "report.rules": "Cách tính",
    "report.fault": "**{words}**\n{n} đơn vị, theo thứ tự danh mục:",
    "report.no_fault": "Không có đơn vị nào chưa đạt nội dung này trong kỳ.",
    "button.period.half": "6 tháng đầu năm",
    "button.period.quarter": "Quý này",
    "button.period.month": "Tháng này",
    "button.period.reporting": "15/12–14/6",
    "button.period": "Từ – đến…",
    "button.back_to_report": "Quay lại báo cáo",
    "button.back_to_units": "Quay lại danh sách",
    "button.photos_of": "📷 {n} ảnh · {code}",
}
