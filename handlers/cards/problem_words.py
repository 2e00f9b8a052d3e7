"""The sentence for each slip of a person: what is wrong, what to do.

Rules: one sentence for every code that a turn can make (held by a test); a question's own constraint message
comes first; details are shown in the person's language.
Must not know: why the core refused.
"""

from datetime import date
from typing import Final

from checklists.language import format_date
from checklists.messages import Problem
from handlers.cards.answer_words import number_of
from handlers.cards.sight import Sight
from handlers.rich import Rich, plain
from handlers.words import CATALOGS, HOUSE_LANGUAGE, say, text

KNOWN: Final = frozenset(CATALOGS[HOUSE_LANGUAGE])

# These come when another question may be open, so they name theirs.
_LATE: Final = frozenset({"photo_lost"})


def problem(sight: Sight, message: Problem, *, language: str) -> Rich:
    """What to say about the slip."""
    own = _constraint_message(sight, message, language)
    if own:
        return plain(own)
    details = {name: _shown(name, value) for name, value in message.details.items()}
    sentence = say(_key(message), language, **details, next=text("slip.unreadable.next", language))
    question = sight.checklist.question(message.question) if message.question else None
    if message.code not in _LATE or question is None:
        return sentence
    return say("slip.about", language, number=number_of(sight, question), sentence=sentence)


def _key(message: Problem) -> str:
    variants = (*message.details.values(), "other", "gone")
    keys = (f"slip.{message.code}", *(f"slip.{message.code}.{variant}" for variant in variants))
    return next((key for key in keys if key in KNOWN), "slip.other")


def _constraint_message(sight: Sight, message: Problem, language: str) -> str:
    question = sight.checklist.question(message.question) if message.question else None
    if message.code != "constraint" or question is None or question.constraint_message is None:
        return ""
    return question.constraint_message.in_language(language)


def _shown(name: str, value: str) -> str:
    if name != "date":
        return value
    try:
        return format_date(date.fromisoformat(value))
    except ValueError:
        return value
