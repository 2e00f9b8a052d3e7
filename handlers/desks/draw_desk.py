"""A fair draw of surprise visits: committed to in the channel, drawn in the same turn, revealed afterwards.

Rules: the commitment is posted before anybody knows the units; only the team is told them; the seed is
revealed when every visit that was drawn has been made or dropped, never before. Units that wait for a visit
are not drawn; those reached least often come first; findings at the last visit give more tickets.
Must not know: how tickets are computed (`checklists.draw`).
"""

from collections.abc import Mapping
from datetime import date

from checklists.draw import HEAVIEST, Lot, Lots, commitment, drawn, read_lots, written
from checklists.findings import failures
from checklists.planning import Campaign, Planned
from checklists.visit import Purpose
from handlers.cards import desk_cards, draw_cards
from handlers.desks import plan_desk
from handlers.desks.plan_desk import Standing
from handlers.desks.units_desk import inspectable_units
from handlers.posting import post_notice
from handlers.talk import Talk
from storage import checklists, plans, units, visits
from storage.plans import Draw

SEED_LENGTH = 43  # 43 of 62 characters carry 256 bits


async def draw(talk: Talk, campaign: Campaign, *, many: int, on: date, team: tuple[str, ...]) -> None:
    """Commit, draw, plan what was drawn, and tell its team."""
    now = await plan_desk.standing(talk.connection, talk.house, campaign)
    lots = await _lots(talk, now, many)
    if not lots.lots:
        talk.tell(draw_cards.nothing_to_draw(language=talk.language), alert=True)
        return
    seed = talk.house.token(SEED_LENGTH)
    new = Draw(
        id=talk.house.token(12),
        code=await plans.next_draw_code(talk.connection, talk.at.strftime("%y%m")),
        campaign=campaign.id,
        seed=seed,
        lots=written(lots),
        commitment=commitment(seed, lots),
        by=talk.person.id,
        at=talk.at,
    )
    await plans.add_draw(talk.connection, new)
    notice = draw_cards.committed(new, lots, await _names(talk, lots), language=talk.house.language)
    await post_notice(talk.connection, talk.outbox, house=talk.house, card=notice, key=f"draw:{new.id}")
    for unit in drawn(seed, lots):
        planned = Planned(talk.house.token(12), campaign.id, unit, on, Purpose.SURPRISE, team, new.id)
        await plan_desk.keep(talk, planned)
    talk.toast(draw_cards.done(language=talk.language).plain)
    await plan_desk.show(talk)


async def _lots(talk: Talk, now: Standing, many: int) -> Lots:
    waiting = {each.unit for each in now.planned if each.id not in now.done}
    every = await inspectable_units(talk.connection, talk.at.date())
    lots = [
        Lot(unit.key, await _weight(talk, unit.key), sum(each.unit == unit.key for each in now.made))
        for unit in every
        if unit.key not in waiting
    ]
    return Lots(tuple(lots), many)


async def _weight(talk: Talk, unit_key: str) -> int:
    """One ticket, and one more for each finding at the last visit."""
    last = await visits.last_submitted(talk.connection, unit_key, talk.at)
    visit = await visits.load(talk.connection, last, talk.house.timezone) if last else None
    if visit is None:
        return 1
    checklist = await checklists.checklist(talk.connection, visit.checklist_key, visit.checklist_version)
    return min(HEAVIEST, 1 + len(failures(checklist, visit)))


async def reveal(talk: Talk, draw_id: str) -> None:
    """Publish the seed, once nothing that was drawn is still secret."""
    campaign = await plans.current_campaign(talk.connection, talk.at.date())
    if campaign is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    now = await plan_desk.standing(talk.connection, talk.house, campaign)
    of_draw = [each for each in now.planned if each.draw == draw_id]
    if any(each.id not in now.done for each in of_draw):
        talk.tell(draw_cards.too_early(language=talk.language), alert=True)
        return
    revealed = await plans.reveal(talk.connection, draw_id, talk.at)
    if revealed is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    lots = read_lots(revealed.lots)
    if lots is None:
        raise AssertionError(f"the lots of {revealed.code} cannot be read")
    names = await _names(talk, lots)
    result = tuple(names[unit] for unit in drawn(revealed.seed, lots))
    notice = draw_cards.revealed(revealed, result, language=talk.house.language)
    await post_notice(
        talk.connection, talk.outbox, house=talk.house, card=notice, key=f"reveal:{revealed.id}"
    )
    talk.toast(draw_cards.is_revealed(language=talk.language).plain)
    await plan_desk.show(talk)


async def _names(talk: Talk, lots: Lots) -> Mapping[str, str]:
    found = {lot.unit: await units.unit(talk.connection, lot.unit) for lot in lots.lots}
    return {key: unit.name if unit else key for key, unit in found.items()}
