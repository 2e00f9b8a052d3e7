"""In Vietnamese: a visit's cards, review and receipt."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # the card of a question
    "visit.line": "{unit} · {purpose} · {code}",
    "ask.section": "{number}/{sections} **{title}**  {bar} {answered}/{asked}",
    "ask.question": "Câu {number}. **{label}**",
    "ask.failed_before": "⚠️ lần trước chưa đạt",
    "ask.current": "Đang ghi: {answer}",
    "ask.ratio": "Gõ hai số, ví dụ: 3/5",
    "ask.integer": "Chọn số bên dưới, hoặc gõ, ví dụ: 12",
    "ask.decimal": "Gõ một số, ví dụ: 2,5",
    "ask.text": "Gõ câu trả lời.",
    "ask.time": "Gõ giờ, ví dụ: 8:15",
    "ask.date": "Chọn ngày bên dưới, hoặc gõ, ví dụ: 5/11",
    "ask.dates": "Chọn ngày bên dưới, hoặc gõ, ví dụ: 5/11, 12/11",
    "ask.image": "Gửi ảnh vào đây.",
    "ask.geopoint": "Bấm «Gửi vị trí» ở bàn phím bên dưới.",
    "ask.counts": "Gõ {n} số: {names}. Ví dụ: {example}",
    "ask.date_ahead": "Chọn ngày bên dưới, hoặc gõ, ví dụ: 15/12",
    "ask.one_or_other": "Chọn một mục, hoặc gõ nội dung khác.",
    "ask.many_or_other": "Chọn các mục; nội dung khác thì gõ.",
    "ask.many": "Chọn một hoặc nhiều mục.",
    "saved": "Đã lưu câu {number}: {answer}",
    "saved.over": "Câu {number}: {name} đã ghi {before}, nay ghi {answer}",
    "saved.note": "Đã lưu ghi chú câu {number}",
    # the card of a section
    "section.left_open": "Câu {numbers} chưa trả lời",
    "section.part": "{title} ({part}/{parts})",
    "section.photo_hint": "📷 Cần ảnh: gửi vào đây, chú thích số câu, ví dụ: {number}",
    "section.full": "{number} Đủ {part}/{whole}",
    "section.no_days": "{number} Không có ngày nào",
    "section.days": "{number} Chọn ngày",
    "section.other_number": "{number} Số khác",
    "section.typing_hint": "Câu {number}: {how}",
    "section.answer": "{number} Trả lời",
    "section.change": "{number} Sửa",
    # the card of photos and note
    "evidence.head": "{sign} {number} **{label}**",
    "evidence.photos": "Vui lòng gửi ít nhất {photos}, ghi chú thích nếu cần.",
    "evidence.note": "Vui lòng gõ ghi chú cho câu này.",
    "evidence.both": "Vui lòng gửi ít nhất {photos} và gõ ghi chú.",
    "evidence.enough": "Đã đủ. Có thể gửi thêm ảnh hoặc ghi chú.",
    "evidence.received": "Đã nhận {got}/{wanted} ảnh",
    "evidence.note_is": "Ghi chú: {note}",
    "evidence.detail": "{number} {label}",
    # photos
    "place_photo.ask": "Ảnh này của câu nào?",
    # review
    "review.head": "**Xem lại** · {unit}",
    "review.count": "Đã trả lời {answered}/{asked} câu.",
    "review.section": "{number} **{title}**  {signs}",
    "review.refused": "Chưa gửi được, còn nội dung chưa đủ.",
    "review.missing": "Còn thiếu: {list}.",
    "review.missing_answers": "câu {numbers}",
    "review.missing_photos": "{photos} cho câu {number}",
    "review.missing_note": "ghi chú cho câu {number}",
    "review.missing_more": "và {n} nội dung khác",
    "review.storing": "Đang lưu {photos}; gửi được khi lưu xong.",
    "review.complete": "Đã đủ. Gửi kết quả của lượt này?",
    # receipt and the end of a visit
    "receipt.sent": "Đã gửi **{code}** lúc {time}, {date}.",
    "receipt.sent_by": "{name} đã gửi **{code}** lúc {time}, {date}.",
    "receipt.waits": "Kết quả sẽ lên kênh khi kênh được kết nối.",
    "receipt.none": "Không có tồn tại.",
    "receipt.findings": "Có {findings}.",
    "tally": "Đạt {passed}/{judged} · Chưa đạt {failed} · Không áp dụng {exempt}",
    "closed.submitted": "Lượt {code} đã gửi lúc {time}, {date}; kết quả không đổi được bằng nút này. "
    "Nếu có sai sót, anh/chị vui lòng báo quản trị viên.",
    "closed.cancelled": "Lượt {code} đã hủy; kết quả không đổi được bằng nút này. "
    "Để kiểm tra đơn vị khác, anh/chị gửi /kiemtra",
    "cancel.ask": "Hủy lượt {code} tại {unit}? Đã trả lời {answered}/{asked} câu. "
    "Lượt đã hủy không được gửi lên kênh và không mở lại được.",
    "cancel.done": "Đã hủy lượt {code} tại {unit}. Các câu trả lời vẫn được lưu trong hồ sơ.",
}
