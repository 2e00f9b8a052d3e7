"""What an answer's value can be, and its plain form for storage and export.

Rules: a closed union of frozen values; `to_plain` and `from_plain` are inverse for the kind of the question;
plain forms are those of the JSON export: `"pass"`, `"yes"`, `{"part": 3, "whole": 5}`, `2`, `[1, 2]`,
`"2026-11-05"`, `"08:15"`, lists of dates or choice names (what was typed as another: `{"other": ".."}`),
text, `{"lat": .., "lon": .., "accuracy": ..}`.
Must not know: how a value is typed (`replies`) or worded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias, assert_never

from checklists.kinds import Kind

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"


OTHER: Final = "other"


class Judgement(StrEnum):
    """The value of a `pf` question."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "na"


class YesNo(StrEnum):
    """The value of a `yes_no` question."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Ratio:
    """`part` of `whole`, 0 <= part <= whole."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Number:
    """An integer or a decimal number."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a `counts` question, in the order of its names."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Typed text, NFC."""

    text: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, to the minute."""

    at: time


@dataclass(frozen=True, slots=True)
class Day:
    """One date."""

    on: date


@dataclass(frozen=True, slots=True)
class Days:
    """Distinct dates in order; empty means: none."""

    on: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """Names of the choices taken, in the checklist's order; one for `select_one`.

    `other`: what was typed because no choice fits; it counts as one more choice, named `other`.
    """

    names: tuple[str, ...]
    other: str | None = None

    @property
    def all_names(self) -> tuple[str, ...]:
        """The names, with `other` last when there is one."""
        return self.names if self.other is None else (*self.names, OTHER)


@dataclass(frozen=True, slots=True)
class Place:
    """A location in degrees; accuracy in metres, or none."""

    lat: float
    lon: float
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class Pictures:
    """The answer of an `image` question: its photos are the answer."""


Value: TypeAlias = (
    Judgement | YesNo | Ratio | Number | Counts | Words | Clock | Day | Days | Picked | Place | Pictures
)


def to_plain(value: Value) -> Plain:
    """The value's plain form, ready for JSON."""
    match value:
        case Judgement() | YesNo():
            return value.value
        case Ratio(part, whole):
            return {"part": part, "whole": whole}
        case Counts(numbers):
            return list(numbers)
        case Number(number):
            return int(number) if number == number.to_integral_value() else float(number)
        case Words(text):
            return text
        case Clock(at):
            return at.isoformat("minutes")
        case Day(on):
            return on.isoformat()
        case Days(on):
            return [each.isoformat() for each in on]
        case Picked(names, other):
            return [*names] if other is None else [*names, {OTHER: other}]
        case Place(lat, lon, accuracy):
            return {"lat": lat, "lon": lon, "accuracy": accuracy}
        case Pictures():
            return None
        case _ as never:
            assert_never(never)


def from_plain(kind: Kind, plain: Plain) -> Value:
    """The value that `to_plain` wrote for a question of that kind. ValueError for anything else."""
    match kind, plain:
        case Kind.PASS_FAIL, str():
            return Judgement(plain)
        case Kind.YES_NO, str():
            return YesNo(plain)
        case Kind.RATIO, {"part": int(part), "whole": int(whole)}:
            return Ratio(part=part, whole=whole)
        case ((Kind.INTEGER | Kind.DECIMAL), (int() | float())):
            return Number(Decimal(str(plain)))
        case Kind.COUNTS, list():
            return Counts(tuple(int(str(each)) for each in plain))
        case Kind.TEXT, str():
            return Words(plain)
        case Kind.TIME, str():
            return Clock(time.fromisoformat(plain))
        case Kind.DATE, str():
            return Day(date.fromisoformat(plain))
        case Kind.DATES, list():
            return Days(tuple(date.fromisoformat(str(each)) for each in plain))
        case ((Kind.SELECT_ONE | Kind.SELECT_MULTIPLE), list()):
            return _picked(plain)
        case Kind.GEOPOINT, dict():
            return _place(plain)
        case Kind.IMAGE, None:
            return Pictures()
        case _:
            raise ValueError(f"{kind}: {plain!r}")


def _picked(plain: Sequence[Plain]) -> Picked:
    names = tuple(each for each in plain if isinstance(each, str))
    typed = (str(each[OTHER]) for each in plain if isinstance(each, dict) and OTHER in each)
    return Picked(names, next(typed, None))


def _place(plain: Mapping[str, Plain]) -> Place:
    accuracy = plain.get("accuracy")
    return Place(
        lat=float(str(plain["lat"])),
        lon=float(str(plain["lon"])),
        accuracy=None if accuracy is None else float(str(accuracy)),
    )
