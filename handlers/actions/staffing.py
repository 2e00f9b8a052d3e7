"""What buttons do with people: look at one, change him, his accounts, invitations that wait.

A button that changes a person carries the revision that it was shown at.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ListPeople:
    """Show a page of the people of the house."""

    page: str


@dataclass(frozen=True, slots=True)
class ShowPerson:
    """Show all that is known of a person."""

    person: str


@dataclass(frozen=True, slots=True)
class AskPerson:
    """Ask for what is to change of the person: `roles`, `scope`, `name`, `language` or `accounts`."""

    person: str
    what: str


@dataclass(frozen=True, slots=True)
class ToggleRole:
    """Give the person a role, or take it away."""

    person: str
    revision: str
    role: str


@dataclass(frozen=True, slots=True)
class ScopePerson:
    """The unit that the person's roles are for; everywhere for an empty one."""

    person: str
    revision: str
    unit: str


@dataclass(frozen=True, slots=True)
class SpeakTo:
    """The language in which the person is spoken to."""

    person: str
    revision: str
    language: str


@dataclass(frozen=True, slots=True)
class SuspendPerson:
    """Stop the person from acting."""

    person: str
    revision: str


@dataclass(frozen=True, slots=True)
class ResumePerson:
    """Let the person act again."""

    person: str
    revision: str


@dataclass(frozen=True, slots=True)
class LinkAccount:
    """Make a link for another account of the person: `move` there, or `add` it."""

    person: str
    kind: str


@dataclass(frozen=True, slots=True)
class DropAccount:
    """Take the account whose digest this is from the person."""

    person: str
    revision: str
    digest: str


@dataclass(frozen=True, slots=True)
class ListInvitations:
    """Show the invitations that wait."""


@dataclass(frozen=True, slots=True)
class InviteWithin:
    """Invite somebody for this role, for one unit alone."""

    role: str


StaffingAction: TypeAlias = (
    ListPeople
    | ShowPerson
    | AskPerson
    | ToggleRole
    | ScopePerson
    | SpeakTo
    | SuspendPerson
    | ResumePerson
    | LinkAccount
    | DropAccount
    | ListInvitations
    | InviteWithin
)

CODES: dict[str, type[StaffingAction]] = {
    "hl": ListPeople,
    "hp": ShowPerson,
    "ha": AskPerson,
    "hr": ToggleRole,
    "hs": ScopePerson,
    "hg": SpeakTo,
    "hx": SuspendPerson,
    "hy": ResumePerson,
    "hm": LinkAccount,
    "hd": DropAccount,
    "hi": ListInvitations,
    "hw": InviteWithin,
}
