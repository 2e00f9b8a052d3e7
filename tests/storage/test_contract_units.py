"""The contract of units: ended but never deleted, in the official order, read from CSV with every fault."""

from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

from storage import units
from storage.database import Database
from storage.unit_list import read_units_csv
from storage.units import KIND_LABELS, Unit
from tests.storage.examples import MO_LAO, VAN_QUAN

END = date(2025, 6, 30)
ENDED = Unit(
    key="nguyen-trai-2009",
    kind="phuong",
    name="Nguyễn Trãi",
    sort_no=1,
    valid_from=date(2009, 5, 8),
    valid_to=END,
    aliases=("NT", "Văn Mỗ"),
)
OFFICE = Unit(key="phong-noi-vu", kind="phong_chuyen_mon", name="Nội vụ", parent="ha-dong")
GOOD = """\ufeffname,key,kind,code,aliases,valid_from,valid_to,sort_no,remark
Mộ Lao,mo-lao-2009,phuong,09541,ML; Mỗ Lao,2009-05-08,,2,x

Nội vụ,phong-noi-vu,phong_chuyen_mon
"""
BAD = """key,kind,name,sort_no,valid_to
a,phuong,,1,
b,lang,B,x,31/12/2025
a,phuong,A,1,
a,phuong,A,1,
"""


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
    renamed = replace(MO_LAO, name="Mỗ Lao")
    async with database.write() as connection:
        await units.put_units(connection, (MO_LAO, ENDED))
        await units.put_units(connection, (renamed,))
        await units.put_units(connection, ())
        assert await units.unit(connection, MO_LAO.key) == renamed
        assert await units.unit(connection, ENDED.key) == ENDED
        assert await units.unit(connection, "unknown") is None


def test_csv_is_read_by_header() -> None:
    """Columns come in any order, more or fewer; codes keep their zero; empty lines are nothing."""
    read = read_units_csv(GOOD)
    assert read.faults == ()
    assert read.units == (
        replace(MO_LAO, aliases=("ML", "Mỗ Lao"), valid_from=date(2009, 5, 8)),
        replace(OFFICE, parent=None),
    )


def test_every_bad_row_is_named() -> None:
    """All faults come at once, each with its row and a remedy in both languages."""
    read = read_units_csv(BAD)
    assert [(fault.row, fault.fault.en) for fault in read.faults] == [
        (2, "Column name is empty."),
        (3, "There is no kind of unit lang."),
        (3, "sort_no x is not a number."),
        (3, "31/12/2025 is not a date."),
        (5, "The key a stands in a row above."),
    ]
    assert all(fault.remedy.vi and fault.remedy.en for fault in read.faults)


def test_csv_without_columns() -> None:
    """A file that is no such list has one fault, at its header."""
    for text in ("", "một,hai\n1,2\n", "key;kind;name\na;phuong;A\n"):
        assert [fault.row for fault in read_units_csv(text).faults] == [1]


def test_bundled_units_are_read() -> None:
    """The units that come with the program have no faults: the district and its seventeen wards."""
    text = files("storage.bundled").joinpath("units-ha-dong.csv").read_text("utf-8")
    read = read_units_csv(text)
    assert read.faults == ()
    assert sum(unit.kind == "phuong" and unit.valid_to is None for unit in read.units) >= 17


def test_every_kind_has_words() -> None:
    """Every kind of unit has a label in both languages."""
    assert all(each.label.vi and each.label.en for each in KIND_LABELS.values())
