"""What changed between two versions of a checklist, as values.

Rules: in the order in which an admin reads them: the whole, then section by section as the newer version has
them, what is gone at the end of where it stood; equal versions differ in nothing, and no difference is
missed, whatever a question has. A question is itself as long as it has its code, wherever it moves.
Must not know: words for changes, who made them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Final, TypeAlias

from checklists.conditions import Expression
from checklists.kinds import Kind
from checklists.model import Checklist, Choice, Label, Question, Section

LANGUAGES: Final = ("vi", "en")
_SECTION_APART: Final = frozenset({"key", "questions"})
_HEAD_APART: Final = frozenset({"key", "version", "sections"})
_QUESTION_APART: Final = frozenset({"code", "choices"})


@dataclass(frozen=True, slots=True)
class TextChanged:
    """A text in one language. `about`: a question's code, `#key` of a section, empty for the checklist."""

    about: str
    field: str
    language: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FieldChanged:
    """Anything that is not a text; `before` and `after` in the words of files, empty for none."""

    about: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class QuestionAdded:
    """A question that the older version does not have."""

    code: str


@dataclass(frozen=True, slots=True)
class QuestionRetired:
    """A question that the newer version does not have."""

    code: str


@dataclass(frozen=True, slots=True)
class QuestionMoved:
    """A question stands in another section, or elsewhere among those that kept their order."""

    code: str


@dataclass(frozen=True, slots=True)
class ChoiceAdded:
    """A choice that was not offered."""

    code: str
    choice: str


@dataclass(frozen=True, slots=True)
class ChoiceRetired:
    """A choice that is not offered any more."""

    code: str
    choice: str


@dataclass(frozen=True, slots=True)
class ChoiceReworded:
    """A choice is called otherwise in that language."""

    code: str
    choice: str
    language: str


@dataclass(frozen=True, slots=True)
class ChoicesMoved:
    """The same choices in another order."""

    code: str


@dataclass(frozen=True, slots=True)
class SectionAdded:
    """A section that the older version does not have; its questions are told one by one."""

    section: str


@dataclass(frozen=True, slots=True)
class SectionRetired:
    """A section that the newer version does not have."""

    section: str


@dataclass(frozen=True, slots=True)
class SectionMoved:
    """A section stands elsewhere among those that kept their order."""

    section: str


Change: TypeAlias = (
    TextChanged
    | FieldChanged
    | QuestionAdded
    | QuestionRetired
    | QuestionMoved
    | ChoiceAdded
    | ChoiceRetired
    | ChoiceReworded
    | ChoicesMoved
    | SectionAdded
    | SectionRetired
    | SectionMoved
)


def diff(before: Checklist, after: Checklist) -> tuple[Change, ...]:
    """Every change from `before` to `after`; their version numbers aside."""
    return tuple(_changes(before, after))


def may_mean_otherwise(before: Checklist, after: Checklist) -> tuple[str, ...]:
    """The codes of questions in both whose answers may no longer mean the same, in the newer order."""
    return tuple(
        question.code
        for question in after.written
        if (old := before.written_question(question.code)) is not None and _meaning(old) != _meaning(question)
    )


def new_codes(before: Checklist, after: Checklist) -> tuple[str, ...]:
    """The codes of the questions that only `after` has."""
    return tuple(
        question.code for question in after.written if before.written_question(question.code) is None
    )


def _meaning(question: Question) -> tuple[Kind, str, Expression | None, frozenset[tuple[str, str]]]:
    choices = frozenset((choice.name, choice.label.vi) for choice in question.choices)
    return question.kind, question.label.vi, question.fail_when, choices


def _changes(before: Checklist, after: Checklist) -> Iterator[Change]:
    yield from _in_fields(before, after, about="", apart=_HEAD_APART)
    old = {section.key: section for section in before.sections}
    new = {section.key: section for section in after.sections}
    moved_sections = _out_of_order([*old], [*new])
    moved = _moved(before, after)
    for section in after.sections:
        if section.key not in old:
            yield SectionAdded(section.key)
        else:
            yield from _in_fields(old[section.key], section, about=f"#{section.key}", apart=_SECTION_APART)
        if section.key in moved_sections:
            yield SectionMoved(section.key)
        for question in section.questions:
            yield from _of_question(
                before.written_question(question.code), question, is_moved=question.code in moved
            )
        yield from _gone(old.get(section.key), after)
    for section in before.sections:
        if section.key not in new:
            yield SectionRetired(section.key)
            yield from _gone(section, after)


def _gone(section: Section | None, after: Checklist) -> Iterator[Change]:
    for question in section.questions if section else ():
        if after.written_question(question.code) is None:
            yield QuestionRetired(question.code)


def _of_question(old: Question | None, new: Question, *, is_moved: bool) -> Iterator[Change]:
    if old is None:
        yield QuestionAdded(new.code)
        return
    yield from _in_fields(old, new, about=new.code, apart=_QUESTION_APART)
    yield from _of_choices(new.code, old.choices, new.choices)
    if is_moved:
        yield QuestionMoved(new.code)


def _of_choices(code: str, old: Sequence[Choice], new: Sequence[Choice]) -> Iterator[Change]:
    before, after = ({choice.name: choice.label for choice in choices} for choices in (old, new))
    for name, label in after.items():
        if name not in before:
            yield ChoiceAdded(code, name)
            continue
        for language in LANGUAGES:
            if getattr(before[name], language) != getattr(label, language):
                yield ChoiceReworded(code, name, language)
    for name in before:
        if name not in after:
            yield ChoiceRetired(code, name)
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield ChoicesMoved(code)


def _in_fields(
    old: Question | Section | Checklist,
    new: Question | Section | Checklist,
    *,
    about: str,
    apart: frozenset[str],
) -> Iterator[Change]:
    """Every field of the model, so that one added later is not missed."""
    for each in fields(new):
        before, after = getattr(old, each.name), getattr(new, each.name)
        if not each.init or each.name in apart or before == after:
            continue
        if isinstance(before, Label) or isinstance(after, Label):
            yield from _in_texts(before, after, about=about, name=each.name)
        else:
            yield FieldChanged(about, each.name, plain_value(before), plain_value(after))


def _in_texts(before: Label | None, after: Label | None, *, about: str, name: str) -> Iterator[Change]:
    for language in LANGUAGES:
        was = getattr(before, language) if before else ""
        now = getattr(after, language) if after else ""
        if was != now:
            yield TextChanged(about, name, language, was, now)


def plain_value(value: object) -> str:
    """A field's value as files write it; empty for none."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Expression(source):
            return source
        case Enum():
            return str(value.value)
        case Label(vi, _):
            return vi
        case tuple():
            return ", ".join(plain_value(each) for each in value)
        case _:
            return str(value)


def _moved(before: Checklist, after: Checklist) -> frozenset[str]:
    """Questions in another section, and those out of order among the ones that stayed in theirs."""
    was = {question.code: section.key for section in before.sections for question in section.questions}
    moved: set[str] = set()
    for section in after.sections:
        codes = [question.code for question in section.questions]
        moved |= {code for code in codes if code in was and was[code] != section.key}
        old = next((each for each in before.sections if each.key == section.key), None)
        moved |= _out_of_order([question.code for question in old.questions] if old else [], codes)
    return frozenset(moved)


def _out_of_order(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The fewest of those in both that must have been moved: all but the longest run that kept its order."""
    places = {name: at for at, name in enumerate(old)}
    common = [name for name in new if name in places]
    best: list[
        tuple[str, ...]
    ] = []  # best[n]: of the kept runs of n + 1, the one that ends earliest in `old`
    for name in common:
        at = next((n for n, run in enumerate(best) if places[run[-1]] >= places[name]), len(best))
        run = (*(best[at - 1] if at else ()), name)
        best[at : at + 1] = [run]
    return set(common) - set(best[-1] if best else ())
