"""Text as a reader sees it: letters with their marks, signs with their shades, never half of one.

Rules: the clusters are those of Unicode's rules that matter in chat: marks, joiners, selectors, skin tones,
flags, Hangul syllables and line ends. Total for any text, lone surrogates too.
Must not know: platforms, sentences.
"""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, TypeAlias

Measure: TypeAlias = Callable[[str], int]

JOINER: Final = "\u200d"
ELLIPSIS: Final = "…"
_FLAGS: Final = range(0x1F1E6, 0x1F200)
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
_TAGS: Final = range(0xE0020, 0xE0080)
_HANGUL_LETTERS: Final = range(0x1100, 0x1200)


def utf16_length(text: str) -> int:
    """How long the text is in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> Iterator[str]:
    """The clusters of the text, in order; joined they are the text."""
    start = 0
    flags = 0
    for at, (before, after) in enumerate(pairwise(text), start=1):
        flags = flags + 1 if ord(before) in _FLAGS else 0
        if _holds(before, after, flags=flags):
            continue
        yield text[start:at]
        start = at
    if text:
        yield text[start:]


def shortened(text: str, limit: int, *, measure: Measure = len) -> str:
    """The text, or its beginning with an ellipsis, no longer than `limit`; empty where nothing fits."""
    if measure(text) <= limit:
        return text
    kept = ""
    for cluster in graphemes(text):
        if measure(kept + cluster + ELLIPSIS) > limit:
            break
        kept += cluster
    return kept.rstrip() + ELLIPSIS if limit >= measure(ELLIPSIS) else ""


def _holds(before: str, after: str, *, flags: int) -> bool:
    """Whether the two belong together; `flags` counts the flag letters that end with `before`."""
    if before == "\r" and after == "\n":
        return True
    if before in "\r\n" or after in "\r\n":
        return False
    if before == JOINER and unicodedata.category(after) == "So":
        return True
    if ord(after) in _FLAGS:
        return flags % 2 == 1
    if ord(before) in _HANGUL_LETTERS and (ord(after) in _HANGUL_LETTERS or "가" <= after <= "힣"):
        return True
    return _extends(after)


def _extends(letter: str) -> bool:
    point = ord(letter)
    if letter == JOINER or point in _SKIN_TONES or point in _TAGS:
        return True
    return unicodedata.category(letter) in {"Mn", "Me", "Mc"}
