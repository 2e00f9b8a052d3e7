"""Campaigns, the visits planned in them, and draws.

Rules: a planned visit is dropped, never deleted; whether it is done is not stored but told by the visits
(`made`). A draw's seed is kept from the start and revealed once.
Must not know: who may see a surprise, how a draw is made.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, RowMapping, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.planning import Campaign, Made, Planned
from checklists.visit import Purpose
from storage.tables import campaign, draw, planned_member, planned_visit, visit
from storage.visits import REPORTED


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw as it is kept; `code` as people say it (`BT-2611-01`), `lots` as they were committed to."""

    id: str
    code: str
    campaign: str
    seed: str
    lots: str
    commitment: str
    by: str
    at: datetime
    revealed_at: datetime | None = None


async def add_campaign(connection: AsyncConnection, new: Campaign, *, by: str, at: datetime) -> None:
    """Keep a new campaign."""
    await connection.execute(campaign.insert().values(asdict(new) | {"by": by, "at": at}))


async def current_campaign(connection: AsyncConnection, day: date) -> Campaign | None:
    """The campaign of that day, the one made last if there are several; none on a day without one."""
    row = campaign.c
    asked = select(row.id, row.name, row.basis, row.starts_on, row.ends_on).where(
        row.starts_on <= day, row.ends_on >= day
    )
    found = (await connection.execute(asked.order_by(row.at.desc(), row.id).limit(1))).mappings()
    return next((Campaign(**each) for each in found), None)


async def add_planned(connection: AsyncConnection, new: Planned, *, by: str, at: datetime) -> None:
    """Keep a planned visit; its team has somebody."""
    row = {
        "id": new.id,
        "campaign": new.campaign,
        "unit_key": new.unit,
        "on": new.on,
        "purpose": new.purpose.value,
        "draw": new.draw,
        "by": by,
        "at": at,
    }
    await connection.execute(planned_visit.insert().values(row))
    team = [{"planned": new.id, "person": person} for person in dict.fromkeys(new.team)]
    await connection.execute(planned_member.insert(), team)


async def drop_planned(connection: AsyncConnection, id: str, at: datetime) -> bool:  # noqa: A002
    """It will not take place. False: it was dropped before, or is not there."""
    row = planned_visit.c
    free = update(planned_visit).where(row.id == id, row.dropped_at.is_(None))
    return (await connection.execute(free.values(dropped_at=at))).rowcount == 1


async def planned(connection: AsyncConnection, id: str) -> Planned | None:  # noqa: A002
    """The planned visit of that id that was not dropped, or none."""
    return next(iter(await _planned(connection, planned_visit.c.id == id)), None)


async def planned_in(connection: AsyncConnection, campaign_id: str) -> tuple[Planned, ...]:
    """What is planned in the campaign, in order of its days."""
    return await _planned(connection, planned_visit.c.campaign == campaign_id)


async def planned_on(connection: AsyncConnection, day: date) -> tuple[Planned, ...]:
    """What is planned for that day."""
    return await _planned(connection, planned_visit.c.on == day)


async def _planned(connection: AsyncConnection, which: ColumnElement[bool]) -> tuple[Planned, ...]:
    row, who = planned_visit.c, planned_member.c
    asked = (
        select(row.id, row.campaign, row.unit_key, row.on, row.purpose, row.draw, who.person)
        .join(planned_member, who.planned == row.id)
        .where(which, row.dropped_at.is_(None))
        .order_by(row.on, row.id, who.person)
    )
    found: dict[str, Planned] = {}
    for id_, campaign_id, unit, on, purpose, drawn, person in await connection.execute(asked):
        before = found[id_].team if id_ in found else ()
        found[id_] = Planned(id_, campaign_id, unit, on, Purpose(purpose), (*before, person), drawn)
    return tuple(found.values())


async def made(
    connection: AsyncConnection, since: datetime, until: datetime, zone: ZoneInfo
) -> tuple[Made, ...]:
    """The visits reported and begun from `since` until before `until`, with their local days."""
    row = visit.c
    asked = select(row.unit_key, row.started_at).where(
        row.status.in_(REPORTED), row.started_at >= since, row.started_at < until
    )
    found = await connection.execute(asked.order_by(row.started_at, row.id))
    return tuple(Made(unit, at.astimezone(zone).date()) for unit, at in found)


async def add_draw(connection: AsyncConnection, new: Draw) -> None:
    """Keep a draw before anything is drawn."""
    await connection.execute(draw.insert().values(asdict(new)))


async def next_draw_code(connection: AsyncConnection, local_month: str) -> str:
    """The code of the month's next draw; two that take the same one at once collide at its constraint."""
    begun = f"BT-{local_month}-"
    asked = select(func.count()).where(draw.c.code.startswith(begun, autoescape=True))
    return f"{begun}{(await connection.scalar(asked) or 0) + 1:02}"


async def unrevealed(connection: AsyncConnection, campaign_id: str) -> tuple[Draw, ...]:
    """The campaign's draws whose seed is still secret, the oldest first."""
    row = draw.c
    asked = select(draw).where(row.campaign == campaign_id, row.revealed_at.is_(None))
    found = await connection.execute(asked.order_by(row.at, row.id))
    return _draws(found.mappings())


async def reveal(connection: AsyncConnection, id: str, at: datetime) -> Draw | None:  # noqa: A002
    """The seed is no secret any more. None: it was revealed before, or there is no such draw."""
    row = draw.c
    free = update(draw).where(row.id == id, row.revealed_at.is_(None)).values(revealed_at=at)
    if (await connection.execute(free)).rowcount != 1:
        return None
    found = await connection.execute(select(draw).where(row.id == id))
    return next(iter(_draws(found.mappings())))


def _draws(rows: Iterable[RowMapping]) -> tuple[Draw, ...]:
    return tuple(Draw(**each) for each in rows)
