"""The plan: how far the campaign has come, what is planned, and today's visits at seven in the morning.

Rules: a surprise visit is shown to its team alone until it is made; what was planned is dropped, never
deleted; the push falls due once a day and says what is true then.
Must not know: how a visit is planned step by step (`planning_desk`), how a draw is made (`draw_desk`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.planning import Campaign, Made, Planned, coverage, done, may_see
from handlers.authorize import Verb, authorize
from handlers.cards import desk_cards, plan_cards
from handlers.cards.plan_cards import CampaignView, KindCoverage, PlannedLine
from handlers.desks.units_desk import inspectable_units
from handlers.house import House
from handlers.incoming import FellDue, Incoming
from handlers.scenes import NoScene
from handlers.talk import Outbox, Talk, tell_person
from storage import audit, people, plans, units
from storage.due import Due, set_due
from storage.units import Unit

MORNING = time(7, 0)
DUE = "plan"


@dataclass(frozen=True, slots=True)
class Standing:
    """A campaign with what is planned in it, what was made, and which planned visits that makes good."""

    campaign: Campaign
    planned: tuple[Planned, ...]
    made: tuple[Made, ...]
    done: frozenset[str]


async def standing(connection: AsyncConnection, house: House, campaign: Campaign) -> Standing:
    """How the campaign stands."""
    planned = await plans.planned_in(connection, campaign.id)
    since = datetime.combine(campaign.starts_on, time(), house.timezone)
    until = datetime.combine(campaign.ends_on + timedelta(days=1), time(), house.timezone)
    made = await plans.made(connection, since, until, house.timezone)
    return Standing(campaign, planned, made, done(planned, made))


async def show(talk: Talk) -> None:
    """The campaign of today and what is planned, as far as this person may know."""
    talk.state = replace(talk.state, scene=NoScene())
    campaign = await plans.current_campaign(talk.connection, talk.at.date())
    may_plan = authorize(talk.person, Verb.PLAN)
    if campaign is None:
        talk.show(plan_cards.no_campaign(may_plan=may_plan, language=talk.language))
        return
    now = await standing(talk.connection, talk.house, campaign)
    names = await _names(talk.connection)
    waiting = [each for each in now.planned if each.id not in now.done]
    seen = [each for each in waiting if may_see(each, talk.person.id, is_done=False)]
    view = CampaignView(
        campaign=campaign,
        coverage=await _coverage(talk.connection, now, talk.at.date()),
        planned=tuple([await _line(talk.connection, each, names) for each in seen]),
        hidden=len(waiting) - len(seen),
        draws=tuple([each.id for each in await plans.unrevealed(talk.connection, campaign.id)]),
        today=talk.at.date(),
    )
    talk.show(plan_cards.campaign(view, may_plan=may_plan, language=talk.language))


async def _coverage(connection: AsyncConnection, now: Standing, today: date) -> tuple[KindCoverage, ...]:
    """For each kind of unit that is inspected, in the official order."""
    by_kind: dict[str, list[Unit]] = {}
    for unit in await inspectable_units(connection, today):
        by_kind.setdefault(unit.kind, []).append(unit)
    return tuple(_kind_coverage(kind, every, now.made) for kind, every in by_kind.items())


def _kind_coverage(kind: str, every: Iterable[Unit], made: Iterable[Made]) -> KindCoverage:
    names = {unit.key: unit.name for unit in every}
    found = coverage(names, made)
    missing = tuple(names[key] for key in found.missing)
    return KindCoverage(kind=kind, reached=len(found.reached), missing=missing)


async def _names(connection: AsyncConnection) -> Mapping[str, str]:
    return {person.id: person.name for person in await people.everyone(connection)}


async def _line(connection: AsyncConnection, planned: Planned, names: Mapping[str, str]) -> PlannedLine:
    unit = await units.unit(connection, planned.unit)
    return PlannedLine(
        planned=planned.id,
        unit_key=planned.unit,
        unit=unit.name if unit else planned.unit,
        on=planned.on,
        purpose=planned.purpose,
        team=tuple(names[person] for person in planned.team if person in names),
    )


async def keep(talk: Talk, new: Planned) -> None:
    """Keep a planned visit: its team is told on its morning, or at once if that is over."""
    await plans.add_planned(talk.connection, new, by=talk.person.id, at=talk.at)
    await audit.append(
        talk.connection,
        at=talk.at,
        actor=talk.person.id,
        kind="plan.added",
        object=new.id,
        payload={"unit": new.unit, "on": new.on.isoformat(), "purpose": new.purpose.value},
    )
    if new.on > talk.at.date() or talk.at.time() < MORNING:
        await remind_on(talk.connection, talk.house, new.on)
        return
    for person_id in new.team:
        await tell_today(talk.connection, talk.outbox, talk.house, person_id, (new,))


async def drop(talk: Talk, planned_id: str) -> None:
    """The planned visit will not take place; a surprise is dropped by whoever may know of it."""
    planned = await plans.planned(talk.connection, planned_id)
    if planned is None or not may_see(planned, talk.person.id, is_done=False):
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    await plans.drop_planned(talk.connection, planned_id, talk.at)
    await audit.append(
        talk.connection,
        at=talk.at,
        actor=talk.person.id,
        kind="plan.dropped",
        object=planned_id,
        payload={"unit": planned.unit, "on": planned.on.isoformat()},
    )
    talk.toast(plan_cards.dropped(language=talk.language).plain)
    await show(talk)


async def remind_on(connection: AsyncConnection, house: House, day: date) -> None:
    """Let that day's plan be told on its morning."""
    morning = datetime.combine(day, MORNING, house.timezone)
    await set_due(connection, Due(f"{DUE}:{day.isoformat()}", DUE, day.isoformat(), morning))


async def morning(
    connection: AsyncConnection, outbox: Outbox, house: House, incoming: Incoming, content: FellDue
) -> None:
    """Tell everybody who goes somewhere today where he goes; a day that has passed is told to nobody."""
    day = date.fromisoformat(content.subject)
    if day < house.local(incoming.received_at).date():
        return
    planned = await plans.planned_on(connection, day)
    for person_id in dict.fromkeys(person for each in planned for person in each.team):
        mine = tuple(each for each in planned if person_id in each.team)
        await tell_today(connection, outbox, house, person_id, mine)


async def tell_today(
    connection: AsyncConnection, outbox: Outbox, house: House, person_id: str, mine: Iterable[Planned]
) -> None:
    """Tell one person of visits of his today."""
    person = await people.person(connection, person_id)
    if not authorize(person, Verb.INSPECT) or person is None:
        return
    names = await _names(connection)
    lines = tuple([await _line(connection, each, names) for each in mine])
    card = plan_cards.today(lines, language=person.language)
    await tell_person(connection, outbox, house=house, person_id=person_id, card=card)
