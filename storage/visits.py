"""Visits: started once at a place, changed by whoever read them last.

Rules: at a unit and site at most one visit is open, and the database says so; a visit is written only by
somebody who has read its present revision (`StaleVisit` otherwise); its answers are only ever added to. A
visit keeps the unit's name and the checklist's version as they were when it started. A trial visit is listed
among somebody's open ones and nowhere else: whatever lists visits asks for `REAL` or `REPORTED` ones.
Must not know: what is asked next, who may do what.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from sqlalchemy import RowMapping, and_, bindparam, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.messages import AnswerRecorded, Effect, PhotoRecorded
from checklists.model import Checklist
from checklists.visit import Member, Purpose, Status, Visit
from storage.answers import add_answers, load_answers
from storage.database import insert
from storage.photos import load_photos, put_photos
from storage.statements import Change, Query
from storage.tables import OPEN, visit, visit_number
from storage.tables import member as members
from storage.trials import TRIALS
from storage.units import Unit
from storage.units.lineage import whole_forerunners
from storage.visit_cache import new_stamp, visits_of

_STAMP = Query(select(visit.c.stamp).where(visit.c.id == bindparam("visit")))
_TOUCH = Change(
    update(visit)
    .where(visit.c.id == bindparam("visit"))
    .values(touched_at=bindparam("at"), stamp=bindparam("new_stamp"))
)
_CHANGE = Change(
    update(visit)
    .where(visit.c.id == bindparam("visit"), visit.c.revision == bindparam("read"))
    .values(
        revision=bindparam("new_revision"),
        status=bindparam("new_status"),
        submitted_at=bindparam("new_submitted_at"),
        touched_at=bindparam("at"),
        stamp=bindparam("new_stamp"),
    )
)
REAL = visit.c.purpose != Purpose.TRIAL.value
REPORTED = and_(visit.c.status.in_((Status.SUBMITTED.value, Status.AMENDED.value)), REAL)


class OpenVisitExists(Exception):  # noqa: N818 - a state of affairs: join that one
    """Another visit is open at the place: `visit_id`."""

    def __init__(self, visit_id: str) -> None:
        super().__init__(visit_id)
        self.visit_id = visit_id


class StaleVisit(Exception):  # noqa: N818 - a state of affairs: read again
    """Somebody changed the visit since it was read."""


async def create(  # noqa: PLR0913 - all that is fixed at the start
    connection: AsyncConnection,
    *,
    id: str,  # noqa: A002 - the field's name
    unit: Unit,
    site: str,
    purpose: Purpose,
    checklist: Checklist,
    member: Member,
    failed_before: frozenset[str],
    at: datetime,
    local_month: str,
) -> Visit:
    """Start a visit and give it the month's next code; `local_month` is `YYMM`. OpenVisitExists."""
    if existing := await open_at(connection, unit.key, site):
        raise OpenVisitExists(existing)
    new = Visit(
        id=id,
        code=await _next_code(connection, purpose, local_month),
        unit_key=unit.key,
        unit_name=unit.name,
        site=site,
        purpose=purpose,
        checklist_key=checklist.key,
        checklist_version=checklist.version,
        team=(member,),
        started_at=at,
        failed_before=failed_before,
    )
    await _insert(connection, new)
    await join(connection, id, member, at)
    return new


async def _next_code(connection: AsyncConnection, purpose: Purpose, month: str) -> str:
    """Trials are numbered apart, so that they leave no gap."""
    if purpose is Purpose.TRIAL:
        return f"THU-{await _next_number(connection, TRIALS):04}"
    return f"KT-{month}-{await _next_number(connection, month):04}"


async def _next_number(connection: AsyncConnection, month: str) -> int:
    statement = insert(connection, visit_number).values(month=month, last=1)
    counted = statement.on_conflict_do_update(
        index_elements=["month"], set_={"last": visit_number.c.last + 1}
    )
    return int((await connection.execute(counted.returning(visit_number.c.last))).scalar_one())


async def _insert(connection: AsyncConnection, new: Visit) -> None:
    row = {
        "id": new.id,
        "code": new.code,
        "unit_key": new.unit_key,
        "unit_name": new.unit_name,
        "site": new.site,
        "purpose": new.purpose.value,
        "checklist_key": new.checklist_key,
        "checklist_version": new.checklist_version,
        "status": new.status.value,
        "revision": new.revision,
        "failed_before": json.dumps(sorted(new.failed_before)),
        "started_at": new.started_at,
        "touched_at": new.started_at,
        "stamp": new_stamp(),
    }
    statement = insert(connection, visit).values(row)
    once = statement.on_conflict_do_nothing(index_elements=["unit_key", "site"], index_where=OPEN)
    if (await connection.execute(once)).rowcount == 1:
        return
    # Somebody was faster; it may be finished again before we look, and then trying anew is right.
    raise OpenVisitExists(await open_at(connection, new.unit_key, new.site) or "")


async def join(connection: AsyncConnection, visit_id: str, new: Member, at: datetime) -> bool:
    """Add a person at the end of the team. False: is in it already, nothing changes."""
    team = select(func.count()).select_from(members).where(members.c.visit == visit_id)
    row = {
        "visit": visit_id,
        "person": new.person,
        "name": new.name,
        "role": new.role,
        "office": new.office,
        "place": team.scalar_subquery(),
        "joined_at": at,
    }
    statement = insert(connection, members).values(row)
    added = await connection.execute(statement.on_conflict_do_nothing(index_elements=["visit", "person"]))
    await _touch(connection, visit_id, at)
    return added.rowcount == 1


async def _touch(connection: AsyncConnection, visit_id: str, at: datetime) -> None:
    await _TOUCH.run(connection, visit=visit_id, at=at, new_stamp=new_stamp())


async def load(connection: AsyncConnection, visit_id: str, timezone: tzinfo) -> Visit | None:
    """The visit with its answers, photos and team, times in that zone; or none."""
    stamp = await _STAMP.first(connection, visit=visit_id)
    if stamp is None:
        return None
    cache = visits_of(connection)
    kept = cache.get(visit_id, *stamp, timezone)
    if kept is not None:
        return kept
    head = (await connection.execute(select(visit).where(visit.c.id == visit_id))).mappings().one()
    found = await _read(connection, head, timezone)
    cache.keep(found, head["stamp"], timezone)
    return found


async def _read(connection: AsyncConnection, head: RowMapping, timezone: tzinfo) -> Visit:
    visit_id, submitted_at = head["id"], head["submitted_at"]
    return Visit(
        id=head["id"],
        code=head["code"],
        unit_key=head["unit_key"],
        unit_name=head["unit_name"],
        site=head["site"],
        purpose=Purpose(head["purpose"]),
        checklist_key=head["checklist_key"],
        checklist_version=head["checklist_version"],
        team=await _team(connection, visit_id),
        started_at=head["started_at"].astimezone(timezone),
        status=Status(head["status"]),
        submitted_at=submitted_at.astimezone(timezone) if submitted_at else None,
        revision=head["revision"],
        answers=await load_answers(connection, visit_id, timezone),
        photos=await load_photos(connection, visit_id, timezone),
        failed_before=frozenset(json.loads(head["failed_before"])),
    )


async def _team(connection: AsyncConnection, visit_id: str) -> tuple[Member, ...]:
    row = members.c
    asked = select(row.person, row.name, row.role, row.office).where(row.visit == visit_id)
    found = await connection.execute(asked.order_by(row.place, row.joined_at, row.person))
    return tuple(Member(*each) for each in found)


async def append(
    connection: AsyncConnection,
    before: Visit,
    after: Visit,
    effects: Sequence[Effect],
    *,
    source_key: str,
    at: datetime,
) -> None:
    """Store what one event changed in the visit that was loaded as `before`.

    Writes the answers and photos that `effects` name, the status, and a revision one higher (`after`'s own if
    that is higher still). Without effects only the time of the last touch. `source_key` names the event.
    StaleVisit: somebody was faster, load again. RepeatedSource: the event was stored before.
    """
    if not effects:
        await _touch(connection, before.id, at)
        return
    stamp = new_stamp()
    changed = await _CHANGE.run(
        connection,
        visit=before.id,
        read=before.revision,
        new_revision=max(after.revision, before.revision + 1),
        new_status=after.status.value,
        new_submitted_at=after.submitted_at,
        at=at,
        new_stamp=stamp,
    )
    if changed != 1:
        raise StaleVisit(f"{before.id} revision {before.revision}")
    answers = [effect.answer for effect in effects if isinstance(effect, AnswerRecorded)]
    await add_answers(connection, before, answers, source_key=source_key)
    photos = {effect.photo.id: effect.photo for effect in effects if isinstance(effect, PhotoRecorded)}
    await put_photos(connection, after, photos.values())
    if after.revision == before.revision + 1:
        visits_of(connection).keep(after, stamp, before.started_at.tzinfo)


async def open_at(connection: AsyncConnection, unit_key: str, site: str) -> str | None:
    """The id of the visit open at the place, or none."""
    row = visit.c
    return await connection.scalar(select(row.id).where(row.unit_key == unit_key, row.site == site, OPEN))


async def open_of(connection: AsyncConnection, person_id: str) -> tuple[str, ...]:
    """The ids of the open visits whose team has the person, the one touched last first."""
    row = visit.c
    asked = (
        select(row.id)
        .join(members, members.c.visit == row.id)
        .where(members.c.person == person_id, OPEN)
        .order_by(row.touched_at.desc(), row.code.desc())
    )
    return tuple(await connection.scalars(asked))


async def last_submitted(connection: AsyncConnection, unit_key: str, before: datetime) -> str | None:
    """The visit submitted last before that time at the unit, or at one that went wholly into it; or none."""
    row = visit.c
    asked = select(row.id).where(
        row.unit_key.in_(await whole_forerunners(connection, unit_key)),
        REPORTED,
        row.submitted_at < before,
    )
    return await connection.scalar(asked.order_by(row.submitted_at.desc(), row.code.desc()).limit(1))


async def recent_units(connection: AsyncConnection, person_id: str, limit: int) -> tuple[str, ...]:
    """The keys of the units that the person visited last, newest first."""
    row = visit.c
    newest = func.max(row.started_at)
    asked = (
        select(row.unit_key)
        .join(members, members.c.visit == row.id)
        .where(members.c.person == person_id, REAL)
        .group_by(row.unit_key)
        .order_by(newest.desc(), row.unit_key)
        .limit(limit)
    )
    return tuple(await connection.scalars(asked))


async def submitted(connection: AsyncConnection, since: datetime, until: datetime) -> tuple[str, ...]:
    """The ids of the visits submitted from `since` until before `until`, in that order."""
    row = visit.c
    asked = select(row.id).where(REPORTED, row.submitted_at >= since, row.submitted_at < until)
    return tuple(await connection.scalars(asked.order_by(row.submitted_at, row.code)))


async def started(connection: AsyncConnection, since: datetime, until: datetime) -> tuple[str, ...]:
    """The ids of the visits reported and started from `since` until before `until`, in that order."""
    row = visit.c
    asked = select(row.id).where(REPORTED, row.started_at >= since, row.started_at < until)
    return tuple(await connection.scalars(asked.order_by(row.started_at, row.code)))


async def last_reported(connection: AsyncConnection, before: datetime) -> datetime | None:
    """When the last reported visit before that time began, or none."""
    row = visit.c
    asked = select(func.max(row.started_at)).where(REPORTED, row.started_at < before)
    return await connection.scalar(asked)


async def all_visits(connection: AsyncConnection) -> tuple[str, ...]:
    """The ids of all visits but trials, in the order in which they were started."""
    row = visit.c
    return tuple(await connection.scalars(select(row.id).where(REAL).order_by(row.started_at, row.code)))


async def by_code(connection: AsyncConnection, code: str) -> str | None:
    """The id of the visit with that code, or none."""
    return await connection.scalar(select(visit.c.id).where(visit.c.code == code))


async def count_by_version(connection: AsyncConnection) -> Mapping[tuple[str, int], tuple[int, int]]:
    """By checklist and version: how many visits were begun and not cancelled, and how many are open now."""
    row = visit.c
    is_open = func.sum(case((OPEN, 1), else_=0))
    asked = select(row.checklist_key, row.checklist_version, func.count(), is_open)
    grouped = asked.where(REAL, row.status != Status.CANCELLED.value).group_by(
        row.checklist_key, row.checklist_version
    )
    return {
        (key, version): (every, open_) for key, version, every, open_ in await connection.execute(grouped)
    }
