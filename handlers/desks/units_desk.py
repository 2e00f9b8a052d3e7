"""Finding the unit to be inspected, as people type it.

Rules: a search never picks silently between two; only units of a kind that has a checklist are offered.
Must not know: how folding works (`checklists.language`), visits beyond which unit was recent.
"""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.choosing import ranked
from checklists.findings import failures
from checklists.model import Label
from checklists.progress import tally
from checklists.visit import VISIT_PURPOSES, Purpose
from handlers.authorize import Subject, Verb, authorize
from handlers.card import Card
from handlers.cards import desk_cards
from handlers.cards.desk_cards import LastVisit, UnitChoice
from handlers.scenes import FindingUnit
from handlers.talk import Talk
from storage import checklists, units, visits
from storage.trials import TRIAL_UNIT
from storage.units import Unit
from storage.units.finding import find_units

SHOWN = 8  # what fits on a phone without scrolling


async def lineage_of(connection: AsyncConnection, unit_key: str) -> tuple[str, ...]:
    """The unit's key and the keys above it."""
    lineage: list[str] = []
    key: str | None = unit_key
    while key is not None and key not in lineage:
        lineage.append(key)
        key = await units.parent_of(connection, key)
    return tuple(lineage)


async def lineage_for(talk: Talk, unit_key: str) -> tuple[str, ...]:
    """The lineage, where this person's rights depend on it; empty for one whose roles hold everywhere."""
    if unit_key == TRIAL_UNIT or all(grant.unit is None for grant in talk.person.grants):
        return ()
    return await lineage_of(talk.connection, unit_key)


async def unit_label(connection: AsyncConnection, unit: Unit, language: str) -> str:
    """The unit's name with its kind, as it is printed: `phường Mộ Lao`."""
    kind = (await units.kinds(connection)).get(unit.kind)
    if kind is None or _begins_with_kind(unit.name, kind.label):
        return unit.name
    if language == "vi":
        return unit.display_name or f"{kind.label.vi} {unit.name}"
    return f"{unit.name} {kind.label.en}"


def _begins_with_kind(name: str, label: Label) -> bool:
    """Whether the name says by itself what it is: `Phòng Tư pháp` is no `phòng chuyên môn Phòng Tư pháp`."""
    return (
        name.casefold().split()[:1] == label.vi.casefold().split()[:1]
    )  # marks count: Phương Liệt is a name


async def offer_units(talk: Talk) -> None:
    """Ask which unit; the recent ones first."""
    every = await _inspectable(talk)
    recent = await visits.recent_units(talk.connection, talk.person.id, SHOWN)
    ranked = sorted(every, key=lambda unit: recent.index(unit.key) if unit.key in recent else len(recent))
    talk.state = replace(talk.state, scene=FindingUnit())
    await _choices(talk, tuple(ranked), query=None)


async def search_unit(talk: Talk, query: str) -> bool:
    """Show what the query finds; go on at once when it is certain. False when it finds nothing."""
    every = await _inspectable(talk)
    found = find_units(query, every, talk.at.date())
    by_key = {unit.key: unit for unit in every}
    if found.certain is not None:
        await offer_purposes(talk, found.certain)
        return True
    if not found.keys:
        return False
    await _choices(talk, tuple(by_key[key] for key in found.keys), query=query)
    return True


async def offer_purposes(talk: Talk, unit_key: str) -> bool:
    """Ask for the kind of visit, with how the last one ended.

    False when there is no such unit for this person.
    """
    unit = await units.unit(talk.connection, unit_key, talk.at.date())
    lineage = await lineage_for(talk, unit_key)
    if unit is None or not authorize(talk.person, Verb.INSPECT, Subject(lineage=lineage)):
        return False
    talk.state = replace(talk.state, scene=FindingUnit())
    existing = await visits.open_at(talk.connection, unit_key, "")
    if existing is not None:
        await _offer_to_join(talk, existing)
        return True
    if not unit.is_in_force(talk.at.date()):
        talk.show(await ended_card(talk, unit))
        return True
    last = await last_visit(talk, unit_key)
    purposes = purposes_after(last)
    suitable = await checklists.suitable(talk.connection, unit.kind)
    card = desk_cards.choose_purpose(
        await unit_label(talk.connection, unit, talk.language),
        last,
        unit_key=unit.key,
        purposes=purposes,
        usual={each: ranked(suitable, each)[0] for each in purposes if suitable[1:]},
        language=talk.language,
    )
    talk.show(card)
    return True


def purposes_after(last: LastVisit | None) -> tuple[Purpose, ...]:
    """The kinds of visit that make sense: nothing is re-checked where nothing failed."""
    has_findings = last is not None and last.failed > 0
    return tuple(each for each in VISIT_PURPOSES if has_findings or each is not Purpose.RECHECK)


async def ended_card(talk: Talk, unit: Unit) -> Card:
    """The unit is no more, or not yet: nothing can begin there."""
    label = await unit_label(talk.connection, unit, talk.language)
    return desk_cards.not_in_force(label, unit.valid_from, unit.valid_to, language=talk.language)


async def _offer_to_join(talk: Talk, visit_id: str) -> None:
    visit = await visits.load(talk.connection, visit_id, talk.house.timezone)
    if visit is not None:
        card = desk_cards.open_there(
            visit.unit_name, visit.code, visit.team[0].name, visit_id=visit.id, language=talk.language
        )
        talk.show(card)


async def _inspectable(talk: Talk) -> tuple[Unit, ...]:
    every = await units.units_on(talk.connection, talk.at.date())
    asked = await checklists.kinds_asked(talk.connection)
    return tuple([unit for unit in every if unit.kind in asked and await _may(talk, unit)])


async def _may(talk: Talk, unit: Unit) -> bool:
    if any(grant.unit is None for grant in talk.person.grants):
        return True
    return authorize(talk.person, Verb.INSPECT, Subject(lineage=await lineage_for(talk, unit.key)))


async def _choices(talk: Talk, found: tuple[Unit, ...], *, query: str | None) -> None:
    choices = []
    for unit in found[:SHOWN]:
        is_open = await visits.open_at(talk.connection, unit.key, "") is not None
        choices.append(UnitChoice(key=unit.key, label=unit.name, is_open=is_open))
    card = desk_cards.choose_unit(
        tuple(choices), query=query, truncated=len(found) > SHOWN, language=talk.language
    )
    talk.show(card)


async def last_visit(talk: Talk, unit_key: str) -> LastVisit | None:
    """How the unit's last submitted visit ended, or none."""
    last = await visits.last_submitted(talk.connection, unit_key, talk.at)
    visit = await visits.load(talk.connection, last, talk.house.timezone) if last else None
    if visit is None:
        return None
    checklist = await checklists.checklist(talk.connection, visit.checklist_key, visit.checklist_version)
    count = tally(checklist, visit)
    return LastVisit(
        at=visit.started_at,
        passed=count.passed,
        judged=count.passed + count.failed,
        failed=len(failures(checklist, visit)),
    )
