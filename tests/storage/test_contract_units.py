"""The contract of units: ended but never deleted, in the official order, read from CSV with every fault."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage import units
from storage.database import Database
from storage.units import Alias, AliasType, Code, FormerName, Scheme, Share, Succession, Unit, lineage, sites
from storage.units.sites import Hours, Site, SiteKind
from tests.storage.examples import MO_LAO, VAN_QUAN

END = date(2025, 6, 30)
ENDED = Unit(
    key="nguyen-trai-2009",
    kind="phuong",
    name="Nguyễn Trãi",
    sort_no=1,
    valid_from=date(2009, 5, 8),
    valid_to=END,
    aliases=(Alias("NT", AliasType.ABBREVIATION), Alias("Văn Mỗ", AliasType.FORMER_NAME, verified=False)),
)
ML = Alias("ML", AliasType.ABBREVIATION)
MISSPELT = Alias("Mỗ Lao", AliasType.MISSPELLING)
OFFICE = Unit(key="phong-noi-vu", kind="phong_chuyen_mon", name="Nội vụ", parent="ha-dong")


async def test_units_in_force_in_official_order(database: Database) -> None:
    """On a day the units in force then come in the official order, both ends of their time included."""
    async with database.write() as connection:
        await units.put_units(connection, (OFFICE, VAN_QUAN, MO_LAO, ENDED))
        assert await units.units_on(connection, END) == (OFFICE, ENDED, MO_LAO, VAN_QUAN)
        wards = await units.units_on(connection, END + timedelta(days=1), {"phuong"})
        assert wards == (MO_LAO, VAN_QUAN)
        assert await units.units_on(connection, date(2009, 5, 7), ["phuong"]) == (MO_LAO, VAN_QUAN)
        assert await units.units_on(connection, END, ()) == ()


async def test_units_are_put_in_place(database: Database) -> None:
    """A unit put again takes its own place; the others and the ended ones stay to be found."""
    renamed = replace(MO_LAO, name="Mỗ Lao", codes=(), aliases=(ML, MISSPELT))
    async with database.write() as connection:
        await units.put_units(connection, (MO_LAO, ENDED))
        await units.put_units(connection, (renamed,))
        await units.put_units(connection, ())
        assert await units.unit(connection, MO_LAO.key) == renamed
        assert await units.unit(connection, ENDED.key) == ENDED
        assert await units.unit(connection, "unknown") is None


async def test_every_kind_has_words(database: Database) -> None:
    """The kinds of unit are data: each has a label in both languages, in its order."""
    async with database.read() as connection:
        kinds = await units.kinds(connection)
    assert all(each.label.vi and each.label.en for each in kinds.values())
    assert next(iter(kinds)) == "phuong"
    assert {"quan", "tinh"}.isdisjoint(key for key, kind in kinds.items() if kind.inspectable)


async def test_a_renamed_unit_has_its_name_of_the_day(database: Database) -> None:
    """Until the last day of the old name it is called so, then by the new one; the key lasts."""
    renamed = replace(MO_LAO, name="Mộ Lao Mới", former_names=(FormerName("Mộ Lao", END),))
    async with database.write() as connection:
        await units.put_units(connection, (renamed,))
        next_day = END + timedelta(days=1)
        for day, name in ((END, "Mộ Lao"), (next_day, "Mộ Lao Mới")):
            (only,) = await units.units_on(connection, day)
            one = await units.unit(connection, MO_LAO.key, day)
            assert one is not None
            assert (only.name, one.name) == (name, name)
            assert only.spellings(day)[0] == name
            assert {"Mộ Lao", "09541"} <= set(only.spellings(day))
        assert await units.unit(connection, MO_LAO.key) == renamed


async def test_a_code_belongs_to_one_unit_at_a_time(database: Database) -> None:
    """A code comes back for another unit after its period; two cannot have it from the same day on."""
    old = replace(MO_LAO, codes=(Code(Scheme.STATISTICS, "09552", None, END),))
    new = replace(VAN_QUAN, codes=(Code(Scheme.STATISTICS, "09552", END + timedelta(days=1)),))
    async with database.write() as connection:
        await units.put_units(connection, (old, new))
        assert (old.code_on(END), new.code_on(END)) == ("09552", None)
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await units.put_units(connection, (replace(ENDED, codes=old.codes),))


async def test_history_follows_whole_successions_alone(database: Database) -> None:
    """What went wholly into a unit, also by way of another, hands its history on; a part does not."""
    whole = Succession("a", "b", Share.WHOLE, END, "NQ 1", verified=False)
    on = Succession("b", "c", Share.WHOLE, END + timedelta(days=1))
    part = Succession("d", "c", Share.PART, END)
    async with database.write() as connection:
        await units.put_units(connection, [Unit(key=key, kind="phuong", name=key) for key in "abcd"])
        await lineage.put_successions(connection, (on, whole, part))
        await lineage.put_successions(connection, (whole,))
        assert await lineage.successions(connection) == (whole, part, on)
        assert await lineage.successions(connection, "b") == (whole, on)
        assert await lineage.whole_forerunners(connection, "c") == ("c", "b", "a")
        assert await lineage.whole_forerunners(connection, "d") == ("d",)


async def test_sites_end_and_keep_their_hours(database: Database) -> None:
    """A site has its place, its operator and its hours of a season; it is ended, never deleted."""
    hall = Site("s1", MO_LAO.key, "Trụ sở UBND phường", address="12 Trần Phú", lat=20.98, lon=105.78)
    point = replace(hall, id="s2", kind=SiteKind.SERVICE_POINT, operator_unit=VAN_QUAN.key, valid_to=END)
    summer = Hours(0, time(7, 30), time(11, 30), date(2026, 4, 15), date(2026, 10, 15))
    winter = Hours(0, time(8, 0), time(12, 0))
    async with database.write() as connection:
        await units.put_units(connection, (MO_LAO, VAN_QUAN))
        for each in (point, hall):
            await sites.put_site(connection, each)
        await sites.put_hours(connection, "s1", (winter, summer))
        await sites.put_site(connection, replace(hall, address="14 Trần Phú"))
        assert await sites.sites_of(connection, MO_LAO.key) == (replace(hall, address="14 Trần Phú"), point)
        assert [each.id for each in await sites.sites_of(connection, MO_LAO.key, date(2026, 1, 1))] == ["s1"]
        assert await sites.hours_of(connection, "s1") == (summer, winter)
        assert await sites.hours_of(connection, "s1", date(2026, 1, 5)) == (winter,)
        assert await sites.end_site(connection, "s1", END)
        assert not await sites.end_site(connection, "s1", END)
        ended = await sites.site(connection, "s1")
        assert ended is not None
        assert ended.valid_to == END
        assert await sites.site(connection, "s9") is None
