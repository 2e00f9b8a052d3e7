"""The inspected units, as values and as they are kept; a module a topic.

Rules: units are found by key; what a name or a code means on a day is asked with the day.
Must not know: conversations.
"""

from storage.units.keeping import every_unit, kinds, parent_of, put_units, unit, units_on
from storage.units.values import (
    Alias,
    AliasType,
    Code,
    FormerName,
    Kind,
    Scheme,
    Share,
    Succession,
    Unit,
)

__all__ = [
    "Alias",
    "AliasType",
    "Code",
    "FormerName",
    "Kind",
    "Scheme",
    "Share",
    "Succession",
    "Unit",
    "every_unit",
    "kinds",
    "parent_of",
    "put_units",
    "unit",
    "units_on",
]
