"""The names of a person's slips: every `Problem.code` that a turn of a visit can say.

Rules: closed, so that each language can be held against it; the line below a name says which details fill it.
Must not know: sentences.
"""

from enum import StrEnum

from checklists.language import Slip


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
    UNREADABLE = "unreadable"
    """Details: `kind`: sticker, voice, video, contact, file, other."""


ALL_PROBLEM_CODES: frozenset[str] = frozenset({*ProblemCode, *Slip})
"""What each language must have a sentence for: the refusals above and the slips of typed values."""
