"""What is said about inviting people: to the admin who invites, to the person invited.

Rules: names come from the admin and accounts from strangers, so both are quoted; a link is shown
once, to the admin.
Must not know: how an invitation is kept or checked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from checklists.language import format_date, format_time
from handlers.actions.inviting import (
    AcceptInvitation,
    DeclineInvitation,
    InviteRole,
    InviteUnit,
    WithdrawInvitation,
)
from handlers.actions.staffing import InviteWithin, ListInvitations, ListPeople
from handlers.actions.visiting import FindUnit
from handlers.card import Card
from handlers.cards.layout import arranged, blocks, in_rows, quoted, tap
from handlers.outgoing import Button
from handlers.rich import Rich, lines
from handlers.words import say, text

PEOPLE_SHOWN: Final = 30
NAME_LIMIT: Final = 80
INVITED_ROLES: Final = ("inspector", "supervisor", "contact", "viewer", "admin")
CONTACT: Final = "contact"
SCOPED: Final = frozenset({"inspector", "supervisor", "viewer"})
INSPECTING: Final = frozenset({"inspector", "supervisor", "admin"})


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit to choose; `is_open`: it is being inspected now."""

    key: str
    label: str
    is_open: bool = False


def invite_roles(
    people: Sequence[tuple[str, str, str]], *, roles: Sequence[str] = INVITED_ROLES, language: str
) -> Card:
    """Who is there (name, role's name in the database, office), and a button for each role."""
    told = tuple(_person(name, role, office, language) for name, role, office in people[:PEOPLE_SHOWN])
    rest = len(people) - len(told)
    more = say("invite.more", language, n=rest) if rest > 0 else Rich()
    known = lines((say("invite.head", language), *told, more))
    buttons = (
        tap(text("button.invite", language, role=_role(role, language)), InviteRole(role)) for role in roles
    )
    keeping = (
        (tap(text("button.people", language), ListPeople("0")),),
        (tap(text("button.pending", language), ListInvitations()),),
    )
    return Card(blocks(known, say("invite.ask_role", language)), (*in_rows(buttons, 1), *keeping))


def invite_unit(units: Sequence[UnitChoice], *, role: str, language: str) -> Card:
    """The admin chooses the unit whose contact, or for which somebody else, is to be invited."""
    key = "invite.ask_unit" if role == CONTACT else "invite.ask_scope"
    words = say(key, language, role=_role(role, language))
    return Card(words, arranged(tap(unit.label, InviteUnit(unit.key)) for unit in units))


def invite_name(role: str, *, unit: str, language: str) -> Card:
    """The admin types whom to invite; unless the role is for one unit already, it may be made so."""
    words = lines(
        (
            say("invite.ask_name", language, role=_role(role, language)),
            say("invite.unit", language, unit=unit) if unit else Rich(),
        )
    )
    within = tap(text("button.one_unit", language), InviteWithin(role))
    return Card(words, ((within,),) if role in SCOPED and not unit else ())


def invite_name_again(*, language: str) -> Rich:
    """No name could be read."""
    return say("invite.name_again", language)


def invite_made(
    *,
    name: str,
    role: str,
    office: str,
    unit: str,
    link: str,
    expires_at: datetime,
    invitation_id: str,
    language: str,
) -> Card:
    """The invitation with its link; `expires_at` is local."""
    key = "invite.made_office" if office else "invite.made"
    words = lines(
        (
            say(key, language, name=_name(name), role=_role(role, language), office=_name(office)),
            say("invite.unit", language, unit=unit) if unit else Rich(),
            say("invite.link", language, link=link),
            say(
                "invite.expires",
                language,
                time=format_time(expires_at.time()),
                date=format_date(expires_at.date()),
            ),
        )
    )
    copy = Button(text("button.copy_link", language), copy=link)
    return Card(words, ((copy, _withdraw(invitation_id, language)),))


def invitation(*, role: str, office: str, unit: str, name: str, code: str, language: str) -> Card:
    """What the invited person sees: as what, by whom it is meant, and two answers."""
    key = "invite.shown_office" if office else "invite.shown"
    house = text("house.name", language)
    words = lines(
        (
            say(key, language, role=_role(role, language), house=house, office=_name(office)),
            say("invite.unit", language, unit=unit) if unit else Rich(),
            say("invite.shown_for", language, name=_name(name)),
        )
    )
    yes = tap(text("button.it_is_me", language), AcceptInvitation(code), "success")
    no = tap(text("button.it_is_not_me", language), DeclineInvitation(code))
    return Card(words, ((yes, no),))


def invitation_invalid(*, language: str) -> Card:
    """Used, withdrawn, expired, or never made: the same words."""
    return Card(say("invite.invalid", language))


def invitation_accepted(role: str, *, name: str, language: str) -> Card:
    """The person is one of us now."""
    inspects = role in INSPECTING
    words = lines(
        (
            say("desk.greeting", language, name=_name(name), house=text("house.name", language)),
            say("invite.accepted", language, role=_role(role, language)),
            say("desk.start_inspecting" if inspects else "desk.start_watching", language),
        )
    )
    return Card(words, ((tap(text("button.begin", language), FindUnit()),),) if inspects else ())


def invitation_declined(*, language: str) -> Card:
    """It is not for this person."""
    return Card(say("invite.declined", language))


def invitation_used_notice(*, name: str, account: str, role: str, invitation_id: str, language: str) -> Card:
    """To the admins: by which account it was accepted, and how to take it back."""
    words = lines(
        (
            say(
                "invite.used",
                language,
                name=_name(name),
                account=_name(account),
                role=_role(role, language),
            ),
            say("invite.used_check", language),
        )
    )
    return Card(words, ((_withdraw(invitation_id, language),),))


def invitation_declined_notice(*, name: str, account: str, invitation_id: str, language: str) -> Card:
    """To the admins: by which account it was refused."""
    words = lines(
        (
            say("invite.refused", language, name=_name(name), account=_name(account)),
            say("invite.refused_check", language),
        )
    )
    return Card(words, ((_withdraw(invitation_id, language),),))


def invitation_withdrawn(name: str, *, language: str) -> Rich:
    """The invitation and what it gave are gone."""
    return say("invite.withdrawn", language, name=_name(name))


def invitation_already_withdrawn(*, language: str) -> Rich:
    """There is nothing left to withdraw."""
    return say("invite.already_withdrawn", language)


def access_withdrawn(*, language: str) -> Rich:
    """To the person whose access is gone."""
    return say("invite.access_withdrawn", language)


def _role(role: str, language: str) -> str:
    return text(f"role.{role}", language)


def _name(name: str) -> str:
    return quoted(name, NAME_LIMIT)


def _person(name: str, role: str, office: str, language: str) -> Rich:
    key = "invite.person_office" if office else "invite.person"
    return say(key, language, name=_name(name), role=_role(role, language), office=_name(office))


def _withdraw(invitation_id: str, language: str) -> Button:
    return tap(text("button.withdraw", language), WithdrawInvitation(invitation_id), "danger")
