"""What buttons do with the plan: campaigns, planned visits, draws."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ShowPlan:
    """Show the campaign and what is planned."""


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """Lay down a campaign."""


@dataclass(frozen=True, slots=True)
class CampaignPeriod:
    """Its days, `YYYYMMDD` each, both included."""

    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class CampaignNamed:
    """Take the name that was offered."""


@dataclass(frozen=True, slots=True)
class CampaignWithoutBasis:
    """No legal basis is named."""


@dataclass(frozen=True, slots=True)
class PlanVisit:
    """Plan a visit."""


@dataclass(frozen=True, slots=True)
class PlanUnit:
    """Of this unit."""

    unit: str


@dataclass(frozen=True, slots=True)
class PlanDay:
    """On this day, `YYYYMMDD`."""

    day: str


@dataclass(frozen=True, slots=True)
class PlanPurpose:
    """For this purpose, as in `Purpose`."""

    purpose: str


@dataclass(frozen=True, slots=True)
class PlanMember:
    """With this person, or without, if he was chosen."""

    person: str


@dataclass(frozen=True, slots=True)
class PlanSave:
    """That is all: keep it, or draw."""


@dataclass(frozen=True, slots=True)
class DropPlanned:
    """The planned visit will not take place."""

    planned: str


@dataclass(frozen=True, slots=True)
class NewDraw:
    """Draw units for surprise visits."""


@dataclass(frozen=True, slots=True)
class DrawMany:
    """So many of them."""

    many: str


@dataclass(frozen=True, slots=True)
class RevealDraw:
    """Publish the draw's seed."""

    draw: str


PlanningAction: TypeAlias = (
    ShowPlan
    | NewCampaign
    | CampaignPeriod
    | CampaignNamed
    | CampaignWithoutBasis
    | PlanVisit
    | PlanUnit
    | PlanDay
    | PlanPurpose
    | PlanMember
    | PlanSave
    | DropPlanned
    | NewDraw
    | DrawMany
    | RevealDraw
)

CODES: dict[str, type[PlanningAction]] = {
    "pl": ShowPlan,
    "pc": NewCampaign,
    "pp": CampaignPeriod,
    "pn": CampaignNamed,
    "pb": CampaignWithoutBasis,
    "pv": PlanVisit,
    "pu": PlanUnit,
    "pd": PlanDay,
    "pw": PlanPurpose,
    "pm": PlanMember,
    "ps": PlanSave,
    "px": DropPlanned,
    "dr": NewDraw,
    "dm": DrawMany,
    "dv": RevealDraw,
}
