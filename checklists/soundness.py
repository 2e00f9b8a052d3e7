"""Whether a checklist makes sense as a whole: codes, references, limits of the screen and of a button.

Rules: every issue at once, in the checklist's order; each rule is one small function. What is sound can be
asked from first to last: a question is told by earlier ones only, so nothing goes round in a circle.
Must not know: how a checklist is written down.
"""

import re
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Final

from checklists.conditions import Expression, choices_named, codes_in, sides_in
from checklists.issues import Issue, make_issue
from checklists.kinds import Kind
from checklists.language import clean_line
from checklists.model import Checklist, Label, Question

LONGEST_TITLE: Final = 60
LONGEST_LABEL: Final = 90  # three lines of a phone
LONGEST_HINT: Final = 200
LONGEST_CHOICE: Final = 40  # one button
LONGEST_KEY: Final = 40
MOST_QUESTIONS: Final = 300
MOST_CHOICES: Final = 40
FEWEST_CHOICES: Final = 2

KEY: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
CODE: Final = re.compile(r"[A-Za-z0-9_]{1,12}")  # a button's data holds visit, code and choice in 64 bytes
CHOICE: Final = re.compile(r"[A-Za-z0-9_-]{1,16}")
FILL: Final = re.compile(r"\{([^{}]*)\}")
FILLS: Final = frozenset({"part", "whole", "missing", "n", "dates", "list", "fields"})

SELECTS: Final = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})
JUDGEMENTS: Final = ("pass", "fail", "na")


def unsound(checklist: Checklist, *, unread: frozenset[str] = frozenset()) -> tuple[Issue, ...]:
    """Everything that is wrong; `unread` are codes that exist but could not be read, so none misses them."""
    places = {question.code: at for at, question in reversed(tuple(enumerate(checklist.questions)))}
    issues = [*_head(checklist), *_codes(checklist), *_circles(checklist)]
    for at, question in enumerate(checklist.questions):
        for rule in QUESTION_RULES:
            issues.extend(rule(question))
        issues.extend(_references(checklist, question, at=at, places=places, unread=unread))
    return tuple(issues)


def _head(checklist: Checklist) -> Iterator[Issue]:
    if not KEY.fullmatch(checklist.key):
        yield make_issue("bad_key", "checklist", {"detail": checklist.key[:60], "high": str(LONGEST_KEY)})
    yield from _in_range("version", checklist.version, 1, 9999)
    yield from _text("title", checklist.title, LONGEST_TITLE)
    if not checklist.unit_kinds:
        yield make_issue("missing_key", "unit_kinds", {"detail": "unit_kinds"})
    for kind in checklist.unit_kinds:
        if not KEY.fullmatch(kind):
            yield make_issue("bad_key", "unit_kinds", {"detail": kind[:60], "high": str(LONGEST_KEY)})
    if not checklist.sections:
        yield make_issue("no_sections", "sections")
    if len(checklist.questions) > MOST_QUESTIONS:
        details = {"detail": str(len(checklist.questions)), "high": str(MOST_QUESTIONS)}
        yield make_issue("too_many_questions", "sections", details)


def _codes(checklist: Checklist) -> Iterator[Issue]:
    keys: set[str] = set()
    codes: set[str] = set()
    for section in checklist.sections:
        if not KEY.fullmatch(section.key):
            yield make_issue("bad_key", section.key, {"detail": section.key[:60], "high": str(LONGEST_KEY)})
        if section.key in keys:
            yield make_issue("duplicate_section", section.key, {"detail": section.key})
        yield from _text(f"{section.key}.title", section.title, LONGEST_TITLE)
        keys.add(section.key)
        for question in section.questions:
            # Answers are kept by code, and people type codes in small letters: b1 may not differ from B1.
            if question.code.casefold() in codes:
                yield make_issue("duplicate_code", question.code, {"detail": question.code})
            codes.add(question.code.casefold())


def _code(question: Question) -> Iterator[Issue]:
    if not CODE.fullmatch(question.code):
        yield make_issue("bad_code", question.code, {"detail": question.code[:40]})


def _texts(question: Question) -> Iterator[Issue]:
    code = question.code
    yield from _text(f"{code}.label", question.label, LONGEST_LABEL)
    for name, label in (
        ("hint", question.hint),
        ("constraint_message", question.constraint_message),
        ("photo_hint", question.photo_hint),
        ("fail_text", question.fail_text),
    ):
        if label is not None:
            yield from _text(f"{code}.{name}", label, LONGEST_HINT)
    if question.kind is Kind.PASS_FAIL and "?" in question.label.vi + question.label.en:
        yield make_issue("question_mark", f"{code}.label")


def _fail_text(question: Question) -> Iterator[Issue]:
    if question.fail_text is None:
        return
    for language, text in (("vi", question.fail_text.vi), ("en", question.fail_text.en)):
        for fill in FILL.findall(text):
            if fill not in FILLS:
                yield make_issue("unknown_fill", f"{question.code}.fail_text.{language}", {"detail": fill})


def _choices(question: Question) -> Iterator[Issue]:
    place = f"{question.code}.choices"
    if question.kind not in SELECTS:
        if question.choices:
            yield make_issue("choices_unwanted", place, {"detail": question.kind.value})
        return
    if len(question.choices) < FEWEST_CHOICES:
        yield make_issue("choices_missing", place)
    if len(question.choices) > MOST_CHOICES:
        count = str(len(question.choices))
        yield make_issue("too_many_choices", place, {"detail": count, "high": str(MOST_CHOICES)})
    seen: set[str] = set()
    for choice in question.choices:
        if not CHOICE.fullmatch(choice.name):
            yield make_issue("bad_choice", place, {"detail": choice.name[:40]})
        if choice.name in seen:
            yield make_issue("duplicate_choice", place, {"detail": choice.name})
        seen.add(choice.name)
        yield from _text(f"{place}.{choice.name}", choice.label, LONGEST_CHOICE)


def _numbers(question: Question) -> Iterator[Issue]:
    code = question.code
    yield from _in_range(f"{code}.severity", question.severity, 0, 3)
    yield from _in_range(f"{code}.photos_min", question.photos_min, 1, 20)
    yield from _in_range(f"{code}.photos_max", question.photos_max, 1, 20)
    yield from _in_range(f"{code}.look_back_days", question.look_back_days, 1, 366)
    if question.due_days is not None:
        yield from _in_range(f"{code}.due_days", question.due_days, 1, 365)
    if question.photos_min > question.photos_max:
        least, most = str(question.photos_min), str(question.photos_max)
        yield make_issue("photos_order", f"{code}.photos_min", {"detail": least, "high": most})


def _sides(question: Question) -> Iterator[Issue]:
    """`.` has no meaning before there is an answer; `part` and `whole` are of a ratio."""
    for name, expression in _conditions(question):
        sides = sides_in(expression)
        allowed = {"."} if question.kind is not Kind.RATIO else {".", "part", "whole"}
        for side in sorted(sides if name == "relevant" else sides - allowed):
            yield make_issue("here_unwanted", f"{question.code}.{name}", {"detail": side})
    if question.fail_when is not None and question.kind is Kind.PASS_FAIL:
        yield make_issue("fail_unwanted", f"{question.code}.fail_when", {"detail": question.kind.value})


QUESTION_RULES: Final[tuple[Callable[[Question], Iterator[Issue]], ...]] = (
    _code,
    _texts,
    _fail_text,
    _choices,
    _numbers,
    _sides,
)


def _references(
    checklist: Checklist, question: Question, *, at: int, places: dict[str, int], unread: frozenset[str]
) -> Iterator[Issue]:
    for name, code in _named(question):
        place = f"{question.code}.{name}"
        if code in unread:
            continue
        if code not in places:
            yield make_issue("unknown_question", place, {"detail": code})
        elif places[code] >= at and not (code == question.code and name in {"constraint", "fail_when"}):
            yield make_issue("later_question", place, {"detail": code})
    yield from _links(checklist, question)
    for name, expression in _conditions(question):
        yield from _named_choices(checklist, expression, f"{question.code}.{name}")


def _links(checklist: Checklist, question: Question) -> Iterator[Issue]:
    """Details belong to a main question; a ratio's usual whole comes from a ratio."""
    main = checklist.question(question.detail_of or "")
    if main is not None and main.detail_of is not None:
        yield make_issue("detail_of_detail", f"{question.code}.detail_of", {"detail": main.code})
    source = checklist.question(question.whole_from or "")
    for each in (source, question) if source is not None else ():
        if each.kind is not Kind.RATIO:
            yield make_issue("not_a_ratio", f"{question.code}.whole_from", {"detail": each.code})


def _named_choices(checklist: Checklist, expression: Expression, place: str) -> Iterator[Issue]:
    """A misspelt choice would make a condition quietly false for ever."""
    for code, name in sorted(choices_named(expression)):
        asked = checklist.question(code)
        allowed = _possible(asked) if asked is not None else ()
        if allowed and name not in allowed:
            details = {"question": code, "detail": name, "allowed": ", ".join(allowed)}
            yield make_issue("unknown_choice", place, details)


def _possible(question: Question) -> tuple[str, ...]:
    if question.kind is Kind.PASS_FAIL:
        return JUDGEMENTS
    return tuple(choice.name for choice in question.choices)


def _circles(checklist: Checklist) -> Iterator[Issue]:
    """Questions whose conditions lead back to themselves; a question is told in one circle only."""
    ways = {question.code: {code for _, code in _named(question)} for question in checklist.questions}
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
    for name, expression in (
        ("relevant", question.relevant),
        ("constraint", question.constraint),
        ("fail_when", question.fail_when),
    ):
        if expression is not None:
            yield name, expression


def _text(place: str, label: Label, longest: int) -> Iterator[Issue]:
    for language, text in (("vi", label.vi), ("en", label.en)):
        at = f"{place}.{language}"
        if not text.strip():
            yield make_issue("missing_translation", at, {"detail": language})
        if len(text) > longest:
            yield make_issue("text_too_long", at, {"detail": str(len(text)), "high": str(longest)})
        if text != clean_line(text):
            yield make_issue("text_unclean", at)


def _in_range(place: str, number: int, low: int, high: int) -> Iterator[Issue]:
    if not low <= number <= high:
        details = {"detail": str(number), "low": str(low), "high": str(high)}
        yield make_issue("out_of_range", place, details)
