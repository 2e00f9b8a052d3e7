"""The contract of campaigns, planned visits and draws."""

from dataclasses import replace
from datetime import date, timedelta

from checklists.messages import VisitSubmitted
from checklists.planning import Campaign, Made, Planned
from checklists.visit import Purpose, Status
from storage import plans, visits
from storage.database import Database
from storage.plans import Draw
from tests.storage.examples import HANOI, MINUTE, NOW, VAN_QUAN, start

FIRST = Campaign("c1", "Kiểm tra công vụ 6 tháng cuối năm 2026", "", date(2026, 7, 1), date(2026, 12, 31))
NOVEMBER = Campaign("c2", "Tháng 11", "Kế hoạch số 05", date(2026, 11, 1), date(2026, 11, 30))
PLANNED = Planned(
    "p1", "c1", "mo-lao-2009", date(2026, 11, 6), Purpose.SURPRISE, ("p-an", "p-binh"), draw="d1"
)
DRAW = Draw("d1", "BT-2611-01", "c1", "seed", "1\nmo-lao-2009 1 0", "ab", "p-an", NOW)


async def furnish(database: Database) -> None:
    """Two campaigns, a draw, and a planned visit of it."""
    async with database.write() as connection:
        await plans.add_campaign(connection, FIRST, by="p-an", at=NOW)
        await plans.add_campaign(connection, NOVEMBER, by="p-an", at=NOW + MINUTE)
        await plans.add_draw(connection, DRAW)
        await plans.add_planned(connection, PLANNED, by="p-an", at=NOW)


async def test_the_campaign_of_a_day_is_the_one_made_last(database: Database) -> None:
    """Both ends are its days; a day without one has none."""
    await furnish(database)
    async with database.read() as connection:
        assert await plans.current_campaign(connection, date(2026, 11, 30)) == NOVEMBER
        assert await plans.current_campaign(connection, date(2026, 12, 31)) == FIRST
        assert await plans.current_campaign(connection, date(2027, 1, 1)) is None


async def test_a_planned_visit_comes_back_with_its_team_until_it_is_dropped(database: Database) -> None:
    """By its id, its campaign and its day; it is dropped once."""
    await furnish(database)
    async with database.write() as connection:
        assert await plans.planned(connection, "p1") == PLANNED
        assert await plans.planned_in(connection, "c1") == (PLANNED,)
        assert await plans.planned_in(connection, "c2") == ()
        assert await plans.planned_on(connection, PLANNED.on) == (PLANNED,)
        assert await plans.drop_planned(connection, "p1", NOW)
        assert not await plans.drop_planned(connection, "p1", NOW)
        assert await plans.planned(connection, "p1") is None
        assert await plans.planned_on(connection, PLANNED.on) == ()


async def test_made_are_reported_visits_by_their_local_day(database: Database) -> None:
    """An open visit is not made; half past midnight in Hà Nội is the next day, whatever London says."""
    late = NOW.replace(hour=17, minute=30)
    async with database.write() as connection:
        await start(connection, "open", at=late - timedelta(days=2))
        before = await start(connection, "sent", unit=VAN_QUAN, at=late)
        after = replace(before, status=Status.SUBMITTED, submitted_at=late, revision=1)
        await visits.append(connection, before, after, (VisitSubmitted(),), source_key="s", at=late)
        found = await plans.made(connection, late - timedelta(days=9), late + MINUTE, HANOI)
    assert found == (Made("van-quan-2009", date(2026, 11, 6)),)


async def test_a_seed_is_revealed_once(database: Database) -> None:
    """Until then the draw is among the secret ones; the month's next draw has the next code."""
    await furnish(database)
    async with database.write() as connection:
        assert await plans.next_draw_code(connection, "2611") == "BT-2611-02"
        assert await plans.next_draw_code(connection, "2612") == "BT-2612-01"
        assert await plans.unrevealed(connection, "c1") == (DRAW,)
        assert await plans.reveal(connection, "d1", NOW) == replace(DRAW, revealed_at=NOW)
        assert await plans.reveal(connection, "d1", NOW) is None
        assert await plans.unrevealed(connection, "c1") == ()
