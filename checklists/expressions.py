"""Reading conditions: from text such as `${B1}='fail' and part < whole` to a frozen tree.

Rules: the grammar is the part of XLSForm's (XPath's) that checklists need, `or` binding weakest, then `and`,
`= !=`, `< <= > >=`, `+ -`, `* div mod`. `part`, `whole` and the names of counts stand for sides of the answer
being judged; `${A7.whole}` is a side of another. Any text gives an `Expression` or a `Fault`, never an
exception; length, nesting and size are limited, so that judging one is short work.
Must not know: what the questions are, whether the codes named exist.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

LONGEST: Final = 500  # characters; the longest condition in use has about 60
DEEPEST: Final = 16  # brackets, calls and signs inside one another
LARGEST: Final = 120  # nodes; a chain of `and` nests to the left, and judging one recurses

MANY: Final = 20
# name: fewest and most arguments
ARGUMENTS: Final = {
    "selected": (2, 2),
    "count-selected": (1, 1),
    "count": (1, MANY),
    "sum": (1, MANY),
    "if": (3, 3),
    "coalesce": (2, 2),
    "not": (1, 1),
    "string-length": (1, 1),
    "regex": (2, 2),
    "concat": (1, MANY),
    "round": (1, 2),
    "today": (0, 0),
    "now": (0, 0),
    "position": (1, 1),
    "true": (0, 0),
    "false": (0, 0),
}
LEVELS: Final = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<code>\$\{\s*(?P<inner>[A-Za-z0-9_]{1,32}(?:\.[a-z][a-z0-9_]{0,15})?)\s*\})
      | (?P<number>[0-9]{1,15}(?:\.[0-9]{1,9})?)
      | (?P<string>'[^']*'|"[^"]*")
      | (?P<name>[A-Za-z][A-Za-z0-9_-]*)
      | (?P<sign>\.\.|!=|<=|>=|[=<>+*().,-])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a string as written."""

    value: Fraction | str


@dataclass(frozen=True, slots=True)
class AnswerOf:
    """`${code}`: the answer to another question, or `${code.side}`: one side of it."""

    code: str
    side: str = "."


@dataclass(frozen=True, slots=True)
class Here:
    """The answer being judged: `.`, or one side of it: `part`, `whole`, the name of a count.

    `..` is the round of a repeated question, which only `position` takes.
    """

    side: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; the names are those of `ARGUMENTS`."""

    name: str
    arguments: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands and the sign or word between them."""

    sign: str
    left: "Node"
    right: "Node"


Node: TypeAlias = Literal | AnswerOf | Here | Call | Operation


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition that has been read; `source` is how it was written."""

    source: str
    root: Node


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a condition cannot be read.

    `code`: `empty`, `too_long`, `too_deep`, `sign`, `unknown_name`, `arguments`, `unfinished`, `left_over`;
    `detail`: the piece of text it is about; `at`: where that begins, counted from 0.
    """

    code: str
    detail: str
    at: int


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


class _UnreadableError(Exception):
    """The text is no condition; carries the fault out of the reading's depth."""

    def __init__(self, code: str, token: _Token) -> None:
        super().__init__(code)
        self.fault = Fault(code=code, detail=token.text, at=token.at)


def parse_expression(text: str) -> Expression | Fault:
    """The condition that `text` writes, or why it is none. Never raises."""
    source = text.strip()
    if not source:
        return Fault(code="empty", detail="", at=0)
    if len(source) > LONGEST:
        return Fault(code="too_long", detail=str(LONGEST), at=LONGEST)
    try:
        reading = _Reading(_tokens(source))
        root = reading.level(0, depth=0)
        reading.expect_end()
    except _UnreadableError as unreadable:
        return unreadable.fault
    return Expression(source=source, root=root)


def _tokens(source: str) -> tuple[_Token, ...]:
    tokens: list[_Token] = []
    at = 0
    while at < len(source):
        found = TOKEN.match(source, at)
        if found is None:
            start = at + len(source[at:]) - len(source[at:].lstrip())
            raise _UnreadableError("sign", _Token("sign", source[start : start + 10], start))
        kind = next(name for name in ("code", "number", "string", "name", "sign") if found[name] is not None)
        text = found["inner"] if kind == "code" else found[kind]
        tokens.append(_Token(kind, text, found.start(kind)))
        at = found.end()
    return (*tokens, _Token("end", "", len(source)))


class _Reading:
    """One pass over the tokens: where it stands, and how many nodes it has made."""

    def __init__(self, tokens: tuple[_Token, ...]) -> None:
        self._tokens = tokens
        self._at = 0
        self._size = 0

    def level(self, level: int, *, depth: int) -> Node:
        """Read operands of the next tighter level, joined by this level's signs, from the left."""
        if level == len(LEVELS):
            return self._single(depth=depth)
        left = self.level(level + 1, depth=depth)
        while self._peek.kind in {"name", "sign"} and self._peek.text in LEVELS[level]:
            sign = self._next()
            left = self._made(Operation(sign.text, left, self.level(level + 1, depth=depth)), sign)
        return left

    def expect_end(self) -> None:
        """Refuse anything after the condition."""
        if self._peek.kind != "end":
            raise _UnreadableError("left_over", self._peek)

    @property
    def _peek(self) -> _Token:
        return self._tokens[self._at]

    def _next(self) -> _Token:
        token = self._tokens[self._at]
        if token.kind == "end":
            raise _UnreadableError("unfinished", token)
        self._at += 1
        return token

    def _made(self, node: Node, token: _Token) -> Node:
        self._size += 1
        if self._size > LARGEST:
            raise _UnreadableError("too_deep", token)
        return node

    def _single(self, *, depth: int) -> Node:
        token = self._next()
        if depth > DEEPEST:
            raise _UnreadableError("too_deep", token)
        match token.kind, token.text:
            case "code", code:
                of, _, side = code.partition(".")
                return self._made(AnswerOf(of, side or "."), token)
            case "number", digits:
                return self._made(Literal(Fraction(digits)), token)
            case "string", quoted:
                return self._made(Literal(quoted[1:-1]), token)
            case "sign", ".":
                return self._made(Here("."), token)
            case "name", name if name in ARGUMENTS or self._peek.text == "(":
                return self._call(token, depth=depth)
            case "name", side:
                return self._made(Here(side), token)
            case _, "-":
                return self._made(Operation("-", Literal(Fraction(0)), self._single(depth=depth + 1)), token)
            case _, "(":
                inside = self.level(0, depth=depth + 1)
                self._expect(")")
                return inside
            case _:
                raise _UnreadableError("sign", token)

    def _call(self, token: _Token, *, depth: int) -> Node:
        fewest, most = ARGUMENTS.get(token.text, (-1, -1))
        if fewest < 0:
            raise _UnreadableError("unknown_name", token)
        self._expect("(")
        arguments: list[Node] = []
        while self._peek.text != ")" or self._peek.kind != "sign":
            if arguments:
                self._expect(",")
            arguments.append(self._argument(token.text, depth=depth + 1))
        self._expect(")")
        if not fewest <= len(arguments) <= most:
            raise _UnreadableError("arguments", token)
        return self._made(Call(token.text, tuple(arguments)), token)

    def _argument(self, function: str, *, depth: int) -> Node:
        """One argument; `..` is one for `position` alone, and the only one it takes."""
        if function != "position":
            return self.level(0, depth=depth)
        token = self._next()
        if token.text != ".." or token.kind != "sign":
            raise _UnreadableError("sign", token)
        return self._made(Here(".."), token)

    def _expect(self, sign: str) -> None:
        token = self._next()
        if token.kind != "sign" or token.text != sign:
            raise _UnreadableError("sign", token)
