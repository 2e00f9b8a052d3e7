"""Where updates come in, however they arrive: polling and webhooks store them by the same function.

Rules: stored means committed; an update that was there already changes nothing, so both ways may bring it;
nothing is parsed here but the id and the lane.
Must not know: what an update means, how it came.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from bot.telegram.parse import key_of, lane_of
from storage.database import Database
from storage.queue import INBOX

Refuse: TypeAlias = Callable[[Sequence[dict[str, Any]], Exception], None]  # what could not be stored, and why


async def store(database: Database, updates: Sequence[dict[str, Any]], *, source: str, at: datetime) -> int:
    """Commit the updates, each with an `update_id`, in one transaction; how many were new."""
    async with database.write() as connection:
        new = 0
        for update in updates:
            # ASCII: a lone surrogate in somebody's text must not stop the batch at the database.
            raw = json.dumps(update)
            key = key_of(update["update_id"], raw, source=source)
            new += await INBOX.put(connection, key=key, lane=lane_of(update), body=raw, at=at)
    return new


def is_update(found: object) -> bool:
    """Whether it can be stored: it has an id; whatever else is in it is looked at later."""
    return isinstance(found, dict) and isinstance(found.get("update_id"), int)
