"""What an editor does to a checklist: one small change each, as values that can be kept and applied again.

Rules: an edit names its question, section or choice by the code that lasts, never by its place, so it can be
applied to a draft that somebody else has changed meanwhile. `Judge` and `Succeed` change no checklist:
they say how a question's answers compare with earlier versions.
Must not know: how an edit is applied (`editing`), who makes it, where it is kept.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from checklists.kinds import Kind
from checklists.model import NoteRule, PhotoRule

Language: TypeAlias = Literal["vi", "en"]


class TextOf(StrEnum):
    """The texts of a question."""

    LABEL = "label"
    HINT = "hint"
    PHOTO_HINT = "photo_hint"
    FAIL_TEXT = "fail_text"
    CONSTRAINT_MESSAGE = "constraint_message"


class ConditionOf(StrEnum):
    """The conditions of a question."""

    RELEVANT = "relevant"
    CONSTRAINT = "constraint"
    FAIL_WHEN = "fail_when"


@dataclass(frozen=True, slots=True)
class AddQuestion:
    """A new pass-or-fail question `after` another of its section; none: at the section's end."""

    section: str
    code: str
    label: str
    after: str | None = None
    name: Literal["add_question"] = "add_question"


@dataclass(frozen=True, slots=True)
class RestoreQuestion:
    """A question of an earlier version comes back, `written` as YAML, at the section's end."""

    section: str
    code: str
    written: str
    name: Literal["restore_question"] = "restore_question"


@dataclass(frozen=True, slots=True)
class RetireQuestion:
    """The question, with what only details it, is asked no more."""

    code: str
    name: Literal["retire_question"] = "retire_question"


@dataclass(frozen=True, slots=True)
class MoveQuestion:
    """To that section, after that question of it; none: to its beginning. Its details go with it."""

    code: str
    section: str
    after: str | None
    name: Literal["move_question"] = "move_question"


@dataclass(frozen=True, slots=True)
class SetText:
    """One text of a question in one language; an empty one takes an optional text away."""

    code: str
    of: TextOf
    language: Language
    text: str
    name: Literal["set_text"] = "set_text"


@dataclass(frozen=True, slots=True)
class SetKind:
    """Another kind of question; what the new kind has no use for goes."""

    code: str
    kind: Kind
    name: Literal["set_kind"] = "set_kind"


@dataclass(frozen=True, slots=True)
class SetPhoto:
    """When photos are taken."""

    code: str
    photo: PhotoRule
    name: Literal["set_photo"] = "set_photo"


@dataclass(frozen=True, slots=True)
class SetNote:
    """When a note is taken."""

    code: str
    note: NoteRule
    name: Literal["set_note"] = "set_note"


@dataclass(frozen=True, slots=True)
class SetRequired:
    """Whether it must be answered."""

    code: str
    required: bool
    name: Literal["set_required"] = "set_required"


@dataclass(frozen=True, slots=True)
class SetShared:
    """Whether its photos go to the channel."""

    code: str
    shared: bool
    name: Literal["set_shared"] = "set_shared"


@dataclass(frozen=True, slots=True)
class SetSeverity:
    """How grave a failure is, 0 to 3."""

    code: str
    severity: int
    name: Literal["set_severity"] = "set_severity"


@dataclass(frozen=True, slots=True)
class SetDays:
    """Days to put a failure right; none: as the severity says."""

    code: str
    days: int | None
    name: Literal["set_days"] = "set_days"


@dataclass(frozen=True, slots=True)
class SetCondition:
    """One condition, as typed; none takes it away."""

    code: str
    of: ConditionOf
    source: str | None
    name: Literal["set_condition"] = "set_condition"


@dataclass(frozen=True, slots=True)
class AddChoice:
    """One more choice, the last."""

    code: str
    choice: str
    label: str
    name: Literal["add_choice"] = "add_choice"


@dataclass(frozen=True, slots=True)
class SetChoiceText:
    """A choice's label in one language."""

    code: str
    choice: str
    language: Language
    text: str
    name: Literal["set_choice_text"] = "set_choice_text"


@dataclass(frozen=True, slots=True)
class MoveChoice:
    """A choice goes one place up."""

    code: str
    choice: str
    name: Literal["move_choice"] = "move_choice"


@dataclass(frozen=True, slots=True)
class RetireChoice:
    """A choice is offered no more."""

    code: str
    choice: str
    name: Literal["retire_choice"] = "retire_choice"


@dataclass(frozen=True, slots=True)
class AddSection:
    """A new section, the last, without questions yet."""

    section: str
    title: str
    name: Literal["add_section"] = "add_section"


@dataclass(frozen=True, slots=True)
class SetSectionTitle:
    """A section's title in one language."""

    section: str
    language: Language
    text: str
    name: Literal["set_section_title"] = "set_section_title"


@dataclass(frozen=True, slots=True)
class MoveSection:
    """After that section; none: to the beginning."""

    section: str
    after: str | None
    name: Literal["move_section"] = "move_section"


@dataclass(frozen=True, slots=True)
class RetireSection:
    """A section goes with all its questions; `codes` are those that whoever says so has seen in it."""

    section: str
    codes: tuple[str, ...]
    name: Literal["retire_section"] = "retire_section"


@dataclass(frozen=True, slots=True)
class SetTitle:
    """The checklist's title in one language."""

    language: Language
    text: str
    name: Literal["set_title"] = "set_title"


@dataclass(frozen=True, slots=True)
class SetUnitKinds:
    """For which kinds of unit it is."""

    kinds: tuple[str, ...]
    name: Literal["set_unit_kinds"] = "set_unit_kinds"


@dataclass(frozen=True, slots=True)
class LendVietnamese:
    """What has no English text yet shows the Vietnamese one instead."""

    name: Literal["lend_vietnamese"] = "lend_vietnamese"


@dataclass(frozen=True, slots=True)
class TakeFile:
    """Everything as a file says, `written` as YAML."""

    file: str
    written: str
    name: Literal["take_file"] = "take_file"


@dataclass(frozen=True, slots=True)
class TakeVersion:
    """Everything as in an earlier version, `written` as YAML."""

    version: int
    written: str
    name: Literal["take_version"] = "take_version"


@dataclass(frozen=True, slots=True)
class Judge:
    """Whether the answers to a question may still be compared with those of earlier versions."""

    code: str
    comparable: bool
    name: Literal["judge"] = "judge"


@dataclass(frozen=True, slots=True)
class Succeed:
    """The question goes on where `replaces` ends; none: it begins anew."""

    code: str
    replaces: str | None
    name: Literal["succeed"] = "succeed"


QuestionEdit: TypeAlias = (
    SetText
    | SetKind
    | SetPhoto
    | SetNote
    | SetRequired
    | SetShared
    | SetSeverity
    | SetDays
    | SetCondition
    | AddChoice
    | SetChoiceText
    | MoveChoice
    | RetireChoice
)
SectionEdit: TypeAlias = AddSection | SetSectionTitle | MoveSection | RetireSection
WholeEdit: TypeAlias = SetTitle | SetUnitKinds | LendVietnamese | TakeFile | TakeVersion
PlaceEdit: TypeAlias = AddQuestion | RestoreQuestion | RetireQuestion | MoveQuestion
Ruling: TypeAlias = Judge | Succeed
Edit: TypeAlias = QuestionEdit | SectionEdit | WholeEdit | PlaceEdit | Ruling

_EDIT: TypeAdapter[Edit] = TypeAdapter(Annotated[Edit, Field(discriminator="name")])


def dump_edit(edit: Edit) -> str:
    """The edit as JSON."""
    return _EDIT.dump_json(edit).decode()


def load_edit(text: str) -> Edit:
    """What `dump_edit` wrote. ValueError for anything else."""
    return _EDIT.validate_json(text)
