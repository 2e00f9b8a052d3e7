"""Visits read last, known by a stamp that every change of a visit renews.

Why: a turn reads its visit whole, and most turns of a person follow one another in the same visit.
Rules: a visit is taken from here only when the row that the database shows now bears the same stamp. A stamp
is random and never used twice, so what a rolled back transaction left here is never found again.
Must not know: tables, who reads.
"""

import secrets
from datetime import tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.visit import Visit

READ_VISITS = "read_visits"
READ_MOST = 1024


class VisitCache:
    """The visits read last, the one not asked for longest going first."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, tzinfo | None], tuple[str, Visit]] = {}

    def get(self, visit_id: str, stamp: str, timezone: tzinfo | None) -> Visit | None:
        """The visit as that stamp names it, or none."""
        found = self._kept.pop((visit_id, timezone), None)
        if found is None or found[0] != stamp:
            return None
        self._kept[visit_id, timezone] = found
        return found[1]

    def keep(self, visit: Visit, stamp: str, timezone: tzinfo | None) -> None:
        """Keep a visit under its stamp."""
        self._kept.pop((visit.id, timezone), None)
        self._kept[visit.id, timezone] = (stamp, visit)
        if len(self._kept) > READ_MOST:
            del self._kept[next(iter(self._kept))]


def new_stamp() -> str:
    """A stamp that was never used."""
    return secrets.token_hex(8)


def visits_of(connection: AsyncConnection) -> VisitCache:
    """The cache that the connection's database owns."""
    options = connection.sync_engine.get_execution_options() if connection.sync_connection else {}
    cache = options.get(READ_VISITS)
    return cache if isinstance(cache, VisitCache) else VisitCache()
