"""Conditions: what can be written, and what each comes to."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.conditions import (
    Expression,
    Fault,
    Seen,
    choices_named,
    codes_in,
    evaluate,
    parse_expression,
    sides_in,
)
from checklists.values import (
    Clock,
    Counts,
    Day,
    Days,
    Judgement,
    Number,
    Picked,
    Pictures,
    Place,
    Ratio,
    Value,
    Words,
    YesNo,
)

ANSWERS: dict[str, Value] = {
    "B1": Judgement.FAIL,
    "E2": Judgement.PASS,
    "G1": Judgement.NOT_APPLICABLE,
    "D1": Ratio(part=3, whole=5),
    "A8": Number(Decimal(2)),
    "X1": Number(Decimal("76.5")),
    "B4": Picked(("dat-dai", "ho-tich")),
    "G5": Picked(("may-quet",), other="loa"),
    "Y1": YesNo.NO,
    "F3": Counts((2, 1)),
    "E3": Picked(("chu-tich",)),
    "E4": Days((date(2026, 11, 5), date(2026, 11, 12))),
    "E0": Days(()),
    "F2a": Clock(time(8, 15)),
    "J4a": Day(date(2026, 3, 1)),
    "M2": Words("Không có ý kiến."),
    "GPS": Place(lat=20.97, lon=105.77, accuracy=12.0),
    "IMG": Pictures(),
    "Z": Ratio(part=0, whole=0),
}
SEEN = Seen(ANSWERS.get, datetime(2026, 11, 23, 8, 15, tzinfo=UTC))

TRUE = (
    "${B1}='fail'",
    "${B1} = \"fail\" and ${E2} != 'fail'",
    "${G1} = 'na' or ${B1} = 'pass'",
    "part < whole",
    ". < 1",
    "whole - part = 2",
    "part * 100 div whole = 60",
    "5 mod 3 = 2",
    "if(${B1} = 'fail', 1, 2) = 1",
    "coalesce(${NONE}, 'x') = 'x' and coalesce(${E3}, 'x') = 'chu-tich'",
    "${NONE} = ''",
    "today() = '2026-11-23' and now() = '2026-11-23T08:15'",
    "${J4a} < today() and ${J4a} >= today() - 300 and today() - ${J4a} = 267",
    "round(2.5) = 3 and round(-2.5) = -2 and round(7 div 3, 2) = 2.33",
    "concat('a', 1, ${E3}) = 'a1chu-tich'",
    "regex(${M2}, 'Không .*') and not(regex(${M2}, 'Không'))",
    "sum(${F3}) = 3 and ${D1.whole} = 5",
    "sum(${A8}, ${NONE}, 1) = 3 and count(${A8}, ${NONE}, 1) = 2",
    "${Y1} = 'no'",
    "selected(${G5}, 'other') and count-selected(${G5}) = 2",
    "-5 mod 3 = -2",
    "1 + 2 * 3 = 7",
    "(1 + 2) * 3 = 9",
    "0.1 + 0.2 = 0.3",
    "1 < 2 = true()",
    "not(${A8} > 2)",
    "${A8} >= 2 and ${X1} > 76.4",
    "selected(${B4}, 'dat-dai')",
    "not(selected(${B4}, 'dat'))",
    "count-selected(${B4}) = 2",
    "${E3} = 'chu-tich'",
    "count(${E4}) > 0",
    "count(${E0}) = 0",
    "${F2a} > '08:00'",
    "${J4a} >= '2026-01-01'",
    "string-length(${M2}) > 10",
    "${M2} != ''",
    "'9' < '10'",
)

FALSE = (
    "${B1}='pass'",
    "${NONE}='fail'",
    "${NONE}!='fail'",
    "${NONE} < 1",
    "count(${NONE}) = 0",
    "1 div 0 = 1 div 0",
    "5 mod 0 = 0",
    "${Z} < 1",
    "${M2} > 3",
    "${M2} + 1 = 1",
    "selected(${NONE}, 'x')",
    "${IMG} = ''",
    "false()",
)

FAULTS = (
    ("", "empty", 0),
    ("   ", "empty", 0),
    ("1 +", "unfinished", 3),
    ("(1", "unfinished", 2),
    ("1 2", "left_over", 2),
    ("${B1", "sign", 0),
    ("${B1} == 'fail'", "sign", 7),
    ("1 # 2", "sign", 2),
    ("matches(., 'a+')", "unknown_name", 0),
    ("position(.)", "sign", 9),
    (".. = 1", "sign", 0),
    ("if(1, 2)", "arguments", 0),
    ("selected(${B4})", "arguments", 0),
    ("1" + " + 1" * 122, "too_deep", 238),
    ("(" * 60 + "1" + ")" * 60, "too_deep", 17),
    ("1 = " + "'" + "x" * 600 + "'", "too_long", 500),
)


def _holds(text: str, here: Value | None = None) -> bool:
    expression = parse_expression(text)
    assert isinstance(expression, Expression), expression
    return evaluate(expression, SEEN, here)


@pytest.mark.parametrize("text", TRUE)
def test_condition__true__holds(text: str) -> None:
    """Signs, words and functions mean what XLSForm means by them."""
    assert _holds(text, here=Ratio(part=3, whole=5))


@pytest.mark.parametrize("text", FALSE)
def test_condition__missing_or_no_number__does_not_hold(text: str) -> None:
    """A value that is missing, or is no number where one is wanted, makes its comparison false."""
    assert not _holds(text)


@pytest.mark.parametrize(("text", "code", "at"), FAULTS)
def test_parse__not_a_condition__fault_says_what_and_where(text: str, code: str, at: int) -> None:
    """What cannot be read is a fault with its place, not an exception."""
    fault = parse_expression(text)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.at) == (code, at)


def test_here__counts_of_dates__fail_when_not_empty() -> None:
    """`count(.)` counts the dates of the answer being judged; none is zero."""
    assert _holds("count(.) > 0", here=Days((date(2026, 1, 20),)))
    assert not _holds("count(.) > 0", here=Days(()))


def test_sides__of_a_value_that_is_no_ratio__are_missing() -> None:
    """`part` and `whole` exist for a ratio only."""
    assert not _holds("part <= whole", here=Number(Decimal(3)))


def test_codes_and_names__are_found_at_any_depth() -> None:
    """What a condition looks at can be listed, so that a checklist is checked before anyone answers it."""
    expression = parse_expression("not(${B1} = 'fail') or (selected(${B4}, 'dat-dai') and part < ${A8})")
    assert isinstance(expression, Expression)
    assert codes_in(expression) == {"B1", "B4", "A8"}
    assert choices_named(expression) == {("B1", "fail"), ("B4", "dat-dai")}
    assert sides_in(expression) == {"part"}


def test_number__of_absurd_size__stays_out_of_the_sums() -> None:
    """A number beyond 10^30 is treated as missing: judging a condition is always short work."""
    assert not _holds(". > 1", here=Number(Decimal("1E+999999")))
    assert not _holds(". > 1", here=Number(Decimal("NaN")))


PIECES = (
    "late", "..", "position(..)", "if(", "coalesce(", "today()", "now()", "round(", "sum(", "regex(",
    "'('", "'a+'", "${F3.late}", "${J4a}", "string-length(",
    "${B1}", "${D1}", "${NONE}", ".", "part", "whole", "1", "0", "2.5", "'fail'", "and", "or", "not(", "(",
    ")", "selected(", "count(", ",", "=", "!=", "<", ">=", "+", "-", "*", "div", "mod", "true()", " ",
)  # fmt: skip


@given(text=st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)))
def test_any_text__is_a_condition_or_a_fault__and_judging_ends(text: str) -> None:
    """Any text gives an expression or a fault, and any expression gives true or false."""
    expression = parse_expression(text)
    if isinstance(expression, Fault):
        return
    for here in (None, *ANSWERS.values()):
        assert evaluate(expression, SEEN, here) in {True, False}
