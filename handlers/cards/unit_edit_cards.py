"""Changing a unit: what is asked for, what would change, what came of it.

Rules: what cannot be mended by one tap is shown before it is done; an open visit at the unit is named.
Must not know: how a change is made.
"""

from collections.abc import Sequence
from typing import Final

from handlers.actions.registering import (
    AddUnit,
    ConfirmUnit,
    DropAlias,
    OpenRegister,
    PickDay,
    PickTarget,
    ShowSite,
    ShowUnit,
)
from handlers.card import Card
from handlers.cards.layout import arranged, blocks, capitalised, in_rows, quoted, tap
from handlers.cards.register_cards import UnitLine
from handlers.cards.unit_changes import change_lines, fault_line
from handlers.outgoing import Rows
from handlers.rich import Rich, lines
from handlers.words import say, text
from storage.units.faults import UnitFault
from storage.units.planning import Plan
from storage.units.values import Share

SHOWN: Final = 12
NAME_LIMIT: Final = 60


def _back(unit_key: str, language: str) -> Rows:
    return ((tap(text("button.to_unit", language), ShowUnit(unit_key)),),)


def choose_kind(kinds: Sequence[tuple[str, str]], *, language: str) -> Card:
    """The kinds of which a unit may be added."""
    buttons = arranged(tap(capitalised(label), AddUnit(key)) for key, label in kinds)
    back = (tap(text("button.register", language), OpenRegister()),)
    return Card(say("unit_edit.choose_kind", language), (*buttons, back))


def ask_new_name(kind: str, *, language: str) -> Card:
    """The name of the unit to be added is typed."""
    back = (tap(text("button.register", language), OpenRegister()),)
    return Card(say("unit_edit.ask_new_name", language, kind=kind), (back,))


def ask_text(what: str, unit: str, unit_key: str, *, language: str) -> Card:
    """What is to be typed: a name, a code, the unit that this one goes into."""
    named = capitalised(unit) if what == "merge" else unit
    return Card(say(f"unit_edit.ask.{what}", language, unit=named), _back(unit_key, language))


def aliases(unit: str, unit_key: str, known: Sequence[tuple[str, str]], *, language: str) -> Card:
    """The other names, each with a button that takes it away; a text adds one."""
    drop = arranged(
        tap(text("button.drop_alias", language, alias=quoted(alias, 24)), DropAlias(unit_key, digest))
        for alias, digest in known
    )
    return Card(say("unit_edit.ask.aliases", language, unit=unit), (*drop, *_back(unit_key, language)))


def ask_day(what: str, unit: str, unit_key: str, *, language: str) -> Card:
    """From when, or until when: typed, or one of the usual days."""
    days = ("today", "always") if what == "name" else ("today", "tomorrow") if what == "merge" else ("today",)
    buttons = tuple(tap(text(f"button.day.{what}.{day}", language), PickDay(unit_key, day)) for day in days)
    words = say(f"unit_edit.day.{what}", language, unit=unit if what == "name" else capitalised(unit))
    return Card(words, (*in_rows(buttons, 2), *_back(unit_key, language)))


def choose_target(query: str, found: Sequence[UnitLine], unit_key: str, *, language: str) -> Card:
    """The units found that the other may go into."""
    told = lines(
        tuple(
            say("register.found_line", language, label=capitalised(each.label), about=each.about)
            for each in found
        )
    )
    buttons = in_rows((tap(f"{each.label} · {each.when}", PickTarget(each.key)) for each in found), 1)
    head = say("register.found", language, query=quoted(query, NAME_LIMIT))
    return Card(blocks(head, told), (*buttons, *_back(unit_key, language)))


def confirm(plan: Plan, unit_key: str, *, open_visit: str, is_merger: bool, language: str) -> Card:
    """What would change, to be confirmed; what becomes of an open visit."""
    words = blocks(
        say("unit_edit.confirm", language),
        change_lines(plan.changes, plan.after, most=SHOWN, language=language),
        say("unit_edit.open_visit", language, code=open_visit) if open_visit else Rich(),
        say("unit_edit.shares", language) if is_merger else Rich(),
    )
    back = tap(text("button.leave_it", language), ShowUnit(unit_key))
    if is_merger:
        shares = tuple(
            tap(text(f"button.merge.{share.value}", language), ConfirmUnit(unit_key, share.value))
            for share in Share
        )
        return Card(words, (shares, (back,)))
    return Card(words, ((tap(text("button.apply", language), ConfirmUnit(unit_key, "")), back),))


def done(plan: Plan, unit_key: str, *, language: str) -> Card:
    """What was changed."""
    words = lines(
        (
            say("unit_edit.done", language),
            change_lines(plan.changes, plan.after, most=SHOWN, language=language),
        )
    )
    return Card(words, _back(unit_key, language))


def nothing_changed(unit_key: str, *, language: str) -> Card:
    """It is so already."""
    return Card(say("unit_edit.nothing", language), _back(unit_key, language))


def refused(faults: Sequence[UnitFault], *, language: str) -> Rich:
    """Why the change does not hold."""
    told = tuple(fault_line(fault, language=language) for fault in faults[:SHOWN])
    return lines((say("unit_edit.refused", language), *told))


def not_waiting(*, language: str) -> Rich:
    """The change is done, or given up, or another one is under way."""
    return say("unit_edit.not_waiting", language)


def not_read(what: str, *, language: str) -> Rich:
    """What was typed is not what was asked for."""
    return say(f"unit_edit.not_read.{what}", language)


def ask_site(what: str, site: str, site_id: str, *, language: str) -> Card:
    """What is to be typed or sent for a site."""
    back = (tap(text("button.to_site", language), ShowSite(site_id)),)
    return Card(say(f"site_edit.ask.{what}", language, site=quoted(site, NAME_LIMIT)), (back,))


def ask_new_site(unit: str, unit_key: str, *, language: str) -> Card:
    """Name and address of a site to be added."""
    return Card(say("site_edit.ask.new", language, unit=unit), _back(unit_key, language))


def site_not_read(what: str, *, language: str) -> Rich:
    """What was typed for a site is not what was asked for."""
    return say(f"site_edit.not_read.{what}", language)
