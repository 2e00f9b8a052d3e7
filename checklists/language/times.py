"""Times of day: how they are written and read.

Rules: to the minute, 24 hours when written; when read, "4h chiều" and "8 giờ sáng" too.
Must not know: dates, zones, what opens or closes at that time.
"""

import re
from datetime import time
from typing import Final

from checklists.language.folding import fold
from checklists.language.slips import Slip

TYPED: Final = re.compile(
    r"(?:luc |hoi )?(?P<hour>[0-9]{1,2}) ?"
    r"(?:(?:h|g|gio|:) ?(?:(?P<minute>[0-9]{1,2}|ruoi) ?(?:'|p|ph|phut)?)?)? ?"
    r"(?P<part>sang|trua|chieu|toi|dem|am|pm)?"
)
NOON: Final = 12
LAST_EVENING_HOUR_OF_NIGHT: Final = 6  # "10h đêm" is 22:00, "2h đêm" is 02:00


def format_time(at: time) -> str:
    """`08:15`."""
    return at.strftime("%H:%M")


def format_time_in_words(at: time) -> str:
    """`08 giờ 15 phút`, as documents write it."""
    return f"{at.hour:02} giờ {at.minute:02} phút"


def parse_time(text: str) -> time | Slip:
    """The time that a person typed: `8h`, `8h15`, `8g15`, `8:15`, `16h30'`, `4h chiều`, `8 giờ 15 phút`."""
    typed = fold(text).replace("’", "'").replace("′", "'").rstrip(".")
    found = TYPED.fullmatch(typed)
    if found is None or not _says_it_is_a_time(typed):
        return Slip.NOT_A_TIME
    hour = _hour(int(found["hour"]), found["part"])
    minute = 30 if found["minute"] == "ruoi" else int(found["minute"] or 0)
    if hour is None or hour > 23 or minute > 59:  # noqa: PLR2004 - the clock's own numbers
        return Slip.NO_SUCH_TIME
    return time(hour, minute)


def _says_it_is_a_time(typed: str) -> bool:
    """A bare number is no time: it may be the answer to another question."""
    return not typed.isdecimal()


def _hour(hour: int, part: str | None) -> int | None:
    """The hour of the day by the part of the day; none when the two do not fit."""
    if part is None or (hour > NOON and part in {"chieu", "toi", "dem", "pm"}):
        return hour
    if hour > NOON or (hour == 0 and part != "am"):
        return hour if hour == 0 and part in {"sang", "dem"} else None
    match part:
        case "sang" | "am":
            return hour % NOON
        case "trua":
            return hour + NOON if hour < 4 else hour  # noqa: PLR2004 - "1h trưa" is 13:00, "11h trưa" 11:00
        case "chieu" | "pm":
            return hour % NOON + NOON
        case _:
            return _night_hour(hour)


def _night_hour(hour: int) -> int:
    return (hour + NOON) % 24 if hour >= LAST_EVENING_HOUR_OF_NIGHT else hour
