"""What each person is doing in each chat, as text that only the handlers can read.

Must not know: what the text means.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert
from storage.tables import conversation


async def load(connection: AsyncConnection, person_id: str, chat: str) -> str | None:
    """The state last saved for the person in the chat, or none."""
    row = conversation.c
    return await connection.scalar(select(row.state).where(row.person == person_id, row.chat == chat))


async def save(connection: AsyncConnection, person_id: str, chat: str, state: str, at: datetime) -> None:
    """Keep the state in place of the earlier one."""
    statement = insert(connection, conversation)
    statement = statement.values(person=person_id, chat=chat, state=state, at=at)
    new = {"state": statement.excluded.state, "at": statement.excluded.at}
    await connection.execute(statement.on_conflict_do_update(index_elements=["person", "chat"], set_=new))
