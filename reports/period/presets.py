"""The periods that reports are usually of, seen from a day.

Must not know: visits, words.
"""

from datetime import date, timedelta

from reports.period.shapes import Span

MONTHS_OF_A_QUARTER = 3


def presets(today: date) -> dict[str, Span]:
    """`half`, `quarter`, `month`, and `reporting`: from 15/12 to 14/6."""
    quarter = (today.month - 1) // MONTHS_OF_A_QUARTER * MONTHS_OF_A_QUARTER + 1
    return {
        "half": Span(date(today.year, 1, 1), date(today.year, 6, 30)),
        "quarter": Span(date(today.year, quarter, 1), _month_end(date(today.year, quarter + 2, 1))),
        "month": Span(today.replace(day=1), _month_end(today)),
        "reporting": Span(date(today.year - 1, 12, 15), date(today.year, 6, 14)),
    }


def half_year_of(day: date) -> Span:
    """The half-year that has the day in it."""
    if day.month <= 6:  # noqa: PLR2004 - June
        return Span(date(day.year, 1, 1), date(day.year, 6, 30))
    return Span(date(day.year, 7, 1), date(day.year, 12, 31))


def _month_end(day: date) -> date:
    after = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return after - timedelta(days=1)
