"""The contract of what falls due: in order of its times, each once, moved or dropped by its key."""

from datetime import timedelta

import pytest

from storage.database import Database
from storage.due import Due, drop_due, next_due, set_due, take_due
from tests.storage.examples import MINUTE, NOW

LATER = NOW + timedelta(days=3)


async def test_what_is_due_is_taken_once_in_order(database: Database) -> None:
    """The longest overdue first, the moment itself included; what is taken is gone, what is not due waits."""
    early, late, not_yet = (
        Due("a", "nudge", "v1", NOW - MINUTE),
        Due("b", "nudge", "v2", NOW),
        Due("c", "nudge", "v3", NOW + MINUTE),
    )
    async with database.write() as connection:
        for each in (not_yet, late, early):
            await set_due(connection, each)
        assert await take_due(connection, NOW, limit=10) == (early, late)
        assert await take_due(connection, NOW, limit=10) == ()
        assert await next_due(connection) == not_yet.at


async def test_no_more_than_asked_for_is_taken(database: Database) -> None:
    """The rest waits for the next look."""
    async with database.write() as connection:
        for number in range(3):
            await set_due(connection, Due(str(number), "nudge", "", NOW))
        assert len(await take_due(connection, NOW, limit=2)) == 2
        assert len(await take_due(connection, NOW, limit=2)) == 1


async def test_a_key_has_one_time(database: Database) -> None:
    """Set again, it is moved, with what it is about; dropped, it does not fall due."""
    async with database.write() as connection:
        await set_due(connection, Due("a", "nudge", "v1", NOW))
        await set_due(connection, Due("a", "ask", "v2", LATER))
        assert await take_due(connection, NOW, limit=10) == ()
        assert await next_due(connection) == LATER
        assert await drop_due(connection, "a")
        assert not await drop_due(connection, "a")
        assert await next_due(connection) is None


async def take_and_fail(database: Database) -> None:
    """A turn that is cut off after it took what is due."""
    async with database.write() as connection:
        await take_due(connection, NOW, limit=10)
        raise LookupError


async def test_what_is_taken_in_a_turn_that_fails_is_still_due(database: Database) -> None:
    """The rows go with the commit alone."""
    async with database.write() as connection:
        await set_due(connection, Due("a", "nudge", "v1", NOW))
    with pytest.raises(LookupError):
        await take_and_fail(database)
    async with database.read() as connection:
        assert await next_due(connection) == NOW
