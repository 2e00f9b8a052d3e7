"""The Vietnamese alphabet as sort keys.

Rules: letters decide first, tones break ties, then case; a space comes before any letter, so that Phú Lương
stands before Phúc La. Keys are compared in Python everywhere; a database's collation is never asked.
Must not know: what is being sorted.
"""

import unicodedata
from typing import Final, TypeAlias

from checklists.language.folding import nfc

SortKey: TypeAlias = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]

ALPHABET: Final = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
FOREIGN_MARK: Final = 6


def sort_key(text: str) -> SortKey:
    """The key by which texts stand in the order of the Vietnamese alphabet."""
    letters = tuple(_letter(each) for each in nfc(text).lower())
    return tuple(place for place, _ in letters), tuple(tone for _, tone in letters), nfc(text)


def person_sort_key(name: str) -> tuple[SortKey, SortKey, SortKey]:
    """The key of a person's name: given name (the last word), family name (the first), then the middle."""
    words = nfc(name).split() or [""]
    return sort_key(words[-1]), sort_key(words[0]), sort_key(" ".join(words[1:-1]))


def _letter(letter: str) -> tuple[tuple[int, int], int]:
    """The letter's place in the alphabet, and its tone."""
    parts = unicodedata.normalize("NFD", letter)
    tone = max((TONES.get(mark, 0) for mark in parts), default=0)
    base = nfc("".join(mark for mark in parts if mark not in TONES)) or letter
    if base not in ALPHABET and parts[0] in ALPHABET:
        base, tone = parts[0], FOREIGN_MARK
    if base in ALPHABET:
        return (2, ALPHABET[base]), tone
    return (1 if base.isdigit() else 0, ord(base[0])), tone
