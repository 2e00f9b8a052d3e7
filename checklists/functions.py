"""The functions that a condition may call.

Rules: total: arguments without sense give none, false where a truth is asked. Patterns are matched by RE2, in
time linear in the text, because authors write them and the bot runs them: Python's own engine can be made to
think for hours by ten characters.
Must not know: how a call is written, where its arguments come from.
"""

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Final

import re2  # type: ignore[import-untyped]  # it comes without types

from checklists.data import Datum, number, truth, written

LONGEST_PATTERN: Final = 200
LARGEST_PROGRAM: Final = 1 << 20  # bytes that one compiled pattern may take
MOST_DIGITS: Final = 12


def called(name: str, data: tuple[Datum, ...], *, at: datetime | None) -> Datum:
    """What the function gives; `at` is the moment that counts as now."""
    match name:
        case "today":
            return at.date() if at else None
        case "now":
            return at.isoformat("T", "minutes")[:16] if at else None
        case "true":
            return True
        case "sum":
            known = [each for each in map(_listed, data) if each is not None]
            return sum(known, Fraction(0)) if known else None
        case "count" if len(data) > 1:
            return Fraction(sum(each is not None for each in data))
        case "concat":
            return "".join(written(each) for each in data)
        case _:
            return _of_few(name, data)


def _listed(datum: Datum) -> Fraction | None:
    """The sum of the numbers in a text such as `2 0 1`, which is how counts are seen."""
    if not isinstance(datum, str):
        return number(datum)
    parts = [number(part) for part in datum.split()]
    known = [each for each in parts if each is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(parts) else None


def _of_few(name: str, data: tuple[Datum, ...]) -> Datum:
    match name, data:
        case "not", (datum,):
            return not truth(datum)
        case "if", (condition, then, otherwise):
            return then if truth(condition) else otherwise
        case "coalesce", (first, second):
            return second if first is None or first == "" else first
        case "selected", (str(names), str(wanted)):
            return wanted in names.split()
        case (("count" | "count-selected"), (str(names),)):
            return Fraction(len(names.split()))
        case "string-length", (str(text),):
            return Fraction(len(text))
        case "regex", (str(text), str(pattern)):
            return _matches(text, pattern)
        case "round", (datum, *rest):
            return _rounded(number(datum), number(rest[0]) if rest else Fraction(0))
        case _:
            return False if name in {"selected", "regex", "false"} else None


def _rounded(exact: Fraction | None, digits: Fraction | None) -> Fraction | None:
    """Halves go up, as XPath has it."""
    if exact is None or digits is None or abs(digits) > MOST_DIGITS:
        return None
    scale = Fraction(10) ** int(digits)
    return Fraction((exact * scale + Fraction(1, 2)).__floor__()) / scale


def pattern_fault(pattern: str) -> str | None:
    """Why the pattern cannot be used, in the engine's words; none when it can."""
    if len(pattern) > LONGEST_PATTERN:
        return f"> {LONGEST_PATTERN}"
    try:
        _compiled(pattern)
    except re2.error as fault:
        return str(fault)[:80]
    return None


def _matches(text: str, pattern: str) -> bool:
    """Whether the whole text is as the pattern says, as ODK has it."""
    if pattern_fault(pattern) is not None:
        return False
    return _compiled(pattern)(text) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Callable[[str], object]:
    options = re2.Options()
    options.max_mem = LARGEST_PROGRAM
    options.log_errors = False
    matcher: Callable[[str], object] = re2.compile(pattern, options).fullmatch
    return matcher
