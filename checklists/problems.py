"""The names of a person's slips: every `Problem.code` that a turn of a visit can say.

Rules: closed, so that each language can be held against it; the line below a name says which details fill it.
Must not know: sentences.
"""

from datetime import date
from enum import StrEnum

from checklists.language import Slip
from checklists.messages import Problem
from checklists.questions import Question


class ProblemCode(StrEnum):
    """What a turn refuses; `Problem.question` is what stays asked, if anything."""

    UNKNOWN_QUESTION = "unknown_question"
    NOT_ASKED = "not_asked"
    """The question is not asked as the answers stand now. Details: `question`."""
    BAD_CHOICE = "bad_choice"
    WHOLE_UNKNOWN = "whole_unknown"
    """"All of them" or a bare part was given, but how many there are is not known yet."""
    NOTHING_OPEN = "nothing_open"
    """Text came while no question was open."""
    EMPTY = "empty"
    TOO_LONG = "too_long"
    """Details: `limit`, the greatest number of characters."""
    CONSTRAINT = "constraint"
    """The question's own `constraint_message` says it."""
    NOT_A_JUDGEMENT = "not_a_judgement"
    NOT_A_CHOICE = "not_a_choice"
    AMBIGUOUS_CHOICE = "ambiguous_choice"
    """The text begins several choices."""
    NO_SUCH_NUMBER = "no_such_number"
    """A number was typed, but the choices end before it."""
    OTHER_WANTED = "other_wanted"
    """"Other" was taken: what it is has to be typed."""
    NOT_YES_OR_NO = "not_yes_or_no"
    HOW_MANY_COUNTS = "how_many_counts"
    """Details: `limit`, how many numbers are asked."""
    NUMBER_TOO_LARGE = "number_too_large"
    """Details: `limit`, the greatest number."""
    NEGATIVE_NUMBER = "negative_number"
    FUTURE_DATE = "future_date"
    """Details: `date`, ISO."""
    TOO_OLD = "too_old"
    """Details: `date`, ISO, and `days`, how far back is asked."""
    NOT_A_PLACE = "not_a_place"
    NO_PLACE_WANTED = "no_place_wanted"
    PHOTO_WANTED = "photo_wanted"
    NO_PHOTO_WANTED = "no_photo_wanted"
    TOO_MANY_PHOTOS = "too_many_photos"
    """Details: `limit`, the most photos the question takes."""
    PHOTO_LOST = "photo_lost"
    """Details: `reason`: `gone`, `too_big`, `not_a_picture`."""
    UNKNOWN_PHOTO = "unknown_photo"
    NO_NOTE_WANTED = "no_note_wanted"
    """The question keeps no note, so what was written was not kept."""
    CAPTION_NOT_KEPT = "caption_not_kept"
    """The photo has no question yet, so its caption has no place."""
    NUMBER_WANTED = "number_wanted"
    """Text came while a card of several questions was open, and none of them can be meant by it."""
    BULK_NOT_ALLOWED = "bulk_not_allowed"
    """The checklist does not let the rest of a card pass in one tap."""
    UNREADABLE = "unreadable"
    """Details: `kind`: sticker, voice, video, contact, file, other."""


ALL_PROBLEM_CODES: frozenset[str] = frozenset({*ProblemCode, *Slip})
"""What each language must have a sentence for: the refusals above and the slips of typed values."""


def problem(question: Question, code: str, *, limit: str = "", day: date | None = None) -> Problem:
    """A problem with a typed or tapped value; the question stays asked."""
    details = {"limit": limit} if limit else {}
    if day is not None:
        details = {"date": day.isoformat(), "days": str(question.look_back_days)}
    return Problem(code, question.code, details)
