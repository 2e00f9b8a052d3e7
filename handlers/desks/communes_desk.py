"""Today's communes of a province in chat: found, shown, and taken into the register by a plan.

Rules: what is taken is planned on the units as they are at that moment.
Must not know: how the data set is read.
"""

from dataclasses import replace

from handlers.cards import communes_cards, desk_cards, unit_edit_cards
from handlers.scenes import BrowsingUnits, FindingProvince
from handlers.talk import Talk
from storage import units
from storage.units import communes
from storage.units.communes import NoProvinces, Province
from storage.units.planning import Plan, plan_list
from storage.units.registering import carry_out, register

A_PAGE = 40
FOUND_MOST = 8


def ask_province(talk: Talk) -> None:
    """The name of a province is typed; or why there are none."""
    if _is_there(talk):
        talk.state = replace(talk.state, scene=FindingProvince())
        talk.show(communes_cards.ask_province(language=talk.language))


def _is_there(talk: Talk) -> bool:
    try:
        communes.date_of_data()
    except NoProvinces:
        talk.tell(communes_cards.missing(language=talk.language), alert=True)
        return False
    return True


def find(talk: Talk, query: str) -> None:
    """The provinces that a text may mean."""
    if not _is_there(talk):
        return
    named = {each.code: each.name for each in communes.provinces()}
    found = [(code, named[code]) for code in communes.find_provinces(query).keys[:FOUND_MOST]]
    talk.show(communes_cards.choose_province(query, found, language=talk.language))


def _province(talk: Talk, code: str) -> Province | None:
    """The province of that code; none, and told so, when there is none or no data set."""
    if not _is_there(talk):
        return None
    found = next((each for each in communes.provinces() if each.code == code), None)
    if found is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
    return found


async def show(talk: Talk, code: str, page_text: str) -> None:
    """A page of the communes of a province."""
    province = _province(talk, code)
    if province is None:
        return
    kinds = await units.kinds(talk.connection)
    every = communes.communes_of(province)
    pages = -(-len(every) // A_PAGE)
    page = min(int(page_text) if page_text.isdecimal() else 0, pages - 1)
    shown = [
        f"{each.code} {kinds[each.kind].label.vi} {each.name}"
        for each in every[page * A_PAGE : (page + 1) * A_PAGE]
    ]
    talk.state = replace(talk.state, scene=FindingProvince())
    talk.show(
        communes_cards.communes(
            (province.code, province.name),
            shown,
            count=len(every),
            page=page,
            pages=pages,
            day=communes.date_of_data(),
            language=talk.language,
        )
    )


async def _planned(talk: Talk, province: Province) -> Plan | None:
    """What taking its communes changes; none, and told why, when that does not hold."""
    known = await register(talk.connection)
    table, kinds = communes.list_of(province, known), await units.kinds(talk.connection)
    plan = plan_list(known, table, kinds=kinds, today=talk.at.date())
    if isinstance(plan, Plan):
        return plan
    talk.say(unit_edit_cards.refused(plan, language=talk.language))
    return None


async def preview(talk: Talk, code: str) -> None:
    """Show what taking the communes would change."""
    province = _province(talk, code)
    plan = await _planned(talk, province) if province else None
    if province is not None and plan is not None:
        day, named = communes.date_of_data(), (province.code, province.name)
        talk.show(communes_cards.preview(plan, named, day, language=talk.language))


async def take(talk: Talk, code: str) -> None:
    """Take the communes into the register."""
    province = _province(talk, code)
    plan = await _planned(talk, province) if province else None
    if plan is not None:
        await carry_out(talk.connection, plan, by=talk.person.id, at=talk.at)
        talk.state = replace(talk.state, scene=BrowsingUnits())
        talk.show(communes_cards.taken(plan, language=talk.language))
