"""The people of the house: who there is, what may be changed of one, and telling him.

Rules: a change is made on the person as he was shown: if another admin was quicker, nothing is done and the
person is shown anew. The last admin stays one. What changes is told to the person, and holds from his next
update on.
Must not know: what a role allows, how accounts are moved.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from checklists.language import clean_line, fold, person_sort_key
from checklists.values import Plain
from handlers.card import Card
from handlers.cards import desk_cards, people_cards
from handlers.cards.people_cards import Account, PersonFacts, PersonLine
from handlers.desks.register_desk import line_of
from handlers.desks.units_desk import unit_label
from handlers.rich import Rich
from handlers.scenes import BrowsingPeople, NamingPerson, ScopingPerson
from handlers.talk import Talk
from handlers.words import CATALOGS
from storage import audit, people, units, visits
from storage.people import Grant, Identity, Person, Role
from storage.units.finding import find_units

A_PAGE = 20
FOUND_MOST = 8
NAME_MOST = 80
ASKED = frozenset({"roles", "scope", "name", "language", "accounts"})


def digest_of(identity: Identity) -> str:
    """How a button names an account."""
    return hashlib.sha256(f"{identity.transport}:{identity.external_id}".encode()).hexdigest()[:12]


async def show_people(talk: Talk, page_text: str) -> None:
    """A page of the people; a text typed now is searched for."""
    every = sorted(
        await people.everyone(talk.connection, suspended=True), key=lambda each: person_sort_key(each.name)
    )
    pages = max(1, -(-len(every) // A_PAGE))
    page = min(int(page_text) if page_text.isdecimal() else 0, pages - 1)
    talk.state = replace(talk.state, scene=BrowsingPeople())
    shown = _lines(every[page * A_PAGE : (page + 1) * A_PAGE])
    talk.show(people_cards.people(shown, page=page, pages=pages, language=talk.language))


def _lines(found: Sequence[Person]) -> list[PersonLine]:
    return [PersonLine(each.id, each.name, is_suspended=not each.active) for each in found]


async def search(talk: Talk, query: str) -> bool:
    """Show the person a text means, or all whom it may mean. False when it means nobody."""
    wanted = fold(clean_line(query))
    every = await people.everyone(talk.connection, suspended=True)
    found = [each for each in every if wanted and wanted in fold(f"{each.name} {each.office}")]
    if len(found) == 1:
        await show_person(talk, found[0].id)
    elif found:
        shown = _lines(found[:A_PAGE])
        talk.show(people_cards.found(query, shown, language=talk.language))
    return bool(found)


async def show_person(talk: Talk, person_id: str) -> None:
    """All that is known of a person, and what may be changed."""
    facts = await facts_of(talk, person_id)
    if facts is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    talk.state = replace(talk.state, scene=BrowsingPeople())
    talk.show(people_cards.person(facts, language=talk.language))


async def facts_of(talk: Talk, person_id: str) -> PersonFacts | None:
    """What is known of the person, in words; none when there is no such person."""
    person = await people.person(talk.connection, person_id)
    if person is None:
        return None
    since = await people.suspended_since(talk.connection, person.id) if not person.active else None
    open_visits = [
        visit.code
        for visit_id in await visits.open_of(talk.connection, person.id)
        if (visit := await visits.load(talk.connection, visit_id, talk.house.timezone)) is not None
    ]
    return PersonFacts(
        id=person.id,
        revision=person.revision,
        name=person.name,
        office=person.office,
        language=person.language,
        roles=await told_roles(talk, person, talk.language),
        accounts=[
            Account(f"{each.transport.capitalize()} …{each.external_id[-4:]}", digest_of(each))
            for each in await people.identities(talk.connection, person.id)
        ],
        open_visits=open_visits,
        suspended_since=talk.house.local(since) if since else None,
    )


async def told_roles(talk: Talk, person: Person, language: str) -> list[tuple[str, str]]:
    """The roles with the names of the units that they are for."""
    told = []
    for grant in person.grants:
        unit = await units.unit(talk.connection, grant.unit, talk.at.date()) if grant.unit else None
        named = await unit_label(talk.connection, unit, language) if unit else (grant.unit or "")
        told.append((grant.role.value, named))
    return told


async def ask(talk: Talk, person_id: str, what: str) -> None:
    """An admin wants to change something of a person: ask for it."""
    facts = await facts_of(talk, person_id)
    if facts is None or what not in ASKED:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    match what:
        case "roles":
            card = people_cards.roles(facts, language=talk.language)
        case "scope":
            talk.state = replace(talk.state, scene=ScopingPerson(facts.id))
            card = people_cards.scope(facts, (), language=talk.language)
        case "name":
            talk.state = replace(talk.state, scene=NamingPerson(facts.id, facts.revision))
            card = people_cards.ask_name(facts, language=talk.language)
        case "language":
            card = people_cards.languages(facts, language=talk.language)
        case _:
            card = people_cards.accounts(facts, language=talk.language)
    talk.show(card)


async def find_scope(talk: Talk, scene: ScopingPerson, query: str) -> None:
    """The unit that a person's roles are to be for, as it is typed."""
    facts = await facts_of(talk, scene.person)
    every = await units.units_on(talk.connection, talk.at.date())
    by_key = {unit.key: unit for unit in every}
    found = find_units(query, every, talk.at.date())
    if facts is None or not found.keys:
        talk.say(desk_cards.no_unit(query, language=talk.language))
        return
    lines = [await line_of(talk, by_key[key], by_key) for key in found.keys[:FOUND_MOST]]
    talk.show(people_cards.scope(facts, lines, language=talk.language))


async def claimed(talk: Talk, person_id: str, revision_text: str) -> Person | None:
    """The person, for this admin to change now; none, and told so, when another was quicker."""
    await people.lock_admins(talk.connection)
    revision = int(revision_text) if revision_text.isdecimal() else -1
    if await people.person(talk.connection, person_id) is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return None
    if not await people.claim(talk.connection, person_id, revision):
        talk.tell(people_cards.stale(language=talk.language), alert=True)
        await show_person(talk, person_id)
        return None
    return await people.person(talk.connection, person_id)


async def refuse(talk: Talk, person: Person, words: Rich) -> None:
    """Say why nothing was changed; the person is shown as he is."""
    talk.tell(words, alert=True)
    await show_person(talk, person.id)


async def would_leave_no_admin(talk: Talk, person: Person) -> bool:
    """Whether nobody would be left to administrate, were it not for this person."""
    others = await people.people_with(talk.connection, Role.ADMIN)
    return Grant(Role.ADMIN) in person.grants and not any(
        each.id != person.id and Grant(Role.ADMIN) in each.grants for each in others
    )


async def toggle_role(talk: Talk, person_id: str, revision: str, role_text: str) -> None:
    """Give the person a role for the units that he has now, or take it away."""
    role = next((each for each in Role if each.value == role_text), None)
    person = await claimed(talk, person_id, revision) if role else None
    if role is None or person is None:
        return
    held = [grant for grant in person.grants if grant.role is role]
    scope = next((grant.unit for grant in person.grants if grant.unit), None)
    if held and len(person.grants) == len(held):
        await refuse(talk, person, people_cards.last_role(language=talk.language))
        return
    if held and role is Role.ADMIN and person.active and await would_leave_no_admin(talk, person):
        await refuse(talk, person, people_cards.last_admin(language=talk.language))
        return
    if not held and role is Role.CONTACT and scope is None:
        await refuse(talk, person, people_cards.contact_needs_unit(language=talk.language))
        return
    for grant in held:
        await people.end_grant(talk.connection, person.id, grant, at=talk.at)
    if not held:
        given = Grant(role, None if role is Role.ADMIN else scope)
        await people.add_grant(talk.connection, person.id, given, at=talk.at)
    await _tell_roles(talk, person, "person.roles")
    await ask(talk, person.id, "roles")


async def set_scope(talk: Talk, person_id: str, revision: str, unit_key: str) -> None:
    """The person's roles are for that unit and what is under it; for an empty one, everywhere."""
    unit = await units.unit(talk.connection, unit_key) if unit_key else None
    person = await claimed(talk, person_id, revision) if unit or not unit_key else None
    if person is None:
        return
    scoped = [grant for grant in person.grants if grant.role is not Role.ADMIN]
    if not unit_key and any(grant.role is Role.CONTACT for grant in scoped):
        await refuse(talk, person, people_cards.contact_needs_unit(language=talk.language))
        return
    for grant in scoped:
        await people.end_grant(talk.connection, person.id, grant, at=talk.at)
        given = Grant(grant.role, unit_key or None)
        await people.add_grant(talk.connection, person.id, given, at=talk.at)
    await _tell_roles(talk, person, "person.scope")
    await show_person(talk, person.id)


async def _tell_roles(talk: Talk, before: Person, kind: str) -> None:
    """Keep the change in the chain, and tell the person what he may do now."""
    now = await people.person(talk.connection, before.id)
    if now is None or now.grants == before.grants:
        return
    told: list[Plain] = [f"{grant.role.value}:{grant.unit or ''}" for grant in now.grants]
    await audit_of(talk, kind, now.id, {"grants": told})
    roles = await told_roles(talk, now, now.language)
    await _tell(talk, now, people_cards.told_roles(roles, language=now.language))


async def _tell(talk: Talk, person: Person, card: Card) -> None:
    """Tell the person, unless it was himself who did it."""
    if person.id != talk.person.id:
        await talk.send_to(person.id, card)


async def rename(talk: Talk, scene: NamingPerson, line_text: str) -> None:
    """`Họ tên, cơ quan` of a person."""
    line = clean_line(line_text)
    name, _, office = (part.strip() for part in line.partition(","))
    if not name or len(line) > NAME_MOST:
        talk.say(desk_cards.invite_name_again(language=talk.language))
        return
    person = await claimed(talk, scene.person, str(scene.revision))
    if person is None:
        return
    await people.set_name(talk.connection, person.id, name, office)
    await audit_of(talk, "person.named", person.id, {})
    told = people_cards.told("name", language=person.language, name=name, office=office or "–")
    await _tell(talk, person, told)
    await show_person(talk, person.id)


async def speak_to(talk: Talk, person_id: str, revision: str, language: str) -> None:
    """The language in which the person is spoken to."""
    person = await claimed(talk, person_id, revision) if language in CATALOGS else None
    if person is None:
        return
    await people.set_language(talk.connection, person.id, language)
    await audit_of(talk, "person.language", person.id, {"language": language})
    if person.id == talk.person.id:
        talk.language = language
    await _tell(talk, person, Card(desk_cards.language_set(language=language)))
    await show_person(talk, person.id)


async def suspend(talk: Talk, person_id: str, revision: str) -> None:
    """Stop the person from acting, from his next update on; everything he has stays."""
    person = await claimed(talk, person_id, revision)
    if person is None:
        return
    if person.id == talk.person.id:
        is_last = await would_leave_no_admin(talk, person)
        words = people_cards.last_admin if is_last else people_cards.not_oneself
        await refuse(talk, person, words(language=talk.language))
        return
    await people.suspend(talk.connection, person.id, talk.at)
    await audit_of(talk, "person.suspended", person.id, {})
    await _tell(talk, person, people_cards.told("suspended", language=person.language))
    await show_person(talk, person.id)


async def resume(talk: Talk, person_id: str, revision: str) -> None:
    """Let the person act again."""
    person = await claimed(talk, person_id, revision)
    if person is None:
        return
    await people.resume(talk.connection, person.id)
    await audit_of(talk, "person.resumed", person.id, {})
    await _tell(talk, person, people_cards.told("resumed", language=person.language))
    await show_person(talk, person.id)


async def audit_of(talk: Talk, kind: str, person_id: str, payload: dict[str, Plain]) -> None:
    """A row of the chain about a person, by the one who acts."""
    actor = talk.known.id if talk.known else person_id
    await audit.append(talk.connection, at=talk.at, actor=actor, kind=kind, object=person_id, payload=payload)
