"""Planning a visit, or a draw, step by step: the unit or how many, the day, the purpose, the team.

Rules: what has been chosen so far is kept in the scene, so a button of a planning that is over says so; what
can be told is offered (units not reached yet, the next days); the last step shows all of it.
Must not know: how a campaign stands, how a draw is made.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from checklists.language import Slip, find_names, parse_date
from checklists.planning import Planned
from checklists.visit import Purpose
from handlers.authorize import Verb, authorize
from handlers.cards import desk_cards, planning_cards
from handlers.cards.planning_cards import Draft
from handlers.desks import draw_desk, plan_desk
from handlers.desks.units_desk import inspectable_units, names_of
from handlers.scenes import PlanningVisit
from handlers.talk import Talk
from storage import people, plans, units
from storage.people import Person
from storage.units import Unit

UNITS_SHOWN = 16
DAYS_SHOWN = 6
DRAWN_MOST = 9


async def begin(talk: Talk) -> None:
    """Ask for the unit."""
    campaign = await plans.current_campaign(talk.connection, talk.at.date())
    if campaign is None:
        await plan_desk.show(talk)
        return
    talk.state = replace(talk.state, scene=PlanningVisit())
    now = await plan_desk.standing(talk.connection, talk.house, campaign)
    settled = {each.unit for each in now.made} | {each.unit for each in now.planned}
    every = await inspectable_units(talk.connection, talk.at.date())
    first = sorted(every, key=lambda unit: unit.key in settled)
    _offer_units(talk, first[:UNITS_SHOWN], query=None)


async def begin_draw(talk: Talk) -> None:
    """Ask how many."""
    if await plans.current_campaign(talk.connection, talk.at.date()) is None:
        await plan_desk.show(talk)
        return
    talk.state = replace(talk.state, scene=PlanningVisit(purpose=Purpose.SURPRISE.value, many=1))
    talk.show(planning_cards.how_many(DRAWN_MOST, language=talk.language))


def _offer_units(talk: Talk, found: Sequence[Unit], *, query: str | None) -> None:
    choices = tuple((unit.key, unit.name) for unit in found)
    talk.show(planning_cards.choose_unit(choices, query=query, language=talk.language))


async def typed(talk: Talk, text: str) -> None:
    """A text: the unit's name as long as there is none, then the day."""
    scene = talk.state.scene
    if isinstance(scene, PlanningVisit) and scene.on is None and (scene.unit or scene.many):
        await _type_day(talk, text)
        return
    every = await inspectable_units(talk.connection, talk.at.date())
    found = find_names(text, names_of(every))
    if found.certain is not None:
        await choose_unit(talk, found.certain)
        return
    by_key = {unit.key: unit for unit in every}
    _offer_units(talk, [by_key[key] for key in found.keys][:UNITS_SHOWN], query=text)


async def choose_many(talk: Talk, many: str) -> None:
    """So many are drawn."""
    scene = _scene(talk)
    if scene is None or not scene.many or not (many.isdecimal() and 0 < int(many) <= DRAWN_MOST):
        return _over(talk)
    talk.state = replace(talk.state, scene=replace(scene, many=int(many)))
    return await _ask_next(talk)


async def choose_unit(talk: Talk, unit_key: str) -> None:
    """This unit is visited."""
    scene = _scene(talk)
    if scene is None or scene.many or await units.unit(talk.connection, unit_key) is None:
        return _over(talk)
    talk.state = replace(talk.state, scene=replace(scene, unit=unit_key))
    return await _ask_next(talk)


async def choose_day(talk: Talk, day: str) -> None:
    """On the day of a button."""
    scene = _scene(talk)
    try:
        on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return _over(talk)
    if scene is None or on < talk.at.date():
        return _over(talk)
    talk.state = replace(talk.state, scene=replace(scene, on=on))
    return await _ask_next(talk)


async def _type_day(talk: Talk, text: str) -> None:
    read = parse_date(text, talk.at.date(), past=False)
    if isinstance(read, Slip) or read < talk.at.date():
        talk.tell(planning_cards.day_again(language=talk.language))
        return
    await choose_day(talk, read.strftime("%Y%m%d"))


async def choose_purpose(talk: Talk, purpose: str) -> None:
    """For this purpose; a draw is for surprises alone."""
    scene = _scene(talk)
    if scene is None or scene.many or purpose not in {each.value for each in Purpose}:
        return _over(talk)
    talk.state = replace(talk.state, scene=replace(scene, purpose=purpose))
    return await _ask_next(talk)


async def toggle_member(talk: Talk, person_id: str) -> None:
    """With this person, or without."""
    scene = _scene(talk)
    if scene is None or person_id not in {person.id for person in await _inspectors(talk)}:
        return _over(talk)
    kept = tuple(each for each in scene.team if each != person_id)
    team = kept if person_id in scene.team else (*kept, person_id)
    talk.state = replace(talk.state, scene=replace(scene, team=team))
    return await _ask_next(talk)


async def save(talk: Talk) -> None:
    """That is all: keep it, or draw."""
    scene = _scene(talk)
    campaign = await plans.current_campaign(talk.connection, talk.at.date())
    if scene is None or campaign is None or scene.on is None or not scene.team or scene.purpose is None:
        return _over(talk)
    if not campaign.starts_on <= scene.on <= campaign.ends_on:
        return talk.tell(planning_cards.outside(campaign, language=talk.language), alert=True)
    if scene.many:
        return await draw_desk.draw(talk, campaign, many=scene.many, on=scene.on, team=scene.team)
    if scene.unit is None:
        return _over(talk)
    new = Planned(
        id=talk.house.token(12),
        campaign=campaign.id,
        unit=scene.unit,
        on=scene.on,
        purpose=Purpose(scene.purpose),
        team=scene.team,
    )
    await plan_desk.keep(talk, new)
    talk.toast(planning_cards.kept(language=talk.language).plain)
    return await plan_desk.show(talk)


def _scene(talk: Talk) -> PlanningVisit | None:
    scene = talk.state.scene
    return scene if isinstance(scene, PlanningVisit) else None


def _over(talk: Talk) -> None:
    talk.tell(desk_cards.lost_button(language=talk.language), alert=True)


async def _inspectors(talk: Talk) -> tuple[Person, ...]:
    return tuple(each for each in await people.everyone(talk.connection) if authorize(each, Verb.INSPECT))


async def _ask_next(talk: Talk) -> None:
    """The first thing that is still open; at the end the team, which may be changed until it is kept."""
    scene = _scene(talk)
    if scene is None:
        return
    unit = await units.unit(talk.connection, scene.unit) if scene.unit else None
    purpose = Purpose(scene.purpose) if scene.purpose else None
    draft = Draft(unit=unit.name if unit else "", many=scene.many, on=scene.on, purpose=purpose)
    if scene.on is None:
        days = tuple(talk.at.date() + timedelta(days=shift) for shift in range(DAYS_SHOWN))
        talk.show(planning_cards.choose_day(draft, days, language=talk.language))
    elif purpose is None:
        talk.show(planning_cards.choose_purpose(draft, language=talk.language))
    else:
        team = tuple((each.id, each.name, each.id in scene.team) for each in await _inspectors(talk))
        talk.show(planning_cards.choose_team(draft, team, language=talk.language))
