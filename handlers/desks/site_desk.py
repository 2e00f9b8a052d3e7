"""Changing the sites of a unit in chat: name, address, place, hours, end.

Rules: a unit's first site has the unit's own key; a place is sent as a location or typed as two numbers. A
site is ended, never deleted.
Must not know: who stands where.
"""

from dataclasses import replace

from checklists.language import clean_line
from checklists.values import Plain
from handlers.cards import desk_cards, unit_edit_cards
from handlers.desks import register_desk
from handlers.desks.units_desk import unit_label
from handlers.scenes import ChangingSite
from handlers.talk import Talk
from storage import audit, units
from storage.units import sites
from storage.units.cells import NAME_MOST, place_of
from storage.units.opening import read_hours
from storage.units.placing import FIRST_SITE
from storage.units.sites import Site, SiteKind

ADDRESS_MOST = 300
EDITS = ("address", "place", "hours", "name")


async def ask_new(talk: Talk, unit_key: str) -> None:
    """The name and address of a site to be added are typed."""
    unit = await units.unit(talk.connection, unit_key, talk.at.date())
    if unit is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    talk.state = replace(talk.state, scene=ChangingSite(unit=unit_key, what="new"))
    label = await unit_label(talk.connection, unit, talk.language)
    talk.show(unit_edit_cards.ask_new_site(label, unit_key, language=talk.language))


async def ask(talk: Talk, site_id: str, what: str) -> None:
    """An admin wants to change something of a site: ask for it."""
    site = await sites.site(talk.connection, site_id)
    if site is None or what not in EDITS:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    talk.state = replace(talk.state, scene=ChangingSite(unit=site.unit, site=site.id, what=what))
    talk.show(unit_edit_cards.ask_site(what, site.name, site.id, language=talk.language))


async def typed(talk: Talk, scene: ChangingSite, text: str) -> None:
    """What an admin typed for a site."""
    line = clean_line(text)
    if scene.what == "new":
        await _add(talk, scene.unit, line)
        return
    site = await sites.site(talk.connection, scene.site)
    if site is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    match scene.what:
        case "address" if 0 < len(line) <= ADDRESS_MOST:
            await _put(talk, replace(site, address=line), "address")
        case "name" if 0 < len(line) <= NAME_MOST:
            await _put(talk, replace(site, name=line), "name")
        case "place" if (place := _typed_place(line)) is not None:
            await _put(talk, replace(site, lat=place[0], lon=place[1]), "place")
        case "hours" if (hours := read_hours(line)) is not None:
            await sites.put_hours(talk.connection, site.id, hours)
            await _put(talk, site, "hours")
        case _:
            talk.say(unit_edit_cards.site_not_read(scene.what, language=talk.language))


async def located(talk: Talk, scene: ChangingSite, lat: float, lon: float) -> None:
    """An admin sent a location while a site is being changed: it is the site's place."""
    site = await sites.site(talk.connection, scene.site)
    if site is None or scene.what != "place":
        talk.say(unit_edit_cards.site_not_read(scene.what, language=talk.language))
        return
    await _put(talk, replace(site, lat=lat, lon=lon), "place")


def _typed_place(line: str) -> tuple[float, float] | None:
    """`20.98, 105.78`, as maps give it."""
    parts = line.replace(";", " ").replace(", ", " ").split()
    return place_of(*parts) if len(parts) == 2 else None  # noqa: PLR2004 - latitude and longitude


async def _add(talk: Talk, unit_key: str, line: str) -> None:
    name, _, address = (part.strip() for part in line.partition(","))
    if not name or len(name) > NAME_MOST or len(address) > ADDRESS_MOST:
        talk.say(unit_edit_cards.site_not_read("new", language=talk.language))
        return
    is_first = await sites.site(talk.connection, unit_key) is None
    new = Site(
        id=unit_key if is_first else talk.house.token(10),
        unit=unit_key,
        name=name or FIRST_SITE,
        kind=SiteKind.OFFICE if is_first else SiteKind.OTHER,
        address=address,
        valid_from=None if is_first else talk.at.date(),
    )
    await _put(talk, new, "new")


async def _put(talk: Talk, site: Site, what: str) -> None:
    """Keep the site as it is now, and show it."""
    await sites.put_site(talk.connection, site)
    await _audit(talk, site, {"site": site.id, "changed": what})
    await register_desk.show_site(talk, site.id)


async def end(talk: Talk, site_id: str) -> None:
    """The site ends today."""
    site = await sites.site(talk.connection, site_id)
    if site is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    if await sites.end_site(talk.connection, site_id, talk.at.date()):
        await _audit(talk, site, {"site": site.id, "changed": "end"})
    await register_desk.show_unit(talk, site.unit)


async def _audit(talk: Talk, site: Site, payload: dict[str, Plain]) -> None:
    await audit.append(
        talk.connection,
        at=talk.at,
        actor=talk.person.id,
        kind="site.changed",
        object=site.unit,
        payload=payload,
    )
