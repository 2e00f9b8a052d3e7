"""Whether what questions say of one another is right: codes, sides, choices, circles, hopeless conditions.

Rules: what is sound can be asked from first to last: a question is told by earlier ones only, so nothing goes
round in a circle, and there is an answer for which it is asked. A misspelt name would make a condition
quietly false for ever, so every name in a condition is held against what it names.
Must not know: how a checklist is written down.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import product
from typing import Final

from checklists.asked import FAILED_BEFORE
from checklists.conditions import (
    Expression,
    Seen,
    bad_patterns,
    calls_in,
    choices_named,
    codes_in,
    evaluate,
    is_truth,
    nodes_in,
    sides_in,
    sides_of,
)
from checklists.expressions import AnswerOf, Call
from checklists.issues import Issue, make_issue
from checklists.kinds import Kind
from checklists.model import Checklist, Question, Section
from checklists.values import OTHER, Judgement, Picked, Value, YesNo

FILL: Final = re.compile(r"\{([^{}]*)\}")
FILLS: Final = frozenset({"part", "whole", "missing", "n", "dates", "list", "fields", "item"})
SELF_SEEING: Final = frozenset({"constraint", "fail_when"})
MOST_CASES: Final = 300  # answers tried together to find one for which a question is asked


@dataclass(frozen=True, slots=True)
class _House:
    """What references are held against: each written question and its place; `unread`: codes not readable."""

    checklist: Checklist
    by_code: Mapping[str, Question]
    places: Mapping[str, int]
    unread: frozenset[str]


def bad_references(checklist: Checklist, *, unread: frozenset[str]) -> Iterator[Issue]:
    """Every wrong reference, in the checklist's order."""
    written = checklist.written
    places = {question.code: at for at, question in reversed(tuple(enumerate(written)))}
    by_code = {question.code: question for question in reversed(written)}
    house = _House(checklist, by_code, places, unread)
    yield from _circles(written)
    at = 0
    for section in checklist.sections:
        yield from _of_section(house, section, at)
        for question in section.questions:
            yield from _of_question(house, question, at)
            at += 1


def _of_section(house: _House, section: Section, at: int) -> Iterator[Issue]:
    if section.relevant is None:
        return
    place = f"{section.key}.relevant"
    for code in sorted(codes_in(section.relevant)):
        yield from _earlier(house, place, code, at)
    faults = tuple(_condition(house, None, place, section.relevant))
    yield from faults or _reachable(house, place, section.relevant)


def _of_question(house: _House, question: Question, at: int) -> Iterator[Issue]:
    for name, code in _named(question):
        is_own = code == question.code and name in SELF_SEEING
        yield from () if is_own else _earlier(house, f"{question.code}.{name}", code, at)
    for name, expression in _conditions(question):
        place = f"{question.code}.{name}"
        faults = (
            *_condition(house, question, place, expression),
            *_here(question, name, expression),
            *_repeats(house, question, place, expression),
        )
        yield from faults
        if name == "relevant" and not faults:
            yield from _reachable(house, place, expression)
    yield from _links(house, question)
    yield from _fills(house, question)


def _earlier(house: _House, place: str, code: str, at: int) -> Iterator[Issue]:
    if code in house.unread:
        return
    if code not in house.places:
        yield make_issue("unknown_question", place, {"detail": code})
    elif house.places[code] >= at:
        yield make_issue("later_question", place, {"detail": code})


def _condition(house: _House, own: Question | None, place: str, expression: Expression) -> Iterator[Issue]:
    """What any condition is held against."""
    if not is_truth(expression):
        yield make_issue("not_a_condition", place, {"detail": expression.source})
    for code, side in sorted(sides_of(expression)):
        asked = house.by_code.get(code)
        if asked is not None and side not in _sides(asked):
            yield make_issue("unknown_side", place, {"question": code, "detail": side})
    for code, name in sorted(choices_named(expression)):
        asked = own if code == "." else house.by_code.get(code)
        allowed = _possible(house, asked) if asked is not None else ()
        if asked is not None and allowed and name not in allowed and name:
            details = {"question": asked.code, "detail": name, "allowed": ", ".join(allowed)}
            yield make_issue("unknown_choice", place, details)
    for pattern, fault in bad_patterns(expression):
        yield make_issue("bad_pattern", place, {"detail": pattern, "reason": fault})
    if "position" in calls_in(expression) and (own is None or own.for_each is None):
        yield make_issue("position_unwanted", place)


def _here(question: Question, name: str, expression: Expression) -> Iterator[Issue]:
    """`.` has no meaning before there is an answer; sides are those of the kind."""
    allowed = {".", "..", *_sides(question)} if name in SELF_SEEING else {".."}
    for side in sorted(sides_in(expression) - allowed):
        yield make_issue("here_unwanted", f"{question.code}.{name}", {"detail": side})


def _repeats(house: _House, question: Question, place: str, expression: Expression) -> Iterator[Issue]:
    """A question asked many times has one answer only from inside, or summed up."""
    summed = {
        node.arguments[0].code
        for node in nodes_in(expression)
        if isinstance(node, Call)
        and node.name in {"sum", "count"}
        and isinstance(node.arguments[0], AnswerOf)
    }
    for code in sorted(codes_in(expression) - summed):
        asked = house.by_code.get(code)
        if asked is not None and asked.for_each is not None and asked.for_each != question.for_each:
            yield make_issue("repeated_question", place, {"detail": code})


def _reachable(house: _House, place: str, expression: Expression) -> Iterator[Issue]:
    """Some answers must let the question be asked; tried where there are few enough of them."""
    codes = sorted(codes_in(expression))
    answers = [_every_answer(house, house.by_code.get(code)) for code in codes]
    if any(not each for each in answers) or {"today", "now", "position"} & calls_in(expression):
        return
    cases = 1
    for each in answers:
        cases *= len(each)
    if cases > MOST_CASES:
        return
    for values in product(*answers):
        known = dict(zip(codes, values, strict=True))
        if evaluate(expression, Seen(known.get)):
            return
    yield make_issue("never_asked", place, {"detail": expression.source})


def _every_answer(house: _House, question: Question | None) -> tuple[Value | None, ...]:
    """Every answer to a question that has few; none for others."""
    if question is None or question.for_each is not None:
        return ()
    match question.kind:
        case Kind.PASS_FAIL:
            return (None, *Judgement)
        case Kind.YES_NO:
            return (None, *YesNo)
        case Kind.SELECT_ONE:
            return (None, *(Picked((name,)) for name in _possible(house, question)))
        case _:
            return ()


def _links(house: _House, question: Question) -> Iterator[Issue]:
    """Details belong to a main question, a ratio's usual whole to a ratio; lists and laws are there."""
    main = house.by_code.get(question.detail_of or "")
    if main is not None and main.detail_of is not None:
        yield make_issue("detail_of_detail", f"{question.code}.detail_of", {"detail": main.code})
    source = house.by_code.get(question.whole_from or "")
    for each in (source, question) if source is not None else ():
        if each.kind is not Kind.RATIO:
            yield make_issue("not_a_ratio", f"{question.code}.whole_from", {"detail": each.code})
    lists = {each.name for each in house.checklist.lists}
    if question.choices_from is not None and question.choices_from not in lists:
        yield make_issue("unknown_list", f"{question.code}.choices_from", {"detail": question.choices_from})
    yield from _items(house, question, lists)
    known = {each.key for each in house.checklist.legal_basis}
    for key in question.legal_basis:
        if key not in known:
            yield make_issue("unknown_law", f"{question.code}.legal_basis", {"detail": key})


def _items(house: _House, question: Question, lists: set[str]) -> Iterator[Issue]:
    source = question.for_each
    if source is None or source == FAILED_BEFORE or source in lists or source in house.unread:
        return
    asked = house.by_code.get(source)
    if asked is None or asked.kind is not Kind.SELECT_MULTIPLE or asked.for_each is not None:
        yield make_issue("bad_source", f"{question.code}.for_each", {"detail": source})
    elif house.places[source] >= house.places[question.code]:
        yield make_issue("later_question", f"{question.code}.for_each", {"detail": source})


def _fills(house: _House, question: Question) -> Iterator[Issue]:
    if question.fail_text is None:
        return
    details = (each for each in house.checklist.written if each.detail_of == question.code)
    names = FILLS.union(count.name for each in (question, *details) for count in each.counts)
    for language, text in (("vi", question.fail_text.vi), ("en", question.fail_text.en)):
        for fill in FILL.findall(text):
            if fill not in names:
                yield make_issue("unknown_fill", f"{question.code}.fail_text.{language}", {"detail": fill})


def _sides(question: Question) -> frozenset[str]:
    if question.kind is Kind.RATIO:
        return frozenset({"part", "whole"})
    return frozenset(count.name for count in question.counts)


def _possible(house: _House, question: Question) -> tuple[str, ...]:
    if question.kind is Kind.PASS_FAIL:
        return tuple(Judgement)
    if question.kind is Kind.YES_NO:
        return tuple(YesNo)
    choices = {each.name: each.choices for each in house.checklist.lists}.get(
        question.choices_from or "", question.choices
    )
    return (*(choice.name for choice in choices), *((OTHER,) if question.other else ()))


def _circles(written: tuple[Question, ...]) -> Iterator[Issue]:
    """Questions whose conditions lead back to themselves; a question is told in one circle only."""
    ways = {question.code: {code for _, code in _named(question)} for question in written}
    ways = {code: named - {code} for code, named in ways.items()}
    while circle := _circle(ways):
        yield make_issue("cycle", circle[0], {"detail": " → ".join((*circle, circle[0]))})
        ways = {code: named for code, named in ways.items() if code not in circle}


def _circle(ways: dict[str, set[str]]) -> tuple[str, ...]:
    try:
        TopologicalSorter(ways).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1][1:]))
    return ()


def _named(question: Question) -> Iterator[tuple[str, str]]:
    """Pairs of a key and a code that it names."""
    for name, expression in _conditions(question):
        yield from ((name, code) for code in sorted(codes_in(expression)))
    for name, code in (("detail_of", question.detail_of), ("whole_from", question.whole_from)):
        if code is not None:
            yield name, code


def _conditions(question: Question) -> Iterator[tuple[str, Expression]]:
    for name in ("required", "relevant", "constraint", "fail_when"):
        expression = getattr(question, name)
        if isinstance(expression, Expression):
            yield name, expression
