"""Conditions: when a question is asked, what an answer must satisfy, when it fails.

Rules: the small part of XLSForm's expressions that checklists need, on frozen trees; reading an expression
never raises, and evaluating one always ends with true or false: a missing value makes a comparison false.
Must not know: checklists, visits, how an answer is typed.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a string as written."""

    text: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class AnswerOf:
    """`${code}`: the answer to another question."""

    code: str


@dataclass(frozen=True, slots=True)
class Here:
    """`.`, `part` or `whole`: the answer being judged, or one side of its ratio."""

    side: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands and the sign between them."""

    sign: str
    left: "Node"
    right: "Node"


Node: TypeAlias = Literal | AnswerOf | Here | Call | Operation


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition that has been read; `source` is how it was written."""

    source: str
    root: Node
