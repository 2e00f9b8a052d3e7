"""A fair draw of the units to be inspected by surprise, that anyone can recompute.

Rules: before the draw a *commitment* is published, the SHA-256 of a secret seed and of the lots; afterwards
the seed is. Whoever has both finds the same units with any SHA-256: each unit has as many tickets as its
weight, a ticket is the SHA-256 of `seed:unit:number`, the unit with the smallest ticket comes first. Units of
a lower tier (visited less often) come before all others, so that coverage never depends on luck.
Must not know: where the seed comes from, what is published where, why a unit has its weight.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

PARTS: Final = 3  # of a line: unit, weight, tier
HEAVIEST: Final = 9  # tickets; more would let one unit drown the others


@dataclass(frozen=True, slots=True)
class Lot:
    """A unit that may be drawn: `weight` tickets (1 to 9); a lower `tier` is drawn first."""

    unit: str
    weight: int = 1
    tier: int = 0


@dataclass(frozen=True, slots=True)
class Lots:
    """What is drawn from, in the official order, and how many are wanted."""

    lots: tuple[Lot, ...]
    wanted: int


def written(lots: Lots) -> str:
    """The lots as text, a line a unit (`unit weight tier`) after the number wanted: what is committed to."""
    lines = (f"{lot.unit} {lot.weight} {lot.tier}" for lot in lots.lots)
    return "\n".join((str(lots.wanted), *lines))


def read_lots(text: str) -> Lots | None:
    """The lots that `written` wrote, or none for any other text."""
    head, *lines = text.split("\n")
    parts = [line.split(" ") for line in lines]
    if not all(len(part) == PARTS and part[1].isdecimal() and part[2].isdecimal() for part in parts):
        return None
    lots = tuple(Lot(unit, int(weight), int(tier)) for unit, weight, tier in parts)
    return Lots(lots, int(head)) if head.isdecimal() else None


def commitment(seed: str, lots: Lots) -> str:
    """The SHA-256, in hexadecimal, of the seed, a line break and the lots as written."""
    return _digest(f"{seed}\n{written(lots)}")


def ticket(seed: str, unit: str, number: int) -> str:
    """A unit's ticket of that number, from 1: the SHA-256 of `seed:unit:number` in hexadecimal."""
    return _digest(f"{seed}:{unit}:{number}")


def drawn(seed: str, lots: Lots) -> tuple[str, ...]:
    """The units drawn, in their order; all of them when no more are there than wanted."""
    ranked = sorted(lots.lots, key=lambda lot: (lot.tier, _best(seed, lot)))
    return tuple(lot.unit for lot in ranked[: lots.wanted])


def _best(seed: str, lot: Lot) -> str:
    weight = min(max(lot.weight, 1), HEAVIEST)
    return min(ticket(seed, lot.unit, number) for number in range(1, weight + 1))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
