"""How updates reach us, and when they last did: facts that whoever receives notes, and health tells.

Must not know: HTTP, databases.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Way(StrEnum):
    """How updates come."""

    POLLING = "polling"
    WEBHOOK = "webhook"


@dataclass(slots=True)
class Pulse:
    """Times are aware UTC. `refused_last`: the last update could not be stored.

    `troubles` names what cannot be stored just now and why; `share_free` is the least of the disks, 0 to 1.
    """

    way: Way
    started_at: datetime
    last_poll: Callable[[], datetime | None] = lambda: None
    last_webhook_at: datetime | None = None
    webhook_set: bool = False
    refused_last: bool = False
    troubles: Callable[[], tuple[str, ...]] = tuple
    share_free: Callable[[], float | None] = lambda: None
