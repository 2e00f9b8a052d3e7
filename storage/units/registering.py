"""The register of units as it is kept: read whole, and changed by a plan in one go.

Rules: a plan is carried out only on the state that it was made for; otherwise nothing happens. Each plan is
one row of the audit chain, which names every unit it touched.
Must not know: how a plan came about.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.values import Plain
from storage import audit
from storage.units import sites
from storage.units.changes import Register
from storage.units.keeping import every_unit, put_units
from storage.units.lineage import put_successions, remove_successions, successions
from storage.units.planning import Plan


async def register(connection: AsyncConnection) -> Register:
    """All that is known of units."""
    return Register(
        {unit.key: unit for unit in await every_unit(connection)},
        frozenset(await successions(connection)),
        await sites.first_sites(connection),
        await sites.hours_of_first_sites(connection),
    )


async def carry_out(connection: AsyncConnection, plan: Plan, *, by: str, at: datetime) -> bool:
    """Make what the plan says true. False: the units have changed since it was made, and nothing was done."""
    if await register(connection) != plan.before:
        return False
    before, after = plan.before, plan.after
    await put_units(connection, [unit for key, unit in after.units.items() if before.units.get(key) != unit])
    await remove_successions(connection, before.successions - after.successions)
    await put_successions(connection, after.successions - before.successions)
    for key, site in (after.sites or {}).items():
        if before.site(key) != site:
            await sites.put_site(connection, site)
    for key, hours in (after.hours or {}).items():
        if before.hours_at(key) != hours:
            await sites.put_hours(connection, key, hours)
    if plan.changes:
        await _audit(connection, plan, by=by, at=at)
    return True


async def _audit(connection: AsyncConnection, plan: Plan, *, by: str, at: datetime) -> None:
    told: list[Plain] = [[type(each).__name__, each.key] for each in plan.changes]
    about = plan.changes[0].key if len({each.key for each in plan.changes}) == 1 else "units"
    await audit.append(
        connection, at=at, actor=by, kind="units.changed", object=about, payload={"changes": told}
    )
