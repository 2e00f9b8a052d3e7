"""What is known of a unit: its name, codes, aliases, period, and what became of it.

Rules: `key` lasts; a name and a code may come back for another unit, so both have periods, with both days
included; a code is text with its leading zero; a name is without the kind ("Mộ Lao"). What is not `verified`
serves search and history alone and is never printed in a document.
Must not know: the database, visits, how a name that somebody typed is matched.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from checklists.model import Label


class Scheme(StrEnum):
    """Whose list a code is from."""

    STATISTICS = "tckt"
    DECISION_19_2025 = "qd19-2025"
    INTERNAL = "noi-bo"


class AliasType(StrEnum):
    """Why a unit is also called so."""

    ABBREVIATION = "viet_tat"
    FORMER_NAME = "ten_cu"
    MISSPELLING = "sai_chinh_ta"
    PLACE = "dia_danh"


class Share(StrEnum):
    """How much of a unit went into another."""

    WHOLE = "toan_bo"
    PART = "mot_phan"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit, as it is called in a sentence and, short, before a name."""

    key: str
    label: Label
    abbr: Label
    sort: int
    inspectable: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A code that a list gives the unit, while it holds."""

    scheme: Scheme
    text: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """One more name by which the unit is found."""

    text: str
    type: AliasType
    verified: bool = True


@dataclass(frozen=True, slots=True)
class FormerName:
    """The name that the unit had until that day, the day included."""

    name: str
    valid_to: date


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; `name` is its newest name, `display_name` how documents write name and kind, if otherwise."""

    key: str
    kind: str
    name: str
    parent: str | None = None
    sort_no: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
    display_name: str | None = None
    codes: tuple[Code, ...] = ()
    aliases: tuple[Alias, ...] = ()
    former_names: tuple[FormerName, ...] = ()

    def is_in_force(self, day: date) -> bool:
        """Whether the unit is there on that day."""
        return covers(day, self.valid_from, self.valid_to)

    def name_on(self, day: date) -> str:
        """The name on that day."""
        later = [each for each in self.former_names if each.valid_to >= day]
        return min(later, key=lambda each: each.valid_to).name if later else self.name

    def code_on(self, day: date) -> str | None:
        """A code on that day: the newest list's, if the unit has one of several."""
        in_force = [each for each in self.codes if covers(day, each.valid_from, each.valid_to)]
        newest = max(in_force, key=lambda each: each.valid_from or date.min, default=None)
        return newest.text if newest else None

    def on(self, day: date) -> "Unit":
        """The unit under the name that it has on that day."""
        return replace(self, name=self.name_on(day)) if self.former_names else self

    def spellings(self, day: date | None = None) -> tuple[str, ...]:
        """All by which it is found on that day, or ever, the name first: codes pass, other names stay."""
        codes = (each.text for each in self.codes if not day or covers(day, each.valid_from, each.valid_to))
        first = self.name_on(day) if day else self.name
        names = (first, self.name, *(each.name for each in self.former_names))
        return tuple(dict.fromkeys((*names, *codes, *(each.text for each in self.aliases))))


@dataclass(frozen=True, slots=True)
class Succession:
    """What became of a unit: from that day on, all or part of it belongs to another."""

    source: str
    target: str
    share: Share
    effective_on: date
    legal_ref: str = ""
    verified: bool = True


def covers(day: date, valid_from: date | None, valid_to: date | None) -> bool:
    """Whether the day lies in the period; an open end has no limit."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)
