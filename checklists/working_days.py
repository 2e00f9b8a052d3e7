"""When something is due: calendar days, then on to the next working day.

Rules: Saturdays, Sundays and Viet Nam's public holidays, Tết and days off in exchange included, are no
working days; a Saturday that is worked in exchange is one. `holidays` knows them by year; what the government
decides later is given as `off` and `worked`, which go before it.
Must not know: what is due.
"""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from typing import Final

from holidays import HolidayBase, country_holidays

COUNTRY: Final = "VN"
DAY: Final = timedelta(days=1)


def due_date(found_on: date, days: int, *, off: Collection[date] = (), worked: Collection[date] = ()) -> date:
    """So many calendar days after that day, rolled to the next working day."""
    day = found_on + timedelta(days=days)
    while not is_working_day(day, off=off, worked=worked):
        day += DAY
    return day


def is_working_day(day: date, *, off: Collection[date] = (), worked: Collection[date] = ()) -> bool:
    """Whether offices work on that day."""
    if day in off or day in worked:
        return day in worked
    return bool(_calendar().is_working_day(day))


@cache
def _calendar() -> HolidayBase:
    return country_holidays(COUNTRY)
