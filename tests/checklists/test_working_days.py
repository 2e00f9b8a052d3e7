"""Due dates: calendar days, then the next working day."""

from datetime import date

import pytest

from checklists.working_days import due_date, is_working_day


@pytest.mark.parametrize(
    ("found_on", "days", "due"),
    [
        (date(2026, 2, 5), 15, date(2026, 2, 23)),  # 20/02/2026 is mùng bốn Tết, a weekend follows
        (date(2026, 11, 23), 15, date(2026, 12, 8)),
        (date(2026, 11, 13), 1, date(2026, 11, 16)),  # Saturday
        (date(2026, 4, 15), 15, date(2026, 5, 4)),  # 30/4, 1/5, weekend
        (date(2013, 4, 19), 15, date(2013, 5, 4)),  # a Saturday worked in exchange for 29/04/2013
    ],
)
def test_a_due_date_is_a_working_day(found_on: date, days: int, due: date) -> None:
    """The deadline runs in calendar days and never ends while offices are closed."""
    assert due_date(found_on, days) == due


def test_the_house_may_know_better() -> None:
    """A day off that was decided later, and a Sunday that is worked, go before the calendar."""
    monday, sunday = date(2026, 11, 16), date(2026, 11, 15)
    assert due_date(date(2026, 11, 13), 1, off=(monday,)) == date(2026, 11, 17)
    assert due_date(date(2026, 11, 13), 1, worked=(sunday,)) == sunday
    assert not is_working_day(sunday)
