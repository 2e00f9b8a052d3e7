"""Conditions: when a question is asked, what an answer must satisfy, when it fails.

Rules: judging a condition always ends, with true or false; a value that is missing, or has no number where
one is wanted, makes its comparison false. Numbers are exact fractions, so `part < whole` and `. < 1` agree.
A `pf` compares as 'pass', 'fail', 'na'; a ratio as its fraction; times as ISO text, dates with `today()` and
ISO text; choices, counts and lists of dates as their names with a space between.
Must not know: checklists, visits, how an answer is typed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, assert_never

from checklists.data import Datum, compared, computed, datum_of, truth
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
from checklists.functions import called, pattern_fault
from checklists.values import Value

__all__ = [
    "NOTHING_SEEN",
    "Expression",
    "Fault",
    "Seen",
    "all_of",
    "bad_patterns",
    "calls_in",
    "choices_named",
    "codes_in",
    "evaluate",
    "is_truth",
    "nodes_in",
    "parse_expression",
    "rewritten",
    "sides_in",
    "sides_of",
]

Lookup: TypeAlias = Callable[[str], Value | None]


def _knows_nothing(_code: str) -> Value | None:
    return None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a condition can see: other values by code, and the moment that counts as now, if any does."""

    value_of: Lookup
    at: datetime | None = None


NOTHING_SEEN = Seen(_knows_nothing)


def evaluate(expression: Expression, seen: Seen, here: Value | None = None) -> bool:
    """Whether the condition holds; `here` is `.`. Never raises."""
    return truth(_datum(expression.root, seen, here))


def is_truth(expression: Expression) -> bool:
    """Whether the condition gives a truth, and not, say, a number that was meant to be compared."""
    match expression.root:
        case Operation(sign, _, _):
            return sign not in {"+", "-", "*", "div", "mod"}
        case Call(name, _):
            return name in {"not", "true", "false", "selected", "regex", "if", "coalesce"}
        case _:
            return False


def codes_in(expression: Expression) -> frozenset[str]:
    """The codes of the questions that the condition looks at."""
    return frozenset(node.code for node in nodes_in(expression) if isinstance(node, AnswerOf))


def sides_in(expression: Expression) -> frozenset[str]:
    """Which sides of the answer being judged the condition looks at: `.`, `part`, the name of a count."""
    return frozenset(node.side for node in nodes_in(expression) if isinstance(node, Here))


def sides_of(expression: Expression) -> frozenset[tuple[str, str]]:
    """Pairs of another question's code and the side of its answer that the condition looks at."""
    found = (node for node in nodes_in(expression) if isinstance(node, AnswerOf))
    return frozenset((node.code, node.side) for node in found if node.side != ".")


def calls_in(expression: Expression) -> frozenset[str]:
    """The functions that the condition calls."""
    return frozenset(node.name for node in nodes_in(expression) if isinstance(node, Call))


def bad_patterns(expression: Expression) -> tuple[tuple[str, str], ...]:
    """The patterns written in it that cannot be used, each with the reason."""
    written = (
        node.arguments[1].value
        for node in nodes_in(expression)
        if isinstance(node, Call) and node.name == "regex" and isinstance(node.arguments[1], Literal)
    )
    faults = ((str(pattern), pattern_fault(str(pattern))) for pattern in written)
    return tuple((pattern, fault) for pattern, fault in faults if fault is not None)


def choices_named(expression: Expression) -> frozenset[tuple[str, str]]:
    """Pairs of a question's code and the choice (or judgement) that the condition compares it with.

    The code is `.` for the answer being judged.
    """
    return frozenset(_choices_named(expression))


def _choices_named(expression: Expression) -> Iterator[tuple[str, str]]:
    for node in nodes_in(expression):
        match node:
            case Operation("=" | "!=", asked, Literal(str(name))):
                yield from _named(asked, name)
            case Operation("=" | "!=", Literal(str(name)), asked):
                yield from _named(asked, name)
            case Call("selected", (asked, Literal(str(name)))):
                yield from _named(asked, name)
            case _:
                continue


def _named(asked: Node, name: str) -> Iterator[tuple[str, str]]:
    match asked:
        case AnswerOf(code, "."):
            yield code, name
        case Here("."):
            yield ".", name
        case _:
            return


def nodes_in(expression: Expression) -> Iterator[Node]:
    """Every node of the condition's tree, each before what is in it."""
    waiting = [expression.root]
    while waiting:
        node = waiting.pop()
        yield node
        match node:
            case Call(_, arguments):
                waiting.extend(reversed(arguments))
            case Operation(_, left, right):
                waiting.extend((right, left))
            case Literal() | AnswerOf() | Here():
                continue
            case _ as never:
                assert_never(never)


def rewritten(expression: Expression, change: Callable[[Node], Node]) -> Expression:
    """The condition with `change` made to every node, what is in a node first; its source stays."""
    return Expression(expression.source, _rewritten(expression.root, change))


def _rewritten(node: Node, change: Callable[[Node], Node]) -> Node:
    match node:
        case Call(name, arguments):
            return change(Call(name, tuple(_rewritten(each, change) for each in arguments)))
        case Operation(sign, left, right):
            return change(Operation(sign, _rewritten(left, change), _rewritten(right, change)))
        case Literal() | AnswerOf() | Here():
            return change(node)
        case _ as never:
            assert_never(never)


def all_of(*conditions: Expression | None) -> Expression | None:
    """One condition that holds when all of them do; none when there is none."""
    joined: Expression | None = None
    for each in conditions:
        if joined is None or each is None:
            joined = joined or each
            continue
        source = f"({joined.source}) and ({each.source})"
        joined = Expression(source, Operation("and", joined.root, each.root))
    return joined


def _datum(node: Node, seen: Seen, here: Value | None) -> Datum:
    match node:
        case Literal(value):
            return value
        case AnswerOf(code, side):
            return datum_of(seen.value_of(code), side)
        case Here(side):
            return datum_of(here, side)
        case Call(name, arguments):
            return called(name, tuple(_datum(each, seen, here) for each in arguments), at=seen.at)
        case Operation(sign, left, right):
            return _operated(sign, _datum(left, seen, here), _datum(right, seen, here))
        case _ as never:
            assert_never(never)


def _operated(sign: str, left: Datum, right: Datum) -> Datum:
    match sign:
        case "and":
            return truth(left) and truth(right)
        case "or":
            return truth(left) or truth(right)
        case "+" | "-" | "*" | "div" | "mod":
            return computed(sign, left, right)
        case _:
            return compared(sign, left, right)
