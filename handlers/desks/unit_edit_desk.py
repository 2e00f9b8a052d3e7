"""Changing a unit in chat: one thing is asked after the other, shown, confirmed, done.

Rules: what was asked for is made on the units as they are when it is confirmed, so two admins lose nothing of
each other's; a change that does not hold is told with its remedy. The change and its row of the audit chain
are one.
Must not know: how a change is reckoned (`storage.units`).
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from checklists.language import Slip, clean_line, parse_date
from handlers.cards import desk_cards, unit_edit_cards
from handlers.desks import register_desk
from handlers.desks.units_desk import unit_label
from handlers.scenes import BrowsingUnits, ChangingUnit
from handlers.talk import Talk
from storage import units, visits
from storage.units import Share, editing
from storage.units.cells import NAME_MOST
from storage.units.changes import Register
from storage.units.finding import find_units
from storage.units.planning import ONE_DAY, Plan, settle
from storage.units.registering import carry_out, register

ALWAYS = "always"
_FOUND_MOST = 8
_DATED = frozenset({"name", "merge", "end"})
_CODE_MOST = 20


def digest_of(alias: str) -> str:
    """How a button names an alias."""
    return hashlib.sha256(alias.encode()).hexdigest()[:12]


async def choose_kind(talk: Talk) -> None:
    """An admin adds a unit: its kind is chosen first."""
    kinds = (await units.kinds(talk.connection)).values()
    language = talk.language
    told = [(each.key, each.label.vi if language == "vi" else each.label.en) for each in kinds]
    talk.show(unit_edit_cards.choose_kind(told, language=language))


async def ask_new_name(talk: Talk, kind_key: str) -> None:
    """The name of a unit to be added is typed."""
    kind = (await units.kinds(talk.connection)).get(kind_key)
    if kind is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    talk.state = replace(talk.state, scene=ChangingUnit(what="add", kind=kind.key))
    label = kind.label.vi if talk.language == "vi" else kind.label.en
    talk.show(unit_edit_cards.ask_new_name(label, language=talk.language))


async def ask(talk: Talk, unit_key: str, what: str) -> None:
    """An admin wants to change something of a unit: ask for it."""
    unit = await units.unit(talk.connection, unit_key, talk.at.date())
    if unit is None or what not in {"name", "code", "aliases", "end", "merge"}:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    talk.state = replace(talk.state, scene=ChangingUnit(unit=unit.key, what=what))
    label = await unit_label(talk.connection, unit, talk.language)
    if what == "end":
        talk.show(unit_edit_cards.ask_day(what, label, unit.key, language=talk.language))
    elif what == "aliases":
        known = [(each.text, digest_of(each.text)) for each in unit.aliases]
        talk.show(unit_edit_cards.aliases(label, unit.key, known, language=talk.language))
    else:
        talk.show(unit_edit_cards.ask_text(what, label, unit.key, language=talk.language))


async def typed(talk: Talk, scene: ChangingUnit, text: str) -> None:
    """What an admin typed for the change under way."""
    line = clean_line(text)
    match scene:
        case ChangingUnit(what="add", value=""):
            await _name_new(talk, scene, line)
        case ChangingUnit(what="aliases"):
            await _add_alias(talk, scene.unit, line)
        case ChangingUnit(what="code"):
            await _put_code(talk, scene.unit, line)
        case ChangingUnit(what="name", value=""):
            await _take_name(talk, scene, line)
        case ChangingUnit(what="merge", value=""):
            await _find_target(talk, scene, line)
        case ChangingUnit(what="name" | "merge" | "end", day=""):
            await _take_day(talk, scene, line)
        case _:
            if not await register_desk.search(talk, line):
                talk.say(desk_cards.no_unit(line, language=talk.language))


async def _name_new(talk: Talk, scene: ChangingUnit, name: str) -> None:
    if not 0 < len(name) <= NAME_MOST:
        talk.say(unit_edit_cards.not_read("name", language=talk.language))
        return
    known = await register(talk.connection)
    unit = editing.new_unit(known, scene.kind, name, talk.at.date())
    await _show_plan(talk, replace(scene, unit=unit.key, value=name), known, editing.add(known, unit))


async def _take_name(talk: Talk, scene: ChangingUnit, name: str) -> None:
    if not 0 < len(name) <= NAME_MOST:
        talk.say(unit_edit_cards.not_read("name", language=talk.language))
        return
    talk.state = replace(talk.state, scene=replace(scene, value=name))
    await _ask_day(talk, scene.unit, "name")


async def _ask_day(talk: Talk, unit_key: str, what: str) -> None:
    unit = await units.unit(talk.connection, unit_key, talk.at.date())
    if unit is not None:
        label = await unit_label(talk.connection, unit, talk.language)
        talk.show(unit_edit_cards.ask_day(what, label, unit_key, language=talk.language))


async def _find_target(talk: Talk, scene: ChangingUnit, query: str) -> None:
    every = await units.every_unit(talk.connection)
    found = find_units(query, [unit for unit in every if unit.key != scene.unit])
    by_key = {unit.key: unit for unit in every}
    if not found.keys:
        talk.say(desk_cards.no_unit(query, language=talk.language))
        return
    told = [await register_desk.line_of(talk, by_key[key], by_key) for key in found.keys[:_FOUND_MOST]]
    talk.show(unit_edit_cards.choose_target(query, told, scene.unit, language=talk.language))


async def pick_target(talk: Talk, target: str) -> None:
    """The unit that the one being merged goes into."""
    scene = talk.state.scene
    if not isinstance(scene, ChangingUnit) or scene.what != "merge":
        talk.tell(unit_edit_cards.not_waiting(language=talk.language), alert=True)
        return
    source = await units.unit(talk.connection, scene.unit)
    chosen = replace(scene, value=target)
    talk.state = replace(talk.state, scene=chosen)
    if source is not None and source.valid_to is not None:
        await _preview(talk, replace(chosen, day=(source.valid_to + ONE_DAY).isoformat()))
        return
    await _ask_day(talk, scene.unit, "merge")


async def _take_day(talk: Talk, scene: ChangingUnit, text: str) -> None:
    day = parse_date(text, talk.at.date(), past=False)
    if isinstance(day, Slip):
        talk.say(unit_edit_cards.not_read("day", language=talk.language))
        return
    await _preview(talk, replace(scene, day=day.isoformat()))


async def pick_day(talk: Talk, unit_key: str, day: str) -> None:
    """One of the usual days for the change under way."""
    scene = talk.state.scene
    if not isinstance(scene, ChangingUnit) or scene.unit != unit_key or scene.what not in _DATED:
        talk.tell(unit_edit_cards.not_waiting(language=talk.language), alert=True)
        return
    today = talk.at.date()
    days = {"today": today.isoformat(), "tomorrow": (today + ONE_DAY).isoformat(), ALWAYS: ALWAYS}
    await _preview(talk, replace(scene, day=days.get(day, today.isoformat())))


async def _preview(talk: Talk, scene: ChangingUnit) -> None:
    known = await register(talk.connection)
    await _show_plan(talk, scene, known, _after(known, scene, Share.WHOLE, talk.at.date()))


async def _show_plan(talk: Talk, scene: ChangingUnit, known: Register, after: Register) -> None:
    """Show what the change would do, to be confirmed; or why it does not hold."""
    plan = settle(known, after)
    if not isinstance(plan, Plan):
        talk.say(unit_edit_cards.refused(plan, language=talk.language))
        return
    if not plan.changes:
        talk.state = replace(talk.state, scene=BrowsingUnits())
        talk.show(unit_edit_cards.nothing_changed(scene.unit, language=talk.language))
        return
    talk.state = replace(talk.state, scene=scene)
    card = unit_edit_cards.confirm(
        plan,
        scene.unit,
        open_visit=await _open_visit(talk, scene.unit),
        is_merger=scene.what == "merge",
        language=talk.language,
    )
    talk.show(card)


async def _open_visit(talk: Talk, unit_key: str) -> str:
    visit_id = await visits.open_at(talk.connection, unit_key, "")
    visit = await visits.load(talk.connection, visit_id, talk.house.timezone) if visit_id else None
    return visit.code if visit else ""


async def confirm(talk: Talk, unit_key: str, share_text: str) -> None:
    """The admin has seen what the change does, and wants it."""
    scene = talk.state.scene
    share = next((each for each in Share if each.value == share_text), Share.WHOLE)
    if not isinstance(scene, ChangingUnit) or scene.unit != unit_key or not (scene.value or scene.day):
        talk.tell(unit_edit_cards.not_waiting(language=talk.language), alert=True)
        return
    await change(talk, unit_key, lambda known: _after(known, scene, share, talk.at.date()))


def _after(known: Register, scene: ChangingUnit, share: Share, today: date) -> Register:
    """The register with the change of the scene."""
    day = None if scene.day in {"", ALWAYS} else date.fromisoformat(scene.day)
    match scene.what:
        case "add" if scene.unit not in known.units:  # else another admin was quicker
            unit = editing.new_unit(known, scene.kind, scene.value, today)
            return editing.add(known, replace(unit, key=scene.unit))
        case "name":
            return editing.rename(known, scene.unit, scene.value, from_day=day)
        case "end" if day:
            return editing.end(known, scene.unit, day)
        case "merge" if day and scene.value in known.units:
            return editing.merge(known, scene.unit, scene.value, share=share, from_day=day)
        case _:
            return known


async def change(talk: Talk, unit_key: str, make: Callable[[Register], Register]) -> None:
    """Make the change on the units as they are now, and tell what it did."""
    known = await register(talk.connection)
    plan = settle(known, make(known))
    if not isinstance(plan, Plan):
        talk.say(unit_edit_cards.refused(plan, language=talk.language))
        return
    talk.state = replace(talk.state, scene=BrowsingUnits())
    await carry_out(talk.connection, plan, by=talk.person.id, at=talk.at)
    card = (
        unit_edit_cards.done(plan, unit_key, language=talk.language)
        if plan.changes
        else unit_edit_cards.nothing_changed(unit_key, language=talk.language)
    )
    talk.show(card)


async def reopen(talk: Talk, unit_key: str) -> None:
    """Take the end of a unit back."""
    await change(talk, unit_key, lambda known: editing.end(known, unit_key, None))


async def _put_code(talk: Talk, unit_key: str, text: str) -> None:
    if not 0 < len(text) <= _CODE_MOST:
        talk.say(unit_edit_cards.not_read("code", language=talk.language))
        return
    await change(talk, unit_key, lambda known: editing.put_code(known, unit_key, text))


async def _add_alias(talk: Talk, unit_key: str, text: str) -> None:
    if not 0 < len(text) <= NAME_MOST or ";" in text:
        talk.say(unit_edit_cards.not_read("name", language=talk.language))
        return
    await _change_alias(talk, unit_key, lambda known: editing.add_alias(known, unit_key, text))


async def drop_alias(talk: Talk, unit_key: str, digest: str) -> None:
    """Take an alias away."""
    unit = await units.unit(talk.connection, unit_key)
    gone = (
        next((each.text for each in unit.aliases if digest_of(each.text) == digest), None) if unit else None
    )
    if gone is None:
        await ask(talk, unit_key, "aliases")  # it is gone already: the others are shown
        return
    await _change_alias(talk, unit_key, lambda known: editing.drop_alias(known, unit_key, gone))


async def _change_alias(talk: Talk, unit_key: str, make: Callable[[Register], Register]) -> None:
    """Change an alias at once, for it is mended by one tap, and show those that are left."""
    known = await register(talk.connection)
    plan = settle(known, make(known))
    if isinstance(plan, Plan):
        await carry_out(talk.connection, plan, by=talk.person.id, at=talk.at)
    await ask(talk, unit_key, "aliases")
