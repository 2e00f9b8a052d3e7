"""What a checklist is: sections of questions, in the words of XLSForm.

Rules: a published checklist never changes, so every value here is frozen; `sections` hold the questions as an
author writes them, `questions` as they are asked: one for each item where a question is repeated, with the
choices of its list and the condition of its section.
Must not know: how a checklist is written down (`source`), asked (`advance`) or worded for a chat.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from checklists.asked import FAILED_BEFORE, Asked, Written, all_asked, numbered
from checklists.conditions import Expression
from checklists.kinds import Kind
from checklists.legal import LegalBasis
from checklists.page import Page, paged
from checklists.questions import Choice, Count, Label, NoteRule, PhotoRule, Question

__all__ = [
    "FAILED_BEFORE",
    "Checklist",
    "Choice",
    "ChoiceList",
    "Count",
    "Kind",
    "Label",
    "LegalBasis",
    "NoteRule",
    "Page",
    "PhotoRule",
    "Question",
    "Section",
]


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together; `key` lasts across versions.

    `relevant`: when any of them is asked. `one_by_one`: asked singly even where they would fit on one card.
    `only_failed`: asked are only those that failed at the unit's last visit, with their details.
    """

    key: str
    title: Label
    questions: tuple[Question, ...]
    hint: Label | None = None
    relevant: Expression | None = None
    one_by_one: bool = False
    only_failed: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """Choices that several questions have in common."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A published version of a checklist.

    `purposes`: the purposes of a visit that it is meant for; none: any. `is_extra`: it is offered beside
    others and never chosen by itself. `pass_mark`: the score in percent from which a visit has passed.
    `questions` and where each stands are derived once, for speed.
    """

    key: str
    version: int
    title: Label
    unit_kinds: tuple[str, ...]
    sections: tuple[Section, ...]
    purposes: tuple[str, ...] = ()
    is_extra: bool = False
    pass_mark: Decimal | None = None
    lists: tuple[ChoiceList, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    questions: tuple[Question, ...] = field(init=False, repr=False)
    _asked: tuple[Asked, ...] = field(init=False, repr=False, compare=False)
    _places: dict[str, int] = field(init=False, repr=False, compare=False)
    _written: dict[str, tuple[Question, int, str]] = field(init=False, repr=False, compare=False)
    _pages: dict[str, Page] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive the flat list of questions and where each stands."""
        written = tuple(
            Written(question, at, section.relevant, section.only_failed)
            for at, section in enumerate(self.sections)
            for question in section.questions
        )
        asked = all_asked(written, {each.name: each.choices for each in self.lists})
        object.__setattr__(self, "_asked", asked)
        object.__setattr__(self, "questions", tuple(each.question for each in asked))
        object.__setattr__(self, "_places", {each.question.code: at for at, each in enumerate(asked)})
        numbers = numbered([each.question for each in written])
        known = {
            each.question.code: (each.question, each.section, number)
            for each, number in zip(written, numbers, strict=True)
        }
        object.__setattr__(self, "_written", known)
        singly = frozenset(at for at, section in enumerate(self.sections) if section.one_by_one)
        object.__setattr__(self, "_pages", paged(asked, one_by_one=singly))

    @property
    def written(self) -> tuple[Question, ...]:
        """The questions as their author wrote them, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, code: str) -> Question | None:
        """The question of that code, as it is asked, or none."""
        at = self._places.get(code)
        return None if at is None else self.questions[at]

    def written_question(self, code: str) -> Question | None:
        """The question of that code, as its author wrote it, or none."""
        known = self._written.get(code)
        return None if known is None else known[0]

    def questions_of(self, section: Section) -> tuple[Question, ...]:
        """The section's questions as they are asked."""
        at = self.sections.index(section)
        return tuple(each.question for each in self._asked if each.section == at)

    def place(self, code: str) -> int:
        """The question's place in the whole list, from 0. KeyError for a code of no question here."""
        return self._places[code]

    def number(self, code: str) -> str:
        """The number people know it by: `3`, `3a` for what details it, `3b.2` for an item. KeyError."""
        at = self._places.get(code)
        return self._written[code][2] if at is None else self._asked[at].number

    def page_of(self, code: str) -> Page | None:
        """The page on which the question stands, or what it details; none when it is asked by itself."""
        return self._pages.get(code)

    def section_of(self, code: str) -> Section:
        """The section that holds the question. KeyError for a code that is not of this checklist."""
        at = self._places.get(code)
        return self.sections[self._written[code][1] if at is None else self._asked[at].section]

    def only_if_failed(self, code: str) -> str | None:
        """The code of the question that must have failed before for this one to be asked. KeyError."""
        return self._asked[self._places[code]].failed

    def legal_basis_of(self, question: Question) -> tuple[LegalBasis, ...]:
        """The legal texts that the question rests on."""
        return tuple(each for each in self.legal_basis if each.key in question.legal_basis)
