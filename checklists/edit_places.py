"""What an edit changes, so that of two people who edit at once neither undoes the other unseen.

Rules: places are dotted (`B3.label.vi`, `#desk.title.vi`, `@title.vi`); a place holds all that begins with
it, the empty one everything. Two edits meet when one changes what the other changed.
Must not know: when an edit was made, what becomes of two that meet.
"""

from collections.abc import Iterable
from typing import assert_never

from checklists.edits import (
    AddChoice,
    AddQuestion,
    AddSection,
    Edit,
    Judge,
    LendVietnamese,
    MoveChoice,
    MoveQuestion,
    MoveSection,
    PlaceEdit,
    QuestionEdit,
    RestoreQuestion,
    RetireChoice,
    RetireQuestion,
    RetireSection,
    SectionEdit,
    SetChoiceText,
    SetCondition,
    SetSectionTitle,
    SetText,
    SetTitle,
    SetUnitKinds,
    Succeed,
    TakeFile,
    TakeVersion,
    WholeEdit,
)


def first_meeting(edit: Edit, others: Iterable[Edit]) -> Edit | None:
    """The first of the others that meets it, or none."""
    return next((other for other in others if meet(edit, other)), None)


def meet(one: Edit, other: Edit) -> bool:
    """Whether both change the same thing."""
    return any(_begins(a, with_=b) or _begins(b, with_=a) for a in places_of(one) for b in places_of(other))


def _begins(place: str, *, with_: str) -> bool:
    return with_ in {"", place} or place.startswith(with_ + ".")


def places_of(edit: Edit) -> tuple[str, ...]:
    """What it changes."""
    match edit:
        case AddQuestion() | RestoreQuestion() | RetireQuestion() | MoveQuestion():
            return _of_places(edit)
        case AddSection() | SetSectionTitle() | MoveSection() | RetireSection():
            return _of_section(edit)
        case SetTitle() | SetUnitKinds() | LendVietnamese() | TakeFile() | TakeVersion():
            return _of_whole(edit)
        case Judge() | Succeed():
            return (f"{edit.code}.{edit.name}",)
        case _:
            return (f"{edit.code}.{_of_question(edit)}",)


def _of_places(edit: PlaceEdit) -> tuple[str, ...]:
    match edit:
        case AddQuestion(section, code) | RestoreQuestion(section, code):
            return (code, f"#{section}.questions.{code}")
        case MoveQuestion(code, section):
            return (f"{code}.place", f"#{section}.questions.{code}")
        case RetireQuestion(code):
            return (code,)
        case _ as never:
            assert_never(never)


def _of_question(edit: QuestionEdit) -> str:
    match edit:
        case SetText(_, of, language):
            return f"{of.value}.{language}"
        case SetCondition(_, of):
            return of.value
        case SetChoiceText(_, choice, language):
            return f"choices.{choice}.{language}"
        case AddChoice() | RetireChoice():
            return f"choices.{edit.choice}"
        case MoveChoice():
            return "choices.order"
        case _:
            return edit.name


def _of_section(edit: SectionEdit) -> tuple[str, ...]:
    match edit:
        case SetSectionTitle(section, language):
            return (f"#{section}.title.{language}",)
        case AddSection(section) | MoveSection(section):
            return (f"#{section}.place",)
        case RetireSection(section, codes):
            return (f"#{section}", *codes)
        case _ as never:
            assert_never(never)


def _of_whole(edit: WholeEdit) -> tuple[str, ...]:
    match edit:
        case SetTitle(language):
            return (f"@title.{language}",)
        case SetUnitKinds():
            return ("@unit_kinds",)
        case LendVietnamese():
            return ()
        case TakeFile() | TakeVersion():
            return ("",)
        case _ as never:
            assert_never(never)
