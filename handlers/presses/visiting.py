"""What the buttons of a visit do: answers and ways become events of the core, the rest goes to its desk.

Must not know: who else may press what.
"""

from typing import assert_never

from checklists.events import (
    Chosen,
    Event,
    PageLeft,
    PageOpened,
    PhotoPlaced,
    RestPassed,
    ReviewAsked,
    SubmitAsked,
    Toggled,
    Went,
    WentBack,
    WentOn,
)
from checklists.visit import Purpose
from handlers.actions import Action
from handlers.actions.visiting import (
    AskCancel,
    BeginningAction,
    BeginVisit,
    BeginWith,
    CancelIt,
    Choose,
    ChooseChecklist,
    ChooseUnit,
    FindUnit,
    GoBack,
    GoOn,
    GoTo,
    LeavePage,
    Mark,
    OpenIt,
    OpenPage,
    PassRest,
    PickChecklist,
    PutPhoto,
    ReviewIt,
    ShowPhotos,
    SubmitIt,
    Toggle,
    VisitingAction,
    VisitStep,
)
from handlers.authorize import Verb
from handlers.cards import desk_cards
from handlers.desks import checklist_choice, photo_desk, units_desk, visit_desk
from handlers.talk import Talk

VERBS: dict[type[Action], Verb] = {
    Choose: Verb.INSPECT,
    Toggle: Verb.INSPECT,
    GoTo: Verb.INSPECT,
    GoBack: Verb.INSPECT,
    GoOn: Verb.INSPECT,
    Mark: Verb.INSPECT,
    OpenPage: Verb.INSPECT,
    LeavePage: Verb.INSPECT,
    PassRest: Verb.INSPECT,
    ReviewIt: Verb.INSPECT,
    SubmitIt: Verb.INSPECT,
    PutPhoto: Verb.INSPECT,
    AskCancel: Verb.INSPECT,
    CancelIt: Verb.INSPECT,
    OpenIt: Verb.INSPECT,
    ShowPhotos: Verb.TALK,
    ChooseUnit: Verb.INSPECT,
    BeginVisit: Verb.INSPECT,
    FindUnit: Verb.INSPECT,
    ChooseChecklist: Verb.INSPECT,
    PickChecklist: Verb.INSPECT,
    BeginWith: Verb.INSPECT,
}


async def act(talk: Talk, action: VisitingAction) -> None:
    """Do what the button says; the person may press such a button."""
    match action:
        case AskCancel(visit):
            await visit_desk.ask_cancel(talk, visit)
        case CancelIt(visit):
            await visit_desk.cancel(talk, visit)
        case OpenIt(visit):
            await visit_desk.join(talk, visit)
        case ShowPhotos(visit):
            await photo_desk.show_photos(talk, visit)
        case ChooseUnit() | BeginVisit() | ChooseChecklist() | PickChecklist() | BeginWith() | FindUnit():
            await _towards_a_visit(talk, action)
        case _:
            await visit_desk.happen(talk, action.visit, _event(talk, action))


def _event(talk: Talk, action: VisitStep) -> Event:
    by, at = talk.person.id, talk.at
    match action:
        case Choose(_, question, choice) | Mark(_, question, choice):
            return Chosen(by=by, at=at, question=question, choice=choice)
        case Toggle(_, question, choice):
            return Toggled(by=by, at=at, question=question, choice=choice)
        case GoTo(_, question):
            return Went(by=by, at=at, question=question)
        case GoBack(_, question):
            return WentBack(by=by, at=at, question=question)
        case GoOn(_, question):
            return WentOn(by=by, at=at, question=question)
        case OpenPage(_, question):
            return PageOpened(by=by, at=at, question=question)
        case LeavePage(_, question):
            return PageLeft(by=by, at=at, question=question)
        case PassRest(_, question):
            return RestPassed(by=by, at=at, question=question)
        case ReviewIt():
            return ReviewAsked(by=by, at=at)
        case SubmitIt():
            return SubmitAsked(by=by, at=at)
        case PutPhoto(_, photo, question):
            return PhotoPlaced(by=by, at=at, photo=photo, question=question)
        case _ as never:
            assert_never(never)


async def _towards_a_visit(talk: Talk, action: BeginningAction) -> None:
    match action:
        case BeginVisit(unit, purpose):
            await _begin(talk, unit, purpose)
        case BeginWith(unit, purpose, checklist):
            await _begin(talk, unit, purpose, handle=checklist)
        case FindUnit():
            await units_desk.offer_units(talk)
        case ChooseUnit() | ChooseChecklist() | PickChecklist():
            if not await _offered(talk, action):
                talk.tell(desk_cards.may_not(language=talk.language), alert=True)
        case _ as never:
            assert_never(never)


async def _offered(talk: Talk, action: ChooseUnit | ChooseChecklist | PickChecklist) -> bool:
    match action:
        case ChooseUnit(unit):
            return await units_desk.offer_purposes(talk, unit)
        case ChooseChecklist(unit):
            return await checklist_choice.offer_checklists(talk, unit)
        case PickChecklist(unit, checklist):
            return await checklist_choice.pick_checklist(talk, unit, checklist)
        case _ as never:
            assert_never(never)


async def _begin(talk: Talk, unit_key: str, purpose_text: str, *, handle: str = "") -> None:
    purpose = next((each for each in Purpose if each.value == purpose_text), None)
    if purpose is None or purpose is Purpose.TRIAL:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    await visit_desk.begin(talk, unit_key, purpose, handle=handle)
