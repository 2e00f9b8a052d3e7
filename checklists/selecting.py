"""Checklists made by choosing from a bank of questions.

Rules: a question keeps its code, texts and rules, so that answers compare across sets; the order is the
bank's. What a choice leaves unsaid goes with it: a usual whole that is not asked, lists and legal texts that
nobody names. Whether what is left makes sense is `soundness`' to say.
Must not know: files, which sets there are.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from checklists.conditions import Expression, all_of
from checklists.model import Checklist, Label, Question, Section

DETAIL: Final = re.compile(r"([A-Z]+[0-9]+)[a-z]")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a set takes from a bank.

    `take` and `leave`: codes, or a letter for every code of that letter; `only_failed`: letters of what is
    asked where it failed last time; `relevant`: conditions that questions have in this set besides their own.
    """

    key: str
    version: int
    title: Label
    unit_kinds: tuple[str, ...]
    take: tuple[str, ...]
    leave: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    is_extra: bool = False
    only_failed: tuple[str, ...] = ()
    relevant: Mapping[str, Expression] = field(default_factory=dict)


def unknown_names(bank: Checklist, selection: Selection) -> tuple[str, ...]:
    """Names in the selection that name no question of the bank."""
    codes = {question.code for question in bank.written}
    letters = {_letter(code) for code in codes}
    named = (*selection.take, *selection.leave, *selection.only_failed, *selection.relevant)
    return tuple(name for name in named if name not in codes | letters)


def selected(bank: Checklist, selection: Selection) -> Checklist:
    """The set; sections without a question are left out."""
    codes = {each.code for each in bank.written if _is_taken(each.code, selection)}
    sections = (_section(section, codes, selection) for section in bank.sections)
    kept = tuple(section for section in sections if section.questions)
    return Checklist(
        key=selection.key,
        version=selection.version,
        title=selection.title,
        unit_kinds=selection.unit_kinds,
        sections=kept,
        purposes=selection.purposes,
        is_extra=selection.is_extra,
        **_named_in(bank, kept),
    )


def _letter(code: str) -> str:
    return code.rstrip("0123456789abcdefghijklmnopqrstuvwxyz")


def _is_taken(code: str, selection: Selection) -> bool:
    """Whether the code, or what it details by a letter behind, is taken and not left."""
    found = DETAIL.fullmatch(code)
    names = {code, found[1] if found else code, _letter(code)}
    return bool(names & set(selection.take)) and not names & set(selection.leave)


def _section(section: Section, codes: set[str], selection: Selection) -> Section:
    questions = tuple(
        _in_set(question, codes, selection.relevant.get(question.code))
        for question in section.questions
        if question.code in codes
    )
    letters = {_letter(question.code) for question in questions}
    only_failed = bool(letters) and letters <= set(selection.only_failed)
    return replace(section, questions=questions, only_failed=only_failed)


def _in_set(question: Question, codes: set[str], condition: Expression | None) -> Question:
    usual = question.whole_from if question.whole_from in codes else None
    return replace(question, whole_from=usual, relevant=all_of(condition, question.relevant))


def _named_in(bank: Checklist, sections: tuple[Section, ...]) -> dict[str, Any]:
    """The lists and legal texts that the sections name."""
    questions = [question for section in sections for question in section.questions]
    names = {name for each in questions for name in (each.choices_from, each.for_each)}
    keys = {key for each in questions for key in each.legal_basis}
    return {
        "lists": tuple(each for each in bank.lists if each.name in names),
        "legal_basis": tuple(each for each in bank.legal_basis if each.key in keys),
    }
