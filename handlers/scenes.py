"""What a typed text, or a file, is for when it is not for the visit: one frozen value a scene.

Rules: a closed union, told apart by `name`, which is stored; a scene carries what its text needs and nothing
else. A new one is a class here, its place in `Scene`, and its arm in `speech`.
Must not know: what a text leads to.
"""

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import Field


@dataclass(frozen=True, slots=True)
class NoScene:
    """A text is for the visit, or for finding a unit."""

    name: Literal["none"] = "none"


@dataclass(frozen=True, slots=True)
class FindingUnit:
    """The name of the unit to be inspected."""

    name: Literal["finding_unit"] = "finding_unit"


@dataclass(frozen=True, slots=True)
class FindingContactUnit:
    """The name of the unit for which somebody is being invited with that role: a contact's, or a scope."""

    role: str = "contact"
    name: Literal["finding_contact_unit"] = "finding_contact_unit"


@dataclass(frozen=True, slots=True)
class NamingInvited:
    """Name and office of a person being invited for `role`; `unit` is a contact's."""

    role: str = ""
    unit: str | None = None
    name: Literal["naming_invited"] = "naming_invited"


@dataclass(frozen=True, slots=True)
class BrowsingUnits:
    """The name of a unit to look at in the register."""

    name: Literal["browsing_units"] = "browsing_units"


@dataclass(frozen=True, slots=True)
class FindingProvince:
    """The name of a province whose communes are to be shown."""

    name: Literal["finding_province"] = "finding_province"


@dataclass(frozen=True, slots=True)
class ChangingUnit:
    """A change to a unit under way: `what` changes, to which `value`, from which `day` (ISO, or `always`).

    What is not known yet is asked for next; when nothing is missing, the change is to be confirmed. `kind` is
    that of a unit to be added.
    """

    unit: str = ""
    what: str = ""
    value: str = ""
    day: str = ""
    kind: str = ""
    name: Literal["changing_unit"] = "changing_unit"


@dataclass(frozen=True, slots=True)
class ChangingSite:
    """What is to change of a site; a name and an address for a new one of `unit`."""

    unit: str = ""
    site: str = ""
    what: str = ""
    name: Literal["changing_site"] = "changing_site"


@dataclass(frozen=True, slots=True)
class BrowsingPeople:
    """The name of a person to look at."""

    name: Literal["browsing_people"] = "browsing_people"


@dataclass(frozen=True, slots=True)
class NamingPerson:
    """Name and office of a person, as he was at that revision."""

    person: str = ""
    revision: int = 0
    name: Literal["naming_person"] = "naming_person"


@dataclass(frozen=True, slots=True)
class ScopingPerson:
    """The name of the unit that a person's roles are to be for."""

    person: str = ""
    name: Literal["scoping_person"] = "scoping_person"


@dataclass(frozen=True, slots=True)
class AskingPeriod:
    """The first and the last day of a report."""

    name: Literal["asking_period"] = "asking_period"


@dataclass(frozen=True, slots=True)
class NamingChecklist:
    """The title of a new checklist; `copied`: the number of the version that it begins as a copy of."""

    copied: str = ""
    name: Literal["naming_checklist"] = "naming_checklist"


@dataclass(frozen=True, slots=True)
class AwaitingFile:
    """A checklist as a file."""

    name: Literal["awaiting_file"] = "awaiting_file"


@dataclass(frozen=True, slots=True)
class TextOfDraft:
    """A text of a checklist being edited; the fields are those of the button that asked for it."""

    draft: str = ""
    what: str = ""
    section: str = ""
    code: str = ""
    choice: str = ""
    name: Literal["text_of_draft"] = "text_of_draft"


Scene: TypeAlias = Annotated[
    NoScene
    | FindingUnit
    | FindingContactUnit
    | NamingInvited
    | BrowsingUnits
    | FindingProvince
    | ChangingUnit
    | ChangingSite
    | BrowsingPeople
    | NamingPerson
    | ScopingPerson
    | AskingPeriod
    | NamingChecklist
    | AwaitingFile
    | TextOfDraft,
    Field(discriminator="name"),
]
