"""Which checklist a visit is made with: the usual one for its purpose, or another that was chosen.

Rules: every checklist that is for the unit's kind can be taken; a button of a checklist means its newest
version, whenever it is pressed.
Must not know: how a visit begins.
"""

from checklists.choosing import ranked
from checklists.model import Checklist
from checklists.visit import Purpose
from handlers.authorize import Subject, Verb, authorize
from handlers.cards import checklist_cards
from handlers.desks.units_desk import last_visit, lineage_for, purposes_after, unit_label
from handlers.talk import Talk
from storage import checklists, units
from storage.units import Unit


async def chosen_checklist(talk: Talk, unit: Unit, purpose: Purpose, handle: str) -> Checklist | None:
    """The checklist that the handle stands for, or the usual one without a handle; none if there is none."""
    suitable = await checklists.suitable(talk.connection, unit.kind)
    if handle:
        return await _picked(talk, suitable, handle)
    return next(iter(ranked(suitable, purpose)), None)


async def offer_checklists(talk: Talk, unit_key: str) -> bool:
    """Show every checklist for the unit. False when there is no such unit for this person."""
    unit = await _unit_to_inspect(talk, unit_key)
    if unit is None:
        return False
    suitable = ranked(await checklists.suitable(talk.connection, unit.kind), Purpose.PLANNED)
    offered = [(await checklists.handle_of(talk.connection, each.key), each) for each in suitable]
    label = await unit_label(talk.connection, unit, talk.language)
    talk.show(checklist_cards.choose_checklist(label, offered, unit_key=unit_key, language=talk.language))
    return True


async def pick_checklist(talk: Talk, unit_key: str, handle: str) -> bool:
    """Ask for the kind of visit with that checklist. False when either is not to be had."""
    unit = await _unit_to_inspect(talk, unit_key)
    suitable = () if unit is None else await checklists.suitable(talk.connection, unit.kind)
    picked = await _picked(talk, suitable, handle)
    if unit is None or picked is None:
        return False
    card = checklist_cards.begin_with(
        await unit_label(talk.connection, unit, talk.language),
        picked,
        handle,
        unit_key=unit_key,
        purposes=purposes_after(await last_visit(talk, unit_key)),
        language=talk.language,
    )
    talk.show(card)
    return True


async def _picked(talk: Talk, suitable: tuple[Checklist, ...], handle: str) -> Checklist | None:
    key = await checklists.key_of(talk.connection, handle)
    return next((each for each in suitable if each.key == key), None)


async def _unit_to_inspect(talk: Talk, unit_key: str) -> Unit | None:
    unit = await units.unit(talk.connection, unit_key, talk.at.date())
    lineage = await lineage_for(talk, unit_key)
    may = authorize(talk.person, Verb.INSPECT, Subject(lineage=lineage))
    return unit if unit is not None and may and unit.is_in_force(talk.at.date()) else None
