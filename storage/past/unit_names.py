"""Which unit a list means by a name, an alias or a code, on a day.

Rules: exact but for case, the kind of unit before the name and the place of a tone (hòa, hoà); what fits two
units is both. A unit's key always means that unit.
Must not know: how a name that somebody types is guessed at.
"""

from collections.abc import Iterable
from datetime import date

from checklists.language import modern_spelling, without_unit_word
from storage.units import Unit


class UnitNames:
    """All units by their spellings; asked day by day."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = tuple(units)
        self._by_day: dict[date, dict[str, list[Unit]]] = {}

    def met(self, said: str, on: date) -> tuple[tuple[str, str], ...]:
        """Key and name of each unit that the words mean on that day."""
        for unit in self._units:
            if said == unit.key:
                return ((unit.key, unit.name_on(on)),)
        found = self._on(on).get(_written(said), [])
        return tuple((unit.key, unit.name_on(on)) for unit in found)

    def _on(self, day: date) -> dict[str, list[Unit]]:
        if day not in self._by_day:
            spelled: dict[str, list[Unit]] = {}
            for unit in self._units:
                if unit.is_in_force(day):
                    for name in {_written(each) for each in unit.spellings(day)}:
                        spelled.setdefault(name, []).append(unit)
            self._by_day[day] = spelled
        return self._by_day[day]


def _written(text: str) -> str:
    return modern_spelling(without_unit_word(text)).casefold()
