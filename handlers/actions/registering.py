"""What buttons do with the register of units: look at it, change it, take lists in."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class OpenRegister:
    """Show how many units of each kind there are."""


@dataclass(frozen=True, slots=True)
class ListKind:
    """Show a page of the units of a kind; `ended` is not a kind and shows those that are no more."""

    kind: str
    page: str


@dataclass(frozen=True, slots=True)
class ShowUnit:
    """Show all that is known of a unit."""

    unit: str


@dataclass(frozen=True, slots=True)
class EditUnit:
    """Ask for what is to change of the unit: `what` is one of `UnitEdit`."""

    unit: str
    what: str


@dataclass(frozen=True, slots=True)
class DropAlias:
    """Take away the alias whose digest this is."""

    unit: str
    digest: str


@dataclass(frozen=True, slots=True)
class PickDay:
    """From when the change being made holds: `today`, `tomorrow` or `always`."""

    unit: str
    day: str


@dataclass(frozen=True, slots=True)
class PickTarget:
    """The unit that the one being merged goes into."""

    target: str


@dataclass(frozen=True, slots=True)
class ConfirmUnit:
    """Make the change that was shown; `share` of a merger."""

    unit: str
    share: str


@dataclass(frozen=True, slots=True)
class ReopenUnit:
    """Take the end of a unit back."""

    unit: str


@dataclass(frozen=True, slots=True)
class AddUnit:
    """Add a unit of the kind; the choice of kinds for an empty one."""

    kind: str


@dataclass(frozen=True, slots=True)
class ShowSite:
    """Show a site of a unit."""

    site: str


@dataclass(frozen=True, slots=True)
class AddSite:
    """Add a site to the unit."""

    unit: str


@dataclass(frozen=True, slots=True)
class EditSite:
    """Ask for what is to change of the site: `what` is one of `SiteEdit`."""

    site: str
    what: str


@dataclass(frozen=True, slots=True)
class EndSite:
    """Let the site end today."""

    site: str


@dataclass(frozen=True, slots=True)
class AskProvince:
    """The name of a province is typed, whose communes are to be shown."""


@dataclass(frozen=True, slots=True)
class ShowCommunes:
    """Show a page of today's communes of a province."""

    province: str
    page: str


@dataclass(frozen=True, slots=True)
class PlanCommunes:
    """Show what taking the communes of a province would change."""

    province: str


@dataclass(frozen=True, slots=True)
class TakeCommunes:
    """Take the communes of a province into the register."""

    province: str


RegisteringAction: TypeAlias = (
    OpenRegister
    | ListKind
    | ShowUnit
    | EditUnit
    | DropAlias
    | PickDay
    | PickTarget
    | ConfirmUnit
    | ReopenUnit
    | AddUnit
    | ShowSite
    | AddSite
    | EditSite
    | EndSite
    | AskProvince
    | ShowCommunes
    | PlanCommunes
    | TakeCommunes
)

CODES: dict[str, type[RegisteringAction]] = {
    "uh": OpenRegister,
    "uk": ListKind,
    "us": ShowUnit,
    "ue": EditUnit,
    "ud": DropAlias,
    "uw": PickDay,
    "ut": PickTarget,
    "uy": ConfirmUnit,
    "uo": ReopenUnit,
    "ua": AddUnit,
    "up": ShowSite,
    "uj": AddSite,
    "uq": EditSite,
    "uz": EndSite,
    "ub": AskProvince,
    "uc": ShowCommunes,
    "uv": PlanCommunes,
    "ux": TakeCommunes,
}
