"""Codes for what is new in a checklist: questions, sections, choices, checklists themselves.

Rules: a code lasts for ever, so none that was ever used is given again; a name made of words keeps to the
letters a-z and digits that every button, file and table takes.
Must not know: where codes are kept, who asks.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from checklists.language import fold

NEW_PREFIX: Final = "Q"
LONGEST_CHOICE: Final = 16
LONGEST_KEY: Final = 40
_NUMBERED: Final = re.compile(r"([A-Za-z_]{1,8})([0-9]{1,4})")
_GAP: Final = re.compile(r"[^a-z0-9]+")


def next_code(near: Iterable[str], used: Iterable[str]) -> str:
    """A code for one more question beside those `near`: their letter, and a number nobody ever had."""
    prefixes = Counter(part[1] for part in map(_NUMBERED.fullmatch, near) if part)
    prefix = prefixes.most_common(1)[0][0] if prefixes else NEW_PREFIX
    parts = (part for part in map(_NUMBERED.fullmatch, used) if part)
    same = [int(part[2]) for part in parts if part[1].casefold() == prefix.casefold()]
    return f"{prefix}{max(same, default=0) + 1}"


def next_name(words: str, used: Iterable[str], *, longest: int) -> str:
    """A name made of the words, `-2`, `-3`... behind it when it was used before."""
    taken = frozenset(used)
    plain = _GAP.sub("-", fold(words)).strip("-")[:longest].strip("-") or "x"
    number, name = 1, plain
    while name in taken:
        number += 1
        tail = f"-{number}"
        name = plain[: longest - len(tail)].rstrip("-") + tail
    return name
