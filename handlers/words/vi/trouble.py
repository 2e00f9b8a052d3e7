"""In Vietnamese: what admins are told when something went wrong."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # after a long silence
    "silence.admin": "⚠️ Hơn {hours} giờ qua sổ không nhận được tin nào, kể từ {when}.",
    "silence.asked": "Đã nhắn {n} người đang kiểm tra gửi lại những gì gửi sau câu trả lời cuối đã lưu.",
    "silence.nobody": "Không có lượt kiểm tra nào đang làm dở nên không cần ai gửi lại.",
    "silence.long": "⚠️ Hơn {hours} giờ qua sổ không nhận được tin nào.",
    "silence.last": "Câu trả lời cuối đã lưu của anh/chị tại {unit} ({code}): "
    "câu {number}, {answer}, lúc {when}. Nếu đã gửi gì sau đó, anh/chị vui lòng gửi lại.",
    "silence.none": "Chưa có câu trả lời nào của anh/chị tại {unit} ({code}) được lưu. "
    "Nếu đã gửi gì, anh/chị vui lòng gửi lại.",
    "silence.when": "{time}, {date}",
    # what admins are told when something did not get through
    "trouble.set_aside": "⚠️ Có một tin gửi đến không xử lý được, đã giữ lại với mã **{code}**. Dữ liệu khác "
    "không bị ảnh hưởng. Anh/chị báo mã này cho người vận hành.",
    "trouble.not_sent": "⚠️ Có một tin không gửi đi được, đã giữ lại với mã **{code}**. Anh/chị báo mã này "
    "cho người vận hành.",
    "trouble.blocked": "⚠️ **{name}** đã chặn bot nên không nhận được tin. Đề nghị người này mở lại bot và "
    "bấm Bắt đầu.",
    "trouble.unknown_chat": "⚠️ **{name}** không nhận được tin vì chưa mở bot hoặc tài khoản không còn. "
    "Đề nghị người này mở bot và bấm Bắt đầu.",
    "trouble.unsearchable": "⚠️ Chưa xác định được bài **{code}** đã lên kênh hay chưa, nên chưa gửi lại. "
    "Anh/chị kiểm tra quyền của bot trên kênh và báo mã này cho người vận hành.",
}
