"""Numbers, ratios, dates and times: how they are written and what may be typed."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.language import (
    Slip,
    format_date,
    format_date_in_words,
    format_day,
    format_number,
    format_percent,
    format_period,
    format_short,
    format_time,
    format_time_in_words,
    parse_date,
    parse_dates,
    parse_number,
    parse_ratio,
    parse_time,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "past", "future"),
    [
        ("5/2", date(2026, 2, 5), date(2027, 2, 5)),
        ("23/11", TODAY, TODAY),
        ("24/11", date(2025, 11, 24), date(2026, 11, 24)),
        ("29/2", date(2024, 2, 29), date(2028, 2, 29)),
        ("05-02-2026", date(2026, 2, 5), date(2026, 2, 5)),
        ("5.2.26", date(2026, 2, 5), date(2026, 2, 5)),
        ("2026-02-05", date(2026, 2, 5), date(2026, 2, 5)),
        ("T5, 05/02/2026", date(2026, 2, 5), date(2026, 2, 5)),
        ("ngày 05 tháng 02 năm 2026", date(2026, 2, 5), date(2026, 2, 5)),
        ("hôm nay", TODAY, TODAY),
        ("HÔM QUA", date(2026, 11, 22), date(2026, 11, 22)),
        ("hom qua", date(2026, 11, 22), date(2026, 11, 22)),
        ("mai", date(2026, 11, 24), date(2026, 11, 24)),
    ],
)
def test_date__typed__is_read(typed: str, past: date, future: date) -> None:
    """A date without a year is past for a look-back and coming for a deadline."""
    assert parse_date(typed, TODAY, past=True) == past
    assert parse_date(typed, TODAY, past=False) == future


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        ("31/2", Slip.NO_SUCH_DATE),
        ("30/2/2026", Slip.NO_SUCH_DATE),
        ("5/13", Slip.NO_SUCH_DATE),
        ("5", Slip.NOT_A_DATE),
        ("3/5/1/2", Slip.NOT_A_DATE),
        ("5/2-26", Slip.NOT_A_DATE),
        ("tuần trước", Slip.NOT_A_DATE),
        ("", Slip.NOT_A_DATE),
    ],
)
def test_date__no_date__is_a_slip(typed: str, slip: Slip) -> None:
    """A day the calendar lacks is told apart from what is no date at all."""
    assert parse_date(typed, TODAY, past=True) is slip


@pytest.mark.parametrize(
    "typed", ["5/11, 12/11", "12/11 5/11", "5, 12/11", "5/11 và 12/11", "5/11;12/11;5/11"]
)
def test_dates__typed_in_any_order__are_distinct_and_sorted(typed: str) -> None:
    """Dates may be parted by signs, spaces or "và"; a bare day takes the month after it."""
    assert parse_dates(typed, TODAY, past=True) == (date(2026, 11, 5), date(2026, 11, 12))


def test_dates__none_bad_or_too_many() -> None:
    """The word "không" is no dates; one bad date spoils the list; a list has an end."""
    assert parse_dates("Không có", TODAY, past=True) == ()
    assert parse_dates("5/11, 31/2", TODAY, past=True) is Slip.NO_SUCH_DATE
    assert parse_dates("", TODAY, past=True) is Slip.NOT_A_DATE
    assert parse_dates("5/11 " * 100, TODAY, past=True) is Slip.TOO_MANY_DATES


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("8h", time(8, 0)),
        ("8h15", time(8, 15)),
        ("8g15", time(8, 15)),
        ("8:15", time(8, 15)),
        ("08:15", time(8, 15)),
        ("16h30'", time(16, 30)),
        ("4h chiều", time(16, 0)),
        ("4 giờ 30 chiều", time(16, 30)),
        ("7h sáng", time(7, 0)),
        ("7h rưỡi", time(7, 30)),
        ("12h trưa", time(12, 0)),
        ("1h trưa", time(13, 0)),
        ("10h đêm", time(22, 0)),
        ("7h tối", time(19, 0)),
        ("2h đêm", time(2, 0)),
        ("16h chiều", time(16, 0)),
        ("8 giờ 15 phút", time(8, 15)),
        ("4:30 pm", time(16, 30)),
        ("0h", time(0, 0)),
    ],
)
def test_time__typed__is_read(typed: str, at: time) -> None:
    """Times are read as people write and say them."""
    assert parse_time(typed) == at


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        ("8", Slip.NOT_A_TIME),
        ("0815", Slip.NOT_A_TIME),
        ("sáng", Slip.NOT_A_TIME),
        ("3/5", Slip.NOT_A_TIME),
        ("24h", Slip.NO_SUCH_TIME),
        ("8h75", Slip.NO_SUCH_TIME),
        ("16h sáng", Slip.NO_SUCH_TIME),
    ],
)
def test_time__no_time__is_a_slip(typed: str, slip: Slip) -> None:
    """A bare number is no time; an hour the clock lacks is told apart."""
    assert parse_time(typed) is slip


@pytest.mark.parametrize(
    ("typed", "ratio"),
    [
        ("13/17", (13, 17)),
        ("13 trên 17", (13, 17)),
        (" 3 / 5 ", (3, 5)),
        ("3/5 người", (3, 5)),
        ("0/0", (0, 0)),
        ("5/2", Slip.PART_OVER_WHOLE),
        ("13", Slip.NOT_A_RATIO),
        ("5/2/2026", Slip.NOT_A_RATIO),
        ("-1/5", Slip.NOT_A_RATIO),
    ],
)
def test_ratio__typed__is_part_of_whole(typed: str, ratio: tuple[int, int] | Slip) -> None:
    """A ratio is never read as a date, and its part is not over its whole."""
    assert parse_ratio(typed) == ratio


@pytest.mark.parametrize(
    ("typed", "decimal", "whole"),
    [
        ("76,5", Decimal("76.5"), Slip.NOT_WHOLE),
        ("76.5", Decimal("76.5"), Slip.NOT_WHOLE),
        ("76,5%", Decimal("76.5"), Slip.NOT_WHOLE),
        ("1.250", Slip.AMBIGUOUS_NUMBER, Decimal(1250)),
        ("0.250", Decimal("0.25"), Slip.NOT_WHOLE),
        ("1.250.000", Decimal(1250000), Decimal(1250000)),
        ("1.250,5", Decimal("1250.5"), Slip.NOT_WHOLE),
        ("1 250", Decimal(1250), Decimal(1250)),
        ("-3", Decimal(-3), Decimal(-3)),
        ("3/5", Slip.NOT_A_NUMBER, Slip.NOT_A_NUMBER),
        ("2 triệu", Slip.NOT_A_NUMBER, Slip.NOT_A_NUMBER),
        ("", Slip.NOT_A_NUMBER, Slip.NOT_A_NUMBER),
    ],
)
def test_number__typed__is_read_or_asked_back(
    typed: str, decimal: Decimal | Slip, whole: Decimal | Slip
) -> None:
    """76,5 and 76.5 are one number; "1.250" is asked back where a decimal is possible."""
    assert parse_number(typed, decimals=True) == decimal
    assert parse_number(typed, decimals=False) == whole


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (13, 17, "76,5%"),
        (1, 16, "6,3%"),
        (12, 15, "80%"),
        (17, 17, "100%"),
        (9, 15, "60%"),
        (0, 17, "0%"),
        (0, 0, "–"),
    ],
)
def test_percent__is_half_up_with_a_comma(part: int, whole: int, text: str) -> None:
    """Percentages are exact fractions, half up, one decimal, a comma, no zero after it."""
    assert format_percent(part, whole) == text


def test_number__is_written_with_points_and_a_comma() -> None:
    """Points part the thousands, a comma the decimals."""
    assert [format_number(Decimal(each)) for each in ("1250", "76.50", "-1234567.8", "0")] == [
        "1.250",
        "76,5",
        "-1.234.567,8",
        "0",
    ]


def test_date_and_time__are_written_for_chat_and_documents() -> None:
    """Chat pads everything; documents pad days 1 to 9 and months 1 and 2 only."""
    on = date(2026, 2, 5)
    assert (format_date(on), format_day(on), format_short(on)) == ("05/02/2026", "T5, 05/02/2026", "05/02")
    assert format_day(on, "en") == "Thu, 05/02/2026"
    assert format_day(date(2026, 11, 22)) == "CN, 22/11/2026"
    assert (format_time(time(8, 15)), format_time_in_words(time(8, 5))) == ("08:15", "08 giờ 05 phút")
    assert [format_date_in_words(date(2026, *each)) for each in ((2, 5), (3, 5), (10, 9), (1, 31))] == [
        "ngày 05 tháng 02 năm 2026",
        "ngày 05 tháng 3 năm 2026",
        "ngày 09 tháng 10 năm 2026",
        "ngày 31 tháng 01 năm 2026",
    ]


@pytest.mark.parametrize(
    ("first", "last", "chat", "document"),
    [
        (date(2026, 1, 1), date(2026, 6, 30), "6 tháng đầu năm 2026", "6 tháng đầu năm 2026"),
        (date(2026, 7, 1), date(2026, 12, 31), "6 tháng cuối năm 2026", "6 tháng cuối năm 2026"),
        (date(2026, 1, 1), date(2026, 3, 31), "quý I/2026", "quý I năm 2026"),
        (date(2026, 10, 1), date(2026, 12, 31), "quý IV/2026", "quý IV năm 2026"),
        (date(2026, 2, 1), date(2026, 2, 28), "tháng 2/2026", "tháng 2 năm 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "năm 2026", "năm 2026"),
        (
            date(2025, 12, 15),
            date(2026, 6, 14),
            "từ 15/12/2025 đến 14/06/2026",
            "từ 15/12/2025 đến 14/06/2026",
        ),
    ],
)
def test_period__has_a_name(first: date, last: date, chat: str, document: str) -> None:
    """Half-years, quarters, months and years are named; other periods say from and to."""
    assert format_period(first, last) == chat
    assert format_period(first, last, in_document=True) == document


TYPED = st.one_of(st.text(), st.text("0123456789/.,-:hg' ngàyvà", max_size=30))


@given(text=TYPED, past=st.booleans(), today=st.dates(), decimals=st.booleans())
def test_any_text__is_a_value_or_a_slip(text: str, today: date, *, past: bool, decimals: bool) -> None:
    """Whatever is typed gives a value or a slip, never an exception."""
    assert isinstance(parse_date(text, today, past=past), date | Slip)
    assert isinstance(parse_dates(text, today, past=past), tuple | Slip)
    assert isinstance(parse_time(text), time | Slip)
    assert isinstance(parse_ratio(text), tuple | Slip)
    assert isinstance(parse_number(text, decimals=decimals), Decimal | Slip)


@given(on=st.dates(), today=st.dates(), past=st.booleans(), at=st.times())
def test_what_is_written__is_read_again(on: date, today: date, at: time, *, past: bool) -> None:
    """Every written date and time is read back to itself."""
    for written in (format_date(on), format_day(on), format_day(on, "en"), on.isoformat()):
        assert parse_date(written, today, past=past) == on
    minute = at.replace(second=0, microsecond=0)
    assert parse_time(format_time(minute)) == minute
    assert parse_time(format_time_in_words(minute)) == minute
