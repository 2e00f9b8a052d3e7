"""What the buttons of invitations do."""

from typing import assert_never

from handlers.actions import Action
from handlers.actions.inviting import (
    AcceptInvitation,
    DeclineInvitation,
    InviteRole,
    InviteUnit,
    InvitingAction,
    WithdrawInvitation,
)
from handlers.authorize import Verb
from handlers.desks import invitations_desk
from handlers.talk import Talk

VERBS: dict[type[Action], Verb] = {
    AcceptInvitation: Verb.TALK,
    DeclineInvitation: Verb.TALK,
    WithdrawInvitation: Verb.INVITE,
    InviteRole: Verb.INVITE,
    InviteUnit: Verb.INVITE,
}


async def act(talk: Talk, action: InvitingAction) -> None:
    """Do what the button says; the person may press such a button."""
    match action:
        case AcceptInvitation(code):
            await invitations_desk.accept(talk, code)
        case DeclineInvitation(code):
            await invitations_desk.decline(talk, code)
        case WithdrawInvitation(invitation):
            await invitations_desk.withdraw(talk, invitation)
        case InviteRole(role):
            await invitations_desk.choose_role(talk, role)
        case InviteUnit(unit):
            await invitations_desk.choose_unit(talk, unit)
        case _ as never:
            assert_never(never)
