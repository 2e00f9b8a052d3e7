"""What falls due: each kind of it goes to the desk that set it.

Rules: the world may have changed since it was set, so a desk looks at it afresh and may find that nothing is
to be done any more. A new kind is one line in `DESKS`.
Must not know: what a kind means, how the time is kept.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.desks import plan_desk
from handlers.house import House
from handlers.incoming import FellDue, Incoming
from handlers.talk import Outbox

FallenDue: TypeAlias = Callable[[AsyncConnection, Outbox, House, Incoming, FellDue], Awaitable[None]]

DESKS: Mapping[str, FallenDue] = {
    plan_desk.DUE: plan_desk.morning,
}


async def fell_due(
    connection: AsyncConnection, outbox: Outbox, *, house: House, incoming: Incoming, content: FellDue
) -> None:
    """The time has come. KeyError for a kind that only a newer program knows."""
    await DESKS[content.kind](connection, outbox, house, incoming, content)
