"""The rules of the Vietnamese language as this product reads and writes it.

Rules: pure; text that comes out is NFC; what a person types is read into a value or a `Slip`, and nothing is
raised.
Must not know: questions, units, sentences; only letters, names, numbers, dates and times.
"""

from checklists.language.dates import (
    format_date,
    format_date_in_words,
    format_day,
    format_period,
    format_short,
    parse_date,
    parse_dates,
)
from checklists.language.folding import (
    clean,
    clean_line,
    fold,
    initials,
    modern_spelling,
    nfc,
    unit_search_key,
    without_unit_word,
)
from checklists.language.names import Found, Hit, Match, find_names, rank_names
from checklists.language.numbers import format_number, format_percent, parse_number, parse_ratio
from checklists.language.slips import Slip
from checklists.language.sorting import person_sort_key, sort_key
from checklists.language.times import format_time, format_time_in_words, parse_time

__all__ = [
    "Found",
    "Hit",
    "Match",
    "Slip",
    "clean",
    "clean_line",
    "find_names",
    "fold",
    "format_date",
    "format_date_in_words",
    "format_day",
    "format_number",
    "format_percent",
    "format_period",
    "format_short",
    "format_time",
    "format_time_in_words",
    "initials",
    "modern_spelling",
    "nfc",
    "parse_date",
    "parse_dates",
    "parse_number",
    "parse_ratio",
    "parse_time",
    "person_sort_key",
    "rank_names",
    "sort_key",
    "unit_search_key",
    "without_unit_word",
]
