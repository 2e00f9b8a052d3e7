"""Conditions: when a question is asked, what an answer must satisfy, when it fails.

Rules: judging a condition always ends, with true or false; a value that is missing, or has no number where
one is wanted, makes its comparison false. Numbers are exact fractions, so `part < whole` and `. < 1` agree.
A `pf` compares as 'pass', 'fail', 'na'; a ratio as its fraction; dates and times as ISO text; choices and
lists of dates as their names with a space between.
Must not know: checklists, visits, how an answer is typed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias, assert_never

from checklists.expressions import (
    AnswerOf,
    Call,
    Expression,
    Fault,
    Here,
    Literal,
    Node,
    Operation,
    parse_expression,
)
from checklists.values import (
    Clock,
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
)

__all__ = ["Expression", "Fault", "choices_named", "codes_in", "evaluate", "parse_expression", "sides_in"]

Lookup: TypeAlias = Callable[[str], Value | None]
Datum: TypeAlias = Fraction | str | bool | None

LARGEST_EXPONENT: Final = 30  # a typed number beyond 10^30 is no count of anything; it stays out of the sums


@dataclass(frozen=True, slots=True)
class _Sight:
    """What a condition can see."""

    lookup: Lookup
    here: Value | None


def evaluate(expression: Expression, *, lookup: Lookup, here: Value | None) -> bool:
    """Whether the condition holds: `lookup` gives other values by code, `here` is `.`. Never raises."""
    return _truth(_datum(expression.root, _Sight(lookup=lookup, here=here)))


def codes_in(expression: Expression) -> frozenset[str]:
    """The codes of the questions that the condition looks at."""
    return frozenset(node.code for node in _walk(expression.root) if isinstance(node, AnswerOf))


def sides_in(expression: Expression) -> frozenset[str]:
    """Which of `.`, `part`, `whole` the condition looks at."""
    return frozenset(node.side for node in _walk(expression.root) if isinstance(node, Here))


def choices_named(expression: Expression) -> frozenset[tuple[str, str]]:
    """Pairs of a question's code and the choice (or judgement) that the condition compares it with."""
    return frozenset(_choices_named(expression.root))


def _choices_named(root: Node) -> Iterator[tuple[str, str]]:
    for node in _walk(root):
        match node:
            case Operation("=" | "!=", AnswerOf(code), Literal(str(name))):
                yield code, name
            case Operation("=" | "!=", Literal(str(name)), AnswerOf(code)):
                yield code, name
            case Call("selected", (AnswerOf(code), Literal(str(name)))):
                yield code, name
            case _:
                continue


def _walk(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case Call(_, arguments):
            for argument in arguments:
                yield from _walk(argument)
        case Operation(_, left, right):
            yield from _walk(left)
            yield from _walk(right)
        case Literal() | AnswerOf() | Here():
            return
        case _ as never:
            assert_never(never)


def _datum(node: Node, sight: _Sight) -> Datum:
    match node:
        case Literal(value):
            return value
        case AnswerOf(code):
            return _plain(sight.lookup(code))
        case Here(side):
            return _here(side, sight.here)
        case Call(name, arguments):
            return _called(name, tuple(_datum(argument, sight) for argument in arguments))
        case Operation(sign, left, right):
            return _operated(sign, _datum(left, sight), _datum(right, sight))
        case _ as never:
            assert_never(never)


def _here(side: str, here: Value | None) -> Datum:
    match side, here:
        case "part", Ratio(part, _):
            return Fraction(part)
        case "whole", Ratio(_, whole):
            return Fraction(whole)
        case ".", _:
            return _plain(here)
        case _:
            return None


def _plain(value: Value | None) -> Datum:
    match value:
        case None:
            return None
        case Judgement():
            return value.value
        case Ratio(part, whole):
            return Fraction(part, whole) if whole else None
        case Number(number):
            exact = number.is_finite() and abs(number.adjusted()) <= LARGEST_EXPONENT
            return Fraction(number) if exact else None
        case Words(text):
            return text
        case Clock(at):
            return at.isoformat("minutes")
        case Day(on):
            return on.isoformat()
        case Days(on):
            return " ".join(each.isoformat() for each in on)
        case Picked(names):
            return " ".join(names)
        case Place(lat, lon, _):
            return f"{lat} {lon}"
        case Pictures():
            return None
        case _ as never:
            assert_never(never)


def _called(name: str, data: tuple[Datum, ...]) -> Datum:
    match name, data:
        case "not", (datum,):
            return not _truth(datum)
        case "true", ():
            return True
        case "selected", (str(names), str(wanted)):
            return wanted in names.split()
        case (("count" | "count-selected"), (str(names),)):
            return Fraction(len(names.split()))
        case "string-length", (str(text),):
            return Fraction(len(text))
        case (("selected" | "false"), _):
            return False
        case _:
            return None


def _operated(sign: str, left: Datum, right: Datum) -> Datum:
    match sign:
        case "and":
            return _truth(left) and _truth(right)
        case "or":
            return _truth(left) or _truth(right)
        case "+" | "-" | "*" | "div" | "mod":
            return _computed(sign, _number(left), _number(right))
        case _:
            return _compared(sign, left, right)


def _computed(sign: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    if left is None or right is None or (sign in {"div", "mod"} and not right):
        return None
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "div":
            return left / right
        case _:
            return left - right * int(left / right)


def _compared(sign: str, left: Datum, right: Datum) -> bool:
    if left is None or right is None:
        return False
    if isinstance(left, bool) or isinstance(right, bool):
        return _held(sign, _truth(left) - _truth(right))
    left_number, right_number = _number(left), _number(right)
    if left_number is not None and right_number is not None:
        return _held(sign, (left_number > right_number) - (left_number < right_number))
    if isinstance(left, str) and isinstance(right, str):
        return _held(sign, (left > right) - (left < right))
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


def _number(datum: Datum) -> Fraction | None:
    match datum:
        case bool():
            return Fraction(datum)
        case Fraction():
            return datum
        case str() if datum.isascii() and datum.isdigit() and len(datum) <= LARGEST_EXPONENT:
            return Fraction(datum)
        case _:
            return None


def _truth(datum: Datum) -> bool:
    return bool(datum)
