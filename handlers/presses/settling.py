"""What the buttons of one's language and of the reporting channel do."""

from dataclasses import replace
from typing import assert_never

from handlers.actions import Action
from handlers.actions.settling import DropChannel, SettlingAction, Speak
from handlers.authorize import Verb
from handlers.card import Card
from handlers.cards import desk_cards
from handlers.desks import channel_desk
from handlers.talk import Talk
from storage import people

VERBS: dict[type[Action], Verb] = {
    Speak: Verb.TALK,
    DropChannel: Verb.CONNECT_CHANNEL,
}


async def act(talk: Talk, action: SettlingAction) -> None:
    """Do what the button says; the person may press such a button."""
    match action:
        case Speak(language):
            await _speak(talk, language)
        case DropChannel(chat):
            await channel_desk.drop(talk, chat)
        case _ as never:
            assert_never(never)


async def _speak(talk: Talk, language: str) -> None:
    if language not in {"vi", "en"}:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    await people.set_language(talk.connection, talk.person.id, language)
    talk.known = replace(talk.person, language=language)
    talk.language = language
    talk.settle(Card(text=desk_cards.language_set(language=language)))
