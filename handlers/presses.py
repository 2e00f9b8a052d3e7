"""A pressed button: which action it names, whether this person may, what it does.

Rules: a button is an untrusted request, however old; each action has its permission in `VERBS`, checked here
before anything is loaded; what concerns a visit is checked again against that visit.
Must not know: what stands on the button.
"""

from dataclasses import replace
from typing import assert_never

from checklists.events import (
    Chosen,
    Event,
    PhotoPlaced,
    ReviewAsked,
    SubmitAsked,
    Toggled,
    Went,
    WentBack,
    WentOn,
)
from checklists.visit import Purpose
from handlers.actions import (
    AcceptInvitation,
    Action,
    AskCancel,
    BeginVisit,
    CancelIt,
    Choose,
    ChooseUnit,
    DeclineInvitation,
    DropChannel,
    FindUnit,
    GoBack,
    GoOn,
    GoTo,
    InviteRole,
    InviteUnit,
    OpenIt,
    PutPhoto,
    ReviewIt,
    ShowPhotos,
    Speak,
    SubmitIt,
    Toggle,
    WithdrawInvitation,
    decode,
)
from handlers.authorize import Verb, authorize
from handlers.card import Card
from handlers.cards import desk_cards
from handlers.desks import channel_desk, invitations_desk, photo_desk, units_desk, visit_desk
from handlers.incoming import ChatKind
from handlers.talk import Talk
from storage import people

VERBS: dict[type[Action], Verb] = {
    Choose: Verb.INSPECT,
    Toggle: Verb.INSPECT,
    GoTo: Verb.INSPECT,
    GoBack: Verb.INSPECT,
    GoOn: Verb.INSPECT,
    ReviewIt: Verb.INSPECT,
    SubmitIt: Verb.INSPECT,
    AskCancel: Verb.INSPECT,
    CancelIt: Verb.INSPECT,
    OpenIt: Verb.INSPECT,
    PutPhoto: Verb.INSPECT,
    ShowPhotos: Verb.TALK,
    ChooseUnit: Verb.INSPECT,
    BeginVisit: Verb.INSPECT,
    FindUnit: Verb.INSPECT,
    AcceptInvitation: Verb.TALK,
    DeclineInvitation: Verb.TALK,
    WithdrawInvitation: Verb.INVITE,
    InviteRole: Verb.INVITE,
    InviteUnit: Verb.INVITE,
    Speak: Verb.TALK,
    DropChannel: Verb.CONNECT_CHANNEL,
}

_VisitStep = Choose | Toggle | GoTo | GoBack | GoOn | ReviewIt | SubmitIt | PutPhoto
_VISIT_STEPS = (Choose, Toggle, GoTo, GoBack, GoOn, ReviewIt, SubmitIt, PutPhoto)


def is_for_strangers(data: str) -> bool:
    """Whether the button is one that somebody unknown may press: those of an invitation."""
    return isinstance(decode(data), AcceptInvitation | DeclineInvitation)


async def pressed_by_stranger(talk: Talk, data: str) -> None:
    """The buttons of an invitation."""
    action = decode(data)
    match action:
        case AcceptInvitation(code) if not _is_elsewhere(talk, action):
            await invitations_desk.accept(talk, code)
        case DeclineInvitation(code) if not _is_elsewhere(talk, action):
            await invitations_desk.decline(talk, code)
        case _:
            talk.tell(desk_cards.stranger(language=talk.language).text, alert=True)


async def pressed(talk: Talk, data: str) -> None:
    """Whatever a known person pressed."""
    action = decode(data)
    if action is None or _is_elsewhere(talk, action):
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    if not authorize(talk.known, VERBS[type(action)]):
        talk.tell(desk_cards.may_not(language=talk.language), alert=True)
        return
    if isinstance(action, _VISIT_STEPS):
        await visit_desk.happen(talk, action.visit, _event(talk, action))
        return
    await _act(talk, action)


def _is_elsewhere(talk: Talk, action: Action) -> bool:
    """Whether it is pressed where we never put it: what stands in a group or channel was forwarded there."""
    return talk.incoming.chat.kind is not ChatKind.PRIVATE and not isinstance(action, ShowPhotos)


def _event(talk: Talk, action: _VisitStep) -> Event:
    by, at = talk.person.id, talk.at
    match action:
        case Choose(_, question, choice):
            return Chosen(by=by, at=at, question=question, choice=choice)
        case Toggle(_, question, choice):
            return Toggled(by=by, at=at, question=question, choice=choice)
        case GoTo(_, question):
            return Went(by=by, at=at, question=question)
        case GoBack(_, question):
            return WentBack(by=by, at=at, question=question)
        case GoOn(_, question):
            return WentOn(by=by, at=at, question=question)
        case ReviewIt():
            return ReviewAsked(by=by, at=at)
        case SubmitIt():
            return SubmitAsked(by=by, at=at)
        case PutPhoto(_, photo, question):
            return PhotoPlaced(by=by, at=at, photo=photo, question=question)
        case _ as never:
            assert_never(never)


async def _act(talk: Talk, action: Action) -> None:
    match action:
        case OpenIt(visit):
            await visit_desk.join(talk, visit)
        case AskCancel(visit):
            await visit_desk.ask_cancel(talk, visit)
        case CancelIt(visit):
            await visit_desk.cancel(talk, visit)
        case ShowPhotos(visit):
            await photo_desk.show_photos(talk, visit)
        case ChooseUnit(unit):
            await _choose_unit(talk, unit)
        case BeginVisit(unit, purpose):
            await _begin(talk, unit, purpose)
        case FindUnit():
            await units_desk.offer_units(talk)
        case Speak(language):
            await _speak(talk, language)
        case DropChannel(chat):
            await channel_desk.drop(talk, chat)
        case _:
            await _act_on_invitation(talk, action)


async def _act_on_invitation(talk: Talk, action: Action) -> None:
    match action:
        case AcceptInvitation(code):
            await invitations_desk.accept(talk, code)
        case DeclineInvitation(code):
            await invitations_desk.decline(talk, code)
        case WithdrawInvitation(invitation):
            await invitations_desk.withdraw(talk, invitation)
        case InviteRole(role):
            await invitations_desk.choose_role(talk, role)
        case InviteUnit(unit):
            await invitations_desk.choose_unit(talk, unit)
        case _:
            talk.tell(desk_cards.lost_button(language=talk.language), alert=True)


async def _choose_unit(talk: Talk, unit_key: str) -> None:
    if not await units_desk.offer_purposes(talk, unit_key):
        talk.tell(desk_cards.may_not(language=talk.language), alert=True)


async def _begin(talk: Talk, unit_key: str, purpose_text: str) -> None:
    purpose = next((each for each in Purpose if each.value == purpose_text), None)
    if purpose is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    await visit_desk.begin(talk, unit_key, purpose)


async def _speak(talk: Talk, language: str) -> None:
    if language not in {"vi", "en"}:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    await people.set_language(talk.connection, talk.person.id, language)
    talk.known = replace(talk.person, language=language)
    talk.language = language
    talk.settle(Card(text=desk_cards.language_set(language=language)))
