"""In Vietnamese: a person's slips, kindly."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # slips of a person
    "slip.unknown_question": "Phiếu của lượt này không có câu đó. Gửi /kiemtra để mở lại câu đang hỏi.",
    "slip.not_asked": "Câu này hiện không cần trả lời, theo các câu đã ghi.",
    "slip.bad_choice": "Lựa chọn này không có trong câu hỏi. Anh/chị vui lòng chọn lại bên dưới.",
    "slip.whole_unknown": "Chưa biết tổng số. Anh/chị vui lòng gõ cả hai số, ví dụ: 3/5",
    "slip.nothing_open": "Chưa có câu nào đang chờ trả lời. Anh/chị chọn câu cần sửa bên dưới.",
    "slip.empty": "Tin nhắn không có nội dung để lưu. Anh/chị vui lòng gõ lại.",
    "slip.too_long": "Nội dung dài quá {limit} ký tự nên chưa được lưu. Anh/chị vui lòng viết ngắn hơn.",
    "slip.constraint": "Giá trị chưa hợp lý. Anh/chị vui lòng kiểm tra và gõ lại.",
    "slip.not_a_judgement": "Anh/chị vui lòng chọn một nút, "
    "hoặc gõ: d là đạt, k là không đạt, o là không áp dụng.",
    "slip.not_a_choice": "Chưa tìm thấy lựa chọn này. Anh/chị vui lòng chọn một nút bên dưới.",
    "slip.ambiguous_choice": "Có nhiều lựa chọn bắt đầu như vậy. Anh/chị vui lòng chọn một nút bên dưới.",
    "slip.no_such_number": "Không có lựa chọn mang số này. Anh/chị vui lòng chọn một nút bên dưới.",
    "slip.other_wanted": "Anh/chị vui lòng gõ nội dung khác vào ô tin nhắn.",
    "slip.not_yes_or_no": "Anh/chị vui lòng chọn một nút, hoặc gõ: c là có, k là không.",
    "slip.how_many_counts": "Câu này cần {limit} số. Anh/chị vui lòng gõ đủ, cách nhau bằng dấu cách.",
    "slip.not_a_ratio": "Câu này cần hai số. Anh/chị vui lòng gõ, ví dụ: 3/5",
    "slip.part_over_whole": "Số đầu phải nhỏ hơn hoặc bằng số sau. Anh/chị vui lòng gõ lại, ví dụ: 3/5",
    "slip.not_whole": "Câu này cần một số nguyên. Anh/chị vui lòng gõ, ví dụ: 2",
    "slip.not_a_number": "Câu này cần một số. Anh/chị vui lòng gõ, ví dụ: 2,5",
    "slip.ambiguous_number": "Số này có thể hiểu hai cách. "
    "Anh/chị vui lòng gõ không có dấu chấm, ví dụ: 1250 hoặc 1,25",
    "slip.number_too_large": "Số lớn nhất nhận được là {limit}. Anh/chị vui lòng gõ lại.",
    "slip.negative_number": "Câu này không nhận số âm. Anh/chị vui lòng gõ lại.",
    "slip.not_a_time": "Chưa đọc được giờ. Anh/chị vui lòng gõ, ví dụ: 8:15",
    "slip.not_a_date": "Chưa đọc được ngày. Anh/chị vui lòng gõ, ví dụ: 5/11 hoặc 05/11/2026",
    "slip.no_such_time": "Không có giờ như vậy. Anh/chị vui lòng gõ, ví dụ: 8:15",
    "slip.no_such_date": "Không có ngày này trong lịch. Anh/chị vui lòng gõ lại, ví dụ: 5/11",
    "slip.too_many_dates": "Có quá nhiều ngày trong một tin. Anh/chị vui lòng gõ ít ngày hơn.",
    "slip.future_date": "Ngày {date} chưa đến. Câu này hỏi những ngày đã qua.",
    "slip.too_old": "Ngày {date} đã quá {days} ngày. Câu này chỉ hỏi {days} ngày qua.",
    "slip.not_a_place": "Chưa nhận được vị trí. Anh/chị bấm «Gửi vị trí» ở bàn phím bên dưới.",
    "slip.no_place_wanted": "Câu đang hỏi không cần vị trí. Vị trí này không được lưu.",
    "slip.photo_wanted": "Câu này cần ảnh. Anh/chị vui lòng chụp và gửi vào đây.",
    "slip.no_photo_wanted": "Câu này không nhận ảnh. Ảnh vừa gửi không được lưu.",
    "slip.too_many_photos": "Câu này đã đủ {limit} ảnh. Ảnh vừa gửi không được lưu.",
    "slip.photo_lost.gone": "Không tải được ảnh này. Anh/chị vui lòng gửi lại.",
    "slip.photo_lost.too_big": "Ảnh này quá lớn nên không lưu được. "
    "Anh/chị vui lòng gửi lại dạng ảnh thường.",
    "slip.photo_lost.not_a_picture": "Tệp này không phải là ảnh, hoặc ảnh đã hỏng. "
    "Anh/chị vui lòng gửi lại ảnh JPEG, PNG hoặc WebP.",
    "slip.unknown_photo": "Không tìm thấy ảnh này trong lượt kiểm tra. Anh/chị vui lòng gửi lại ảnh.",
    "slip.no_note_wanted": "Câu này không ghi chú thích. Chú thích vừa gửi không được lưu.",
    "slip.caption_not_kept": "Ảnh đã nhận; chú thích chưa được lưu. "
    "Anh/chị chọn câu cho ảnh, rồi gõ lại chú thích nếu cần.",
    "slip.number_wanted": "Anh/chị vui lòng ghi số câu ở đầu, ví dụ: 2k thiếu bảng phí",
    "slip.bulk_not_allowed": "Phiếu này không cho ghi Đạt cho nhiều câu cùng lúc. "
    "Anh/chị vui lòng chọn từng câu.",
    "slip.unreadable.sticker": "Sổ này không lưu nhãn dán. {next}",
    "slip.unreadable.voice": "Sổ này không nghe được tin thoại. {next}",
    "slip.unreadable.video": "Sổ này không lưu video. {next}",
    "slip.unreadable.contact": "Sổ này không lưu danh bạ. {next}",
    "slip.unreadable.file": "Sổ này không lưu loại tệp này. {next}",
    "slip.unreadable.other": "Sổ này không đọc được loại tin này. {next}",
    "slip.unreadable.next": "Anh/chị vui lòng bấm nút, gõ chữ hoặc gửi ảnh.",
    "slip.about": "Câu {number}. {sentence}",
    "slip.other": "Chưa ghi được. Anh/chị vui lòng thử lại.",
}
