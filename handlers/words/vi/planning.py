"""In Vietnamese: campaigns, the plan and draws."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # the campaign and what is planned
    "plan.none": "Hiện không có đợt kiểm tra nào.",
    "plan.head": "**{name}**",
    "plan.days": "Từ {first} đến {last}.",
    "plan.basis": "Căn cứ: {basis}.",
    "plan.coverage": "Đã kiểm tra {reached}/{all} {kind}; chưa: {missing}.",
    "plan.coverage_all": "Đã kiểm tra {reached}/{all} {kind}.",
    "plan.coming": "Sắp tới:",
    "plan.nothing": "Chưa có lượt nào được lên kế hoạch.",
    "plan.line": "{day}: {unit} · {purpose} · {team}",
    "plan.line_overdue": "⚠️ {day}: {unit} · {purpose} · {team}",
    "plan.more": "… và {n} lượt khác",
    "plan.hidden": "{n} lượt đột xuất khác, đơn vị được giữ kín đến khi kiểm tra xong.",
    "plan.dropped": "Đã bỏ lượt này khỏi kế hoạch.",
    "plan.today": "Kế hoạch hôm nay, {day}:",
    "plan.today_line": "{unit} · {purpose} · {team}",
    "plan.keep_secret": "Anh/chị giữ kín đơn vị kiểm tra đột xuất đến khi kiểm tra xong.",
    "button.plan_visit": "Thêm lượt",
    "button.draw": "Bốc thăm đột xuất",
    "button.drop_planned": "Bỏ {unit}",
    "button.reveal": "Công bố kết quả bốc thăm",
    "button.new_campaign": "Tạo đợt kiểm tra",
    # laying down a campaign
    "campaign.ask_period": "Đợt kiểm tra kéo dài trong thời gian nào? Chọn bên dưới, "
    "hoặc gõ, ví dụ: 15/12/2025 - 14/6/2026",
    "campaign.period_again": "Chưa đọc được thời gian. Anh/chị vui lòng gõ hai ngày, cách nhau không quá "
    "một năm, ví dụ: 15/12/2025 - 14/6/2026",
    "campaign.ask_name": "Tên đợt kiểm tra? Chọn tên bên dưới, hoặc gõ tên khác.",
    "campaign.name_again": "Chưa đọc được tên. Anh/chị vui lòng gõ lại.",
    "campaign.ask_basis": "**{name}**. Căn cứ pháp lý? Gõ số, ngày và tên văn bản, hoặc bấm «Bỏ qua».",
    "campaign.laid_down": "Đã tạo đợt kiểm tra.",
    # planning a visit
    "planning.ask_unit": "Kiểm tra đơn vị nào? Các đơn vị chưa kiểm tra đứng trước. Gõ vài chữ để tìm.",
    "planning.ask_many": "Bốc thăm mấy đơn vị?",
    "planning.many": "Bốc thăm {n} đơn vị",
    "planning.ask_day": "Ngày nào? Chọn bên dưới, hoặc gõ, ví dụ: 5/12",
    "planning.day_again": "Chưa đọc được ngày sắp tới. Anh/chị vui lòng gõ, ví dụ: 5/12",
    "planning.ask_purpose": "Hình thức kiểm tra?",
    "planning.ask_team": "Những ai tham gia?",
    "planning.outside": "Ngày này nằm ngoài đợt kiểm tra, từ {first} đến {last}.",
    "planning.kept": "Đã thêm vào kế hoạch.",
    "button.draw_now": "Bốc thăm",
    # draws
    "draw.committed": "**Cam kết bốc thăm đơn vị kiểm tra đột xuất**",
    "draw.from": "Bốc {k} trong {n} đơn vị. Đơn vị ít được kiểm tra hơn được bốc trước.",
    "draw.tier": "Đã kiểm tra {tier} lượt (đơn vị và số phiếu): {lots}",
    "draw.digest": "Mã cam kết (SHA-256), hạt giống được công bố sau khi kiểm tra xong:",
    "draw.revealed": "**Kết quả bốc thăm đơn vị kiểm tra đột xuất**",
    "draw.result": "Đã bốc được: {names}.",
    "draw.seed": "Hạt giống:",
    "draw.how": "Cách kiểm tra lại: mã cam kết là SHA-256 của hạt giống, một dấu xuống dòng và danh sách "
    "dưới đây. Mỗi phiếu là SHA-256 của «hạt giống:đơn vị:số thứ tự phiếu». Trong nhóm ít được kiểm tra "
    "nhất, đơn vị có phiếu nhỏ nhất được bốc trước.",
    "draw.nothing": "Không còn đơn vị nào để bốc thăm: các đơn vị đều đã có trong kế hoạch.",
    "draw.done": "Đã bốc thăm. Chỉ đoàn kiểm tra biết kết quả.",
    "draw.too_early": "Chưa công bố được: còn đơn vị bốc được mà chưa kiểm tra xong.",
    "draw.is_revealed": "Đã công bố trên kênh.",
    "help.plan": "/kehoach: đợt kiểm tra, kế hoạch và độ phủ",
}
