"""What a checklist is: sections of questions, in the words of XLSForm.

Rules: a published checklist never changes, so every value here is frozen; a question is known by its
`code`, which lasts across versions; texts come in every language of the house (`Label`).
Must not know: how a checklist is written down (`source`), asked (`advance`) or worded for a chat.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from checklists.conditions import Expression
from checklists.kinds import Kind

__all__ = ["Checklist", "Choice", "Kind", "Label", "NoteRule", "PhotoRule", "Question", "Section"]


class PhotoRule(StrEnum):
    """When a question takes a photo; FAIL and ALWAYS make it required then."""

    NEVER = "never"
    OPTIONAL = "opt"
    FAIL = "fail"
    ALWAYS = "always"


class NoteRule(StrEnum):
    """When a question takes a note; FAIL makes it required when the answer fails."""

    NEVER = "never"
    OPTIONAL = "opt"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Label:
    """A text in each language of the house."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in `language` (`vi` or `en`); Vietnamese for any other."""
        return self.en if language == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a `select_one` or `select_multiple`; `name` is what is stored."""

    name: str
    label: Label


@dataclass(frozen=True, slots=True)
class Question:
    """One question. For `pf` the label is a criterion: it states the good state, without a question mark.

    `fail_when` sees the answer as `.`, `part` and `whole`; a `pf` fails by `fail` alone.
    `fail_text` is what documents say of a failure, with `{part} {whole} {missing} {n} {dates} {list}
    {fields}`.
    `severity`: 0 noted, 1 reminder, 2 correction, 3 responsibility to be considered.
    `whole_from`: the code of the ratio whose part is this ratio's usual whole (staff present).
    `detail_of`: the code of the question that this one only details; it is never a finding of its own.
    """

    code: str
    kind: Kind
    label: Label
    hint: Label | None = None
    required: bool = True
    relevant: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Label | None = None
    choices: tuple[Choice, ...] = ()
    fail_when: Expression | None = None
    fail_text: Label | None = None
    photo: PhotoRule = PhotoRule.NEVER
    photo_hint: Label | None = None
    photos_min: int = 1
    photos_max: int = 10
    share_photo: bool = False
    note: NoteRule = NoteRule.OPTIONAL
    severity: int = 0
    due_days: int | None = None
    whole_from: str | None = None
    look_back_days: int = 30
    detail_of: str | None = None
    serves: tuple[str, ...] = ()

    def choice(self, name: str) -> Choice | None:
        """The choice of that name, or none."""
        return next((each for each in self.choices if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together; `key` lasts across versions."""

    key: str
    title: Label
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A published version of a checklist; `questions` and `places` are derived once, for speed."""

    key: str
    version: int
    title: Label
    unit_kinds: tuple[str, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...] = field(init=False)
    _places: dict[str, int] = field(init=False, repr=False, compare=False)
    _numbers: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive the flat list of questions and where each stands."""
        flat = tuple(question for section in self.sections for question in section.questions)
        object.__setattr__(self, "questions", flat)
        object.__setattr__(self, "_places", {question.code: at for at, question in enumerate(flat)})
        object.__setattr__(self, "_numbers", _numbered(flat))

    def question(self, code: str) -> Question | None:
        """The question of that code, or none."""
        at = self._places.get(code)
        return None if at is None else self.questions[at]

    def place(self, code: str) -> int:
        """The question's place in the whole list, from 0. KeyError for a code of no question here."""
        return self._places[code]

    def number(self, code: str) -> str:
        """The number people know the question by: `3`, and `3a` for what only details it. KeyError."""
        return self._numbers[code]

    def section_of(self, code: str) -> Section:
        """The section that holds the question. KeyError for a code that is not of this checklist."""
        for section in self.sections:
            if any(question.code == code for question in section.questions):
                return section
        raise KeyError(code)


def _numbered(questions: tuple[Question, ...]) -> dict[str, str]:
    """Numbers without gaps, so that a detail that is not asked leaves no hole."""
    numbers: dict[str, str] = {}
    main, details = 0, 0
    for question in questions:
        if question.detail_of is None:
            main, details = main + 1, 0
            numbers[question.code] = str(main)
        else:
            numbers[question.code] = f"{main}{chr(ord('a') + details % 26)}"
            details += 1
    return numbers
