"""In Vietnamese: inviting people."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # the desk: inviting
    "invite.head": "**Người dùng**",
    "invite.person": "{name} · {role}",
    "invite.person_office": "{name} · {role} · {office}",
    "invite.more": "… và {n} người khác",
    "invite.ask_role": "Mời người mới với vai trò nào?",
    "invite.ask_unit": "Đầu mối của đơn vị nào? Gõ vài chữ để tìm, ví dụ: mo lao",
    "invite.ask_name": "Gõ họ tên và cơ quan của {role}, cách nhau bằng dấu phẩy, "
    "ví dụ: Trần Thị Lan, Phòng Nội vụ",
    "invite.name_again": "Chưa đọc được họ tên. Anh/chị vui lòng gõ, ví dụ: Trần Thị Lan, Phòng Nội vụ",
    "invite.made": "Lời mời cho **{name}**, {role}.",
    "invite.made_office": "Lời mời cho **{name}**, {role}, {office}.",
    "invite.unit": "Đơn vị: {unit}.",
    "invite.link": "Anh/chị gửi liên kết này cho người được mời:\n{link}",
    "invite.expires": "Dùng được một lần, đến {time} ngày {date}.",
    "invite.shown": "Anh/chị được mời làm {role} trong **{house}**.",
    "invite.shown_office": "Anh/chị được mời làm {role} trong **{house}**, {office}.",
    "invite.shown_for": "Lời mời dành cho: {name}.",
    "invite.invalid": "Lời mời này không còn dùng được. Anh/chị liên hệ người đã gửi để nhận lời mời mới.",
    "invite.accepted": "Đã ghi nhận. Vai trò của anh/chị: {role}.",
    "invite.declined": "Đã ghi nhận. Lời mời này dành cho người khác, anh/chị không cần làm gì thêm.",
    "invite.used": "{name} đã nhận lời mời bằng tài khoản «{account}».",
    "invite.used_check": "Nếu không đúng người, anh/chị bấm «Thu hồi».",
    "invite.refused": "Tài khoản «{account}» cho biết mình không phải là {name}.",
    "invite.refused_check": "Lời mời vẫn dùng được. Nếu đã gửi nhầm người, anh/chị bấm «Thu hồi».",
    "invite.withdrawn": "Đã thu hồi lời mời của {name} và quyền đã cấp theo lời mời này.",
    "invite.already_withdrawn": "Lời mời này đã được thu hồi trước đó.",
    "invite.access_withdrawn": "Quyền sử dụng sổ của anh/chị đã được thu hồi. "
    "Nếu cần, anh/chị liên hệ quản trị viên.",
}
