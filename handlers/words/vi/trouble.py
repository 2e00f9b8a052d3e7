"""In Vietnamese: what is said, mostly to admins, when something went wrong."""

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
    # while nothing can be stored
    "unstored.message": "⚠️ Máy chủ đang không ghi được dữ liệu nên tin vừa gửi chưa được lưu. Khi ghi lại "
    "được, tin sẽ tự được xử lý và trả lời, anh/chị không cần gửi lại.",
    "unstored.press": "Chưa lưu được: máy chủ đang không ghi được dữ liệu. Khi ghi lại được, lượt bấm này "
    "sẽ tự được xử lý.",
    "unstored.photo": "⚠️ Máy chủ đang không ghi được tệp nên ảnh vừa gửi chưa được lưu. Ảnh sẽ tự được "
    "lưu lại, lưu xong có dấu 👍; anh/chị cứ trả lời tiếp.",
    "unstored.answers": "⚠️ Máy chủ không ghi được dữ liệu: {reason}. Câu trả lời mới chưa được lưu và "
    "người gửi đã được báo. Dữ liệu đã lưu vẫn đọc và xuất được. {remedy} Sau đó mọi việc tự tiếp tục.",
    "unstored.photos": "⚠️ Máy chủ không ghi được tệp ảnh: {reason}. Ảnh mới đang chờ, câu trả lời vẫn "
    "được lưu. {remedy} Sau đó ảnh tự được lưu lại.",
    "unstored.answers_again": "✅ Máy chủ đã ghi lại được dữ liệu. Những gì gửi trong lúc đó đang được xử "
    "lý.",
    "unstored.photos_again": "✅ Máy chủ đã ghi lại được tệp ảnh. Ảnh đang chờ đang được lưu.",
    "unstored.full": "đĩa đã đầy",
    "unstored.read_only": "nơi lưu chỉ cho đọc",
    "unstored.disk": "đĩa báo lỗi",
    "unstored.away": "không kết nối được nơi lưu",
    "unstored.make_room": "Đề nghị người vận hành dọn bớt chỗ trên đĩa.",
    "unstored.give_rights": "Đề nghị người vận hành mở lại quyền ghi.",
    "unstored.look_at_disk": "Đề nghị người vận hành kiểm tra đĩa ngay.",
    "unstored.look_at_server": "Đề nghị người vận hành kiểm tra máy chủ lưu dữ liệu.",
    "unstored.little_room": "⚠️ Đĩa của máy chủ chỉ còn trống {percent} %. Khi đĩa đầy, câu trả lời mới sẽ "
    "không lưu được. Đề nghị người vận hành dọn bớt chỗ.",
}
