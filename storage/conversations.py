"""What each person is doing in each chat, as text that only the handlers can read.

Must not know: what the text means.
"""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.statements import Change, Insert, Query
from storage.tables import conversation


def _in_place(statement: Insert) -> Insert:
    new = {"state": statement.excluded.state, "at": statement.excluded.at}
    return statement.on_conflict_do_update(index_elements=["person", "chat"], set_=new)


_LOAD = Query(
    select(conversation.c.state).where(
        conversation.c.person == bindparam("person"), conversation.c.chat == bindparam("chat")
    )
)
_SAVE = Change.insert(conversation, ("person", "chat", "state", "at"), _in_place)


async def load(connection: AsyncConnection, person_id: str, chat: str) -> str | None:
    """The state last saved for the person in the chat, or none."""
    found = await _LOAD.first(connection, person=person_id, chat=chat)
    return found[0] if found else None


async def save(connection: AsyncConnection, person_id: str, chat: str, state: str, at: datetime) -> None:
    """Keep the state in place of the earlier one."""
    await _SAVE.run(connection, person=person_id, chat=chat, state=state, at=at)
