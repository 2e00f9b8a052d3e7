"""Abbreviations written out, as documents want them.

Rules: by whole words only, so that no name is touched; header lines, where the decree allows UBND, do not
come here. Expanding twice changes nothing more.
Must not know: which document.
"""

import re
from typing import Final

ABBREVIATIONS: Final = {
    "GCN QSDĐ": "giấy chứng nhận quyền sử dụng đất",
    "HĐND-UBND": "Hội đồng nhân dân và Ủy ban nhân dân",
    "TTHC": "thủ tục hành chính",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "TTXD": "trật tự xây dựng",
    "CBCC": "cán bộ, công chức",
    "PCT": "Phó Chủ tịch",
}
_WHOLE_WORD: Final = re.compile(rf"(?<![\w-])(?:{'|'.join(ABBREVIATIONS)})(?![\w-])")


def expanded(text: str) -> str:
    """The text with its abbreviations written out."""
    return _WHOLE_WORD.sub(lambda found: ABBREVIATIONS[found[0]], text)
