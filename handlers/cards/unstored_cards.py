"""What is said while nothing can be stored, and when the disk is nearly full.

Rules: nobody is told that anything was stored; each sentence says what happens by itself and what the reader
has to do. To admins: what is wrong, and what mends it.
Must not know: how it is found out, how it is sent.
"""

from enum import StrEnum

from handlers.card import Card
from handlers.words import say, text


class Things(StrEnum):
    """What cannot be stored."""

    ANSWERS = "answers"
    PHOTOS = "photos"


def message(*, language: str) -> Card:
    """To a person whose message could not be stored."""
    return Card(say("unstored.message", language))


def press(*, language: str) -> str:
    """To a person whose press could not be stored."""
    return text("unstored.press", language)


def photo(*, language: str) -> Card:
    """To a person whose photo could not be stored."""
    return Card(say("unstored.photo", language))


def for_admin(what: Things, fault: str, *, language: str) -> Card:
    """What cannot be stored, why (`full`, `read_only`, `disk`, `away`), and what mends it."""
    reason, remedy = _REASONS[fault], _REMEDIES[fault]
    key = "unstored.answers" if what is Things.ANSWERS else "unstored.photos"
    return Card(say(key, language, reason=text(reason, language), remedy=text(remedy, language)))


def over(what: Things, *, language: str) -> Card:
    """To admins: it can be stored again."""
    return Card(
        say("unstored.answers_again" if what is Things.ANSWERS else "unstored.photos_again", language)
    )


def little_room(percent: int, *, language: str) -> Card:
    """To admins: so little of the disk is free."""
    return Card(say("unstored.little_room", language, percent=percent))


_REASONS = {
    "full": "unstored.full",
    "read_only": "unstored.read_only",
    "disk": "unstored.disk",
    "away": "unstored.away",
}
_REMEDIES = {
    "full": "unstored.make_room",
    "read_only": "unstored.give_rights",
    "disk": "unstored.look_at_disk",
    "away": "unstored.look_at_server",
}
