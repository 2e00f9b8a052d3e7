"""What is said to an admin about the reporting channel: connecting it, losing it.

Rules: a channel's title is a stranger's text and is quoted.
Must not know: what is posted there.
"""

from typing import Final

from handlers.actions.settling import DropChannel
from handlers.card import Card
from handlers.cards.layout import quoted, tap
from handlers.outgoing import Button, Key, Keyboard
from handlers.rich import Rich, Span, Style, plain
from handlers.words import say, text

TITLE_LIMIT: Final = 128
PICK_REQUEST: Final = 1


def channel_status(title: str | None, *, chat_id: str | None = None, language: str) -> Card:
    """Which channel is connected; with its id also a button that disconnects it."""
    if title is None:
        return Card(say("channel.none", language))
    words = say("channel.is", language, title=_titled(title, language))
    if chat_id is None:
        return Card(words)
    return Card(words, ((tap(text("button.drop_channel", language), DropChannel(chat_id), "danger"),),))


def channel_pick(*, request_id: int = PICK_REQUEST, language: str) -> Card:
    """A key that opens the platform's picker of channels."""
    key = Key(text("key.pick_channel", language), asks="channel", request_id=request_id)
    return Card(say("channel.pick", language), keyboard=Keyboard(((key,),)))


def channel_code(title: str, code: str, *, language: str) -> Card:
    """The code to be posted in the channel, to prove that the admin may post there."""
    head = (
        say("channel.code", language, title=quoted(title, TITLE_LIMIT))
        if title
        else say("channel.code_untitled", language)
    )
    words = head + plain("\n") + Rich((Span(code, Style.CODE),))
    return Card(words, ((Button(text("button.copy_code", language), copy=code),),))


def channel_connected(title: str, *, language: str) -> Card:
    """The channel is connected."""
    return Card(say("channel.connected", language, title=_titled(title, language)))


def channel_lost(title: str, *, language: str) -> Card:
    """Posts no longer reach the channel."""
    return Card(say("channel.lost", language, title=_titled(title, language)))


def channel_dropped(title: str, *, language: str) -> Card:
    """An admin disconnected it."""
    return Card(say("channel.dropped", language, title=_titled(title, language)))


def _titled(title: str, language: str) -> str:
    """A channel connected by settings has no title yet."""
    return quoted(title, TITLE_LIMIT) or text("channel.untitled", language)


def channel_picked(title: str, *, language: str) -> Rich:
    """The picker has done its work; its keyboard goes with these words."""
    return say("keys.channel_picked", language, title=quoted(title))
