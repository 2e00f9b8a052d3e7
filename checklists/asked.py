"""The questions of a checklist as they are asked, made from the questions as they are written.

Rules: a question with `for_each` becomes one question for each item, known by its code and the item's name
(`B4a-dat-dai`), so that answers, photos and buttons of an item need no code of their own. Choices of lists
and conditions of sections are filled in; names of counts become their places. Done once for a version, and
total: what refers to nothing is left as it is.
Must not know: visits, how a checklist is written down.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final, TypeAlias

from checklists.conditions import all_of, rewritten
from checklists.expressions import AnswerOf, Call, Expression, Here, Literal, Node
from checklists.kinds import Kind
from checklists.questions import Choice, Label, Question
from checklists.values import OTHER

FAILED_BEFORE: Final = "failed_before"
ITEM: Final = "{item}"
Change: TypeAlias = Callable[[Node], Node]

OTHER_LABEL: Final = Label(vi="Khác", en="Other")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is asked.

    `section`: its place among the sections; `written`: the code of the question it is made from; `number`:
    what people know it by; `failed`: it is asked only where the question of that code failed before.
    """

    question: Question
    section: int
    written: str
    number: str
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a question is made from; `only_failed`: its section asks only what failed before."""

    question: Question
    section: int
    relevant: Expression | None
    only_failed: bool


@dataclass(frozen=True, slots=True)
class Item:
    """What a question is asked for; `place` counts from 1, `number` is how people know it."""

    name: str
    label: Label
    place: int
    number: str


def item_code(code: str, item: str) -> str:
    """The code of a question of `for_each` for one item. Codes have no `-`, names of items may."""
    return f"{code}-{item}"


def all_asked(written: Sequence[Written], lists: Mapping[str, tuple[Choice, ...]]) -> tuple[Asked, ...]:
    """Every question that may be asked, in order."""
    making = _Making(written, lists)
    return tuple(asked for at, each in enumerate(written) for asked in making.asked(each, making.numbers[at]))


class _Making:
    """What all questions of one checklist are made with."""

    def __init__(self, written: Sequence[Written], lists: Mapping[str, tuple[Choice, ...]]) -> None:
        self._lists = lists
        self._by_code = {each.question.code: each.question for each in reversed(written)}
        self.numbers = numbered([each.question for each in written])
        numbers = {each.question.code: number for each, number in zip(written, self.numbers, strict=True)}
        self._failed = tuple(
            Item(each.question.code, each.question.label, place, numbers[each.question.code])
            for place, each in enumerate(written, start=1)
            if each.question.is_judged and each.question.for_each is None
        )

    def asked(self, written: Written, number: str) -> Iterator[Asked]:
        """The question itself, or one for each of its items."""
        base = self._filled(written)
        failed = (base.detail_of or base.code) if written.only_failed else None
        if base.for_each is None:
            yield Asked(base, written.section, base.code, number, failed)
            return
        for item in self._items(base.for_each):
            question = self._of_item(base, item)
            named = item.name if base.for_each == FAILED_BEFORE else failed
            yield Asked(question, written.section, base.code, f"{number}.{item.number}", named)

    def _filled(self, written: Written) -> Question:
        """The question with its list's choices and its section's condition."""
        question = written.question
        choices = self._lists.get(question.choices_from or "", question.choices)
        ready = replace(question, choices=choices, relevant=all_of(written.relevant, question.relevant))
        return _with_conditions(ready, self._place_sides(question))

    def _place_sides(self, question: Question) -> Change:
        """Names of counts become their places; a sum or count over a repeated question names every item."""

        def change(node: Node) -> Node:
            match node:
                case Here(side):
                    return Here(_side_place(question, side))
                case AnswerOf(code, side) if code in self._by_code:
                    return AnswerOf(code, _side_place(self._by_code[code], side))
                case Call(("sum" | "count") as name, (AnswerOf(code, side),)) if self._repeats(code):
                    items = self._items(self._by_code[code].for_each or "")
                    return Call(name, tuple(AnswerOf(item_code(code, item.name), side) for item in items))
                case _:
                    return node

        return change

    def _repeats(self, code: str) -> bool:
        question = self._by_code.get(code)
        return question is not None and question.for_each is not None

    def _items(self, source: str) -> tuple[Item, ...]:
        """What a question with this `for_each` is asked for."""
        if source == FAILED_BEFORE:
            return self._failed
        question = self._by_code.get(source)
        choices = self._lists.get(source, ()) if question is None else self._choices_of(question)
        return tuple(
            Item(choice.name, choice.label, place, str(place))
            for place, choice in enumerate(choices, start=1)
        )

    def _choices_of(self, question: Question) -> tuple[Choice, ...]:
        choices = self._lists.get(question.choices_from or "", question.choices)
        return (*choices, Choice(OTHER, OTHER_LABEL)) if question.other else choices

    def _of_item(self, base: Question, item: Item) -> Question:
        """The question for one item; what it says of others that are asked for the same means that item's."""

        def same(code: str) -> str:
            named = self._by_code.get(code)
            repeated = named is not None and named.for_each == base.for_each
            return item_code(code, item.name) if repeated else code

        def change(node: Node) -> Node:
            match node:
                case AnswerOf(code, side):
                    return AnswerOf(same(code), side)
                case Call("position", _):
                    return Literal(Fraction(item.place))
                case _:
                    return node

        ready = _with_conditions(base, change)
        made: dict[str, Any] = {
            name: text.filled(ITEM, item.label)
            for name in ("label", "hint", "photo_hint", "fail_text", "constraint_message")
            if (text := getattr(base, name)) is not None
        }
        made |= {name: same(code) for name in ("detail_of", "whole_from") if (code := getattr(base, name))}
        made["relevant"] = all_of(self._taken(base.for_each or "", item), ready.relevant)
        return replace(ready, code=item_code(base.code, item.name), **made)

    def _taken(self, source: str, item: Item) -> Expression | None:
        """Holds where the item was taken in the question that the items come from, if they come from one."""
        if source == FAILED_BEFORE or source not in self._by_code:
            return None
        taken = Call("selected", (AnswerOf(source), Literal(item.name)))
        return Expression(f"selected(${{{source}}}, '{item.name}')", taken)


def _side_place(question: Question, side: str) -> str:
    """The place of a count among the question's counts; other sides keep their name."""
    if question.kind is not Kind.COUNTS:
        return side
    return next((str(at) for at, count in enumerate(question.counts) if count.name == side), side)


def _with_conditions(question: Question, change: Change) -> Question:
    made: dict[str, Any] = {
        name: rewritten(condition, change)
        for name in ("required", "relevant", "constraint", "fail_when")
        if isinstance(condition := getattr(question, name), Expression)
    }
    return replace(question, **made)


def numbered(questions: Sequence[Question]) -> tuple[str, ...]:
    """Numbers without gaps, so that a detail that is not asked leaves no hole."""
    numbers: list[str] = []
    main, details = 0, 0
    for question in questions:
        if question.detail_of is None:
            main, details = main + 1, 0
            numbers.append(str(main))
        else:
            numbers.append(f"{main}{chr(ord('a') + details % 26)}")
            details += 1
    return tuple(numbers)
