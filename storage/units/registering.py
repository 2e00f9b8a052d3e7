"""The register of units as it is kept: read whole, and changed by a plan in one go.

Rules: a plan is carried out only on the state that it was made for; otherwise nothing happens, and who tries
again plans anew. Each plan is one row of the audit chain, which names every unit it touched.
Must not know: how a plan came about.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.values import Plain
from storage import audit
from storage.units import sites
from storage.units.changes import Register
from storage.units.keeping import every_unit, put_units
from storage.units.lineage import put_successions, remove_successions, successions
from storage.units.planning import Plan

REGISTER_LOCK = 0x4B54_444E  # a number that no other advisory lock of the database uses


async def register(connection: AsyncConnection) -> Register:
    """All that is known of units."""
    return Register(
        {unit.key: unit for unit in await every_unit(connection)},
        frozenset(await successions(connection)),
        await sites.first_sites(connection),
        await sites.hours_of_first_sites(connection),
    )


class StaleRegister(Exception):  # noqa: N818 - a state of affairs: plan again
    """Somebody changed the units since the plan was made."""


async def carry_out(connection: AsyncConnection, plan: Plan, *, by: str, at: datetime) -> None:
    """Make what the plan says true. StaleRegister when it was made for other units than there are now."""
    if connection.dialect.name == "postgresql":
        # Until the transaction ends nobody else looks whether his plan still fits.
        await connection.execute(select(func.pg_advisory_xact_lock(REGISTER_LOCK)))
    if await register(connection) != plan.before:
        raise StaleRegister
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


async def _audit(connection: AsyncConnection, plan: Plan, *, by: str, at: datetime) -> None:
    told: list[Plain] = [[type(each).__name__, each.key] for each in plan.changes]
    about = plan.changes[0].key if len({each.key for each in plan.changes}) == 1 else "units"
    await audit.append(
        connection, at=at, actor=by, kind="units.changed", object=about, payload={"changes": told}
    )
