"""After a long silence: admins are told, and whoever is inspecting is asked to send again what may be lost.

Rules: asked are the teams of open visits in which something happened not long before the silence, each person
once, in the visit touched last; nothing of a visit changes.
Must not know: how a silence is noticed.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.visit import Answer, Visit
from handlers.authorize import Subject, Verb, authorize
from handlers.cards import silence_cards
from handlers.cards.sight import Sight
from handlers.desks.units_desk import lineage_of
from handlers.house import House
from handlers.incoming import Incoming
from handlers.talk import Outbox, tell_person
from storage import checklists, people, visits
from storage.people import Person, Role

ACTIVE = timedelta(days=3)  # a visit untouched for so long before the silence is not being worked on


async def noticed(
    connection: AsyncConnection, outbox: Outbox, *, house: House, incoming: Incoming, since: datetime
) -> None:
    """Nothing has come in since then: say so."""
    hours = int((incoming.received_at - since) / timedelta(hours=1))
    asked = 0
    for person in await people.everyone(connection):
        visit = await _worked_on(connection, house, person, since)
        if visit is None:
            continue
        asked += 1
        checklist = await checklists.checklist(connection, visit.checklist_key, visit.checklist_version)
        here = Sight(checklist, visit, house.local(incoming.received_at))
        last = _last_answer(visit, person.id)
        card = silence_cards.for_inspector(here, last, hours=hours, language=person.language)
        await tell_person(connection, outbox, house=house, person_id=person.id, card=card)
    for admin in await people.people_with(connection, Role.ADMIN):
        card = silence_cards.for_admin(house.local(since), hours=hours, asked=asked, language=admin.language)
        await tell_person(connection, outbox, house=house, person_id=admin.id, card=card)


async def _worked_on(
    connection: AsyncConnection, house: House, person: Person, since: datetime
) -> Visit | None:
    """The person's open visit touched last, if he may still answer it and it was alive before the silence."""
    for visit_id in await visits.open_of(connection, person.id):
        visit = await visits.load(connection, visit_id, house.timezone)
        if visit is None or _last_touch(visit) < since - ACTIVE:
            continue
        lineage = await lineage_of(connection, visit.unit_key)
        if authorize(person, Verb.ANSWER, Subject(visit=visit, lineage=lineage)):
            return visit
    return None


def _last_touch(visit: Visit) -> datetime:
    return max((visit.started_at, *(answer.at for answer in visit.answers.values())))


def _last_answer(visit: Visit, person_id: str) -> Answer | None:
    own = [answer for answer in visit.answers.values() if answer.by == person_id]
    return max(own, key=lambda answer: answer.at, default=None)
