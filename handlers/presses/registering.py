"""What the buttons of the register of units do.

Must not know: who else may press what.
"""

from typing import assert_never

from handlers.actions import Action
from handlers.actions.registering import (
    AddSite,
    AddUnit,
    AskProvince,
    ConfirmUnit,
    DropAlias,
    EditSite,
    EditUnit,
    EndSite,
    ListKind,
    OpenRegister,
    PickDay,
    PickTarget,
    PlanCommunes,
    RegisteringAction,
    ReopenUnit,
    ShowCommunes,
    ShowSite,
    ShowUnit,
    TakeCommunes,
)
from handlers.authorize import Verb
from handlers.desks import communes_desk, register_desk, site_desk, unit_edit_desk
from handlers.talk import Talk

VERBS: dict[type[Action], Verb] = {
    OpenRegister: Verb.READ_UNITS,
    ListKind: Verb.READ_UNITS,
    ShowUnit: Verb.READ_UNITS,
    EditUnit: Verb.KEEP_UNITS,
    DropAlias: Verb.KEEP_UNITS,
    PickDay: Verb.KEEP_UNITS,
    PickTarget: Verb.KEEP_UNITS,
    ConfirmUnit: Verb.KEEP_UNITS,
    ReopenUnit: Verb.KEEP_UNITS,
    AddUnit: Verb.KEEP_UNITS,
    ShowSite: Verb.KEEP_UNITS,
    AddSite: Verb.KEEP_UNITS,
    EditSite: Verb.KEEP_UNITS,
    EndSite: Verb.KEEP_UNITS,
    AskProvince: Verb.KEEP_UNITS,
    ShowCommunes: Verb.KEEP_UNITS,
    PlanCommunes: Verb.KEEP_UNITS,
    TakeCommunes: Verb.KEEP_UNITS,
}


async def act(talk: Talk, action: RegisteringAction) -> None:
    """Do what the button says; the person may press such a button."""
    match action:
        case OpenRegister():
            await register_desk.show_register(talk)
        case ListKind(kind, page):
            await register_desk.show_kind(talk, kind, page)
        case ShowUnit(unit):
            await register_desk.show_unit(talk, unit)
        case ShowSite(site):
            await register_desk.show_site(talk, site)
        case AddSite(unit):
            await site_desk.ask_new(talk, unit)
        case EditSite(site, what):
            await site_desk.ask(talk, site, what)
        case EndSite(site):
            await site_desk.end(talk, site)
        case AskProvince() | ShowCommunes() | PlanCommunes() | TakeCommunes():
            await _communes(talk, action)
        case _:
            await _change(talk, action)


async def _communes(talk: Talk, action: AskProvince | ShowCommunes | PlanCommunes | TakeCommunes) -> None:
    match action:
        case AskProvince():
            communes_desk.ask_province(talk)
        case ShowCommunes(province, page):
            await communes_desk.show(talk, province, page)
        case PlanCommunes(province):
            await communes_desk.preview(talk, province)
        case TakeCommunes(province):
            await communes_desk.take(talk, province)
        case _ as never:
            assert_never(never)


_Change = EditUnit | DropAlias | PickDay | PickTarget | ConfirmUnit | ReopenUnit | AddUnit


async def _change(talk: Talk, action: _Change) -> None:
    match action:
        case EditUnit(unit, what):
            await unit_edit_desk.ask(talk, unit, what)
        case DropAlias(unit, digest):
            await unit_edit_desk.drop_alias(talk, unit, digest)
        case PickDay(unit, day):
            await unit_edit_desk.pick_day(talk, unit, day)
        case PickTarget(target):
            await unit_edit_desk.pick_target(talk, target)
        case ConfirmUnit(unit, share):
            await unit_edit_desk.confirm(talk, unit, share)
        case ReopenUnit(unit):
            await unit_edit_desk.reopen(talk, unit)
        case AddUnit(""):
            await unit_edit_desk.choose_kind(talk)
        case AddUnit(kind):
            await unit_edit_desk.ask_new_name(talk, kind)
        case _ as never:
            assert_never(never)
