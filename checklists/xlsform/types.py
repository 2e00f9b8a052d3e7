"""The `type` cells of an XLSForm survey: what of it we ask, what we leave out aloud, what we refuse.

Rules: the standard's older spellings are understood. Left out is what changes nothing for the answers (texts
that are only read, what a phone notes by itself); refused is what would lose an answer, with what to use
instead.
Must not know: rows, lists of choices.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from checklists.kinds import Kind
from checklists.language import clean_line


@dataclass(frozen=True, slots=True)
class Asks:
    """A question: `choices` is the name of its list, `other` whether anything else may be written."""

    kind: Kind
    choices: str = ""
    other: bool = False


@dataclass(frozen=True, slots=True)
class Opens:
    """The beginning of a group."""

    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Closes:
    """The end of a group."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that changes no answer."""


@dataclass(frozen=True, slots=True)
class RefusedType:
    """A row that we cannot ask; `code` says what to use instead."""

    code: str


TypeRead: TypeAlias = Asks | Opens | Closes | LeftOut | RefusedType

ONE: Final = ("select_one", "select one from", "select one", "select1", "select_one_from")
MANY: Final = (
    "select_multiple",
    "select all that apply from",
    "select all that apply",
    "select_all_that_apply",
    "select multiple",
)
OTHER: Final = ("or_other", "or other", "or specify other")

SIMPLE: Final = {
    "integer": Kind.INTEGER,
    "int": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "range": Kind.DECIMAL,
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "barcode": Kind.TEXT,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "image": Kind.IMAGE,
    "photo": Kind.IMAGE,
    "add image prompt": Kind.IMAGE,
    "add photo prompt": Kind.IMAGE,
    "geopoint": Kind.GEOPOINT,
    "gps": Kind.GEOPOINT,
    "location": Kind.GEOPOINT,
}
GROUPS: Final[Mapping[str, TypeRead]] = {
    "begin group": Opens(),
    "begin lgroup": Opens(repeats=True),
    "begin looped group": Opens(repeats=True),
    "begin repeat": Opens(repeats=True),
    "end group": Closes(),
    "end lgroup": Closes(),
    "end looped group": Closes(),
    "end repeat": Closes(),
}
READ_ONLY: Final = frozenset(
    {"note", "acknowledge", "trigger", "calculate", "hidden", "start", "end", "today", "username", "deviceid"}
    | {"device_id", "phonenumber", "phone_number", "email", "simserial", "simid", "subscriberid", "uri"}
    | {"audit", "start-geopoint", "start_geopoint", "instance_id", "instanceid", "caseid"}
)
REFUSED: Final = {
    "rank": "type_rank",
    "geotrace": "type_shape",
    "geoshape": "type_shape",
    "osm": "type_shape",
    "datetime": "type_datetime",
    "audio": "type_media",
    "video": "type_media",
    "file": "type_media",
    "xml-external": "type_external",
    "csv-external": "type_external",
}
REFUSED_BEGINNINGS: Final = {
    "select_one_from_file": "type_external",
    "select_multiple_from_file": "type_external",
    "select_one_external": "type_external",
    "background-": "type_media",
    "rank ": "type_rank",
}


def read_type(text: str) -> TypeRead:
    """What a type cell means. Never raises."""
    line = clean_line(text)
    small = line.casefold()
    grouped = GROUPS.get(small.replace("_", " "))
    if grouped is not None:
        return grouped
    refused = next((code for start, code in REFUSED_BEGINNINGS.items() if small.startswith(start)), None)
    if refused is not None:
        return RefusedType(refused)
    for words, kind in ((ONE, Kind.SELECT_ONE), (MANY, Kind.SELECT_MULTIPLE)):
        for word in words:
            if small == word or small.startswith(f"{word} "):
                return _select(kind, line[len(word) :].strip())
    if small in SIMPLE:
        return Asks(SIMPLE[small])
    if small in READ_ONLY:
        return LeftOut()
    return RefusedType(REFUSED.get(small, "type_unknown"))


def _select(kind: Kind, rest: str) -> TypeRead:
    for ending in OTHER:
        if rest.casefold().endswith(f" {ending}"):
            return Asks(kind, choices=rest[: -len(ending)].strip(), other=True)
    return Asks(kind, choices=rest)
