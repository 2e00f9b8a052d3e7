"""Hours of a site as people write them: `T2-T6 08:00-12:00, 13:00-17:00; T7 08:00-11:30`.

Rules: Monday is 0; days that have the same hours are written together; what cannot be read is none.
Must not know: holidays, which site it is.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from itertools import groupby, pairwise

from checklists.language import fold, format_time, parse_time
from storage.units.sites import Hours

DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_DAY_WORDS = {fold(name): place for place, name in enumerate(DAYS)} | {
    f"thu {word}": place for place, word in enumerate(("hai", "ba", "tu", "nam", "sau", "bay"))
}
_DAY_WORDS |= {f"thu {number}": number - 2 for number in range(2, 8)} | {"chu nhat": 6}
_DAY = "|".join(sorted(_DAY_WORDS, key=len, reverse=True))
_GROUP = re.compile(rf"(?P<first>{_DAY})(?: ?(?:-|–|den) ?(?P<last>{_DAY}))?:? +(?P<spans>.+)")
_SPAN = re.compile(r" ?(?:-|–|den) ?")


def read_hours(text: str) -> tuple[Hours, ...] | None:
    """The hours that the text says, or none."""
    found: list[Hours] = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        read = _group(fold(part))
        if read is None:
            return None
        found += read
    found.sort(key=lambda each: (each.weekday, each.opens))
    overlap = any(
        one.weekday == next_one.weekday and next_one.opens < one.closes for one, next_one in pairwise(found)
    )
    return None if overlap or not found else tuple(found)


def _group(text: str) -> list[Hours] | None:
    found = _GROUP.fullmatch(text)
    if found is None:
        return None
    first = _DAY_WORDS[found["first"]]
    last = _DAY_WORDS[found["last"]] if found["last"] else first
    spans = [_span(each.strip()) for each in found["spans"].split(",")]
    if last < first:
        return None
    good = [each for each in spans if each is not None]
    if len(good) < len(spans):
        return None
    return [Hours(day, opens, closes) for day in range(first, last + 1) for opens, closes in good]


def _span(text: str) -> tuple[time, time] | None:
    ends = [parse_time(each) for each in _SPAN.split(text)]
    match ends:
        case [time() as opens, time() as closes] if opens < closes:
            return opens, closes
        case _:
            return None


def write_hours(hours: Iterable[Hours], day: date | None = None) -> str:
    """The hours that hold on that day, or all, as they are read."""
    by_day: dict[int, list[str]] = {}
    for each in sorted(hours, key=lambda each: (each.weekday, each.opens)):
        if day is None or each.holds(day):
            span = f"{format_time(each.opens)}-{format_time(each.closes)}"
            by_day.setdefault(each.weekday, []).append(span)
    parts = []
    for _, run in groupby(enumerate(by_day.items()), key=lambda each: (each[1][0] - each[0], each[1][1])):
        days = [weekday for _, (weekday, _) in run]
        parts.append(f"{_days(days)} {', '.join(by_day[days[0]])}")
    return "; ".join(parts)


def _days(days: Sequence[int]) -> str:
    return DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
