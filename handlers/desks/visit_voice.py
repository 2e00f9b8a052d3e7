"""What came of a visit's turn, put on cards: the current one, old ones that were pressed, the receipt.

Rules: each meaning of the core has its one place here; the state follows the core's conversation. A message
that was pressed and has done its work shows what came of it.
Must not know: how the turn was made or stored.
"""

from dataclasses import replace
from typing import assert_never

from checklists.events import Event, PageLeft, PhotoPlaced, PhotoReceived, WentOn
from checklists.findings import failures
from checklists.messages import (
    AlreadyClosed,
    Ask,
    AskEvidence,
    AskPlace,
    AskSection,
    Cancelled,
    Confirmed,
    Message,
    Part,
    PhotoKept,
    PhotoNoted,
    Problem,
    Review,
    Submitted,
)
from checklists.model import Checklist
from checklists.numbered import read_caption
from checklists.problems import ProblemCode
from checklists.turn import Prompt, Turn
from checklists.visit import Photo, Visit
from handlers.actions import decode
from handlers.actions.visiting import Choose, Toggle
from handlers.card import Card
from handlers.cards import visit_cards
from handlers.cards.sight import Sight
from handlers.desks import section_voice
from handlers.incoming import Pressed
from handlers.posting import is_connected, post_visit, tell_team, trial_post
from handlers.scenes import NoScene
from handlers.talk import Talk
from storage import photos


def sight_of(talk: Talk, checklist: Checklist, visit: Visit) -> Sight:
    """The visit as this person sees it: answers of others carry their names."""
    names = {member.person: member.name for member in visit.team if member.person != talk.person.id}
    authors = {code: names[answer.by] for code, answer in visit.answers.items() if answer.by in names}
    return Sight(checklist, visit, talk.at, authors)


async def present(talk: Talk, turn: Turn, *, checklist: Checklist, event: Event) -> None:
    """Put the turn's messages on cards."""
    here = sight_of(talk, checklist, turn.visit)
    moved = turn.conversation.prompt
    section_voice.know_pages(talk, here)
    _rest_pressed(talk, here, moved)
    for message in turn.messages:
        await _voice(talk, here, message, event)
    section_voice.refresh_pages(talk, here, turn)
    if turn.visit.is_open:
        talk.state = replace(talk.state, visit=turn.visit.id, prompt=moved, scene=NoScene())
    else:
        talk.state = replace(talk.state, visit=None, prompt=None)


def _rest_pressed(talk: Talk, here: Sight, moved: Prompt | None) -> None:
    """An old card that was pressed shows its question's present answer; the current card shows itself."""
    content = talk.incoming.content
    if not isinstance(content, Pressed) or talk.pressed is None or talk.pressed == talk.state.card:
        return
    question = _question_of(here, content.data)
    if question is None:
        return
    if moved is None or moved.question != question:
        talk.edit(talk.pressed, visit_cards.retired(here, question, language=talk.language))


def _question_of(here: Sight, data: str) -> str | None:
    """The question whose card carries the button; details on a card stand in the prompt of their finding."""
    action = decode(data)
    named = here.checklist.question(action.question) if isinstance(action, Choose | Toggle) else None
    if named is None:
        return None
    is_in_finding = named.detail_of is not None and here.checklist.page_of(named.code) is not None
    return named.detail_of if is_in_finding else named.code


async def _voice(talk: Talk, here: Sight, message: Message, event: Event) -> None:
    match message:
        case Ask() | AskEvidence() | Review():
            _show_prompt(talk, here, message, event)
        case AskSection():
            section_voice.show_section(talk, here, message, event, resting=_resting(talk, here))
        case Confirmed(answer, others):
            if not isinstance(event, PhotoPlaced):
                talk.tell(visit_cards.confirmed(here, answer, *others, language=talk.language))
        case PhotoNoted(photo):
            _photo_noted(talk, here, photo, event)
        case PhotoKept(photo):
            await _photo_kept(talk, here, photo.id)
        case AskPlace():
            card = visit_cards.place_photo(here, message, language=talk.language)
            talk.say(card, reply_to=talk.incoming.message_id)
        case Submitted():
            await _submitted(talk, here)
        case Cancelled():
            talk.settle(visit_cards.cancelled(here, language=talk.language))
        case AlreadyClosed():
            talk.tell(visit_cards.closed(here, language=talk.language).text, alert=True)
        case Problem():
            _refuse(talk, here, message)
        case _ as never:
            assert_never(never)
    if isinstance(event, PhotoPlaced):
        _photo_placed(talk, here, event)


def _show_prompt(talk: Talk, here: Sight, message: Ask | AskEvidence | Review, event: Event) -> None:
    if message.saved is not None:
        talk.toast(visit_cards.toast(here, message.saved, language=talk.language))
    elif isinstance(event, PageLeft):
        talk.toast(visit_cards.left_open(here, event.question, language=talk.language))
    elif isinstance(event, WentOn):
        talk.toast(visit_cards.skipped(here, event.question, language=talk.language))
    if talk.state.keyboard or (isinstance(talk.incoming.content, Pressed) and not talk.is_late):
        # What was saved is said once: by the toast, or by the message that takes the keyboard away.
        message = replace(message, saved=None)
    match message:
        case Ask(question):
            card = visit_cards.ask(here, message, language=talk.language)
            talk.show(card, question=question, resting=_resting(talk, here))
        case AskEvidence(question):
            _show_evidence(talk, here, message, question)
        case Review():
            if message.refused:
                talk.toast(visit_cards.refused(language=talk.language), alert=True)
            card = visit_cards.review(here, message, language=talk.language)
            talk.show(card, resting=_resting(talk, here))
        case _ as never:
            assert_never(never)


def _show_evidence(talk: Talk, here: Sight, message: AskEvidence, question: str) -> None:
    is_shown = talk.state.card_question == question
    resting = _resting(talk, here)
    if resting is not None and is_shown:
        resting = replace(resting, rows=())  # the card below asks about the same question
    card = visit_cards.ask_evidence(here, message, language=talk.language)
    in_place = is_shown and (message.saved is None or talk.pressed == talk.state.card)
    talk.show(card, question=question, resting=resting, stay=in_place)


def _resting(talk: Talk, here: Sight) -> Card | None:
    question = talk.state.card_question
    if question is None or here.checklist.question(question) is None or talk.state.visit != here.visit.id:
        return None
    return visit_cards.retired(here, question, language=talk.language)


def _refuse(talk: Talk, here: Sight, message: Problem) -> None:
    talk.tell(visit_cards.problem(here, message, language=talk.language), alert=True)
    at_review = talk.state.visit == here.visit.id and talk.state.prompt == Prompt(None)
    is_lost = message.code == ProblemCode.PHOTO_LOST
    if is_lost and message.question:
        _count_anew(talk, here, message.question)
    if at_review and (is_lost or message.code == ProblemCode.NOTHING_OPEN):
        review = Review(gaps=visit_cards.gaps_of(here))
        talk.show(visit_cards.review(here, review, language=talk.language), stay=is_lost)


def _photo_noted(talk: Talk, here: Sight, photo: Photo, event: Event) -> None:
    """The reaction on the photo says that it came; where it went is said when that is not plain."""
    prompt = talk.state.prompt
    is_open = prompt is not None and prompt.part is not Part.CARD and prompt.question == photo.question
    is_of_album = photo.group is not None and any(
        other.group == photo.group and other.id != photo.id for other in here.visit.photos
    )
    if photo.question is None:
        return
    _count_anew(talk, here, photo.question)
    if is_of_album or is_open or _is_named(here, photo, event):
        return
    words = visit_cards.photo_put(here, photo.question, language=talk.language)
    talk.say(words, reply_to=talk.incoming.message_id)


def _is_named(here: Sight, photo: Photo, event: Event) -> bool:
    """Whether the photo's caption says by its number where it belongs."""
    caption = event.caption if isinstance(event, PhotoReceived) else None
    entry = read_caption(here.checklist, caption or "")
    return entry is not None and entry.question == photo.question


def _count_anew(talk: Talk, here: Sight, question: str) -> None:
    """The card put to rest that shows how many photos the question has shows one more, or one less."""
    match talk.state.rested:
        case (slot, rested) if rested == question:
            talk.edit(slot, visit_cards.retired(here, question, language=talk.language))
        case _:
            pass


def _photo_placed(talk: Talk, here: Sight, event: PhotoPlaced) -> None:
    placed = any(photo.id == event.photo and photo.question == event.question for photo in here.visit.photos)
    if placed:
        words = visit_cards.photo_put(here, event.question, language=talk.language)
        talk.toast(words.plain)
        if talk.pressed != talk.state.card:
            talk.settle(Card(text=words))


async def _photo_kept(talk: Talk, here: Sight, photo_id: str) -> None:
    claim = await photos.photo_claim(talk.connection, photo_id)
    if claim is not None:
        talk.react(claim.message_id, "👍")
    if talk.state.visit == here.visit.id and talk.state.prompt == Prompt(None):
        review = Review(gaps=visit_cards.gaps_of(here))
        talk.show(visit_cards.review(here, review, language=talk.language), stay=True)


async def _submitted(talk: Talk, here: Sight) -> None:
    failed = failures(here.checklist, here.visit)
    if here.visit.is_trial:
        post = trial_post(talk.house, here)
        talk.settle(visit_cards.trial_receipt(here, post, language=talk.language))
        talk.state = replace(talk.state, card=None, last=None)
        return
    waits = not await is_connected(talk.connection)
    talk.settle(visit_cards.receipt(here, failed, waits=waits, language=talk.language))
    talk.state = replace(talk.state, card=None, last=None)
    await post_visit(
        talk.connection, talk.outbox, house=talk.house, visit=here.visit, checklist=here.checklist
    )
    await tell_team(talk, here, failed)
