"""What a list of past visits is held against, as the house has it.

Must not know: rows.
"""

from collections.abc import Iterable
from datetime import date, tzinfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.model import Checklist
from storage import checklists
from storage.past.reading import Known
from storage.past.unit_names import UnitNames
from storage.tables import checklist
from storage.units import every_unit


async def what_is_known(connection: AsyncConnection, *, timezone: tzinfo, today: date) -> Known:
    """All units and all published checklists."""
    row = checklist.c
    versions = await connection.execute(select(row.key, row.version).order_by(row.version.desc()))
    return Known(
        units=UnitNames(await every_unit(connection)),
        checklists=await _by_key(connection, versions),
        timezone=timezone,
        today=today,
    )


async def _by_key(
    connection: AsyncConnection, versions: Iterable[tuple[str, int]]
) -> dict[str, list[Checklist]]:
    found: dict[str, list[Checklist]] = {}
    for key, version in versions:
        found.setdefault(key, []).append(await checklists.checklist(connection, key, version))
    return found
