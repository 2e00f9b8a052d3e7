"""What admins are told when something did not get through, and the words for posts of unknown fate.

Rules: each says what happened and what mends it; an item is named by its code, never by its content.
Must not know: how trouble is found.
"""

from handlers.card import Card
from handlers.cards.layout import quoted
from handlers.rich import Rich
from handlers.words import say

NAME_LIMIT = 80


def set_aside(code: str, *, language: str) -> Card:
    """Something that came in could not be dealt with."""
    return Card(say("trouble.set_aside", language, code=code))


def not_sent(code: str, *, language: str) -> Card:
    """A message was given up."""
    return Card(say("trouble.not_sent", language, code=code))


def blocked(name: str, *, language: str) -> Card:
    """A person has blocked the bot."""
    return Card(say("trouble.blocked", language, name=quoted(name, NAME_LIMIT)))


def unknown_chat(name: str, *, language: str) -> Card:
    """A person never wrote to the bot, or the account is gone."""
    return Card(say("trouble.unknown_chat", language, name=quoted(name, NAME_LIMIT)))


def unsearchable(code: str, *, language: str) -> Card:
    """Nobody can tell whether a post stands in the channel."""
    return Card(say("trouble.unsearchable", language, code=code))


def header(code: str, *, language: str) -> Rich:
    """A post before its content: it names the visit and says nothing of it."""
    return say("post.header", language, code=code)


def second_copy(code: str, *, language: str) -> Rich:
    """What stands in a second copy that can no longer be deleted."""
    return say("post.copy", language, code=code)
