"""The kinds of question: what may be answered.

Rules: the names are XLSForm's where XLSForm has one; they are written in checklists, stored and exported.
Must not know: questions, values, how either is worded.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What may be answered."""

    PASS_FAIL = "pf"
    YES_NO = "yes_no"
    """A fact; it fails only where `fail_when` says which of the two is bad."""
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RATIO = "ratio"
    INTEGER = "integer"
    DECIMAL = "decimal"
    COUNTS = "counts"
    """Two or three named whole numbers that belong together."""
    TEXT = "text"
    TIME = "time"
    DATE = "date"
    DATES = "dates"
    IMAGE = "image"
    GEOPOINT = "geopoint"
