"""Finding units as people type them, now, at a time that they name, or at any time.

Rules: a time is a day or a year after the name ("Phú Lương 2013", "09556 1/7/2025"); without one and without
a day all times count, so that what was and what is are both offered. Never one of two that fit.
Must not know: who asks, what is done with what is found.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checklists.language import Found, clean_line, find_names
from storage.units.cells import read_day
from storage.units.values import Unit

_TIMED = re.compile(
    r"(?P<name>.+?)\s+(?:(?:năm|nam|ngày|ngay|in|on)\s+)?\(?(?P<time>(?:19|20)[0-9]{2}|\S*[/.-]\S*[0-9]{4})\)?"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Span:
    """The days that somebody means, both ends included."""

    first: date
    last: date


def span_in(query: str) -> tuple[str, Span | None]:
    """What is asked for, and the time after it, if there is one."""
    found = _TIMED.fullmatch(clean_line(query))
    if found is None:
        return query, None
    if _YEAR.fullmatch(found["time"]):
        year = int(found["time"])
        return found["name"], Span(date(year, 1, 1), date(year, 12, 31))
    day = read_day(found["time"])
    return (found["name"], Span(day, day)) if day else (query, None)


def find_units(query: str, units: Iterable[Unit], day: date | None = None) -> Found:
    """The units that the query means on that day; without a day, at the time it names or at any time."""
    name, span = (query, Span(day, day)) if day else span_in(query)
    if span is None:
        return find_names(name, [(unit.key, unit.spellings()) for unit in units])
    there = [unit for unit in units if _is_there(unit, span)]
    return find_names(name, [(unit.key, unit.spellings(_last_day_there(unit, span))) for unit in there])


def _is_there(unit: Unit, span: Span) -> bool:
    return (unit.valid_from or date.min) <= span.last and span.first <= (unit.valid_to or date.max)


def _last_day_there(unit: Unit, span: Span) -> date:
    return min(unit.valid_to or date.max, span.last)
