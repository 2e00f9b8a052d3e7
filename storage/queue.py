"""A durable queue: lanes in order, one item of a lane at a time. Used twice, as inbox and as outbox.

Rules: an item is undone while `pending` or `running`; only a lane's oldest undone item can be claimed, so a
lane waits behind its head until that is done or buried; attempts are counted at the claim, before any work.
Must not know: what is in a body, who works on it, how often is too often.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from operator import attrgetter

from sqlalchemy import Integer, Table, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables
from storage.statements import Change, Insert, Query

LOOK_AHEAD = 20
CLOCK_SLACK = timedelta(seconds=2)  # between two looks at the clock in transactions beside each other


class State(StrEnum):
    """An item's life."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Item:
    """A claimed item; `attempts` counts this one too, from 1.

    `is_followed`: when it was claimed, others waited behind it in its lane.
    """

    id: int
    lane: str
    body: str
    attempts: int
    key: str
    created_at: datetime
    is_followed: bool = False


def _new(table: Table[tables.QueueColumns]) -> Change:
    """A new item, unless its key is or was there."""
    names = ("key", "lane", "body", "state", "attempts", "created_at", "not_before")
    return Change.insert(table, names, _unless_there)


def _unless_there(statement: Insert) -> Insert:
    return statement.on_conflict_do_nothing(index_elements=["key"])


def _claim(table: Table[tables.QueueColumns]) -> Query[int, str, str, int, str, datetime]:
    """Heads of lanes that are due; one whose head runs is not."""
    row = table.c
    heads = select(func.min(row.id)).where(tables.UNDONE).group_by(row.lane)
    # The clock went back: who waits for the old time to come round again holds up his lane.
    is_due = or_(row.not_before <= bindparam("now"), row.created_at > bindparam("late"))
    # A CTE, because PostgreSQL may run a sub-select with LIMIT and a lock more than once.
    picked = (
        select(row.id)
        .where(row.id.in_(heads), row.state == State.PENDING, is_due)
        .order_by(row.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
        .cte("picked")
    )
    return Query(
        update(table)
        .where(row.id.in_(select(picked.c.id)))
        .values(state=State.RUNNING, attempts=row.attempts + 1)
        .returning(row.id, row.lane, row.body, row.attempts, row.key, row.created_at)
    )


def _crowded(table: Table[tables.QueueColumns]) -> Query[str]:
    """The lanes with more than one item undone."""
    # A statement of its own: in a RETURNING for SQLite, SQLAlchemy names no table, nor which of two is meant.
    row = table.c
    return Query(select(row.lane).where(tables.UNDONE).group_by(row.lane).having(func.count() > 1))


def _behind(table: Table[tables.QueueColumns]) -> Query[str]:
    row = table.c
    waiting = (row.lane == bindparam("lane"), row.id > bindparam("item"), row.state == State.PENDING)
    return Query(select(row.body).where(*waiting, tables.UNDONE).order_by(row.id).limit(LOOK_AHEAD))


def _finish(table: Table[tables.QueueColumns]) -> Change:
    row = table.c
    return Change(update(table).where(row.id == bindparam("item")).values(state=State.DONE, reason=None))


def _finish_claimed(table: Table[tables.QueueColumns]) -> Change:
    row = table.c
    ours = update(table).where(
        row.id == bindparam("item"), row.state == State.RUNNING, row.attempts == bindparam("attempt")
    )
    return Change(ours.values(state=State.DONE, reason=None))


class Queue:
    """The queue that lies in `table`."""

    def __init__(self, table: Table[tables.QueueColumns]) -> None:
        self.table = table
        self._new = _new(table)
        self._claim = _claim(table)
        self._crowded = _crowded(table)
        self._behind = _behind(table)
        self._finish = _finish(table)
        self._finish_claimed = _finish_claimed(table)

    async def put(
        self,
        connection: AsyncConnection,
        *,
        key: str,
        lane: str,
        body: str,
        at: datetime,
        not_before: datetime | None = None,
    ) -> bool:
        """Add an item at its lane's end. False: an item of that key is or was there, nothing is added."""
        row = _new_row(key, lane, body, at=at, not_before=not_before or at)
        return await self._new.run(connection, **row) == 1

    async def put_all(
        self, connection: AsyncConnection, new: Sequence[tuple[str, str, str]], *, at: datetime
    ) -> int:
        """Add items `(key, lane, body)` in this order but for those whose key is or was there; how many."""
        rows = [_new_row(key, lane, body, at=at, not_before=at) for key, lane, body in new]
        return await self._new.run_all(connection, rows)

    async def claim(self, connection: AsyncConnection, *, now: datetime, limit: int) -> tuple[Item, ...]:
        """Take up to `limit` heads of lanes that are due, oldest first, and mark them running."""
        claimed = await self._claim.all(connection, now=now, late=now + CLOCK_SLACK, most=limit)
        crowded = {lane for (lane,) in await self._crowded.all(connection)} if claimed else set()
        # A claimed item was its lane's head: whatever else is undone there comes after it.
        items = (Item(*each, is_followed=each[1] in crowded) for each in claimed)
        return tuple(sorted(items, key=attrgetter("id")))

    async def behind(self, connection: AsyncConnection, item: Item) -> tuple[str, ...]:
        """The bodies of the first items that wait behind this one in its lane."""
        found = await self._behind.all(connection, lane=item.lane, item=item.id)
        return tuple(body for (body,) in found)

    async def finish(self, connection: AsyncConnection, id: int) -> None:  # noqa: A002 - the column's name
        """Mark an item done; its lane goes on."""
        await self._finish.run(connection, item=id)

    async def finish_claimed(self, connection: AsyncConnection, item: Item) -> bool:
        """Mark a claimed item done. False: the claim is lost, and nothing was changed."""
        return await self._finish_claimed.run(connection, item=item.id, attempt=item.attempts) == 1

    async def release(
        self,
        connection: AsyncConnection,
        id: int,  # noqa: A002 - the column's name
        *,
        not_before: datetime,
        counted: bool = True,
    ) -> None:
        """Put a claimed item back at its lane's head, for that time; uncounted, the attempt was none."""
        row = self.table.c
        attempts = row.attempts if counted else row.attempts - 1
        values = {"state": State.PENDING, "not_before": not_before, "attempts": attempts}
        await connection.execute(update(self.table).where(row.id == id).values(values))

    async def bury(self, connection: AsyncConnection, id: int, *, reason: str) -> None:  # noqa: A002
        """Give an item up, keeping it with the reason; its lane goes on."""
        values = {"state": State.DEAD, "reason": reason}
        await connection.execute(update(self.table).where(self.table.c.id == id).values(values))

    async def recover(self, connection: AsyncConnection) -> int:
        """Make what ran when the program was killed pending again, attempts kept. How many there were."""
        row = self.table.c
        back = update(self.table).where(row.state == State.RUNNING).values(state=State.PENDING)
        return (await connection.execute(back)).rowcount

    async def prune(self, connection: AsyncConnection, before: datetime) -> int:
        """Delete done items that came before that time; dead ones stay. How many there were."""
        row = self.table.c
        done = delete(self.table).where(row.state == State.DONE, row.created_at < before)
        return (await connection.execute(done)).rowcount

    async def lag(self, connection: AsyncConnection, now: datetime) -> timedelta:
        """How long the oldest undone item has been there; zero for none."""
        row = self.table.c
        oldest = await connection.scalar(select(func.min(row.created_at)).where(tables.UNDONE))
        return max(now - oldest, timedelta()) if oldest else timedelta()

    async def count(self, connection: AsyncConnection) -> dict[State, int]:
        """How many items are in each state, zeros included."""
        row = self.table.c
        found = await connection.execute(select(row.state, func.count()).group_by(row.state))
        counts = {State(state): many for state, many in found}
        return {state: counts.get(state, 0) for state in State}


def _new_row(key: str, lane: str, body: str, *, at: datetime, not_before: datetime) -> dict[str, object]:
    """The columns of an item that nobody has claimed yet."""
    return {
        "key": key,
        "lane": lane,
        "body": body,
        "state": State.PENDING,
        "attempts": 0,
        "created_at": at,
        "not_before": not_before,
    }


INBOX = Queue(tables.inbox)
OUTBOX = Queue(tables.outbox)
