"""What a column of our XLSForm workbooks is: its name, its meaning, what its cells may hold.

Rules: one catalogue serves reading, writing, the drop-downs in Excel and the page of explanations inside the
workbook; `docs/phieu-excel.md` is held against it. Standard columns keep XLSForm's names, ours begin with
`kt_` and are ignored by other tools.
Must not know: rows, how Excel shows them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SURVEY: Final = "survey"
CHOICES: Final = "choices"
SETTINGS: Final = "settings"
ENTITIES: Final = "entities"
GUIDE: Final = "_huong_dan"

LANGUAGES: Final = {"vi": "Tiếng Việt (vi)", "en": "English (en)"}
YES: Final = "yes"
NO: Final = "no"
JUDGED_LIST: Final = "dat"  # the list of choices of a pass-or-fail question
YES_NO_LIST: Final = "co_khong"
OTHER_LIST: Final = "_khac"  # ends the name of a list to which "other" was added
OTHERS_ROW: Final = (
    "odk"  # the kt_kind of a row that is there for other tools alone, and written anew each time
)
LEGAL: Final = "kt_phap_ly"


class Holds(StrEnum):
    """What a column's cells are read as."""

    TEXT = "text"
    LABEL = "label"  # one column a language
    TRUTH = "truth"
    NAMES = "names"  # parted by spaces or commas
    STRUCTURE = "structure"  # read by rules of its own
    OTHERS = "others"  # written for other tools, ignored when read


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` is the key of a written checklist that it carries, `offered` its drop-down."""

    name: str
    vi: str
    en: str
    key: str = ""
    holds: Holds = Holds.TEXT
    offered: tuple[str, ...] = ()
    width: int = 12

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a language (empty for none) and what stands in the header row."""
        if self.holds is Holds.LABEL:
            return tuple((short, f"{self.name}::{long}") for short, long in LANGUAGES.items())
        return (("", self.name),)


CHOICE_COLUMNS: Final = (
    Column(
        "list_name",
        "Tên danh sách, như viết sau select_one.",
        "Name of the list, as written after select_one.",
        holds=Holds.STRUCTURE,
        width=18,
    ),
    Column(
        "name",
        "Mã lựa chọn, không dấu, tối đa 16 ký tự. Giữ nguyên qua các phiên bản.",
        "Code of the choice, plain letters, at most 16. Keep it across versions.",
        holds=Holds.STRUCTURE,
        width=18,
    ),
    Column("label", "Chữ trên nút.", "What the button says.", key="label", holds=Holds.LABEL, width=40),
    Column(
        "kt_is_na",
        "yes: lựa chọn này nghĩa là không áp dụng.",
        "yes: this choice means not applicable.",
        holds=Holds.STRUCTURE,
        offered=(YES,),
    ),
    Column(
        "kt_is_other",
        "yes: lựa chọn «khác, ghi rõ»; người kiểm tra gõ thêm.",
        "yes: the choice “other”, which the inspector writes out.",
        holds=Holds.STRUCTURE,
        offered=(YES,),
    ),
    Column(
        "kt_score",
        "Điểm của lựa chọn, khi phiếu có chấm điểm.",
        "What the choice is worth, where visits are scored.",
        key="score",
        holds=Holds.STRUCTURE,
    ),
)

SETTING_COLUMNS: Final = (
    Column("form_title", "Tên phiếu.", "Title of the checklist.", holds=Holds.STRUCTURE, width=40),
    Column(
        "kt_title_en", "Tên phiếu bằng tiếng Anh.", "Its title in English.", holds=Holds.STRUCTURE, width=40
    ),
    Column(
        "form_id",
        "Khóa của phiếu, ví dụ phuong-co-ban. Giữ nguyên qua các phiên bản.",
        "Key of the checklist, such as phuong-co-ban. Keep it across versions.",
        key="checklist",
        holds=Holds.STRUCTURE,
        width=22,
    ),
    Column("version", "Số phiên bản: 1, 2, 3.", "Version: 1, 2, 3.", key="version", holds=Holds.STRUCTURE),
    Column(
        "kt_unit_kinds",
        "Dùng cho loại đơn vị nào, cách nhau bằng dấu cách.",
        "For which kinds of unit, parted by spaces.",
        key="unit_kinds",
        holds=Holds.NAMES,
        width=18,
    ),
    Column(
        "kt_purposes",
        "Dùng cho hình thức nào: planned định kỳ, surprise đột xuất, recheck phúc tra. Trống: mọi hình thức.",
        "For which purposes: planned, surprise, recheck. Blank: any.",
        key="purposes",
        holds=Holds.NAMES,
        width=18,
    ),
    Column(
        "kt_extra",
        "yes: phiếu chuyên đề, chọn thêm bên cạnh phiếu chính.",
        "yes: offered beside other checklists, never chosen by itself.",
        key="extra",
        holds=Holds.TRUTH,
        offered=(YES, NO),
    ),
    Column(
        "kt_pass_mark",
        "Lượt kiểm tra đạt từ bao nhiêu phần trăm điểm.",
        "The score in percent from which a visit has passed.",
        key="pass_mark",
    ),
    Column(
        "default_language",
        "Ngôn ngữ mặc định trong ODK và Kobo; chương trình tự viết.",
        "Default language in ODK and Kobo; the program writes it.",
        holds=Holds.OTHERS,
        width=18,
    ),
)

LEGAL_COLUMNS: Final = (
    Column("key", "Khóa, để cột kt_legal_basis gọi.", "Key, for the column kt_legal_basis.", width=20),
    Column("so_ky_hieu", "Số, ký hiệu văn bản.", "Number and symbol.", key="so_ky_hieu", width=24),
    Column("ten", "Tên văn bản.", "What the text is.", key="ten", width=50),
    Column(
        "ngay_ban_hanh", "Ngày ban hành, năm-tháng-ngày.", "Issued on, ISO.", key="ngay_ban_hanh", width=14
    ),
    Column("hieu_luc_tu", "Có hiệu lực từ ngày.", "In force from.", key="hieu_luc_tu", width=14),
    Column("hieu_luc_den", "Hết hiệu lực sau ngày.", "In force until.", key="hieu_luc_den", width=14),
    Column(
        "verified_by",
        "Người đã đối chiếu với bản gốc.",
        "Who held it against the original.",
        key="verified_by",
    ),
    Column("verified_on", "Ngày đối chiếu.", "When.", key="verified_on", width=14),
)
