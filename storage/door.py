"""A connection to SQLite that stays open, and whose transactions begin and end below SQLAlchemy.

Why: SQLAlchemy's own way into a transaction and out of it costs more than all statements of a turn. To it a
door's connection is in one transaction without end; what really begins and ends is SQLite's, by `direct`.
Must not know: tables, who goes through.
"""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.inline_sqlite import InlineConnection
from storage.statements import inline


@dataclass(slots=True)
class Door:
    """A connection kept open, and SQLite's own below it."""

    connection: AsyncConnection
    direct: InlineConnection

    @classmethod
    async def open(cls, engine: AsyncEngine) -> "Door":
        """A new one."""
        connection = await engine.connect()
        await connection.begin()
        direct = inline(connection)
        assert direct is not None  # noqa: S101 - the engine was made with `inline_sqlite.connect`
        return cls(connection, direct)

    def leave(self) -> None:
        """End whatever transaction is still there."""
        if self.direct.in_transaction:
            self.direct.run("ROLLBACK")

    async def close(self) -> None:
        """Close the connection."""
        self.leave()
        await self.connection.close()
