"""What falls due becomes an item of the inbox: once, whatever the program went through."""

from datetime import timedelta

from bot.due import DueWatch
from bot.lanes import Wake
from bot.worker import read
from handlers.incoming import FellDue
from storage.database import Database
from storage.due import Due, set_due
from storage.queue import INBOX
from tests.bot.conftest import now, states

KEY = "nudge:v1"


async def set_at(database: Database, at_in: timedelta) -> Due:
    """Something that falls due so long from now."""
    new = Due(KEY, "nudge", "v1", now() + at_in)
    async with database.write() as connection:
        await set_due(connection, new)
    return new


async def test_it_falls_due_once_and_wakes_the_worker(database: Database) -> None:
    """However often one looks; the worker reads what was set, from nobody."""
    new = await set_at(database, timedelta(seconds=-1))
    watch = DueWatch(database, now, Wake())
    assert await watch.look() == 1
    assert watch.inbox.new.is_set()
    assert await watch.look() == 0
    async with database.write() as connection:
        (item,) = await INBOX.claim(connection, now=now(), limit=5)
    incoming = read(item)
    assert incoming
    assert (incoming.content, incoming.sender) == (FellDue("nudge", "v1", new.at), None)


async def test_before_its_time_nothing_happens(database: Database) -> None:
    """A look costs no write."""
    await set_at(database, timedelta(minutes=1))
    assert await DueWatch(database, now, Wake()).look() == 0
    assert await states(database, INBOX) == {}


async def test_the_same_key_falls_due_again_at_another_time(database: Database) -> None:
    """A reminder that is set anew after it fell due is another one."""
    watch = DueWatch(database, now, Wake())
    for seconds in (-2, -1):
        await set_at(database, timedelta(seconds=seconds))
        assert await watch.look() == 1
    assert len(await states(database, INBOX)) == 2
