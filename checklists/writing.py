"""A checklist written as YAML that a person can review.

Rules: keys stand in the model's order, what has its default is left out, texts are never broken over lines.
Must not know: how YAML is read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

import yaml

from checklists.conditions import Expression
from checklists.model import Checklist, Choice, Count, Label, LegalBasis, Question, Section

Plain: TypeAlias = "str | int | float | bool | date | list[Plain] | dict[str, Plain]"

NO_BREAKS = 1_000_000  # one text, one line: so a change of a text is a change of one line


def write_checklist(checklist: Checklist) -> str:
    """The checklist as YAML; `read_checklist` gives it back."""
    return yaml.safe_dump(dict(_head(checklist)), allow_unicode=True, sort_keys=False, width=NO_BREAKS)


def write_question(question: Question) -> str:
    """One question as YAML; `read_question` gives it back."""
    return yaml.safe_dump(dict(_set(question)), allow_unicode=True, sort_keys=False, width=NO_BREAKS)


def _head(checklist: Checklist) -> Iterator[tuple[str, Plain]]:
    yield "checklist", checklist.key
    yield "version", checklist.version
    yield "title", _plain(checklist.title)
    yield "unit_kinds", list(checklist.unit_kinds)
    if checklist.purposes:
        yield "purposes", list(checklist.purposes)
    if checklist.is_extra:
        yield "extra", True
    if checklist.pass_mark is not None:
        yield "pass_mark", _plain(checklist.pass_mark)
    if checklist.lists:
        yield "lists", {each.name: _choices(each.choices) for each in checklist.lists}
    if checklist.legal_basis:
        yield "legal_basis", {each.key: dict(_set(each, leave={"key"})) for each in checklist.legal_basis}
    yield "sections", [dict(_section(section)) for section in checklist.sections]


def _section(section: Section) -> Iterator[tuple[str, Plain]]:
    yield from _set(section, leave={"questions"})
    yield "questions", [dict(_set(question)) for question in section.questions]


def _set(piece: Section | Question | LegalBasis, *, leave: Iterable[str] = ()) -> Iterator[tuple[str, Plain]]:
    """What differs from its default, in the model's order."""
    for each in fields(piece):
        value = getattr(piece, each.name)
        if each.name not in leave and (each.default is MISSING or value != each.default):
            yield each.name, _plain(value)


def _choices(choices: Iterable[Choice]) -> dict[str, Plain]:
    return {choice.name: dict(_choice(choice)) for choice in choices}


def _choice(choice: Choice) -> Iterator[tuple[str, Plain]]:
    yield from (("vi", choice.label.vi), ("en", choice.label.en))
    if choice.score is not None:
        yield "score", _plain(choice.score)
    if choice.is_na:
        yield "na", True


def _plain(value: object) -> Plain:
    match value:
        case Label(vi, en):
            return {"vi": vi, "en": en}
        case Expression(source, _):
            return source
        case Enum():
            return str(value.value)
        case (Choice(), *_):
            return _choices(each for each in value if isinstance(each, Choice))
        case (Count(), *_):
            return {each.name: _plain(each.label) for each in value if isinstance(each, Count)}
        case tuple():
            return [_plain(each) for each in value]
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case bool() | int() | date():
            return value
        case _:
            return str(value)
