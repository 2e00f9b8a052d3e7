"""The cards of sections in a chat: where each stands, and how it keeps up with what is answered elsewhere.

Rules: the card of a page keeps its message as long as the visit lasts, so that it stays an overview and its
buttons stay at hand; it is drawn anew when an answer on it changes, wherever that came from. Sent again
further down, the older one is put to rest.
Must not know: how the turn was made or stored.
"""

from dataclasses import replace

from checklists.events import Event, PageLeft, PhotoPlaced, PhotoReceived
from checklists.messages import AnswerRecorded, AskSection, Part
from checklists.turn import Prompt, Turn
from checklists.visit import Answer
from handlers.actions import decode
from handlers.actions.visiting import LeavePage, Mark, PassRest
from handlers.card import Card
from handlers.cards import visit_cards
from handlers.cards.sight import Sight
from handlers.incoming import Pressed
from handlers.talk import Talk


def know_pages(talk: Talk, here: Sight) -> None:
    """Remember the cards of this visit alone, and the one that was just pressed."""
    if talk.state.visit != here.visit.id:
        talk.state = replace(talk.state, pages=())
    page = _pressed_page(talk, here)
    if page is not None and talk.pressed is not None and talk.state.page_slot(page) is None:
        talk.state = talk.state.with_page(page, talk.pressed)


def _pressed_page(talk: Talk, here: Sight) -> str | None:
    """The page whose card was pressed, if it was one."""
    content = talk.incoming.content
    action = decode(content.data) if isinstance(content, Pressed) else None
    if not isinstance(action, Mark | LeavePage | PassRest):
        return None
    page = here.checklist.page_of(action.question)
    return page.code if page else None


def show_section(talk: Talk, here: Sight, message: AskSection, event: Event, *, resting: Card | None) -> None:
    """Show the card; what was saved is said by the toast, or on the card when nothing was pressed."""
    is_press = isinstance(talk.incoming.content, Pressed)
    if message.saved:
        talk.toast(visit_cards.toast(here, *message.saved, language=talk.language))
    elif isinstance(event, PageLeft):
        talk.toast(visit_cards.left_open(here, event.question, language=talk.language))
    is_photo = isinstance(event, PhotoReceived | PhotoPlaced)
    if is_photo or talk.state.keyboard or (is_press and not talk.is_late):
        message = replace(message, saved=())
    card = visit_cards.section(here, message, language=talk.language)
    slot = talk.state.page_slot(message.page)
    is_open = talk.state.prompt == Prompt(message.page, Part.CARD)
    if is_photo and is_open and slot is not None:
        talk.edit(slot, card)  # the photo stands below; its sign says that it came
        return
    rested = visit_cards.rested_section(here, message.page, language=talk.language)
    talk.show_page(card, page=message.page, resting=rested, resting_question=resting)


def refresh_pages(talk: Talk, here: Sight, turn: Turn) -> None:
    """Draw anew the cards on which an answer changed and that this turn has not shown."""
    shown = {message.page for message in turn.messages if isinstance(message, AskSection)}
    changed = (
        effect.answer.question
        for effect in turn.effects
        if isinstance(effect, AnswerRecorded) and _is_new_value(effect.answer)
    )
    pages = [_page_showing(here, code) for code in changed]
    for page in dict.fromkeys(page for page in pages if page is not None):
        slot = talk.state.page_slot(page)
        if page not in shown and slot is not None:
            talk.edit(slot, visit_cards.section(here, AskSection(page), language=talk.language))


def _page_showing(here: Sight, code: str) -> str | None:
    """The page on whose card the answer is seen; details are seen in their finding's prompt."""
    page = here.checklist.page_of(code)
    return page.code if page and any(question.code == code for question in page.questions) else None


def _is_new_value(answer: Answer) -> bool:
    return not answer.history or answer.history[-1].value != answer.value
