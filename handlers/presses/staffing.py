"""What the buttons about people do.

Must not know: who else may press what.
"""

from typing import assert_never

from handlers.actions import Action
from handlers.actions.staffing import (
    AskPerson,
    DropAccount,
    InviteWithin,
    LinkAccount,
    ListInvitations,
    ListPeople,
    ResumePerson,
    ScopePerson,
    ShowPerson,
    SpeakTo,
    StaffingAction,
    SuspendPerson,
    ToggleRole,
)
from handlers.authorize import Verb
from handlers.desks import accounts_desk, invitations_desk, people_desk
from handlers.talk import Talk

VERBS: dict[type[Action], Verb] = {
    ListPeople: Verb.KEEP_PEOPLE,
    ShowPerson: Verb.KEEP_PEOPLE,
    AskPerson: Verb.KEEP_PEOPLE,
    ToggleRole: Verb.KEEP_PEOPLE,
    ScopePerson: Verb.KEEP_PEOPLE,
    SpeakTo: Verb.KEEP_PEOPLE,
    SuspendPerson: Verb.KEEP_PEOPLE,
    ResumePerson: Verb.KEEP_PEOPLE,
    LinkAccount: Verb.KEEP_PEOPLE,
    DropAccount: Verb.KEEP_PEOPLE,
    ListInvitations: Verb.INVITE,
    InviteWithin: Verb.INVITE,
}


async def act(talk: Talk, action: StaffingAction) -> None:
    """Do what the button says; the person may press such a button."""
    match action:
        case ListPeople(page):
            await people_desk.show_people(talk, page)
        case ShowPerson(person):
            await people_desk.show_person(talk, person)
        case AskPerson(person, what):
            await people_desk.ask(talk, person, what)
        case LinkAccount(person, kind):
            await accounts_desk.make_link(talk, person, kind)
        case ListInvitations():
            await invitations_desk.show_pending(talk)
        case InviteWithin(role):
            await invitations_desk.choose_unit_for(talk, role)
        case _:
            await _change(talk, action)


_Change = ToggleRole | ScopePerson | SpeakTo | SuspendPerson | ResumePerson | DropAccount


async def _change(talk: Talk, action: _Change) -> None:
    match action:
        case ToggleRole(person, revision, role):
            await people_desk.toggle_role(talk, person, revision, role)
        case ScopePerson(person, revision, unit):
            await people_desk.set_scope(talk, person, revision, unit)
        case SpeakTo(person, revision, language):
            await people_desk.speak_to(talk, person, revision, language)
        case SuspendPerson(person, revision):
            await people_desk.suspend(talk, person, revision)
        case ResumePerson(person, revision):
            await people_desk.resume(talk, person, revision)
        case DropAccount(person, revision, digest):
            await accounts_desk.drop(talk, person, revision, digest)
        case _ as never:
            assert_never(never)
