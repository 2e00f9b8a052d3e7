"""What a typed text, or a file, is for when it is not for the visit: one frozen value a scene.

Rules: a closed union, told apart by `name`, which is stored; a scene carries what its text needs and nothing
else. A new one is a class here, its place in `Scene`, and its arm in `speech`.
Must not know: what a text leads to.
"""

from dataclasses import dataclass
from datetime import date
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
    """The name of the unit whose contact is being invited."""

    name: Literal["finding_contact_unit"] = "finding_contact_unit"


@dataclass(frozen=True, slots=True)
class NamingInvited:
    """Name and office of a person being invited for `role`; `unit` is a contact's."""

    role: str = ""
    unit: str | None = None
    name: Literal["naming_invited"] = "naming_invited"


@dataclass(frozen=True, slots=True)
class DatingCampaign:
    """The days of a new campaign: `15/12/2025 - 14/6/2026`."""

    name: Literal["dating_campaign"] = "dating_campaign"


@dataclass(frozen=True, slots=True)
class NamingCampaign:
    """The name of a new campaign with these days."""

    starts_on: date = date.min
    ends_on: date = date.min
    name: Literal["naming_campaign"] = "naming_campaign"


@dataclass(frozen=True, slots=True)
class BasingCampaign:
    """The legal basis of a new campaign."""

    starts_on: date = date.min
    ends_on: date = date.min
    called: str = ""
    name: Literal["basing_campaign"] = "basing_campaign"


@dataclass(frozen=True, slots=True)
class PlanningVisit:
    """A visit, or `many` that are drawn, as far as it is planned; a text is its unit, or its day."""

    unit: str | None = None
    many: int = 0
    on: date | None = None
    purpose: str | None = None
    team: tuple[str, ...] = ()
    name: Literal["planning_visit"] = "planning_visit"


Scene: TypeAlias = Annotated[
    NoScene
    | FindingUnit
    | FindingContactUnit
    | NamingInvited
    | DatingCampaign
    | NamingCampaign
    | BasingCampaign
    | PlanningVisit,
    Field(discriminator="name"),
]
