"""The marks of posts in flight: which outbox rows may have been sent without anyone knowing.

Rules: a row is marked in a commit of its own just before its call leaves, with the highest message id known
in the chat (`high_water`): a copy can only have a higher one. The mark goes when the outcome is known. A row
that is only claimed, or waits for its pace, carries no mark. The mark lies in the column `reason`.
Must not know: how a copy is looked for.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.lease import Superseded
from storage.queue import Item, Queue, State
from storage.tables import UNDONE, outbox, shown

_SENDING = "sending since "
_LOOK_BACK = 100  # ids grow, so the highest is among the last ones remembered


@dataclass(frozen=True, slots=True)
class Mark:
    """`since`: when the call of unknown fate left; none when there is no such call.

    `message_id`: what already stands for this row (a post's header).
    """

    since: datetime | None
    high_water: int
    message_id: str | None


async def begin(connection: AsyncConnection, item: Item, *, high_water: int, at: datetime) -> None:
    """Mark a claimed row: from now on nobody knows whether it was sent. Superseded if the claim is lost."""
    row = outbox.c
    ours = (row.id == item.id, row.state == State.RUNNING, row.attempts == item.attempts)
    values = {"reason": f"{_SENDING}{at.isoformat()}", "high_water": str(high_water)}
    if (await connection.execute(update(outbox).where(*ours).values(values))).rowcount != 1:
        raise Superseded(item.key)


async def clear(connection: AsyncConnection, id: int) -> None:  # noqa: A002 - the column's name
    """Take the mark away: the row was certainly not sent."""
    await connection.execute(update(outbox).where(outbox.c.id == id).values(reason=None))


async def place(connection: AsyncConnection, id: int, message_id: str | None) -> None:  # noqa: A002 - the column's name
    """A message stands for this row, to be filled; none: it is gone again. The mark goes."""
    await connection.execute(
        update(outbox).where(outbox.c.id == id).values(message_id=message_id, reason=None)
    )


async def mark_of(connection: AsyncConnection, id: int) -> Mark:  # noqa: A002 - the column's name
    """The mark of a row."""
    row = outbox.c
    asked = select(row.reason, row.high_water, row.message_id).where(row.id == id)
    reason, high_water, message_id = (await connection.execute(asked)).one()
    marked = (reason or "").startswith(_SENDING)
    since = datetime.fromisoformat(reason.removeprefix(_SENDING)) if marked and reason else None
    return Mark(since, int(high_water or 0), message_id)


async def highest(connection: AsyncConnection, transport: str, chat_id: str) -> int:
    """The highest message id known in a chat; 0 for none."""
    row = shown.c
    asked = select(row.message_id).where(row.transport == transport, row.chat_id == chat_id)
    ids = (await connection.scalars(asked.order_by(row.id.desc()).limit(_LOOK_BACK))).all()
    return max((int(each) for each in ids if each.isdecimal()), default=0)


async def known_above(
    connection: AsyncConnection, transport: str, chat_id: str, high_water: int
) -> frozenset[int]:
    """The messages of a chat above that id whose meaning is known."""
    row = shown.c
    asked = select(row.message_id).where(row.transport == transport, row.chat_id == chat_id)
    ids = (await connection.scalars(asked)).all()
    found = {int(each) for each in ids if each.isdecimal()}
    lane = f"{transport}:{chat_id}"
    headers = select(outbox.c.message_id).where(outbox.c.lane == lane, outbox.c.message_id.is_not(None))
    found |= {int(each) for each in (await connection.scalars(headers)).all() if each and each.isdecimal()}
    return frozenset(each for each in found if each > high_water)


async def looked(connection: AsyncConnection, id: int, high_water: int) -> None:  # noqa: A002 - the column's name
    """Everything up to that id was looked at; the next search begins there."""
    await connection.execute(update(outbox).where(outbox.c.id == id).values(high_water=str(high_water)))


async def state_of(connection: AsyncConnection, key: str) -> State:
    """The state of the row of that key; one that was pruned was done."""
    found = await connection.scalar(select(outbox.c.state).where(outbox.c.key == key))
    return State(found) if found else State.DONE


async def is_any_in_flight(connection: AsyncConnection, transport: str, chat_id: str) -> bool:
    """Whether a call of unknown fate went to that chat."""
    row = outbox.c
    marked = select(func.count()).where(
        row.lane == f"{transport}:{chat_id}", UNDONE, row.reason.startswith(_SENDING)
    )
    return bool(await connection.scalar(marked))


async def finish_claimed(connection: AsyncConnection, queue: Queue, item: Item) -> None:
    """Mark a claimed item done. Superseded if the claim is lost: then nothing may be committed."""
    if not await queue.finish_claimed(connection, item):
        raise Superseded(item.key)
