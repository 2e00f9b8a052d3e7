"""Past visits in the database: kept once, with their codes, silent; read again in one sweep."""

from datetime import UTC, date, datetime

from sqlalchemy import func, select

from storage import visits
from storage.checklists import publish
from storage.database import Database
from storage.past.keeping import Kept, keep_visits
from storage.past.known import what_is_known
from storage.past.reading import read_visits
from storage.past.rows import read_csv
from storage.sweep import reported_visits
from storage.tables import due, outbox
from storage.units import put_units
from tests.reports.period.small_period import SOURCE
from tests.storage.test_past_reading import HANOI, HEAD, UNITS

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
LIST = (
    HEAD
    + """1,19/02/2013,Mộ Lao,planned,ky,B1,Không đạt,
1,19/02/2013,Mộ Lao,planned,ky,B2,112/124,
2,20/02/2013,Phúc La,surprise,ky,B1,Đạt,
KT-1302-0007,21/02/2013,Phú La,planned,ky,E4,20/01/2013,
"""
)


async def brought(database: Database, text: str) -> Kept:
    """The list kept, as the command does it."""
    async with database.write() as connection:
        await publish(connection, SOURCE.format(version=1), at=NOW)
        await put_units(connection, UNITS)
        known = await what_is_known(connection, timezone=HANOI, today=date(2026, 11, 25))
        found = read_visits(read_csv(text).rows, known)
        assert not found.faults
        return await keep_visits(connection, found.visits, at=NOW)


async def test_visits_are_kept_once(database: Database) -> None:
    """The same list again adds nothing; codes of the list stay, others are numbered after them."""
    kept = await brought(database, LIST)
    assert [each.code for each in kept.added] == ["KT-1302-0008", "KT-1302-0009", "KT-1302-0007"]
    again = await brought(database, LIST)
    assert (again.added, again.known, again.faults) == ((), 3, ())


async def test_a_code_of_another_visit_is_a_fault(database: Database) -> None:
    """Nothing is added then."""
    await brought(database, LIST)
    other = HEAD + "KT-1302-0007,22/02/2013,Mộ Lao,planned,ky,B1,Đạt,\n"
    kept = await brought(database, other)
    assert [each.code for each in kept.faults] == ["code_taken"]
    assert kept.added == ()


async def test_the_past_is_silent(database: Database) -> None:
    """Nothing is sent and nothing falls due."""
    await brought(database, LIST)
    async with database.read() as connection:
        for table in (outbox, due):
            assert await connection.scalar(select(func.count()).select_from(table)) == 0


async def test_a_sweep_reads_what_one_by_one_is_read(database: Database) -> None:
    """Same visits, whole, in the order of time, of the period alone."""
    await brought(database, LIST)
    since, until = (datetime(2013, 2, day, tzinfo=HANOI) for day in (20, 22))
    async with database.read() as connection:
        swept = [each async for each in reported_visits(connection, since, until, HANOI)]
        single = [await visits.load(connection, each.id, HANOI) for each in swept]
    assert [each.unit_name for each in swept] == ["Phúc La", "Phú La"]
    assert swept == single
