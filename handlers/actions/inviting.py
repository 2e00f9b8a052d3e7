"""What buttons do with invitations."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """The invited person says: it is me."""

    code: str


@dataclass(frozen=True, slots=True)
class DeclineInvitation:
    """The person says: it is not me."""

    code: str


@dataclass(frozen=True, slots=True)
class WithdrawInvitation:
    """An admin withdraws an invitation, used or not, with what it gave."""

    invitation: str


@dataclass(frozen=True, slots=True)
class InviteRole:
    """An admin invites somebody for this role."""

    role: str


@dataclass(frozen=True, slots=True)
class InviteUnit:
    """The unit whose contact is invited."""

    unit: str


InvitingAction: TypeAlias = (
    AcceptInvitation | DeclineInvitation | WithdrawInvitation | InviteRole | InviteUnit
)

CODES: dict[str, type[InvitingAction]] = {
    "ia": AcceptInvitation,
    "id": DeclineInvitation,
    "iw": WithdrawInvitation,
    "ir": InviteRole,
    "iu": InviteUnit,
}
