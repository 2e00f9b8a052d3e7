"""The first site of a unit as a list's row says it: address, place, hours.

Rules: a row that says nothing of a place makes no site, and takes none away.
Must not know: other sites of the unit.
"""

from dataclasses import replace

from storage.units import cells, faults
from storage.units.faults import UnitFault
from storage.units.listing import Column, ListRow
from storage.units.opening import read_hours
from storage.units.sites import Hours, Site

_COLUMNS = frozenset({Column.ADDRESS, Column.LAT, Column.LON, Column.HOURS})
FIRST_SITE = "Trụ sở"


def site_of(row: ListRow, key: str, known: Site | None, found: list[UnitFault]) -> Site | None:
    """The site that the row speaks of, or none."""
    is_said = any(row.cells.get(column) for column in _COLUMNS)
    if known is None and not is_said:
        return None
    site = known or Site(id=key, unit=key, name=FIRST_SITE)
    if Column.ADDRESS in row.cells:
        site = replace(site, address=row.cells[Column.ADDRESS])
    if Column.LAT in row.cells and Column.LON in row.cells:
        lat, lon = cells.place_cells(row, found) or (None, None)
        site = replace(site, lat=lat, lon=lon)
    return site


def hours_of(row: ListRow, known: tuple[Hours, ...], found: list[UnitFault]) -> tuple[Hours, ...] | None:
    """The hours that the row says; none when it says nothing of them or they are those that are known."""
    text = row.cells.get(Column.HOURS)
    if text is None:
        return None
    hours = read_hours(text) if text else ()
    if hours is None:
        found.append(faults.bad_hours(row.number, text))
        return None
    plain = {(each.weekday, each.opens, each.closes) for each in known}
    same = plain == {(each.weekday, each.opens, each.closes) for each in hours}
    return None if same else hours
