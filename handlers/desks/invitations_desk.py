"""Invitations: an admin makes a link, the invited person's tap uses it up, the admin may withdraw it.

Rules: the code has 128 bits, is shown once and stored as a hash; a wrong, a used and an expired one get the
same answer; a person has five tries an hour; a withdrawn invitation takes back what it gave.
Must not know: how a link looks on a platform.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from checklists.language import clean_line
from handlers.card import Card
from handlers.cards import desk_cards, people_cards
from handlers.desks import accounts_desk
from handlers.desks.codes import CODE_LENGTH, hash_of
from handlers.desks.units_desk import unit_label
from handlers.scenes import FindingContactUnit, NamingInvited, NoScene
from handlers.talk import Talk
from storage import audit, invitations, people, units
from storage.invitations import Invitation, InvitationKind
from storage.people import Grant, Identity, Role
from storage.units.finding import find_units

TRIES_AN_HOUR = 5
NAME_LIMIT = 80
UNITS_SHOWN = 24  # a phone's screen; the others are found by typing


async def show_people(talk: Talk) -> None:
    """Who is in the house, and whom to invite."""
    rows = tuple(
        (person.name, person.grants[0].role.value, person.office)
        for person in await people.everyone(talk.connection)
        if person.active and person.grants
    )
    talk.show(desk_cards.invite_roles(rows, language=talk.language))


async def choose_role(talk: Talk, role_text: str) -> None:
    """An admin invites somebody for this role; a contact needs his unit first."""
    role = _role(role_text)
    if role is None:
        talk.tell(desk_cards.lost_button(language=talk.language))
        return
    if role is Role.CONTACT:
        talk.state = replace(talk.state, scene=FindingContactUnit())
        await _offer_contact_units(talk)
        return
    await _ask_name(talk, role, unit_key=None)


async def choose_unit(talk: Talk, unit_key: str) -> None:
    """The unit for which somebody is to be invited; a contact, unless another role was chosen."""
    scene = talk.state.scene
    role = _role(scene.role) if isinstance(scene, FindingContactUnit) else None
    await _ask_name(talk, role or Role.CONTACT, unit_key=unit_key)


async def choose_unit_for(talk: Talk, role_text: str) -> None:
    """The one unit that the invited person's role is to be for."""
    role = _role(role_text)
    if role is None or role is Role.ADMIN:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    talk.state = replace(talk.state, scene=FindingContactUnit(role=role.value))
    await _offer_contact_units(talk)


async def show_pending(talk: Talk) -> None:
    """The invitations that wait, to be taken back."""
    waiting = [
        people_cards.PendingInvitation(each.id, each.name, each.role.value, talk.house.local(each.expires_at))
        for each in await invitations.pending(talk.connection, talk.at)
    ]
    talk.show(people_cards.invitations(waiting, language=talk.language))


async def _offer_contact_units(talk: Talk) -> None:
    every = await units.units_on(talk.connection, talk.at.date())
    choices = [
        desk_cards.UnitChoice(key=unit.key, label=unit.name, is_open=False)
        for unit in every
        if unit.parent is not None
    ]
    _show_units(talk, choices)


def _show_units(talk: Talk, choices: Sequence[desk_cards.UnitChoice]) -> None:
    scene = talk.state.scene
    role = scene.role if isinstance(scene, FindingContactUnit) else Role.CONTACT.value
    talk.show(desk_cards.invite_unit(choices[:UNITS_SHOWN], role=role, language=talk.language))


async def find_unit(talk: Talk, query: str) -> None:
    """The unit for which somebody is to be invited, as it is typed."""
    every = await units.units_on(talk.connection, talk.at.date())
    found = find_units(query, every, talk.at.date())
    choices = tuple(
        desk_cards.UnitChoice(key=unit.key, label=unit.name, is_open=False)
        for key in found.keys
        for unit in every
        if unit.key == key
    )
    if not choices:
        talk.say(desk_cards.no_unit(query, language=talk.language))
        return
    _show_units(talk, choices)


async def _ask_name(talk: Talk, role: Role, *, unit_key: str | None) -> None:
    talk.state = replace(talk.state, scene=NamingInvited(role=role.value, unit=unit_key))
    unit = await _unit_label(talk, unit_key)
    talk.show(desk_cards.invite_name(role.value, unit=unit, language=talk.language))


async def make(talk: Talk, scene: NamingInvited, text: str) -> None:
    """Make the invitation for `Họ tên, đơn vị`, and give the admin its link, once."""
    role = _role(scene.role)
    line = clean_line(text)
    name, _, office = (part.strip() for part in line.partition(","))
    if role is None or not name or len(line) > NAME_LIMIT:
        talk.say(desk_cards.invite_name_again(language=talk.language))
        return
    code = talk.house.token(CODE_LENGTH)
    invitation = Invitation(
        id=talk.house.token(12),
        code_hash=hash_of(code),
        role=role,
        unit=scene.unit,
        name=name,
        office=office,
        created_by=talk.person.id,
        expires_at=talk.at + talk.house.invitation_life,
    )
    await invitations.add(talk.connection, invitation)
    await _audit(talk, "invitation.made", invitation)
    talk.state = replace(talk.state, scene=NoScene())
    talk.say(
        desk_cards.invite_made(
            name=name,
            role=role.value,
            office=office,
            unit=await _unit_label(talk, invitation.unit),
            link=talk.house.deep_link(f"inv_{code}"),
            expires_at=talk.house.local(invitation.expires_at),
            invitation_id=invitation.id,
            language=talk.language,
        )
    )


async def open_link(talk: Talk, code: str) -> None:
    """Somebody opened an invitation's link: show whom it is for, or that it is not valid."""
    found = await _valid(talk, code)
    if found is None:
        talk.say(desk_cards.invitation_invalid(language=talk.language))
        return
    if found.kind is not InvitationKind.NEW:
        if talk.known is not None:
            talk.say(people_cards.account_in_use(language=talk.language))
            return
        talk.say(accounts_desk.offer(found, code, language=talk.language))
        return
    talk.say(
        desk_cards.invitation(
            role=found.role.value,
            office=found.office,
            unit=await _unit_label(talk, found.unit),
            name=found.name,
            code=code,
            language=talk.language,
        )
    )


async def accept(talk: Talk, code: str) -> None:
    """The invited person says that it is him: the invitation is used up and he has its role."""
    found = await _valid(talk, code)
    if found is not None and found.kind is not InvitationKind.NEW:
        await _take_account(talk, found)
        return
    person_id = talk.known.id if talk.known else talk.house.token(12)
    is_suspended = talk.known is not None and not talk.known.active
    if (
        found is None
        or is_suspended
        or not await invitations.use(talk.connection, found.id, by=person_id, at=talk.at)
    ):
        talk.tell(desk_cards.invitation_invalid(language=talk.language).text, alert=True)
        return
    grant = Grant(role=found.role, unit=found.unit)
    if talk.known is not None:
        await people.add_grant(talk.connection, person_id, grant, at=talk.at)
    else:
        await people.add_person(
            talk.connection,
            id=person_id,
            name=found.name,
            office=found.office,
            language=talk.house.language,
            identity=Identity(talk.sender.transport, talk.sender.id),
            grants=(grant,),
            at=talk.at,
        )
    await _audit(talk, "invitation.used", found, actor=person_id)
    talk.settle(desk_cards.invitation_accepted(found.role.value, name=found.name, language=talk.language))
    notice = desk_cards.invitation_used_notice(
        name=found.name,
        account=talk.sender.name,
        role=found.role.value,
        invitation_id=found.id,
        language=talk.house.language,
    )
    await _tell_admins(talk, found, notice)


async def _take_account(talk: Talk, found: Invitation) -> None:
    if not await accounts_desk.take(talk, found):
        talk.tell(desk_cards.invitation_invalid(language=talk.language).text, alert=True)
        return
    notice = accounts_desk.notice(found, talk.sender.name, language=talk.house.language)
    await _tell_admins(talk, found, notice)


async def decline(talk: Talk, code: str) -> None:
    """The person says that it is not him: the link stays for the right one, the admin is told."""
    found = await _valid(talk, code)
    talk.settle(desk_cards.invitation_declined(language=talk.language))
    if found is not None:
        notice = desk_cards.invitation_declined_notice(
            name=found.name, account=talk.sender.name, invitation_id=found.id, language=talk.house.language
        )
        await _tell_admins(talk, found, notice)


async def withdraw(talk: Talk, invitation_id: str) -> None:
    """An admin takes an invitation back, with the access that it gave, from the next update on."""
    found = await invitations.by_id(talk.connection, invitation_id)
    if found is None or not await invitations.withdraw(talk.connection, invitation_id, talk.at):
        talk.tell(desk_cards.invitation_already_withdrawn(language=talk.language), alert=True)
        return
    if found.used_by is not None and found.kind is not InvitationKind.NEW:
        talk.settle(Card(text=people_cards.link_used(language=talk.language)))
        return
    if found.used_by is not None:
        grant = Grant(role=found.role, unit=found.unit)
        await people.end_grant(talk.connection, found.used_by, grant, at=talk.at)
        await talk.send_to(
            found.used_by, Card(text=desk_cards.access_withdrawn(language=talk.house.language))
        )
    await _audit(talk, "invitation.withdrawn", found)
    talk.settle(Card(text=desk_cards.invitation_withdrawn(found.name, language=talk.language)))


async def _tell_admins(talk: Talk, found: Invitation, notice: Card) -> None:
    admins = {person.id for person in await people.people_with(talk.connection, Role.ADMIN)}
    for person_id in sorted({found.created_by} | admins):
        await talk.send_to(person_id, notice)


async def _valid(talk: Talk, code: str) -> Invitation | None:
    """The invitation, if the code is good and this person has tries left."""
    identity = Identity(talk.sender.transport, talk.sender.id)
    since = talk.at - timedelta(hours=1)
    if await invitations.tries(talk.connection, identity, since) >= TRIES_AN_HOUR:
        return None
    found = await invitations.by_hash(talk.connection, hash_of(code))
    if found is not None and found.used_at is None and not found.withdrawn_at and found.expires_at > talk.at:
        return found
    await invitations.note_try(talk.connection, identity, talk.at)
    return None


async def _unit_label(talk: Talk, unit_key: str | None) -> str:
    unit = await units.unit(talk.connection, unit_key, talk.at.date()) if unit_key else None
    return await unit_label(talk.connection, unit, talk.language) if unit else ""


def _role(text: str) -> Role | None:
    return next((role for role in Role if role.value == text), None)


async def _audit(talk: Talk, kind: str, found: Invitation, *, actor: str | None = None) -> None:
    await audit.append(
        talk.connection,
        at=talk.at,
        actor=actor or talk.person.id,
        kind=kind,
        object=found.id,
        payload={"role": found.role.value, "unit": found.unit},
    )
