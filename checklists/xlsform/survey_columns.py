"""The columns of the survey sheet, in the order in which they stand.

Rules: what an author changes most stands first; what is written for other tools last.
Must not know: rows, how Excel shows them.
"""

from typing import Final

from checklists.kinds import Kind
from checklists.model import NoteRule, PhotoRule
from checklists.xlsform.columns import (
    CHOICE_COLUMNS,
    CHOICES,
    JUDGED_LIST,
    LEGAL,
    LEGAL_COLUMNS,
    NO,
    OTHERS_ROW,
    SETTING_COLUMNS,
    SETTINGS,
    SURVEY,
    YES,
    YES_NO_LIST,
    Column,
    Holds,
)

OUR_KINDS: Final = (
    Kind.PASS_FAIL,
    Kind.YES_NO,
    Kind.RATIO,
    Kind.COUNTS,
    Kind.DATES,
)  # those that XLSForm has no type for

OFFERED_TYPES: Final = (
    "begin_group",
    "end_group",
    f"select_one {JUDGED_LIST}",
    f"select_one {YES_NO_LIST}",
    "integer",
    "decimal",
    "text",
    "date",
    "time",
    "image",
    "geopoint",
)

ASKED: Final = (
    Column(
        "type",
        "Loại dòng. begin_group mở nhóm, end_group đóng nhóm. Đạt/không đạt: select_one dat. Có/không:"
        " select_one co_khong. Câu chọn: select_one hoặc select_multiple, rồi tên danh sách ở trang choices.",
        "Kind of row. begin_group opens a section, end_group closes it. Pass or fail: select_one dat. Yes or"
        " no: select_one co_khong. Choices: select_one or select_multiple, then a list of the choices sheet.",
        holds=Holds.STRUCTURE,
        offered=OFFERED_TYPES,
        width=22,
    ),
    Column(
        "name",
        "Mã câu hỏi hoặc mã nhóm, ví dụ B1, niem-yet. Giữ nguyên qua các phiên bản để so sánh được số liệu.",
        "Code of the question or section, such as B1. Keep it across versions, so that figures compare.",
        holds=Holds.STRUCTURE,
        width=13,
    ),
    Column(
        "label",
        "Nội dung câu hỏi hoặc tên nhóm. Câu đạt/không đạt là tiêu chí cần đạt, không có dấu hỏi.",
        "The question, or the section's title. A pass-or-fail question states the good state.",
        key="label",
        holds=Holds.LABEL,
        width=46,
    ),
    Column(
        "hint",
        "Gợi ý cho người kiểm tra.",
        "A hint for the inspector.",
        key="hint",
        holds=Holds.LABEL,
        width=30,
    ),
    Column(
        "required",
        "yes: phải trả lời. Để trống: được bỏ qua. Có thể là điều kiện.",
        "yes: must be answered. Blank: may be skipped. May be a condition.",
        key="required",
        holds=Holds.STRUCTURE,
        offered=(YES, NO),
    ),
    Column(
        "relevant",
        "Chỉ hỏi khi điều kiện này đúng, ví dụ ${B1} = 'fail'.",
        "Asked only when this holds, such as ${B1} = 'fail'.",
        key="relevant",
        holds=Holds.STRUCTURE,
        width=24,
    ),
)

JUDGED: Final = (
    Column(
        "kt_kind",
        "Loại riêng: pf đạt/không đạt/không áp dụng, yes_no có/không, ratio 3/5, counts nhiều số, dates nhiều"
        " ngày. Dòng odk do chương trình tự viết cho ODK và Kobo; không cần sửa.",
        "The program's own kinds: pf, yes_no, ratio (3/5), counts (several numbers), dates (several days)."
        " Rows with odk are written by the program for ODK and Kobo; leave them.",
        holds=Holds.STRUCTURE,
        offered=(*(kind.value for kind in OUR_KINDS), OTHERS_ROW),
    ),
    Column(
        "kt_fail",
        "Khi nào là chưa đạt: fail với câu đạt/không đạt, mã một lựa chọn, hoặc điều kiện, như part < whole.",
        "What is a failure: fail for pass or fail, the name of a choice, or a condition: part < whole.",
        key="fail_when",
        holds=Holds.STRUCTURE,
        width=16,
    ),
    Column(
        "kt_fail_text",
        "Câu trong báo cáo khi chưa đạt; {part} {whole} {missing} {n} {dates} {list} {fields} được điền vào.",
        "What documents say of a failure; {part} {whole} {missing} {n} {dates} {list} {fields} are filled.",
        key="fail_text",
        holds=Holds.LABEL,
        width=34,
    ),
    Column(
        "kt_severity",
        "Mức độ: 0 ghi nhận, 1 nhắc nhở, 2 chấn chỉnh, 3 kiến nghị xem xét trách nhiệm.",
        "Severity: 0 noted, 1 reminder, 2 correction, 3 responsibility to be considered.",
        key="severity",
        offered=("0", "1", "2", "3"),
    ),
    Column("kt_due_days", "Số ngày để khắc phục.", "Days given to put it right.", key="due_days"),
    Column("kt_weight", "Trọng số khi chấm điểm.", "What it counts for in the score.", key="weight"),
    Column(
        "kt_assignee_role",
        "Chức trách của người phải khắc phục.",
        "Role of those at the unit who are to put it right.",
        key="assignee_role",
    ),
)

PICTURED: Final = (
    Column(
        "kt_photo",
        "Ảnh: never không cần, opt nếu muốn, fail bắt buộc khi chưa đạt, always luôn bắt buộc.",
        "Photo: never, opt if wanted, fail required on failure, always required.",
        key="photo",
        offered=tuple(rule.value for rule in PhotoRule),
    ),
    Column(
        "kt_photo_hint",
        "Cách chụp ảnh.",
        "How to take the photo.",
        key="photo_hint",
        holds=Holds.LABEL,
        width=30,
    ),
    Column(
        "kt_photos_min", "Số ảnh ít nhất khi bắt buộc.", "Fewest photos where required.", key="photos_min"
    ),
    Column("kt_photos_max", "Số ảnh nhiều nhất.", "Most photos.", key="photos_max"),
    Column(
        "kt_share_photo",
        "yes: ảnh được đưa lên kênh tổng hợp. Chỉ dùng cho ảnh đồ vật, không có người.",
        "yes: photos may go to the channel. Only for things, never people.",
        key="share_photo",
        holds=Holds.TRUTH,
        offered=(YES, NO),
    ),
    Column(
        "kt_note",
        "Ghi chú: never không nhận, opt nếu muốn, fail bắt buộc khi chưa đạt.",
        "Note: never, opt if wanted, fail required on failure.",
        key="note",
        offered=tuple(rule.value for rule in NoteRule),
    ),
)

HELD: Final = (
    Column(
        "constraint",
        "Câu trả lời phải thỏa điều kiện này, ví dụ . >= 1. Với ratio, counts, dates: kt_constraint.",
        "What an answer must satisfy, such as . >= 1. For ratio, counts, dates: kt_constraint.",
        key="constraint",
        holds=Holds.STRUCTURE,
        width=24,
    ),
    Column(
        "constraint_message",
        "Câu nhắc khi câu trả lời chưa thỏa điều kiện.",
        "What is said when the answer does not satisfy it.",
        key="constraint_message",
        holds=Holds.LABEL,
        width=30,
    ),
    Column(
        "kt_constraint",
        "Điều kiện của câu trả lời cho ratio, counts, dates, ví dụ part < whole, count(.) > 0.",
        "What an answer must satisfy, for ratio, counts, dates: part < whole, count(.) > 0.",
        holds=Holds.STRUCTURE,
        width=18,
    ),
)

LINKED: Final = (
    Column(
        "kt_detail_of",
        "Mã câu chính mà câu này chỉ nói rõ thêm.",
        "Code of the question that this one only details.",
        key="detail_of",
        holds=Holds.STRUCTURE,
    ),
    Column(
        "kt_whole_from",
        "Mã câu ratio hỏi trước, cho sẵn mẫu số.",
        "Code of an earlier ratio whose part is this one's usual whole.",
        key="whole_from",
        holds=Holds.STRUCTURE,
    ),
    Column(
        "kt_counts",
        "Với counts: tên danh sách ở trang choices; mỗi lựa chọn là một số cần gõ.",
        "For counts: the name of a list of the choices sheet; each choice is one number.",
        holds=Holds.STRUCTURE,
    ),
    Column(
        "kt_for_each",
        "Hỏi lại cho từng mục đã chọn ở câu này, từng mục của danh sách này, hoặc failed_before: từng câu"
        " chưa đạt lần trước. {item} trong nội dung là tên mục.",
        "Asked for each choice taken in that question, each item of that list, or failed_before: each"
        " question that failed last time. {item} in the texts stands for the item.",
        holds=Holds.STRUCTURE,
    ),
    Column(
        "kt_look_back_days",
        "Với date và dates: xem lại bao nhiêu ngày.",
        "For date and dates: how many days back.",
        key="look_back_days",
    ),
    Column(
        "kt_memory",
        "yes: cho xem câu trả lời và ảnh lần trước.",
        "yes: the unit's last answer and photo are shown.",
        key="memory",
        holds=Holds.TRUTH,
        offered=(YES, NO),
    ),
    Column(
        "kt_allow_bulk",
        "no: không trả lời chung bằng nút «Còn lại: Đạt».",
        "no: “the rest has passed” does not answer it.",
        key="allow_bulk",
        holds=Holds.TRUTH,
        offered=(YES, NO),
    ),
    Column(
        "kt_one_by_one",
        "Với nhóm: yes hỏi từng câu một.",
        "For a group: yes asks its questions singly.",
        holds=Holds.STRUCTURE,
        offered=(YES, NO),
    ),
    Column(
        "kt_only_failed",
        "Với nhóm: yes chỉ hỏi câu chưa đạt lần trước.",
        "For a group: yes asks only what failed last time.",
        holds=Holds.STRUCTURE,
        offered=(YES, NO),
    ),
    Column(
        "kt_legal_basis",
        "Căn cứ: khóa văn bản ở trang kt_phap_ly.",
        "Legal basis: keys of the sheet kt_phap_ly.",
        key="legal_basis",
        holds=Holds.NAMES,
    ),
    Column(
        "kt_serves",
        "Phục vụ yêu cầu báo cáo nào, ví dụ R16.",
        "Which requirement of the report it serves, such as R16.",
        key="serves",
        holds=Holds.NAMES,
    ),
)

FOR_OTHERS: Final = (
    Column(
        "kt_relevant",
        "Điều kiện hỏi, khi ODK và Kobo cần cách viết khác ở cột relevant.",
        "When it is asked, where ODK and Kobo need another wording in relevant.",
        holds=Holds.STRUCTURE,
        width=18,
    ),
    Column(
        "kt_required",
        "Khi nào phải trả lời, khi ODK và Kobo cần cách viết khác ở cột required.",
        "When it must be answered, where ODK and Kobo need another wording in required.",
        holds=Holds.STRUCTURE,
        width=18,
    ),
    Column(
        "kt_code",
        "Mã dùng thật, khi cột name không viết được mã đó (ví dụ mã bắt đầu bằng chữ số).",
        "The real code, where name cannot hold it (such as one that begins with a digit).",
        holds=Holds.STRUCTURE,
    ),
    Column(
        "parameters",
        "Cỡ ảnh cho ODK và Kobo; chương trình tự viết.",
        "Size of photos for ODK and Kobo; the program writes it.",
        holds=Holds.OTHERS,
        width=18,
    ),
    Column(
        "repeat_count",
        "Số lần lặp cho ODK và Kobo; chương trình tự viết.",
        "How often ODK and Kobo repeat; the program writes it.",
        holds=Holds.OTHERS,
    ),
    Column(
        "calculation",
        "Phép tính cho ODK và Kobo; chương trình tự viết.",
        "A calculation for ODK and Kobo; the program writes it.",
        holds=Holds.OTHERS,
    ),
)

SURVEY_COLUMNS: Final = (*ASKED, *JUDGED, *PICTURED, *HELD, *LINKED, *FOR_OTHERS)
COLUMNS: Final = {
    SURVEY: SURVEY_COLUMNS,
    CHOICES: CHOICE_COLUMNS,
    SETTINGS: SETTING_COLUMNS,
    LEGAL: LEGAL_COLUMNS,
}
