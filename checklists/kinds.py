"""The kinds of question: what may be answered.

Rules: the names are XLSForm's where XLSForm has one; they are written in checklists, stored and exported.
Must not know: questions, values, how either is worded.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What may be answered."""

    PASS_FAIL = "pf"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RATIO = "ratio"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    TIME = "time"
    DATE = "date"
    DATES = "dates"
    IMAGE = "image"
    GEOPOINT = "geopoint"
