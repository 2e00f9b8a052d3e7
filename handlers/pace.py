"""What is too much for one person's minute, and the rest of a text that was too long.

Rules: over the house's rates nothing is done and it is said so, once a minute and on each press; a minute
begins with what comes first in it, and anew when the clock goes back. An app cuts a long text into several
messages: when the first is refused, what follows at once is not taken for an answer of its own.
Must not know: what a message means for a visit.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from handlers.cards import desk_cards
from handlers.graphemes import utf16_length
from handlers.incoming import PhotoSent, Pressed, Said
from handlers.state import Pace
from handlers.talk import Talk

MINUTE: Final = timedelta(minutes=1)
AT_ONCE: Final = timedelta(seconds=2)
CUT_FROM: Final = 3500  # UTF-16 units; apps cut at 4096 or at white space before


def is_too_much(talk: Talk) -> bool:
    """Count what came in; when it is over the rate, or the rest of a refused text, say so."""
    is_rest = _is_rest(talk)
    pace = _counted(talk)
    limits = (talk.house.taps_a_minute, talk.house.photos_a_minute)
    over = tuple(
        limit is not None and count > limit
        for count, limit in zip((pace.taps, pace.photos), limits, strict=True)
    )
    is_photo = isinstance(talk.incoming.content, PhotoSent)
    is_over = over[1] if is_photo else over[0]
    talk.state = replace(talk.state, pace=replace(pace, is_told=pace.is_told or is_over))
    if is_over:
        _refuse(talk, is_photo=is_photo, is_told=pace.is_told)
    elif is_rest:
        talk.tell(desk_cards.rest_of_long_text(language=talk.language))
    return is_over or is_rest


def _counted(talk: Talk) -> Pace:
    pace = talk.state.pace
    if pace.since is None or not timedelta() <= talk.at - pace.since < MINUTE:
        pace = Pace(since=talk.at, long_text_at=pace.long_text_at)
    if isinstance(talk.incoming.content, PhotoSent):
        return replace(pace, photos=pace.photos + 1)
    return replace(pace, taps=pace.taps + 1, long_text_at=_long_text_at(talk))


def _long_text_at(talk: Talk) -> datetime | None:
    content = talk.incoming.content
    is_long = isinstance(content, Said) and utf16_length(content.text) >= CUT_FROM
    return talk.at if is_long else None


def _is_rest(talk: Talk) -> bool:
    content, before = talk.incoming.content, talk.state.pace.long_text_at
    if before is None or not isinstance(content, Said) or content.edited or content.text.startswith("/"):
        return False
    return timedelta() <= talk.at - before <= AT_ONCE


def _refuse(talk: Talk, *, is_photo: bool, is_told: bool) -> None:
    words = desk_cards.too_many_photos if is_photo else desk_cards.wait_a_moment
    limit = talk.house.photos_a_minute if is_photo else talk.house.taps_a_minute
    if isinstance(talk.incoming.content, Pressed):
        talk.toast(words(limit or 0, language=talk.language).plain, alert=not is_told)
    elif not is_told:
        talk.say(words(limit or 0, language=talk.language))
