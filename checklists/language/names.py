"""Finding a named thing from a few typed letters.

Rules: hits are ranked exact, prefix, initials, inside, nearly; within a rank they follow the alphabet. One
hit is *certain* only if it was written out as it stands (marks and all) or nothing else comes near: an unsure
name brings a choice, for Phú La, Phú Lãm and Phúc La are three wards.
Must not know: what is named; keys are opaque. Filter by date before asking.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeAlias

from checklists.language.folding import (
    modern_spelling,
    unit_search_key,
    without_unit_word,
)
from checklists.language.sorting import sort_key

Names: TypeAlias = Iterable[tuple[str, Sequence[str]]]

LONGEST_QUERY: Final = 80
SHORTEST_TO_ERR: Final = 4  # in fewer letters one slip makes another name
SHORTEST_TO_BE_SURE: Final = 3  # "xa" alone begins Xa La, but is as likely a word left unfinished


class Match(StrEnum):
    """How a name was met, best first."""

    EXACT = "exact"
    PREFIX = "prefix"
    INITIALS = "initials"
    CONTAINS = "contains"
    NEAR = "near"


RANKS: Final = {match: rank for rank, match in enumerate(Match)}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its key, how, and by which of its names or aliases."""

    key: str
    match: Match
    name: str


@dataclass(frozen=True, slots=True)
class _Keys:
    """What a name is compared by; `written`: as it is written out but for case and the kind of unit."""

    search: str
    written: str
    initials: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found: all `hits`, best first; `certain` is the key that needs no asking back, if any."""

    hits: tuple[Hit, ...]
    certain: str | None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys found, best first."""
        return tuple(hit.key for hit in self.hits)


def find_names(query: str, names: Names) -> Found:
    """Find by name, alias, code or initials; `names` are pairs of key and names, the main name first."""
    known = tuple((key, tuple(spelled)) for key, spelled in names)
    hits = _ranked(query, known)
    written = _written(query[:LONGEST_QUERY])
    written_out = {
        key for key, spelled in known if written and any(_keys(name).written == written for name in spelled)
    }
    if len(written_out) == 1:
        return Found(hits=hits, certain=next(iter(written_out)))
    is_sure = len(hits) == 1 and _is_sure(hits[0].match, unit_search_key(query))
    return Found(hits=hits, certain=hits[0].key if is_sure else None)


def rank_names(query: str, names: Names) -> list[tuple[str, Match]]:
    """The keys found and how, best first."""
    return [(hit.key, hit.match) for hit in find_names(query, names).hits]


def _is_sure(match: Match, wanted: str) -> bool:
    is_long_prefix = match is Match.PREFIX and len(wanted) >= SHORTEST_TO_BE_SURE
    return is_long_prefix or match in {Match.EXACT, Match.INITIALS}


def _ranked(query: str, known: Sequence[tuple[str, Sequence[str]]]) -> tuple[Hit, ...]:
    wanted = unit_search_key(query[:LONGEST_QUERY])
    if not wanted:
        return ()
    found = [
        (RANKS[hit.match], sort_key(spelled[0]), hit)
        for key, spelled in known
        if (hit := _best_hit(wanted, key, spelled)) is not None
    ]
    return tuple(hit for _, _, hit in sorted(found, key=lambda each: each[:2]))


def _best_hit(wanted: str, key: str, spelled: Sequence[str]) -> Hit | None:
    hits = [Hit(key, match, name) for name in spelled if (match := _match(wanted, _keys(name))) is not None]
    return min(hits, key=lambda hit: RANKS[hit.match], default=None)


def _match(wanted: str, name: _Keys) -> Match | None:
    known = name.search
    if wanted == known:
        return Match.EXACT
    if name.is_code or wanted.isdigit():
        return None  # codes differ by one digit and mean another unit
    if known.startswith(wanted):
        return Match.PREFIX
    if len(wanted) > 1 and wanted.replace(" ", "") == name.initials:
        return Match.INITIALS
    if f" {wanted}" in known:
        return Match.CONTAINS
    if len(wanted) >= SHORTEST_TO_ERR and _is_one_slip_away(wanted, known):
        return Match.NEAR
    return None


@lru_cache(
    maxsize=65_536
)  # the names of a whole country's units; they hardly change, and every query needs all
def _keys(name: str) -> _Keys:
    search = unit_search_key(name)
    letters = "".join(word[0] for word in search.split())
    return _Keys(search, _written(name), letters, is_code=search.isdigit())


def _written(text: str) -> str:
    return modern_spelling(without_unit_word(text)).casefold()


def _is_one_slip_away(one: str, other: str) -> bool:
    """Whether one letter more, less, wrong, or two swapped, makes one text the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    is_swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return is_swapped or short[at + 1 :] == long[at + 1 :]
