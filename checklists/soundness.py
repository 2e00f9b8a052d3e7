"""Whether a checklist makes sense as a whole: codes, texts, limits of the screen and of a button.

Rules: every issue at once, in the checklist's order; each rule is one small function. What questions say of
one another is held by `references`.
Must not know: how a checklist is written down.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from checklists.asked import ITEM
from checklists.expressions import ARGUMENTS
from checklists.issues import Issue, make_issue
from checklists.kinds import Kind
from checklists.language import clean_line
from checklists.model import Checklist, Choice, Label, Question
from checklists.references import bad_references
from checklists.values import OTHER

LONGEST_TITLE: Final = 60
LONGEST_LABEL: Final = 90  # three lines of a phone
LONGEST_HINT: Final = 200
LONGEST_CHOICE: Final = 40  # one button
LONGEST_KEY: Final = 40
MOST_QUESTIONS: Final = 300
MOST_ASKED: Final = 600
MOST_CHOICES: Final = 40
FEWEST_CHOICES: Final = 2

KEY: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
CODE: Final = re.compile(r"[A-Za-z0-9_]{1,12}")  # a button's data holds visit, code and choice in 64 bytes
CHOICE: Final = re.compile(r"[A-Za-z0-9_-]{1,16}")
COUNT: Final = re.compile(r"[a-z][a-z0-9_]{0,15}")
FEWEST_COUNTS: Final = 2
MOST_COUNTS: Final = 3
LARGEST_WEIGHT: Final = 1000
TAKEN_WORDS: Final = frozenset({"part", "whole", "and", "or", "div", "mod", *ARGUMENTS})
FILL: Final = re.compile(r"\{([^{}]*)\}")
FILLS: Final = frozenset({"part", "whole", "missing", "n", "dates", "list", "fields"})
RESERVED: Final = frozenset({"none"})  # "none of them" is said by a button of its own

SELECTS: Final = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})


def unsound(checklist: Checklist, *, unread: frozenset[str] = frozenset()) -> tuple[Issue, ...]:
    """Everything that is wrong; `unread` are codes that exist but could not be read, so none misses them."""
    issues = [*_head(checklist), *_lists(checklist), *_laws(checklist), *_codes(checklist)]
    for question in checklist.written:
        for rule in QUESTION_RULES:
            issues.extend(rule(question))
    issues.extend(bad_references(checklist, unread=unread))
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
    if checklist.pass_mark is not None:
        yield from _in_range("pass_mark", checklist.pass_mark, 0, 100)
    for count, most in ((len(checklist.written), MOST_QUESTIONS), (len(checklist.questions), MOST_ASKED)):
        if count > most:
            details = {"detail": str(count), "high": str(most)}
            yield make_issue("too_many_questions", "sections", details)
            return


def _lists(checklist: Checklist) -> Iterator[Issue]:
    for each in checklist.lists:
        place = f"lists.{each.name}"
        if not KEY.fullmatch(each.name):
            yield make_issue("bad_key", place, {"detail": each.name[:60], "high": str(LONGEST_KEY)})
        yield from _choice_faults(place, each.choices, other=False)


def _laws(checklist: Checklist) -> Iterator[Issue]:
    for each in checklist.legal_basis:
        place = f"legal_basis.{each.key}"
        if not KEY.fullmatch(each.key):
            yield make_issue("bad_key", place, {"detail": each.key[:60], "high": str(LONGEST_KEY)})
        if (each.verified_by is None) is not (each.verified_on is None):
            yield make_issue("half_verified", place)
        if each.hieu_luc_tu and each.hieu_luc_den and each.hieu_luc_den < each.hieu_luc_tu:
            yield make_issue("dates_order", place)


def _codes(checklist: Checklist) -> Iterator[Issue]:
    keys: set[str] = set()
    codes: set[str] = set()
    for section in checklist.sections:
        if not KEY.fullmatch(section.key):
            yield make_issue("bad_key", section.key, {"detail": section.key[:60], "high": str(LONGEST_KEY)})
        if section.key in keys:
            yield make_issue("duplicate_section", section.key, {"detail": section.key})
        yield from _text(f"{section.key}.title", section.title, LONGEST_TITLE)
        if section.hint is not None:
            yield from _text(f"{section.key}.hint", section.hint, LONGEST_HINT)
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


def _choices(question: Question) -> Iterator[Issue]:
    place = f"{question.code}.choices"
    if question.kind not in SELECTS:
        if question.choices or question.choices_from or question.other:
            yield make_issue("choices_unwanted", place, {"detail": question.kind.value})
        return
    if question.choices_from is not None:
        if question.choices:
            yield make_issue("choices_twice", place)
        return
    yield from _choice_faults(place, question.choices, other=question.other)


def _choice_faults(place: str, choices: tuple[Choice, ...], *, other: bool) -> Iterator[Issue]:
    if len(choices) + other < FEWEST_CHOICES:
        yield make_issue("choices_missing", place)
    if len(choices) > MOST_CHOICES:
        count = str(len(choices))
        yield make_issue("too_many_choices", place, {"detail": count, "high": str(MOST_CHOICES)})
    seen: set[str] = set()
    for choice in choices:
        if not CHOICE.fullmatch(choice.name) or (other and choice.name == OTHER):
            yield make_issue("bad_choice", place, {"detail": choice.name[:40]})
        if choice.name in seen:
            yield make_issue("duplicate_choice", place, {"detail": choice.name})
        seen.add(choice.name)
        if choice.score is not None:
            yield from _in_range(f"{place}.{choice.name}.score", choice.score, 0, LARGEST_WEIGHT)
        yield from _text(f"{place}.{choice.name}", choice.label, LONGEST_CHOICE)


def _counts(question: Question) -> Iterator[Issue]:
    place = f"{question.code}.counts"
    if question.kind is not Kind.COUNTS:
        if question.counts:
            yield make_issue("counts_unwanted", place, {"detail": question.kind.value})
        return
    if not FEWEST_COUNTS <= len(question.counts) <= MOST_COUNTS:
        details = {"detail": str(len(question.counts)), "low": str(FEWEST_COUNTS), "high": str(MOST_COUNTS)}
        yield make_issue("counts_number", place, details)
    for count in question.counts:
        if not COUNT.fullmatch(count.name) or count.name in TAKEN_WORDS:
            yield make_issue("bad_count", place, {"detail": count.name[:40]})
        yield from _text(f"{place}.{count.name}", count.label, LONGEST_CHOICE)


def _repeated(question: Question) -> Iterator[Issue]:
    """What is asked for each item names it, so that one knows which is meant."""
    for language, text in (("vi", question.label.vi), ("en", question.label.en)):
        if (ITEM in text) is not (question.for_each is not None):
            code = "item_missing" if question.for_each is not None else "item_unwanted"
            yield make_issue(code, f"{question.code}.label.{language}")


def _numbers(question: Question) -> Iterator[Issue]:
    code = question.code
    yield from _in_range(f"{code}.severity", question.severity, 0, 3)
    yield from _in_range(f"{code}.photos_min", question.photos_min, 1, 20)
    yield from _in_range(f"{code}.photos_max", question.photos_max, 1, 20)
    ahead = 0 if question.kind is Kind.DATE else 1
    yield from _in_range(f"{code}.look_back_days", question.look_back_days, ahead, 366)
    if question.weight is not None:
        yield from _in_range(f"{code}.weight", question.weight, 0, LARGEST_WEIGHT)
    if question.assignee_role is not None and not KEY.fullmatch(question.assignee_role):
        details = {"detail": question.assignee_role[:60], "high": str(LONGEST_KEY)}
        yield make_issue("bad_key", f"{code}.assignee_role", details)
    if question.due_days is not None:
        yield from _in_range(f"{code}.due_days", question.due_days, 1, 365)
    if question.photos_min > question.photos_max:
        least, most = str(question.photos_min), str(question.photos_max)
        yield make_issue("photos_order", f"{code}.photos_min", {"detail": least, "high": most})


def _verdict(question: Question) -> Iterator[Issue]:
    if question.fail_when is not None and question.kind is Kind.PASS_FAIL:
        yield make_issue("fail_unwanted", f"{question.code}.fail_when", {"detail": question.kind.value})


QUESTION_RULES: Final[tuple[Callable[[Question], Iterator[Issue]], ...]] = (
    _code,
    _texts,
    _choices,
    _counts,
    _repeated,
    _numbers,
    _verdict,
)


def _text(place: str, label: Label, longest: int) -> Iterator[Issue]:
    for language, text in (("vi", label.vi), ("en", label.en)):
        at = f"{place}.{language}"
        if not text.strip():
            yield make_issue("missing_translation", at, {"detail": language})
        if len(text) > longest:
            yield make_issue("text_too_long", at, {"detail": str(len(text)), "high": str(longest)})
        if text != clean_line(text):
            yield make_issue("text_unclean", at)


def _in_range(place: str, number: int | Decimal, low: int, high: int) -> Iterator[Issue]:
    if not low <= number <= high:
        details = {"detail": str(number), "low": str(low), "high": str(high)}
        yield make_issue("out_of_range", place, details)
