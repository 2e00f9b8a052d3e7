"""Which submitted visits no channel has shown yet.

Rules: a visit's post stands in the slot `post:<visit>`; one that waits in the outbox is on its way and not
waiting.
Must not know: what a post says, which channel it goes to.
"""

from sqlalchemy import String, cast, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.queue import State
from storage.tables import outbox, shown, visit
from storage.visits import REPORTED

POST = "post:"
_ON_ITS_WAY = (State.PENDING.value, State.RUNNING.value)


async def waiting(connection: AsyncConnection) -> tuple[str, ...]:
    """The ids of the visits that wait for a channel, in the order in which they were submitted."""
    name = cast(visit.c.id, String)
    is_shown = exists().where(shown.c.slot == POST + name)
    on_its_way = exists().where(outbox.c.key.startswith(name + ":"), outbox.c.state.in_(_ON_ITS_WAY))
    asked = select(visit.c.id).where(REPORTED, ~is_shown, ~on_its_way)
    return tuple((await connection.scalars(asked.order_by(visit.c.submitted_at, visit.c.id))).all())
