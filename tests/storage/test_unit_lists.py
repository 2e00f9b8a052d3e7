"""Lists of units: what a table says, what that changes, and every reason why it cannot be taken."""

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.model import Label
from storage.units import Alias, AliasType, Code, FormerName, Kind, Scheme, Share, Succession, Unit
from storage.units.changes import Added, Changed, Ended, Field, Merged, Moved, Register, Renamed, Reopened
from storage.units.faults import UnitFault
from storage.units.files import read_list, write_xlsx
from storage.units.listing import read_csv
from storage.units.opening import read_hours, write_hours
from storage.units.planning import Plan, plan_list
from storage.units.writing import table_rows, write_csv

KINDS = {
    key: Kind(key, Label(vi, en), Label("", ""), 0, inspectable=True)
    for key, vi, en in (
        ("quan", "quận", "urban district"),
        ("phuong", "phường", "ward"),
        ("thanh_pho", "thành phố", "city"),
        ("phong_chuyen_mon", "phòng chuyên môn", "division"),
        ("van_phong", "văn phòng", "office"),
    )
}
TODAY = date(2026, 11, 25)
NOTHING = Register({})
GOOD = """\ufeffTên đơn vị;MÃ ĐƠN VỊ;Loại;Mã số;Tên gọi khác;Từ ngày;Đến ngày;STT;Ghi chú
Mộ Lao;mo-lao-2009;Phường;09541;ML; Mỗ Lao;08/05/2009;;2;x

"Nội vụ";;phòng chuyên môn
""".replace("ML; Mỗ Lao", '"ML; Mỗ Lao"')
BAD = """key,kind,name,sort_no,valid_to,parent,successors
a,phuong,,1,,,
b,lang,B,x,31/02/2025,,
a,phuong,A,1,,,
A!,phuong,A,1,,,
c,phuong,C,1,,nobody,
d,phuong,D,1,,,c
e,phuong,E,1,2025-06-30,,e
"""
SHARED_CODES = """key,kind,name,code,valid_from,valid_to
a,phuong,A,09552,,2025-06-30
b,phuong,B,09552,2025-06-30,
"""


def planned(content: str | bytes, known: Register = NOTHING) -> Plan:
    """The plan of a good list."""
    bytes_ = content if isinstance(content, bytes) else content.encode()
    plan = plan_list(known, read_csv(bytes_), kinds=KINDS, today=TODAY)
    assert isinstance(plan, Plan), plan
    return plan


def refused(content: str, known: Register = NOTHING) -> list[tuple[int, str]]:
    """Rows and faults of a bad list."""
    found = plan_list(known, read_csv(content.encode()), kinds=KINDS, today=TODAY)
    assert not isinstance(found, Plan)
    assert all(each.remedy.vi and each.remedy.en and each.fault.vi for each in found)
    return [(each.row, each.fault.en) for each in found]


def bundled(name: str) -> bytes:
    """A list that comes with the program."""
    return files("storage.bundled").joinpath(f"units-{name}.csv").read_bytes()


def test_a_list_is_read_by_its_header() -> None:
    """Columns in both languages, any order and separator; codes keep their zero; a key may be left out."""
    plan = planned(GOOD)
    start = date(2009, 5, 8)
    aliases = (Alias("ML", AliasType.ABBREVIATION), Alias("Mỗ Lao", AliasType.MISSPELLING))
    assert plan.after.units == {
        "mo-lao-2009": Unit(
            "mo-lao-2009",
            "phuong",
            "Mộ Lao",
            sort_no=2,
            valid_from=start,
            codes=(Code(Scheme.STATISTICS, "09541", start),),
            aliases=aliases,
        ),
        "noi-vu-2026": Unit("noi-vu-2026", "phong_chuyen_mon", "Nội vụ"),
    }
    assert plan.ignored == ("Ghi chú",)
    assert [type(each) for each in plan.changes] == [Added, Added]


def test_every_bad_row_is_named() -> None:
    """All faults come at once, each with its row and a remedy in both languages."""
    assert refused(BAD) == [
        (2, "Column name is empty."),
        (3, "There is no kind of unit lang."),
        (4, "The key a stands in a row above."),
        (5, "A! is no key."),
        (6, "There is no unit nobody."),
        (7, "It was merged but has no last day."),
    ]
    assert refused(BAD.replace(",lang,", ",phuong,"))[1:3] == [
        (3, "sort_no x is not a number."),
        (3, "31/02/2025 is not a date."),
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "Columns are missing: kind (Loại đơn vị), name (Tên đơn vị)."),
        ("một,hai\n1,2\n", "Columns are missing: kind (Loại đơn vị), name (Tên đơn vị)."),
        ("loại,tên,đơn vị\n1,2,3\n", "Column name is there twice."),
        ("kind,name\n", "The file has no units."),
    ],
)
def test_a_table_that_is_no_such_list(content: str, fault: str) -> None:
    """What is wrong with the header stands at row 1."""
    assert refused(content) == [(1, fault)]


def test_what_cannot_hold_between_units() -> None:
    """A code for two units at once, periods turned round, circles, merging into oneself."""
    assert refused(SHARED_CODES) == [(3, "a has the code 09552 then.")]
    assert planned(SHARED_CODES.replace("b,phuong,B,09552,2025-06-30", "b,phuong,B,09552,2025-07-01"))
    circle = "key,kind,name,parent\na,quan,A,b\nb,quan,B,a\n"
    assert refused(circle) == [(2, "The unit a is under itself."), (3, "The unit b is under itself.")]
    turned = "key,kind,name,valid_from,valid_to\na,quan,A,2025-07-01,2025-06-30\n"
    assert refused(turned) == [(2, "The last day is before the first.")]
    itself = "key,kind,name,valid_to,successors\na,quan,A,2025-06-30,a\n"
    assert refused(itself) == [(2, "A unit cannot be merged into itself.")]


def test_a_name_that_fits_two_units_is_asked_back() -> None:
    """Above a unit stands a key, or a name, alias or code that fits just one unit; never the first of two."""
    known = planned(bundled("ha-dong")).after
    assert refused("key,kind,name,parent\nx,phuong,X,PL\n", known) == [
        (2, "Several units are called PL: phu-la-2009, phuc-la-2009, phu-lam-2009, phu-luong-2009.")
    ]
    for named in ("Hà Đông", "HÀ ĐÔNG", "268", "ha-dong-2009"):
        plan = planned(f"key,kind,name,parent\nx,phuong,X,{named}\n", known)
        assert plan.after.units["x"].parent == "ha-dong-2009"
    assert refused("key,kind,name,parent\nx,phuong,X,ha dong\n", known)


def test_a_row_changes_what_it_says_and_nothing_else() -> None:
    """A new name holds from a day on and the old one is kept; columns that are not there change nothing."""
    known = planned(bundled("ha-dong")).after
    was = known.units["mo-lao-2009"]
    rows = (
        "key,kind,name,renamed_on,parent,valid_to\nmo-lao-2009,phuong,Mộ Lao Mới,01/01/2027,ha-dong-2009,\n"
        "phu-la-2009,phuong,Phú La,,,2026-12-31\n"
    )
    plan = planned(rows, known)
    assert plan.changes == (
        Renamed("mo-lao-2009", "Mộ Lao", "Mộ Lao Mới", date(2026, 12, 31)),
        Moved("phu-la-2009", "Phú La", "ha-dong-2009", None),
        Ended("phu-la-2009", "Phú La", date(2026, 12, 31)),
    )
    unit = plan.after.units["mo-lao-2009"]
    assert unit.former_names == (FormerName("Mộ Lao", date(2026, 12, 31)),)
    assert (unit.codes, unit.aliases, unit.sort_no) == (was.codes, was.aliases, was.sort_no)
    ended = plan.after.units["phu-la-2009"]
    assert ended.code_on(date(2027, 1, 1)) is None
    (reopened,) = planned("key,kind,name,valid_to\nphu-la-2009,phuong,Phú La,\n", plan.after).changes
    assert reopened == Reopened("phu-la-2009", "Phú La")


def test_a_code_that_excel_took_for_a_number() -> None:
    """A commune's code has five digits; `9541` is refused with a remedy, other kinds have any length."""
    assert refused("kind,name,code\nphuong,A,9541\n") == [(2, "The code 9541 has too few digits.")]
    assert planned("kind,name,code\nquan,A,268\nphuong,B,MB-1\n")


def test_a_row_without_a_key_makes_no_second_unit() -> None:
    """A unit of that kind and name is there under another key: the row is refused and the key is told."""
    known = planned(bundled("ha-dong")).after
    assert refused("kind,name\nphuong,mo lao\n", known) == [(2, "mo lao is there, with the key mo-lao-2009.")]


def test_sites_and_hours_of_a_row() -> None:
    """Address, place and hours are those of the unit's first site; wrong ones are named."""
    head = "key,kind,name,address,lat,lon,hours\n"
    row = 'a,phuong,A,12 Trần Phú,"20,98",105.78,"T2-T6 8h-12h, 13h-17h"\n'
    plan = planned(head + row)
    site = plan.after.site("a")
    assert site is not None
    assert (site.address, site.lat, site.lon) == ("12 Trần Phú", 20.98, 105.78)
    assert write_hours(plan.after.hours_at("a")) == "T2-T6 08:00-12:00, 13:00-17:00"
    (moved,) = planned(head + row.replace("12 ", "14 ").replace("8h", "7h"), plan.after).changes
    assert moved == Changed("a", "A", (Field.SITE, Field.HOURS))
    assert refused(f"{head}a,phuong,A,x,91,1,bao giờ cũng mở\n") == [
        (2, "Latitude and longitude are no place."),
        (2, "The hours bao giờ cũng mở cannot be read."),
    ]


def test_hours_as_people_write_them() -> None:
    """Days and times in the usual forms; what is turned round, overlapping or senseless is none."""
    for text, said in (
        ("T2-T6 08:00-12:00, 13:00-17:00; T7 8h-11h30", "T2-T6 08:00-12:00, 13:00-17:00; T7 08:00-11:30"),
        ("thứ 2 - thứ 6: 7h30-11h30", "T2-T6 07:30-11:30"),
        ("T2 8:00-9:00; T4 8:00-9:00; CN 8h-9h", "T2 08:00-09:00; T4 08:00-09:00; CN 08:00-09:00"),
    ):
        hours = read_hours(text)
        assert hours is not None
        assert write_hours(hours) == said
        assert read_hours(said) == hours
    for text in ("", "T6-T2 8h-9h", "T2 9h-8h", "T2 8h-10h, 9h-11h", "T9 8h-9h", "8h-9h"):
        assert read_hours(text) is None


def test_the_bundled_lists() -> None:
    """The demo's seventeen wards have no end; the real history ends them and leads to the five of today."""
    demo = planned(bundled("ha-dong")).after
    wards = [each for each in demo.units.values() if each.kind == "phuong"]
    assert len(wards) == 17
    assert all(each.valid_to is None and each.is_in_force(TODAY) for each in wards)
    assert sum(each.kind in {"phong_chuyen_mon", "van_phong"} for each in demo.units.values()) == 5
    plan = planned(bundled("ha-dong-history"), demo)
    units = plan.after.units
    today = [each for each in units.values() if each.kind == "phuong" and each.is_in_force(TODAY)]
    assert [each.key for each in today] == [
        "kien-hung-2025",
        "ha-dong-2025",
        "yen-nghia-2025",
        "phu-luong-2025",
        "duong-noi-2025",
    ]
    assert sum(each.kind == "phuong" and each.is_in_force(date(2025, 3, 1)) for each in units.values()) == 15
    merged = {each for each in plan.changes if isinstance(each, Merged)}
    assert {each.key for each in merged if each.share is Share.WHOLE} == {
        "nguyen-trai-2009",
        "quang-trung-2009",
        "yet-kieu-2009",
    }
    assert not any(each.verified for each in plan.after.successions)
    unverified = [alias for each in units.values() for alias in each.aliases if not alias.verified]
    assert [each.text for each in unverified] == ["Văn Mỗ"]


@pytest.mark.parametrize("name", ["ha-dong", "ha-dong-history"])
def test_a_list_that_is_taken_changes_nothing_more(name: str) -> None:
    """A list given again changes nothing; what is written out and read again changes nothing either."""
    known = planned(bundled(name)).after
    assert planned(bundled(name), known).changes == ()
    assert planned(write_csv(table_rows(known)), known).changes == ()
    anew = planned(write_csv(table_rows(known))).after
    assert anew.units == known.units
    assert anew.successions == known.successions


async def test_a_workbook_says_what_its_csv_says() -> None:
    """What is written for Excel reads back the same, codes with their zero and dates as dates."""
    known = planned(bundled("ha-dong-history")).after
    table = await read_list(write_xlsx(table_rows(known)))
    plan = plan_list(NOTHING, table, kinds=KINDS, today=TODAY)
    assert isinstance(plan, Plan), plan
    assert plan.after.units == known.units
    assert (await read_list(b"PK and nothing else")).faults


_CELLS = st.sampled_from(
    [
        "",
        "a",
        "b",
        "c",
        "phuong",
        "quan",
        "Mộ Lao",
        "09541",
        "2025-06-30",
        "01/07/2025",
        "b; c (một phần)",
        "x y",
    ]
)
_HEADERS = st.permutations(
    ["key", "kind", "name", "parent", "code", "valid_from", "valid_to", "successors", "aliases", "address"]
)


@given(_HEADERS, st.lists(st.lists(_CELLS, min_size=10, max_size=10), max_size=5))
def test_any_list_is_a_plan_that_settles_or_faults(header: list[str], rows: list[list[str]]) -> None:
    """Whatever cells hold: a plan that changes nothing the second time, or faults."""
    content = "\n".join(",".join(row) for row in (header, *rows)).encode()
    found = plan_list(NOTHING, read_csv(content), kinds=KINDS, today=TODAY)
    if isinstance(found, Plan):
        assert planned(content, found.after).changes == ()
    else:
        assert all(isinstance(each, UnitFault) for each in found)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_plan_or_faults(content: bytes) -> None:
    """No file makes the reader raise anything."""
    assert plan_list(NOTHING, read_csv(content), kinds=KINDS, today=TODAY)


def test_a_succession_stated_otherwise_takes_the_place_of_the_first() -> None:
    """The list is meant as it stands: a mistaken successor goes when the list names another."""
    head = "key,kind,name,valid_to,successors,legal_ref\nb,quan,B,,,\nc,quan,C,,,\n"
    known = planned(f"{head}a,quan,A,2025-06-30,b,NQ 1\n").after
    after = planned(f"{head}a,quan,A,2025-06-30,c (một phần) (chưa kiểm chứng),NQ 2\n", known).after
    assert after.successions == {Succession("a", "c", Share.PART, date(2025, 7, 1), "NQ 2", verified=False)}
