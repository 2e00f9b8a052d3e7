"""The sites of a unit: where it is inspected, who runs the counter there, when it is open.

Rules: a unit's first site has the unit's key as its id. A site is ended, never deleted; its hours have a
period of their own (summer, winter). A place is in degrees of WGS 84, both numbers or none.
Must not know: how far away somebody stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, time
from enum import StrEnum

from sqlalchemy import RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert
from storage.tables import site as sites
from storage.tables import site_hours
from storage.units.keeping import ALWAYS
from storage.units.values import covers


class SiteKind(StrEnum):
    """What a site is for."""

    OFFICE = "tru_so_ubnd"
    SERVICE_POINT = "diem_pvhcc"
    RECEPTION = "noi_tiep_dan"
    OTHER = "khac"


@dataclass(frozen=True, slots=True)
class Hours:
    """Open from one time to another, on a weekday (Monday is 0), while it holds."""

    weekday: int
    opens: time
    closes: time
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the hours hold on that day."""
        return covers(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Site:
    """A place of a unit; `operator_unit` runs the counter when it is not the unit itself."""

    id: str
    unit: str
    name: str
    kind: SiteKind = SiteKind.OFFICE
    operator_unit: str | None = None
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether the site is there on that day."""
        return covers(day, self.valid_from, self.valid_to)


async def put_site(connection: AsyncConnection, site: Site) -> None:
    """Add a site, or put it in place of the one with the same id; its hours stay."""
    statement = insert(connection, sites)
    row = asdict(site) | {"kind": site.kind.value}
    values = {name: statement.excluded[name] for name in row if name != "id"}
    await connection.execute(statement.values(row).on_conflict_do_update(index_elements=["id"], set_=values))


async def site(connection: AsyncConnection, id: str) -> Site | None:  # noqa: A002 - the column's name
    """The site of that id, in force or ended, or none."""
    found = (await connection.execute(select(sites).where(sites.c.id == id))).mappings().one_or_none()
    return None if found is None else _site(found)


async def sites_of(connection: AsyncConnection, unit_key: str, day: date | None = None) -> tuple[Site, ...]:
    """The unit's sites on that day, or all of them, in the order of their ids."""
    asked = select(sites).where(sites.c.unit == unit_key).order_by(sites.c.id)
    found = [_site(row) for row in (await connection.execute(asked)).mappings()]
    return tuple(each for each in found if day is None or each.is_in_force(day))


async def first_sites(connection: AsyncConnection) -> Mapping[str, Site]:
    """The first site of each unit that has one: it has the unit's own key as its id."""
    asked = select(sites).where(sites.c.id == sites.c.unit)
    return {row["id"]: _site(row) for row in (await connection.execute(asked)).mappings()}


async def hours_of_first_sites(connection: AsyncConnection) -> Mapping[str, tuple[Hours, ...]]:
    """The hours of the first sites that have some."""
    row = site_hours.c
    asked = select(site_hours).join(sites, sites.c.id == row.site).where(sites.c.id == sites.c.unit)
    found: dict[str, list[Hours]] = {}
    for each in (await connection.execute(asked.order_by(row.weekday, row.opens, row.valid_from))).mappings():
        found.setdefault(each["site"], []).append(_hours(each))
    return {key: tuple(hours) for key, hours in found.items()}


async def end_site(connection: AsyncConnection, id: str, last_day: date) -> bool:  # noqa: A002
    """Let a site end with that day. False: no such site, or it has ended."""
    open_one = update(sites).where(sites.c.id == id, sites.c.valid_to.is_(None))
    return (await connection.execute(open_one.values(valid_to=last_day))).rowcount == 1


async def put_hours(connection: AsyncConnection, site_id: str, hours: Iterable[Hours]) -> None:
    """Put the hours in place of all that the site has."""
    await connection.execute(site_hours.delete().where(site_hours.c.site == site_id))
    rows = [_hours_row(site_id, each) for each in hours]
    if rows:
        await connection.execute(site_hours.insert(), rows)


async def hours_of(connection: AsyncConnection, site_id: str, day: date | None = None) -> tuple[Hours, ...]:
    """The site's hours that hold on that day, or all of them, Monday first."""
    row = site_hours.c
    asked = select(site_hours).where(row.site == site_id).order_by(row.weekday, row.opens, row.valid_from)
    found = [_hours(each) for each in (await connection.execute(asked)).mappings()]
    return tuple(each for each in found if day is None or each.holds(day))


def _site(row: RowMapping) -> Site:
    return Site(**{**row, "kind": SiteKind(row["kind"])})


def _hours(row: RowMapping) -> Hours:
    start = None if row["valid_from"] == ALWAYS else row["valid_from"]
    return Hours(row["weekday"], row["opens"], row["closes"], start, row["valid_to"])


def _hours_row(site_id: str, hours: Hours) -> dict[str, object]:
    return asdict(hours) | {"site": site_id, "valid_from": hours.valid_from or ALWAYS}
