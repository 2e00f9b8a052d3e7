"""Dates: how they are written and read.

Rules: chat writes two digits for day and month; documents pad days under 10 and months under 3 only. A date
typed without a year is the nearest past one for what has happened, the nearest coming one for a deadline.
Must not know: the clock; today is given.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from checklists.language.folding import fold
from checklists.language.slips import Slip

MOST_DATES: Final = 62  # two months of days: longer lists are a paste gone wrong

WEEKDAYS: Final = {
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
QUARTERS: Final = ("I", "II", "III", "IV")

NAMED_DAYS: Final = {
    "hom nay": 0,
    "nay": 0,
    "today": 0,
    "hom qua": -1,
    "yesterday": -1,
    "hom kia": -2,
    "mai": 1,
    "ngay mai": 1,
    "tomorrow": 1,
    "ngay kia": 2,
}
NO_DATES: Final = frozenset({"khong", "khong co", "khong ngay nao", "none", "no", "0"})

WEEKDAY: Final = re.compile(r"^(?:t[2-7]|cn|thu [a-z]+|chu nhat|mon|tue|wed|thu|fri|sat|sun)[, ]+(?=\d|ngay)")
DAY_FIRST: Final = re.compile(r"([0-9]{1,2})(?P<sign>[/.-])([0-9]{1,2})(?:(?P=sign)([0-9]{4}|[0-9]{2}))?")
YEAR_FIRST: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
IN_WORDS: Final = re.compile(r"([0-9]{1,2}) thang ([0-9]{1,2})(?:,? nam ([0-9]{4}))?")
BARE_DAY: Final = re.compile(r"(?:ngay )?([0-9]{1,2})")


def format_date(on: date) -> str:
    """`05/02/2026`."""
    return f"{on.day:02}/{on.month:02}/{on.year:04}"


def format_short(on: date) -> str:
    """`05/02`, where the year is plain."""
    return f"{on.day:02}/{on.month:02}"


def format_day(on: date, language: str = "vi") -> str:
    """`T5, 05/02/2026`; `Thu, 05/02/2026` in English."""
    names = WEEKDAYS["en" if language == "en" else "vi"]
    return f"{names[on.weekday()]}, {format_date(on)}"


def format_date_in_words(on: date) -> str:
    """`ngày 05 tháng 02 năm 2026`, `ngày 09 tháng 10 năm 2026`: as documents write it."""
    month = f"{on.month:02}" if on.month <= 2 else str(on.month)  # noqa: PLR2004 - the decree's rule: 01 and 02
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def format_period(first: date, last: date, *, in_document: bool = False) -> str:
    """The name of the time from `first` to `last`, both included: `6 tháng đầu năm 2026`, `quý I/2026`."""
    after = last + timedelta(days=1) if last < date.max else last
    months = (after.year - first.year) * 12 + after.month - first.month
    year = first.year
    link = " năm " if in_document else "/"
    match (first.day == after.day == 1, first.month, months):
        case (True, 1, 12):
            return f"năm {year}"
        case (True, 1, 6):
            return f"6 tháng đầu năm {year}"
        case (True, 7, 6):
            return f"6 tháng cuối năm {year}"
        case (True, (1 | 4 | 7 | 10) as month, 3):
            return f"quý {QUARTERS[month // 3]}{link}{year}"
        case (True, month, 1):
            return f"tháng {month}{link}{year}"
        case _:
            return f"từ {format_date(first)} đến {format_date(last)}"


def parse_date(text: str, today: date, *, past: bool) -> date | Slip:
    """The date that a person typed; without a year, the nearest one in the `past`, else in the future."""
    typed = WEEKDAY.sub("", fold(text).rstrip(".")).removeprefix("ngay ").strip()
    shift = NAMED_DAYS.get(fold(text).rstrip("."))
    if shift is not None:
        return _shifted(today, shift)
    if found := YEAR_FIRST.fullmatch(typed):
        return _dated(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY_FIRST.fullmatch(typed):
        day, month, year = found[1], found[3], found[4]
    elif found := IN_WORDS.fullmatch(typed):
        day, month, year = found[1], found[2], found[3]
    else:
        return Slip.NOT_A_DATE
    if year:
        return _dated(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))  # noqa: PLR2004
    return _nearest(today, int(month), int(day), past=past)


def parse_dates(text: str, today: date, *, past: bool) -> tuple[date, ...] | Slip:
    """The distinct dates typed, in order: `5/11, 12/11`, `5/11 12/11`, `5, 12/11`; none for "không"."""
    if fold(text).rstrip(".") in NO_DATES:
        return ()
    pieces = _pieces(text)
    if not pieces:
        return Slip.NOT_A_DATE
    if len(pieces) > MOST_DATES:
        return Slip.TOO_MANY_DATES
    dates: set[date] = set()
    for piece in _with_months(pieces):
        read = parse_date(piece, today, past=past)
        if isinstance(read, Slip):
            return read
        dates.add(read)
    return tuple(sorted(dates))


def _pieces(text: str) -> tuple[str, ...]:
    """The text cut at commas, semicolons, lines and "và"; at spaces too where only digits and signs stand."""
    parts = (part.strip() for part in re.split(r"[,;\n]|\bva\b|\band\b|&", _lines_folded(text)))
    return tuple(piece for part in parts if part for piece in _cut_at_spaces(part))


def _lines_folded(text: str) -> str:
    return "\n".join(fold(line) for line in text.splitlines())


def _cut_at_spaces(part: str) -> tuple[str, ...]:
    return tuple(part.split()) if re.fullmatch(r"[0-9 /.-]+", part) else (WEEKDAY.sub("", part),)


def _with_months(pieces: tuple[str, ...]) -> Iterator[str]:
    """Give a bare day the month of the piece after it: "5, 12/11" is 5/11 and 12/11."""
    ending = ""
    for piece in reversed(pieces):
        if found := DAY_FIRST.fullmatch(piece):
            ending = piece[len(found[1]) :]
        bare = BARE_DAY.fullmatch(piece)
        yield bare[1] + ending if bare and ending else piece


def _shifted(today: date, days: int) -> date | Slip:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return Slip.NO_SUCH_DATE


def _dated(year: int, month: int, day: int) -> date | Slip:
    try:
        return date(year, month, day)
    except ValueError:
        return Slip.NO_SUCH_DATE


def _nearest(today: date, month: int, day: int, *, past: bool) -> date | Slip:
    """The nearest such day on the wanted side of today, today included; 29/2 may be up to eight years off."""
    for away in range(9):
        found = _dated(today.year - away if past else today.year + away, month, day)
        if isinstance(found, date) and (found <= today if past else found >= today):
            return found
    return Slip.NO_SUCH_DATE
