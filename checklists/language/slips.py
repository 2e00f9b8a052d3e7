"""Why a typed value could not be read: a code for the sentence that asks again.

Rules: a slip is a person's, so it is a value; the sentence belongs to whoever speaks.
Must not know: the sentences.
"""

from enum import StrEnum


class Slip(StrEnum):
    """What is wrong with a typed value."""

    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    AMBIGUOUS_NUMBER = "ambiguous_number"  # "1.250": one thousand and more, or one and a quarter?
    NOT_A_RATIO = "not_a_ratio"
    PART_OVER_WHOLE = "part_over_whole"
    NOT_A_DATE = "not_a_date"
    NO_SUCH_DATE = "no_such_date"
    TOO_MANY_DATES = "too_many_dates"
    NOT_A_TIME = "not_a_time"
    NO_SUCH_TIME = "no_such_time"
