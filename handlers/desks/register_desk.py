"""The register of units as it is looked at: kinds, lists, searching, one unit, one site.

Rules: everyone of the house may look; what a text finds is never picked silently between two.
Must not know: how units are changed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from checklists.language import format_date, sort_key
from handlers.authorize import Verb, authorize
from handlers.cards import desk_cards, register_cards
from handlers.cards.register_cards import KindCount, SiteFacts, UnitFacts, UnitLine
from handlers.desks.units_desk import unit_label
from handlers.rich import Rich, plain
from handlers.scenes import BrowsingUnits
from handlers.talk import Talk
from handlers.words import say, text
from storage import units, visits
from storage.units import Kind, Share, Succession, Unit, lineage, sites
from storage.units.finding import find_units
from storage.units.opening import write_hours
from storage.units.sites import Site

A_PAGE = 20
FOUND_MOST = 10


async def show_register(talk: Talk) -> None:
    """How many units of each kind there are; a text typed now is searched for."""
    talk.state = replace(talk.state, scene=BrowsingUnits())
    every = await units.every_unit(talk.connection)
    kinds = await units.kinds(talk.connection)
    day = talk.at.date()
    present = [unit for unit in every if unit.is_in_force(day)]
    counts = [
        KindCount(kind.key, _kind_label(kind, talk.language), sum(unit.kind == kind.key for unit in present))
        for kind in kinds.values()
    ]
    card = register_cards.register(
        [each for each in counts if each.count],
        len(every) - len(present),
        may_keep=may_keep(talk),
        language=talk.language,
    )
    talk.show(card)


def may_keep(talk: Talk) -> bool:
    """Whether the person may change the units."""
    return authorize(talk.known, Verb.KEEP_UNITS)


async def show_kind(talk: Talk, kind_key: str, page_text: str) -> None:
    """A page of the units of a kind, or of those that are no more."""
    kinds = await units.kinds(talk.connection)
    day = talk.at.date()
    every = await units.every_unit(talk.connection)
    is_ended = kind_key == register_cards.ENDED
    if not is_ended and kind_key not in kinds:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    there = [unit.on(day) for unit in every if unit.is_in_force(day) is not is_ended]
    chosen = [unit for unit in there if is_ended or unit.kind == kind_key]
    chosen.sort(key=lambda unit: sort_key(unit.name))
    pages = max(1, -(-len(chosen) // A_PAGE))
    page = min(int(page_text) if page_text.isdecimal() else 0, pages - 1)
    shown = chosen[page * A_PAGE : (page + 1) * A_PAGE]
    title = (
        text("register.ended_title", talk.language)
        if is_ended
        else _kind_label(kinds[kind_key], talk.language)
    )
    told = [UnitLine(unit.key, unit.name) for unit in shown]
    talk.state = replace(talk.state, scene=BrowsingUnits())
    talk.show(
        register_cards.listing(title, told, kind=kind_key, page=page, pages=pages, language=talk.language)
    )


async def search(talk: Talk, query: str) -> bool:
    """Show the unit that a text means, or all that it may mean. False when it finds nothing."""
    every = await units.every_unit(talk.connection)
    found = find_units(query, every)
    by_key = {unit.key: unit for unit in every}
    if found.certain is not None:
        await show_unit(talk, found.certain)
        return True
    if not found.keys:
        return False
    told = [await line_of(talk, by_key[key], by_key) for key in found.keys[:FOUND_MOST]]
    is_more = len(found.keys) > FOUND_MOST
    talk.show(register_cards.found(query, told, is_more=is_more, language=talk.language))
    return True


async def line_of(talk: Talk, unit: Unit, every: dict[str, Unit]) -> UnitLine:
    """The unit with what tells it from others of its name: what it is under, and when."""
    above = every.get(unit.parent or "")
    under = await unit_label(talk.connection, above, talk.language) if above else ""
    about = ", ".join(filter(None, (under, period_of(unit.valid_from, unit.valid_to, talk.language))))
    label = await unit_label(talk.connection, unit, talk.language)
    first = None if unit.valid_to else unit.valid_from
    return UnitLine(unit.key, label, about, period_of(first, unit.valid_to, talk.language))


def period_of(first: date | None, last: date | None, language: str) -> str:
    """`từ 08/05/2009 đến 30/06/2025`; nothing for what has neither end."""
    since = text("register.since", language, date=format_date(first)) if first else ""
    until = text("register.until", language, date=format_date(last)) if last else ""
    return " ".join(filter(None, (since, until)))


async def show_unit(talk: Talk, key: str) -> None:
    """All that is known of a unit."""
    unit = await units.unit(talk.connection, key)
    if unit is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    talk.state = replace(talk.state, scene=BrowsingUnits())
    facts = await _facts(talk, unit)
    talk.show(
        register_cards.unit_card(
            facts,
            may_keep=may_keep(talk),
            language=talk.language,
        )
    )


async def _facts(talk: Talk, unit: Unit) -> UnitFacts:
    day, language = talk.at.date(), talk.language
    kinds = await units.kinds(talk.connection)
    above = await units.unit(talk.connection, unit.parent, day) if unit.parent else None
    visit_id = await visits.open_at(talk.connection, unit.key, "")
    visit = await visits.load(talk.connection, visit_id, talk.house.timezone) if visit_id else None
    return UnitFacts(
        key=unit.key,
        label=await unit_label(talk.connection, unit.on(day), language),
        kind=_kind_label(kinds[unit.kind], language) if unit.kind in kinds else unit.kind,
        codes=tuple(each.text for each in unit.codes),
        above=await unit_label(talk.connection, above, language) if above else "",
        period=period_of(unit.valid_from, unit.valid_to, language),
        aliases=tuple((each.text, each.type.value, each.verified) for each in unit.aliases),
        former=tuple((each.name, format_date(each.valid_to)) for each in unit.former_names),
        became=await _became(talk, unit),
        sites=tuple(
            [await facts_of_site(talk, each) for each in await sites.sites_of(talk.connection, unit.key, day)]
        ),
        open_visit=visit.code if visit else "",
        is_ended=unit.valid_to is not None,
    )


async def _became(talk: Talk, unit: Unit) -> Sequence[Rich]:
    """What went into it, and what it went into."""
    told = []
    for each in await lineage.successions(talk.connection, unit.key):
        other_key = each.target if each.source == unit.key else each.source
        other = await units.unit(talk.connection, other_key)
        name = await unit_label(talk.connection, other, talk.language) if other else other_key
        told.append(_succession(each, name, is_into=each.source == unit.key, language=talk.language))
    return told


def _succession(each: Succession, name: str, *, is_into: bool, language: str) -> Rich:
    share = text("register.whole" if each.share is Share.WHOLE else "register.part", language)
    key = "register.went_into" if is_into else "register.took_in"
    date_text = format_date(each.effective_on)
    told = say(key, language, unit=name, share=share, date=date_text)
    return told if each.verified else told + plain(" ") + say("register.unverified", language)


async def show_site(talk: Talk, site_id: str) -> None:
    """A site, and what may be changed of it."""
    site = await sites.site(talk.connection, site_id)
    unit = await units.unit(talk.connection, site.unit, talk.at.date()) if site else None
    if site is None or unit is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    talk.state = replace(talk.state, scene=BrowsingUnits())
    label = await unit_label(talk.connection, unit, talk.language)
    is_ended = not site.is_in_force(talk.at.date())
    facts = await facts_of_site(talk, site)
    talk.show(register_cards.site_card(facts, label, is_ended=is_ended, language=talk.language))


async def facts_of_site(talk: Talk, site: Site) -> SiteFacts:
    """What is known of the site, in words."""
    hours = await sites.hours_of(talk.connection, site.id)
    operator = await units.unit(talk.connection, site.operator_unit) if site.operator_unit else None
    return SiteFacts(
        id=site.id,
        unit_key=site.unit,
        name=site.name,
        kind=site.kind.value,
        address=site.address,
        hours=write_hours(hours, talk.at.date()),
        place="" if site.lat is None or site.lon is None else f"{site.lat:.5f}, {site.lon:.5f}",
        operator=await unit_label(talk.connection, operator, talk.language) if operator else "",
        period=period_of(site.valid_from, site.valid_to, talk.language),
    )


def _kind_label(kind: Kind, language: str) -> str:
    return kind.label.vi if language == "vi" else kind.label.en
