"""What conditions reckon with: texts, exact numbers, dates and truths, and how they compare.

Rules: total: what has no sense is none, and a comparison with none is false, but for none against an empty
text, which XLSForm takes for the same. Numbers are exact fractions of bounded size; a date minus a number of
days is a date.
Must not know: how a condition is written, questions.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Final, TypeAlias, assert_never

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

Datum: TypeAlias = Fraction | str | bool | date | None

LARGEST_EXPONENT: Final = 30  # a typed number beyond 10^30 is no count of anything; it stays out of the sums


def datum_of(value: Value | None, side: str = ".") -> Datum:
    """What a condition sees of an answer; `side`: `.`, `part`, `whole`, or the place of a count from 0."""
    match side, value:
        case ".", _:
            return _whole(value)
        case "part", Ratio(part, _):
            return Fraction(part)
        case "whole", Ratio(_, whole):
            return Fraction(whole)
        case _, Counts(numbers) if side.isdecimal() and int(side) < len(numbers):
            return Fraction(numbers[int(side)])
        case _:
            return None


def _whole(value: Value | None) -> Datum:
    match value:
        case None:
            return None
        case Pictures():
            return True
        case Judgement() | YesNo():
            return value.value
        case Ratio(part, whole):
            return Fraction(part, whole) if whole else None
        case Number(number):
            exact = number.is_finite() and abs(number.adjusted()) <= LARGEST_EXPONENT
            return Fraction(number) if exact else None
        case Counts(numbers):
            return " ".join(str(each) for each in numbers)
        case Words(text):
            return text
        case Clock(at):
            return at.isoformat("minutes")
        case Day(on):
            return on
        case Days(on):
            return " ".join(each.isoformat() for each in on)
        case Picked():
            return " ".join(value.all_names)
        case Place(lat, lon, _):
            return f"{lat} {lon}"
        case _ as never:
            assert_never(never)


def truth(datum: Datum) -> bool:
    """Whether it holds: neither none, nothing, zero nor empty."""
    return bool(datum)


def number(datum: Datum) -> Fraction | None:
    """Its number, if it has one."""
    match datum:
        case bool():
            return Fraction(datum)
        case Fraction():
            return datum
        case str() if datum.isascii() and datum.isdigit() and len(datum) <= LARGEST_EXPONENT:
            return Fraction(datum)
        case _:
            return None


def written(datum: Datum) -> str:
    """Its text, as `concat` joins it; none is empty."""
    match datum:
        case None:
            return ""
        case bool():
            return "true" if datum else "false"
        case date():
            return datum.isoformat()
        case Fraction():
            return str(datum.numerator) if datum.denominator == 1 else str(float(datum))
        case _:
            return datum


def computed(sign: str, left: Datum, right: Datum) -> Datum:
    """`+ - * div mod`; none when either is no number or nothing divides."""
    if isinstance(left, date):
        return _moved(sign, left, right)
    one, other = number(left), number(right)
    if one is None or other is None or (sign in {"div", "mod"} and not other):
        return None
    match sign:
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case "div":
            return one / other
        case _:
            return one - other * int(one / other)


def _moved(sign: str, day: date, by: Datum) -> Datum:
    """A day some days later or earlier, or the days between two."""
    if isinstance(by, date):
        return Fraction((day - by).days) if sign == "-" else None
    days = number(by)
    if days is None or sign not in {"+", "-"}:
        return None
    try:
        return day + timedelta(days=int(days if sign == "+" else -days))
    except OverflowError:
        return None


def compared(sign: str, left: Datum, right: Datum) -> bool:
    """`= != < <= > >=`."""
    if left is None or right is None:
        return sign == "=" and (left == "" or right == "")
    if isinstance(left, bool) or isinstance(right, bool):
        return _held(sign, truth(left) - truth(right))
    one, other = number(left), number(right)
    if one is not None and other is not None:
        return _held(sign, (one > other) - (one < other))
    if not isinstance(left, Fraction) and not isinstance(right, Fraction):
        text, beside = written(left), written(right)
        return _held(sign, (text > beside) - (text < beside))
    return sign == "!="


def _held(sign: str, order: int) -> bool:
    match sign:
        case "=":
            return order == 0
        case "!=":
            return order != 0
        case "<":
            return order < 0
        case "<=":
            return order <= 0
        case ">":
            return order > 0
        case _:
            return order >= 0
