"""Everything a visit says: the cards of questions, of the review and of its end, gathered for the desk.

Rules: every function takes what is to be seen first and the language last, and changes nothing.
Must not know: when each is said.
"""

from typing import Final

from checklists.language import format_date
from checklists.visit import Answer
from handlers.cards.answer_words import saved_several
from handlers.cards.problem_words import problem
from handlers.cards.question_cards import ask, ask_evidence, place_photo, retired
from handlers.cards.review_cards import (
    cancelled,
    closed,
    confirm_cancel,
    gaps_of,
    receipt,
    refused,
    review,
    trial_receipt,
)
from handlers.cards.section_cards import left_open, rested_section, section
from handlers.cards.sight import Sight
from handlers.graphemes import shortened
from handlers.rich import Rich, plain
from handlers.words import say, text

__all__ = [
    "ask",
    "ask_evidence",
    "cancelled",
    "closed",
    "confirm_cancel",
    "confirmed",
    "gaps_of",
    "left_open",
    "photo_put",
    "photos_caption",
    "place_photo",
    "problem",
    "receipt",
    "refused",
    "rested_section",
    "retired",
    "review",
    "section",
    "skipped",
    "toast",
    "trial_receipt",
]

TOAST_LIMIT: Final = 200


def confirmed(sight: Sight, *answers: Answer, language: str) -> Rich:
    """The answers are stored, said where no card changes."""
    return plain(saved_several(sight, answers, language=language))


def toast(sight: Sight, *answers: Answer, language: str) -> str:
    """The same for the short answer to a press: at most 200 characters."""
    return shortened(saved_several(sight, answers, language=language), TOAST_LIMIT)


def skipped(sight: Sight, question_code: str, *, language: str) -> str:
    """The person went on without an answer; nothing where there is one."""
    question = sight.checklist.question(question_code)
    if question is None or sight.visit.value(question_code) is not None:
        return ""
    return text("skipped", language, number=sight.checklist.number(question_code))


def photo_put(sight: Sight, question_code: str, *, language: str) -> Rich:
    """Where a photo went that was not for the open question."""
    return say("photo.put", language, number=sight.checklist.number(question_code))


def photos_caption(sight: Sight, *, language: str) -> Rich:
    """Under the photos of a visit that somebody asked to see."""
    visit = sight.visit
    day = format_date(visit.started_at.date())
    return say("photos.caption", language, unit=visit.unit_name, date=day, code=visit.code)
