"""What is tried: drafts kept as they were when a trial visit began, under a key that no checklist can have.

Rules: a trial's key begins with a dot and its version is 0, so it is never taken for a published one.
Must not know: visits, drafts.
"""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import trial

MARK = "."
TRIAL_UNIT = ".trial"  # no unit has such a key
TRIALS = "trial"  # in place of a month, where visits are numbered


async def keep(connection: AsyncConnection, trial_id: str, source_text: str) -> str:
    """Keep the text that is tried; the key under which a visit finds it."""
    await connection.execute(trial.insert().values(id=trial_id, source=source_text))
    return MARK + trial_id


async def source(connection: AsyncConnection, key: str) -> str | None:
    """The text that is tried under that key, or none."""
    return await connection.scalar(select(trial.c.source).where(trial.c.id == key.removeprefix(MARK)))
