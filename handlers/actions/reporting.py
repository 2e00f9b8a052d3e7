"""What buttons of the period report do.

Rules: days are written `20130630`; a fault is named by its question, so a button leads to what is counted
when it is pressed.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ShowReport:
    """Tell the report of these days, both included."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class AskPeriod:
    """Ask from which day to which."""


@dataclass(frozen=True, slots=True)
class ShowFault:
    """Name the units that failed the question in these days."""

    first: str
    last: str
    question: str


@dataclass(frozen=True, slots=True)
class ShowFailed:
    """Show what one of these units failed by; `at` is its place among them, from 0."""

    first: str
    last: str
    question: str
    at: str


@dataclass(frozen=True, slots=True)
class ShowEvidence:
    """Send the photos of one question of the visit."""

    visit: str
    question: str


ReportingAction: TypeAlias = ShowReport | AskPeriod | ShowFault | ShowFailed | ShowEvidence

CODES: dict[str, type[ReportingAction]] = {
    "rp": ShowReport,
    "ra": AskPeriod,
    "rf": ShowFault,
    "ru": ShowFailed,
    "re": ShowEvidence,
}
