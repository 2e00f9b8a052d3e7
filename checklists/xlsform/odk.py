"""Conditions as ODK and KoboToolbox understand them.

Rules: what they understand as it is stays as it was written, so that an author sees one wording only. They
know neither the sides of a ratio or of counts nor `count` of a list: those are spelled out over the text that
they keep (`3/5`, `1 2 3`, `2026-11-05 2026-11-12`).
Must not know: cells, columns.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final, assert_never

from checklists.conditions import nodes_in
from checklists.expressions import AnswerOf, Call, Expression, Here, Literal, Node, Operation
from checklists.kinds import Kind
from checklists.model import Question
from checklists.xlsform.names import bare, renamed, tidy

SIDED: Final = frozenset({Kind.RATIO, Kind.COUNTS})
RATIO_SHAPE: Final = "regex(., '^[0-9]{1,6}/[0-9]{1,6}$')"
DATES_SHAPE: Final = "regex(., '^([0-9]{4}-[0-9]{2}-[0-9]{2} ?)*$')"


def shape_of(kind: Kind, counts: int = 0) -> str:
    """What a typed answer of that kind looks like to other tools; empty where they have the kind itself."""
    match kind:
        case Kind.RATIO:
            return RATIO_SHAPE
        case Kind.COUNTS:
            return f"regex(., '^[0-9]{{1,6}}( [0-9]{{1,6}}){{{max(counts, 1) - 1}}}$')"
        case Kind.DATES:
            return DATES_SHAPE
        case _:
            return ""


class OtherTools:
    """Conditions of one checklist; `name_of` gives the name under which a code stands there."""

    def __init__(self, questions: Mapping[str, Question], name_of: Callable[[str], str]) -> None:
        self._questions = questions
        self._name_of = name_of

    def ours(self, expression: Expression) -> str:
        """The condition as its author wrote it, with the names that stand there."""
        return bare(renamed(expression.source, self._name_of))

    def condition(self, expression: Expression, here: Question | None = None) -> str:
        """The condition for other tools; `here` is the question whose answer `.` is."""
        if any(self._is_unknown(node, here) for node in nodes_in(expression)):
            return self._printed(expression.root, here, ".")
        return tidy(renamed(expression.source, self._name_of))

    def constraint(self, question: Question) -> str:
        """What they hold an answer to; empty for anything."""
        shape = shape_of(question.kind, len(question.counts))
        if question.constraint is None:
            return shape
        own = self.condition(question.constraint, question)
        return f"{shape} and ({own})" if shape else own

    def failure(self, question: Question) -> str:
        """When the question fails, seen from elsewhere; empty for never."""
        reference = f"${{{self._name_of(question.code)}}}"
        if question.kind is Kind.PASS_FAIL:
            return f"{reference} = 'fail'"
        if question.fail_when is None:
            return ""
        return self._printed(question.fail_when.root, question, reference)

    def _is_unknown(self, node: Node, here: Question | None) -> bool:
        match node:
            case Call("count" | "sum", _):
                return True
            case AnswerOf(code, _):
                asked = self._questions.get(code)
                return asked is not None and asked.kind in SIDED
            case Here():
                return here is not None and here.kind in SIDED
            case _:
                return False

    def _printed(self, node: Node, here: Question | None, reference: str) -> str:
        match node:
            case Literal(value):
                return _literal(value)
            case AnswerOf(code, side):
                return _side(f"${{{self._name_of(code)}}}", self._questions.get(code), side)
            case Here(".."):
                return ".."
            case Here(side):
                return _side(reference, here, side)
            case Call(name, arguments):
                return _call(name, [self._printed(each, here, reference) for each in arguments])
            case Operation(sign, left, right):
                operands = [self._operand(each, here, reference) for each in (left, right)]
                return f" {sign} ".join(operands)
            case _ as never:
                assert_never(never)

    def _operand(self, node: Node, here: Question | None, reference: str) -> str:
        printed = self._printed(node, here, reference)
        return f"({printed})" if isinstance(node, Operation) else printed


def _literal(value: Fraction | str) -> str:
    if isinstance(value, str):
        return f"'{value}'" if "'" not in value else f'"{value}"'
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.9f}".rstrip("0")


def _call(name: str, arguments: list[str]) -> str:
    match name:
        case "count":
            return " + ".join(f"count-selected({each})" for each in arguments)
        case "sum":
            return f"({' + '.join(arguments)})"
        case _:
            return f"{name}({', '.join(arguments)})"


def _side(reference: str, question: Question | None, side: str) -> str:
    if question is None:
        return reference
    part, whole = (f"number(substring-{where}({reference}, '/'))" for where in ("before", "after"))
    match question.kind, side:
        case Kind.RATIO, "part":
            return part
        case Kind.RATIO, "whole":
            return whole
        case Kind.RATIO, _:
            return f"({part} div {whole})"
        case Kind.COUNTS, _:
            place = next((at for at, count in enumerate(question.counts) if count.name == side), None)
            return reference if place is None else f"number(selected-at({reference}, {place}))"
        case _:
            return reference
