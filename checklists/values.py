"""What an answer's value can be, and its plain form for storage and export.

Rules: a closed union of frozen values; `to_plain` and `from_plain` are inverse for the kind of the question;
plain forms are those of the JSON export: `"pass"`, `{"part": 3, "whole": 5}`, `2`, `"2026-11-05"`, `"08:15"`,
lists of dates or choice names, text, `{"lat": .., "lon": .., "accuracy": ..}`.
Must not know: how a value is typed (`replies`) or worded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias, assert_never

from checklists.kinds import Kind

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"


class Judgement(StrEnum):
    """The value of a `pf` question."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "na"


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
    """Names of the choices taken, in the checklist's order; one for `select_one`."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A location in degrees; accuracy in metres, or none."""

    lat: float
    lon: float
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class Pictures:
    """The answer of an `image` question: its photos are the answer."""


Value: TypeAlias = Judgement | Ratio | Number | Words | Clock | Day | Days | Picked | Place | Pictures


def to_plain(value: Value) -> Plain:
    """The value's plain form, ready for JSON."""
    match value:
        case Judgement():
            return value.value
        case Ratio(part, whole):
            return {"part": part, "whole": whole}
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
        case Picked(names):
            return list(names)
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
        case Kind.RATIO, {"part": int(part), "whole": int(whole)}:
            return Ratio(part=part, whole=whole)
        case ((Kind.INTEGER | Kind.DECIMAL), (int() | float())):
            return Number(Decimal(str(plain)))
        case Kind.TEXT, str():
            return Words(plain)
        case Kind.TIME, str():
            return Clock(time.fromisoformat(plain))
        case Kind.DATE, str():
            return Day(date.fromisoformat(plain))
        case Kind.DATES, list():
            return Days(tuple(date.fromisoformat(str(each)) for each in plain))
        case ((Kind.SELECT_ONE | Kind.SELECT_MULTIPLE), list()):
            return Picked(tuple(str(each) for each in plain))
        case Kind.GEOPOINT, dict():
            return _place(plain)
        case Kind.IMAGE, None:
            return Pictures()
        case _:
            raise ValueError(f"{kind}: {plain!r}")


def _place(plain: Mapping[str, Plain]) -> Place:
    accuracy = plain.get("accuracy")
    return Place(
        lat=float(str(plain["lat"])),
        lon=float(str(plain["lon"])),
        accuracy=None if accuracy is None else float(str(accuracy)),
    )
