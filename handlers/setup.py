"""What the settings say about the house is made true in the database, at every start.

Rules: idempotent; the first admins and the channel come from settings, everything else from chat.
Must not know: where settings come from.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from storage import channels, people
from storage.people import Grant, Identity, Role


async def ensure_admins(
    connection: AsyncConnection, identities: tuple[Identity, ...], *, at: datetime, new_id: str
) -> None:
    """Each of these accounts belongs to an admin from now on, unless he has moved to another account.

    `new_id` begins the ids of those not yet known.
    """
    for number, identity in enumerate(identities):
        known = await people.former_person_of(connection, identity.transport, identity.external_id)
        grant = Grant(role=Role.ADMIN, unit=None)
        if known is None:
            await people.add_person(
                connection,
                id=f"{new_id}{number}",
                name="Quản trị viên",
                office="",
                language="vi",
                identity=identity,
                grants=(grant,),
                at=at,
            )
        elif grant not in known.grants and identity in await people.identities(connection, known.id):
            await people.add_grant(connection, known.id, grant, at=at)


async def ensure_channel(connection: AsyncConnection, *, transport: str, chat_id: str, at: datetime) -> None:
    """The channel of the settings is connected, unless an admin has connected one in chat."""
    if await channels.reporting(connection) is not None:
        return
    await channels.connect(connection, transport=transport, chat_id=chat_id, title="", by="settings", at=at)
