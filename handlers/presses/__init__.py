"""A pressed button: which action it names, whether this person may, what it does.

Each area of the house has a module with the permissions of its actions and what they do.

Rules: a button is an untrusted request, however old; each action has its permission in `VERBS`, checked here
before anything is loaded; what concerns a visit is checked again against that visit.
Must not know: what stands on the button.
"""

from typing import assert_never

from handlers.actions import Action, decode
from handlers.actions.editing import EditingAction
from handlers.actions.inviting import AcceptInvitation, DeclineInvitation, InvitingAction
from handlers.actions.registering import RegisteringAction
from handlers.actions.reporting import ReportingAction
from handlers.actions.settling import SettlingAction
from handlers.actions.staffing import StaffingAction
from handlers.actions.visiting import ShowPhotos, VisitingAction
from handlers.authorize import Verb, authorize
from handlers.cards import desk_cards
from handlers.desks import invitations_desk
from handlers.incoming import ChatKind
from handlers.presses import editing, inviting, registering, reporting, settling, staffing, visiting
from handlers.talk import Talk

VERBS: dict[type[Action], Verb] = {
    **visiting.VERBS,
    **inviting.VERBS,
    **reporting.VERBS,
    **settling.VERBS,
    **registering.VERBS,
    **staffing.VERBS,
    **editing.VERBS,
}


def is_for_strangers(data: str) -> bool:
    """Whether the button is one that somebody unknown may press: those of an invitation."""
    return isinstance(decode(data), AcceptInvitation | DeclineInvitation)


async def pressed_by_stranger(talk: Talk, data: str) -> None:
    """The buttons of an invitation."""
    action = decode(data)
    match action:
        case AcceptInvitation(code) if not _is_elsewhere(talk, action):
            await invitations_desk.accept(talk, code)
        case DeclineInvitation(code) if not _is_elsewhere(talk, action):
            await invitations_desk.decline(talk, code)
        case _:
            talk.tell(desk_cards.stranger(language=talk.language).text, alert=True)


async def pressed(talk: Talk, data: str) -> None:
    """Whatever a known person pressed."""
    action = decode(data)
    if action is None or _is_elsewhere(talk, action):
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    if not authorize(talk.known, VERBS[type(action)]):
        talk.tell(desk_cards.may_not(language=talk.language), alert=True)
        return
    if isinstance(action, VisitingAction):
        await visiting.act(talk, action)
    elif isinstance(action, InvitingAction):
        await inviting.act(talk, action)
    elif isinstance(action, ReportingAction):
        await reporting.act(talk, action)
    elif isinstance(action, SettlingAction):
        await settling.act(talk, action)
    elif isinstance(action, RegisteringAction):
        await registering.act(talk, action)
    elif isinstance(action, StaffingAction):
        await staffing.act(talk, action)
    elif isinstance(action, EditingAction):
        await editing.act(talk, action)
    else:
        assert_never(action)


def _is_elsewhere(talk: Talk, action: Action) -> bool:
    """Whether it is pressed where we never put it: what stands in a group or channel was forwarded there."""
    return talk.incoming.chat.kind is not ChatKind.PRIVATE and not isinstance(action, ShowPhotos)
