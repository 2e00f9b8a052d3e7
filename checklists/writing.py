"""A checklist written as YAML that a person can review.

Rules: keys stand in the model's order, what has its default is left out, texts are never broken over lines.
Must not know: how YAML is read.
"""

from collections.abc import Iterator
from dataclasses import MISSING, fields
from enum import Enum
from typing import TypeAlias

import yaml

from checklists.conditions import Expression
from checklists.model import Checklist, Choice, Label, Question

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain]"

NO_BREAKS = 1_000_000  # one text, one line: so a change of a text is a change of one line


def write_checklist(checklist: Checklist) -> str:
    """The checklist as YAML; `read_checklist` gives it back."""
    tree: dict[str, Plain] = {
        "checklist": checklist.key,
        "version": checklist.version,
        "title": _plain(checklist.title),
        "unit_kinds": list(checklist.unit_kinds),
        "sections": [
            {
                "key": section.key,
                "title": _plain(section.title),
                "questions": [dict(_question(question)) for question in section.questions],
            }
            for section in checklist.sections
        ],
    }
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=NO_BREAKS)


def write_question(question: Question) -> str:
    """One question as YAML; `read_question` gives it back."""
    return yaml.safe_dump(dict(_question(question)), allow_unicode=True, sort_keys=False, width=NO_BREAKS)


def _question(question: Question) -> Iterator[tuple[str, Plain]]:
    for each in fields(question):
        value = getattr(question, each.name)
        if each.default is MISSING or value != each.default:
            yield each.name, _plain(value)


def _plain(value: object) -> Plain:
    match value:
        case Label(vi, en):
            return {"vi": vi, "en": en}
        case Expression(source, _):
            return source
        case Enum():
            return str(value.value)
        case (Choice(), *_):
            return {choice.name: _plain(choice.label) for choice in value if isinstance(choice, Choice)}
        case tuple():
            return [_plain(each) for each in value]
        case bool() | int():
            return value
        case _:
            return str(value)
