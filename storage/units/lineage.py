"""What became of units: which went into which, wholly or in part.

Rules: a row is a fact that a person or a decree stated; nothing is concluded from equal names or codes.
A unit that went wholly into another hands its history on; a part of one does not.
Must not know: what a history is.
"""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert
from storage.tables import unit_lineage
from storage.units.values import Share, Succession


async def put_successions(connection: AsyncConnection, new: Iterable[Succession]) -> None:
    """Keep what became of units; one stated again takes its own place."""
    rows = [_row(each) for each in new]
    if not rows:
        return
    statement = insert(connection, unit_lineage)
    values = {name: statement.excluded[name] for name in ("share", "legal_ref", "verified")}
    named = ["source", "target", "effective_on"]
    await connection.execute(statement.on_conflict_do_update(index_elements=named, set_=values), rows)


async def remove_successions(connection: AsyncConnection, gone: Iterable[Succession]) -> None:
    """Take back what was stated in error."""
    row = unit_lineage.c
    for each in gone:
        same = (row.source == each.source, row.target == each.target, row.effective_on == each.effective_on)
        await connection.execute(unit_lineage.delete().where(*same))


async def successions(connection: AsyncConnection, key: str | None = None) -> tuple[Succession, ...]:
    """All, or those that the unit has a part in, the oldest first."""
    row = unit_lineage.c
    asked = select(unit_lineage).order_by(row.effective_on, row.source, row.target)
    if key is not None:
        asked = asked.where(or_(row.source == key, row.target == key))
    found = (await connection.execute(asked)).mappings()
    return tuple(Succession(**{**each, "share": Share(each["share"])}) for each in found)


async def whole_forerunners(connection: AsyncConnection, key: str) -> tuple[str, ...]:
    """The keys of the units whose history is this one's too: its own first, then what went wholly into it."""
    row = unit_lineage.c
    known = [key]
    for each in known:  # grows as it is walked
        asked = select(row.source).where(row.target == each, row.share == Share.WHOLE.value)
        found = (await connection.scalars(asked.order_by(row.effective_on, row.source))).all()
        known += [source for source in found if source not in known]
    return tuple(known)


def _row(succession: Succession) -> dict[str, object]:
    return {
        "source": succession.source,
        "target": succession.target,
        "effective_on": succession.effective_on,
        "share": succession.share.value,
        "legal_ref": succession.legal_ref,
        "verified": succession.verified,
    }
