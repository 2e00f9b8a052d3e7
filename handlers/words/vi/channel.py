"""In Vietnamese: the reporting channel and its posts."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # the desk: the reporting channel
    "channel.none": "Chưa kết nối kênh tổng hợp. Kết quả các lượt chưa được gửi lên kênh.",
    "channel.is": "Kênh tổng hợp: **{title}**.",
    "channel.untitled": "kênh đã cài đặt",
    "channel.pick": "Anh/chị bấm «Chọn kênh» ở bàn phím bên dưới, rồi chọn kênh mà anh/chị quản trị.",
    "channel.code": "Để kết nối kênh **{title}**, anh/chị đăng mã này lên kênh:",
    "channel.code_untitled": "Để kết nối kênh, anh/chị đăng mã này lên kênh:",
    "channel.connected": "Đã kết nối kênh **{title}**. Kết quả các lượt sẽ được gửi lên kênh này.",
    "channel.lost": "Kênh **{title}** không còn nhận bài. Anh/chị gửi /kenh để kết nối lại.",
    "channel.dropped": "Đã ngắt kênh **{title}**.",
    # the channel's posts
    "post.head": "{signal} **{unit}: {findings}**",
    "post.head_none": "{signal} **{unit}: không có tồn tại**",
    "post.facts": "{purpose} · {when}",
    "post.team": "Đoàn: {offices}",
    "post.sections": "Theo nội dung: {sections}",
    "post.section": "{title} {passed}/{judged}",
    "post.finding": "{number}. {sentence}. {severity}",
    "post.due": "đề nghị khắc phục trong {days} ngày",
    "post.repeated": "Lần trước cũng chưa đạt",
    "post.note": "Ghi chú: {note}",
    "post.more": "… và {n} tồn tại khác, xem hồ sơ {code}",
    "post.album": "{unit} · {date} · {code}",
    "post.header": "{code} · đang cập nhật nội dung",
    "post.copy": "Bản trùng, xem {code}",
}
