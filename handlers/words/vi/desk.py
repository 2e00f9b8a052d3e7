"""In Vietnamese: first words, help, choosing a unit."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # the desk: first words
    "desk.stranger": "Chào anh/chị. **{house}** chỉ dành cho cán bộ được mời. "
    "Nếu cần dùng, anh/chị liên hệ cơ quan chủ trì kiểm tra để nhận lời mời.",
    "desk.greeting": "Chào anh/chị {name}. Đây là **{house}**.",
    "desk.roles": "Vai trò: {roles}.",
    "desk.start_inspecting": "Khi đến đơn vị, anh/chị gửi /kiemtra",
    "desk.start_watching": "Kết quả kiểm tra được gửi lên kênh tổng hợp sau mỗi lượt.",
    "desk.see_help": "Xem các lệnh: /trogiup",
    "desk.may_not": "Anh/chị chưa được giao quyền làm việc này. Nếu cần, anh/chị liên hệ quản trị viên.",
    "desk.lost_button": "Nút này không còn dùng được. Gửi /kiemtra để mở lại việc đang làm.",
    "desk.unknown_command": "Chưa có lệnh này. Xem các lệnh hiện có: /trogiup",
    "desk.no_checklist": "Chưa có phiếu kiểm tra cho loại đơn vị này. Anh/chị liên hệ quản trị viên.",
    "desk.stopped": "Đã dừng việc đang làm.",
    "desk.edited": "Tin đã sửa không thay câu trả lời. Anh/chị vui lòng gửi lại thành tin mới.",
    "desk.no_visit_for_photo": "Chưa có lượt nào đang làm nên ảnh không được lưu. Gửi /kiemtra để bắt đầu.",
    "desk.no_visit_open": "Chưa có lượt nào đang làm. Gửi /kiemtra để bắt đầu.",
    "desk.may_not_see_photos": "Ảnh của lượt này chỉ dành cho đoàn kiểm tra và người có thẩm quyền.",
    "desk.no_photos": "Lượt này không có ảnh.",
    "desk.photos_sent": "Ảnh được gửi vào tin nhắn riêng với bot. Nếu chưa thấy, bấm Bắt đầu tại đó.",
    "photo.put": "Ảnh này được ghi vào câu {number}.",
    "photos.caption": "{unit} · {date} · {code}",
    "desk.nothing_to_cancel": "Không có lượt nào đang làm để hủy.",
    "desk.wait": "Quá {limit} lần bấm và tin trong một phút nên những gì vừa gửi chưa được lưu. "
    "Anh/chị vui lòng đợi một phút rồi gửi lại.",
    "desk.wait_photos": "Quá {limit} ảnh trong một phút. Ảnh nào chưa có 👀 là chưa được lưu, "
    "anh/chị vui lòng đợi một phút rồi gửi lại ảnh đó.",
    "desk.rest_of_long_text": "Tin này là phần sau của tin quá dài nên cũng chưa được lưu. "
    "Anh/chị vui lòng viết lại ngắn hơn, trong một tin.",
    "desk.link_unknown": "Liên kết này không còn dùng được. Gửi /kiemtra để chọn đơn vị.",
    "desk.language": "Chọn ngôn ngữ.",
    "desk.language_set": "Đã chuyển sang tiếng Việt.",
    "help.head": "**{house}**. Các lệnh:",
    "help.inspect": "/kiemtra: bắt đầu hoặc tiếp tục một lượt kiểm tra",
    "help.cancel": "/huy: hủy lượt đang làm",
    "help.units": "/donvi: xem, sửa danh sách đơn vị",
    "help.units_look": "/donvi: xem đơn vị, địa chỉ, giờ làm việc",
    "help.report": "/baocao: báo cáo theo kỳ",
    "help.people": "/nguoidung: mời, sửa người dùng",
    "help.channel": "/kenh: kết nối kênh tổng hợp",
    "help.language": "/ngonngu: đổi ngôn ngữ",
    "help.help": "/trogiup: xem các lệnh",
    "help.during": "Trong lượt kiểm tra: bấm nút, gõ câu trả lời, hoặc gửi ảnh. "
    "Câu nào cũng sửa được trước khi gửi.",
    # the desk: beginning a visit
    "unit.choose": "Kiểm tra đơn vị nào? Gõ vài chữ để tìm, ví dụ: mo lao",
    "unit.found": "Chọn đơn vị cho «{query}».",
    "unit.more": "Còn đơn vị khác, gõ thêm chữ để tìm.",
    "unit.none": "Không tìm thấy đơn vị «{query}». Anh/chị vui lòng gõ tên khác, ví dụ: mo lao",
    "unit.empty": "Chưa có đơn vị nào trong sổ. Quản trị viên cần nhập danh sách đơn vị.",
    "unit.ended": "**{unit}** đã kết thúc hoạt động, hết ngày {date}.",
    "unit.not_begun": "**{unit}** hoạt động từ {date}.",
    "unit.open": "{label} · đang kiểm tra",
    "purpose.ask": "**{unit}**. Hình thức kiểm tra?",
    "purpose.first": "Chưa có lượt kiểm tra nào trước đây.",
    "purpose.last": "Lần trước {date}: Đạt {passed}/{judged}.",
    "purpose.last_failed": "Lần trước {date}: Đạt {passed}/{judged}, {findings}.",
    "purpose.photos": "Đoàn kiểm tra có chụp ảnh minh chứng; không chụp người dân, giấy tờ tùy thân.",
    "open_there": "**{unit}** đang có lượt {code} do {name} bắt đầu.",
    "joined": "Anh/chị đã vào lượt {code} tại {unit}, do {name} bắt đầu.",
    "open_visits.head": "Các lượt đang làm:",
    "open_visits.line": "{code} · {unit} · từ {time}, {date}",
    "open_visits.other": "Đơn vị khác",
}
