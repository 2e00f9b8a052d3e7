"""Text made comparable: one Unicode form, harmless characters, and the key that search compares.

Rules: what people see stays NFC with its marks; the search key has neither marks nor case. Folding twice
changes nothing more.
Must not know: which names there are.
"""

import re
import unicodedata
from typing import Final

MOST_MARKS: Final = 4  # Vietnamese needs two on one letter; more is a prank that runs over its neighbours

INVISIBLE: Final = frozenset(
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
NO_CHARACTERS: Final = range(0xFDD0, 0xFDF0)
PLANE_ENDS: Final = range(0xFFFE, 0x10000)  # the last two of every plane are no characters; XML refuses them
TAGS: Final = range(0xE0000, 0xE0080)  # spell hidden text
COMMITTEE: Final = re.compile(r"(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|uy ban nhan dan)[\s.,:]+(?=\w)")
# "xã" needs its mark, for Xa La is a place; so does "Phương", which is no "phường" but part of ward names.
UNIT_WORD: Final = re.compile(
    r"(?:(?:phường|phuong|xã|thị trấn|thi tran)[\s.]+|(?:p|x|tt)(?:\.\s*|\s+))(?=\w)"
)
OPEN_SYLLABLE: Final = re.compile(r"(?<!q)(o[àảãáạèẻẽéẹ]|u[ỳỷỹýỵ])(?!\w)", re.IGNORECASE)


def nfc(text: str) -> str:
    """The text in the one Unicode form kept everywhere; phones may send letters and marks apart."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """The text without control, direction and invisible characters; lines stay, their ends made plain."""
    lines = re.sub(r"\r\n?|[\u0085\u2028\u2029\v\f]", "\n", text).replace("\t", " ")
    visible = "".join(letter for letter in lines if letter == "\n" or not _is_unwanted(letter))
    return nfc(_without_surplus_marks(unicodedata.normalize("NFD", visible)))


def clean_line(text: str) -> str:
    """The text cleaned and on one line, single spaces between words: for names and headings."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """The search key: no case, no marks, đ as d, single spaces."""
    bare = "".join(_bare(letter) for letter in unicodedata.normalize("NFD", text))
    # Folding case may bring marks back (İ), so marks are dropped once more.
    cased = unicodedata.normalize("NFD", bare.casefold())
    return nfc(" ".join("".join(_bare(letter) for letter in cased).split()))


def initials(text: str) -> str:
    """The first letters of the words, folded: `ml` for Mộ Lao."""
    return "".join(word[0] for word in words_of(text))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of the text, punctuation aside."""
    return tuple(re.findall(r"[^\W_]+", fold(text)))


def without_unit_word(text: str) -> str:
    """The name alone: no leading "UBND" or "Ủy ban nhân dân", no kind of unit. Keeps case and marks."""
    line = clean_line(text)
    start = _end_of(COMMITTEE, line, 0)
    return line[_end_of(UNIT_WORD, line, start) :].strip(" .,;:")


def unit_search_key(text: str) -> str:
    """The search key of a unit's name: `mo lao` for "UBND phường Mộ Lao", "P.Mộ Lao", "MO  LAO"."""
    return " ".join(words_of(without_unit_word(text)))


def modern_spelling(text: str) -> str:
    """The text with tones on the first vowel of an open syllable, as decrees spell: hòa, thủy, ủy."""
    return OPEN_SYLLABLE.sub(lambda found: _tone_moved(found[0]), nfc(text))


def _end_of(pattern: re.Pattern[str], line: str, start: int) -> int:
    found = pattern.match(line.lower(), start) if len(line.lower()) == len(line) else None
    return found.end() if found else start


def _tone_moved(vowels: str) -> str:
    marked = unicodedata.normalize("NFD", vowels[1])
    return nfc(vowels[0] + marked[1:] + marked[0])


def _bare(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    category = unicodedata.category(letter)
    if category[0] == "M" or category == "Cf":
        return ""
    return " " if category == "Cc" else letter


def _is_unwanted(letter: str) -> bool:
    if letter in INVISIBLE or unicodedata.category(letter) in {"Cc", "Cs"}:
        return True
    return ord(letter) in NO_CHARACTERS or ord(letter) in TAGS or ord(letter) % 0x10000 in PLANE_ENDS


def _without_surplus_marks(decomposed: str) -> str:
    kept: list[str] = []
    marks = 0
    for letter in decomposed:
        marks = marks + 1 if unicodedata.category(letter)[0] == "M" else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)
