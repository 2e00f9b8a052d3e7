"""What buttons do with checklists: see, ask for a text, set, end.

Rules: a draft has six letters and digits, so that a section's key fits beside it into a button's 64 bytes.
`page`, `what` and `value` are words of `Page` and `What`, or values of the checklist language; any other word
is a button that means nothing any more.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Page(StrEnum):
    """What can be seen of a version, a draft, a section, a question."""

    CARD = "card"
    HISTORY = "history"
    CHANGES = "changes"
    RETIRED = "retired"
    KINDS = "kinds"
    DISCARD = "discard"
    RETIRE = "retire"
    MORE = "more"
    TEXTS = "texts"
    KIND = "kind"
    PHOTO = "photo"
    NOTE = "note"
    SEVERITY = "severity"
    DAYS = "days"
    WHEN = "when"
    FAIL = "fail"
    CHOICES = "choices"
    PLACE = "place"
    REPLACES = "replaces"


class What(StrEnum):
    """What is set or done."""

    KIND = "kind"
    PHOTO = "photo"
    SHARE = "share"
    NOTE = "note"
    REQUIRED = "required"
    SEVERITY = "severity"
    DAYS = "days"
    WHEN = "when"
    FREE = "free"
    NEVER_FAILS = "nofail"
    UP = "up"
    DOWN = "down"
    AFTER = "after"
    SECTION = "sec"
    RETIRE = "retire"
    RESTORE = "restore"
    COMPARABLE = "same"
    REPLACES = "replaces"
    LEND = "lend"
    UNIT_KIND = "unit"
    EDIT = "edit"
    TRY = "try"
    DOWNLOAD = "get"
    AGAIN = "again"
    COPY = "copy"
    PUBLISH = "publish"
    DISCARD = "discard"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class SeeChecklists:
    """The list of checklists."""


@dataclass(frozen=True, slots=True)
class NewChecklist:
    """A new checklist: `how` is `ask`, `scratch` or `file`."""

    how: str


@dataclass(frozen=True, slots=True)
class SeeVersion:
    """A published version, by its row's number."""

    version: str
    page: str


@dataclass(frozen=True, slots=True)
class UseVersion:
    """Edit, try, download, publish again or copy a version."""

    version: str
    what: str


@dataclass(frozen=True, slots=True)
class SeeDraft:
    """A draft, or a page about it."""

    draft: str
    page: str


@dataclass(frozen=True, slots=True)
class UseDraft:
    """Try or download a draft, or set something of the whole."""

    draft: str
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class EndDraft:
    """Publish, discard or keep a draft, as it was at that revision."""

    draft: str
    what: str
    revision: str


@dataclass(frozen=True, slots=True)
class AskOfDraft:
    """Ask for a text of the whole: `vi`, `en` of the title, `section` for a new one."""

    draft: str
    what: str


@dataclass(frozen=True, slots=True)
class SeeSection:
    """A section, or a page about it."""

    draft: str
    section: str
    page: str


@dataclass(frozen=True, slots=True)
class SetSection:
    """Move or retire a section."""

    draft: str
    section: str
    what: str


@dataclass(frozen=True, slots=True)
class AskOfSection:
    """Ask for a text: `vi`, `en` of its title, `question` for a new one."""

    draft: str
    section: str
    what: str


@dataclass(frozen=True, slots=True)
class SeeQuestion:
    """A question, or a page about it."""

    draft: str
    code: str
    page: str


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """Set one thing of a question."""

    draft: str
    code: str
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class AskOfQuestion:
    """Ask for a text: `label_vi`, `hint_en`, `days`, `relevant`, `fail_when`, `constraint`, `choice`..."""

    draft: str
    code: str
    what: str


@dataclass(frozen=True, slots=True)
class SeeChoice:
    """One choice of a question."""

    draft: str
    code: str
    choice: str


@dataclass(frozen=True, slots=True)
class SetChoice:
    """Move a choice up, or retire it."""

    draft: str
    code: str
    choice: str
    what: str


@dataclass(frozen=True, slots=True)
class AskOfChoice:
    """Ask for a choice's label in that language."""

    draft: str
    code: str
    choice: str
    language: str


DraftAction: TypeAlias = (
    SeeDraft
    | UseDraft
    | EndDraft
    | AskOfDraft
    | SeeSection
    | SetSection
    | AskOfSection
    | SeeQuestion
    | SetQuestion
    | AskOfQuestion
    | SeeChoice
    | SetChoice
    | AskOfChoice
)
EditingAction: TypeAlias = SeeChecklists | NewChecklist | SeeVersion | UseVersion | DraftAction

CODES: dict[str, type[EditingAction]] = {
    "el": SeeChecklists,
    "en": NewChecklist,
    "ev": SeeVersion,
    "eu": UseVersion,
    "ds": SeeDraft,
    "du": UseDraft,
    "de": EndDraft,
    "da": AskOfDraft,
    "ss": SeeSection,
    "st": SetSection,
    "sa": AskOfSection,
    "qs": SeeQuestion,
    "qt": SetQuestion,
    "qa": AskOfQuestion,
    "cs": SeeChoice,
    "ct": SetChoice,
    "ca": AskOfChoice,
}
