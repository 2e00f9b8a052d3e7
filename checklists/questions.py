"""One question of a checklist, in the words of XLSForm, and the texts and choices it is made of.

Rules: everything is frozen; a question is known by its `code`, which lasts across versions; what is left out
has the default given here, wherever a checklist is written.
Must not know: other questions, how a question is written down, asked or worded for a chat.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from checklists.expressions import Expression
from checklists.kinds import Kind


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

    def filled(self, place: str, other: "Label") -> "Label":
        """This text with `place` replaced by the other, in each language."""
        return Label(vi=self.vi.replace(place, other.vi), en=self.en.replace(place, other.en))


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a `select_one` or `select_multiple`; `name` is what is stored.

    `score`: what it is worth where visits are scored. `is_na`: it says that the question does not apply.
    """

    name: str
    label: Label
    score: Decimal | None = None
    is_na: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """One number of a `counts` question; conditions and `fail_text` know it by `name`."""

    name: str
    label: Label


@dataclass(frozen=True, slots=True)
class Question:
    """One question. For `pf` the label is a criterion: it states the good state, without a question mark.

    `required`: whether it must be answered, always or where a condition holds.
    `choices_from`: the list of the checklist whose choices it has. `other`: typed text is a choice, too.
    `for_each`: asked once for each choice taken in the `select_multiple` question of that code, for each item
    of the list of that name, or, with `failed_before`, for each question that failed at the unit's last
    visit; `{item}` in its texts stands for the item.
    `fail_when` sees the answer as `.` and its sides; a `pf` fails by `fail` alone.
    `fail_text` is what documents say of a failure, with `{part} {whole} {missing} {n} {dates} {list}
    {fields}` and the names of counts.
    `severity`: 0 noted, 1 reminder, 2 correction, 3 responsibility to be considered.
    `weight`: what it counts for in the visit's score; none: nothing.
    `assignee_role`: the role of those at the unit who are to put a failure right.
    `whole_from`: the code of the ratio whose part is this ratio's usual whole (staff present).
    `look_back_days`: how far back dates may lie; 0, for a single date, looks ahead.
    `detail_of`: the code of the question that this one only details; it is never a finding of its own.
    `memory`: the unit's last answer and photo are shown beside it.
    `allow_bulk`: "the rest has passed" may answer it.
    `legal_basis`: keys of the checklist's legal texts. `serves`: requirements of the district's report.
    """

    code: str
    kind: Kind
    label: Label
    hint: Label | None = None
    required: bool | Expression = True
    relevant: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Label | None = None
    choices: tuple[Choice, ...] = ()
    choices_from: str | None = None
    other: bool = False
    counts: tuple[Count, ...] = ()
    for_each: str | None = None
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
    weight: Decimal | None = None
    assignee_role: str | None = None
    whole_from: str | None = None
    look_back_days: int = 30
    detail_of: str | None = None
    memory: bool = False
    allow_bulk: bool = True
    legal_basis: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()

    def choice(self, name: str) -> Choice | None:
        """The choice of that name, or none."""
        return next((each for each in self.choices if each.name == name), None)

    @property
    def can_fail(self) -> bool:
        """Whether some answer to it is a failure."""
        return self.kind is Kind.PASS_FAIL or self.fail_when is not None

    @property
    def is_judged(self) -> bool:
        """Whether it gives a verdict: what can fail, but for details and what is only noted."""
        return self.can_fail and self.severity > 0 and self.detail_of is None
