"""A person's accounts: a link moves him to a new phone or adds an account; an admin may take one away.

Rules: a link is one person's and works once; whoever belongs to another person cannot take it. When he moves,
his old accounts on that platform end with the same transaction; his visits, drafts and teams are his by his
id and stay. The old account, the admins and he are told.
Must not know: how a link looks on a platform.
"""

from datetime import timedelta

from handlers.card import Card
from handlers.cards import desk_cards, people_cards
from handlers.desks.codes import CODE_LENGTH, hash_of
from handlers.desks.people_desk import (
    audit_of,
    claimed,
    digest_of,
    facts_of,
    refuse,
    show_person,
)
from handlers.state import State, dump_state, load_state
from handlers.talk import Talk, lane_of, private_chat
from storage import conversations, invitations, people, visits
from storage.invitations import Invitation, InvitationKind
from storage.people import Identity, Person, Role

LINK_LIFE = timedelta(hours=24)


async def make_link(talk: Talk, person_id: str, kind_text: str) -> None:
    """Give the admin a link for another account of the person, once."""
    kind = next((each for each in InvitationKind if each.value == kind_text), InvitationKind.NEW)
    person = await people.person(talk.connection, person_id)
    if person is None or kind is InvitationKind.NEW:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    code = talk.house.token(CODE_LENGTH)
    made = Invitation(
        id=talk.house.token(12),
        code_hash=hash_of(code),
        role=person.grants[0].role if person.grants else Role.VIEWER,
        unit=None,
        name=person.name,
        office=person.office,
        created_by=talk.person.id,
        expires_at=talk.at + LINK_LIFE,
        kind=kind,
        person=person.id,
    )
    await invitations.add(talk.connection, made)
    await audit_of(talk, "account.offered", person.id, {"kind": kind.value})
    talk.say(
        people_cards.account_link(
            kind.value,
            person.name,
            talk.house.deep_link(f"inv_{code}"),
            talk.house.local(made.expires_at),
            invitation_id=made.id,
            language=talk.language,
        )
    )


def offer(found: Invitation, code: str, *, language: str) -> Card:
    """What who opens such a link is asked."""
    return people_cards.account_offer(found.kind.value, found.name, code, language=language)


async def take(talk: Talk, found: Invitation) -> bool:
    """The account belongs to the person from now on. False: it is another's, or the link is used up."""
    person = await people.person(talk.connection, found.person or "")
    is_anothers = talk.known is not None
    if person is None or not person.active or is_anothers:
        return False
    if not await invitations.use(talk.connection, found.id, by=person.id, at=talk.at):
        return False
    if found.kind is InvitationKind.MOVE:
        await _leave(talk, person)
    new = Identity(talk.sender.transport, talk.sender.id)
    await people.add_identity(talk.connection, person.id, new)
    await audit_of(talk, "account.taken", person.id, {"kind": found.kind.value})
    await _welcome(talk, person, found.kind.value)
    return True


async def _leave(talk: Talk, person: Person) -> None:
    """The old accounts on this platform are told and end; where the talk stood goes on in the new chat."""
    here = talk.sender.transport
    await talk.send_to(person.id, people_cards.account_moved(language=person.language), on=here)
    for each in await people.identities(talk.connection, person.id):
        if each.transport == here:
            await _end(talk, person, each)


async def _end(talk: Talk, person: Person, each: Identity) -> None:
    await people.end_identity(talk.connection, person.id, each, talk.at)
    stored = await conversations.load(talk.connection, person.id, f"{each.transport}:{each.external_id}")
    before = load_state(stored)
    if stored is not None:
        fresh = State(visit=before.visit, prompt=before.prompt)
        chat = lane_of(private_chat(talk.sender))
        await conversations.save(talk.connection, person.id, chat, dump_state(fresh), talk.at)


async def _welcome(talk: Talk, person: Person, kind: str) -> None:
    every = [
        await visits.load(talk.connection, each, talk.house.timezone)
        for each in await visits.open_of(talk.connection, person.id)
    ]
    going_on = [(visit.id, visit.code) for visit in every if visit is not None]
    talk.settle(people_cards.account_taken(kind, person.name, open_visits=going_on, language=person.language))


def notice(found: Invitation, account: str, *, language: str) -> Card:
    """What the admins are told of it."""
    return people_cards.account_notice(found.kind.value, found.name, account, language=language)


async def drop(talk: Talk, person_id: str, revision: str, digest: str) -> None:
    """Take one of several accounts from the person."""
    person = await claimed(talk, person_id, revision)
    if person is None:
        return
    every = await people.identities(talk.connection, person.id)
    gone = next((each for each in every if digest_of(each) == digest), None)
    if gone is None or len(every) < 2:  # noqa: PLR2004 - one stays
        await refuse(talk, person, people_cards.last_account(language=talk.language))
        return
    await people.end_identity(talk.connection, person.id, gone, talk.at)
    await audit_of(talk, "account.dropped", person.id, {"transport": gone.transport})
    facts = await facts_of(talk, person.id)
    if facts is not None:
        talk.show(people_cards.accounts(facts, language=talk.language))
        return
    await show_person(talk, person.id)
