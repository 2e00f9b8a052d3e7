"""Lists of past visits: what is understood, and what is named as wrong."""

from datetime import date, datetime, timedelta, timezone

import pytest

from checklists.values import Days, Judgement, Picked, Ratio
from checklists.visit import Purpose, Status
from storage.past.reading import Known, PastList, read_visits
from storage.past.rows import read_csv
from storage.past.unit_names import UnitNames
from storage.units import Alias, AliasType, Code, Scheme, Unit
from tests.reports.period.small_period import checklist

HANOI = timezone(timedelta(hours=7))
HEAD = "visit,date,unit,kind_of_visit,checklist,question,value,note\n"
CHANGE = date(2025, 7, 1)


def ward(key: str, name: str, code: str, *aliases: str, ended: bool = True) -> Unit:
    """A ward of 2009, ended in 2025 unless it goes on."""
    return Unit(
        key=key,
        kind="phuong",
        name=name,
        valid_from=date(2009, 5, 8),
        valid_to=date(2025, 6, 30) if ended else None,
        codes=(Code(Scheme.STATISTICS, code, date(2009, 5, 8), date(2025, 6, 30)),),
        aliases=tuple(Alias(each, AliasType.ABBREVIATION) for each in aliases),
    )


UNITS = (
    ward("mo-lao-2009", "Mộ Lao", "09541", "ML"),
    ward("phu-la-2009", "Phú La", "09552", "PL"),
    ward("phuc-la-2009", "Phúc La", "09553", "PL"),
    ward("phu-luong-2009", "Phú Lương", "09571", "PL"),
    Unit(key="phu-luong-2025", kind="phuong", name="Phú Lương", valid_from=CHANGE),
)
KNOWN = Known(
    units=UnitNames(UNITS),
    checklists={"ky": [checklist(2), checklist(1)]},
    timezone=HANOI,
    today=date(2026, 11, 25),
)


def read(*lines: str) -> PastList:
    """The list with these rows under the usual header."""
    rows = read_csv(HEAD + "\n".join(lines))
    assert not rows.faults
    return read_visits(rows.rows, KNOWN)


def codes(found: PastList) -> list[tuple[int, str]]:
    """Row and code of every fault."""
    return [(each.row, each.code) for each in found.faults]


def test_a_visit_is_read_whole() -> None:
    """One row an answer; a submitted visit of its local morning, values as the export writes them."""
    found = read(
        "1,19/02/2013,phường Mộ Lao,đột xuất,ky,B1,Không đạt,thiếu bảng phí",
        "1,19/02/2013,phường Mộ Lao,đột xuất,ky,B2,112/124,",
        "1,19/02/2013,phường Mộ Lao,đột xuất,ky,B3,fail,",
        "1,19/02/2013,phường Mộ Lao,đột xuất,ky,B4,dat-dai;ho-tich,",
        "1,19/02/2013,phường Mộ Lao,đột xuất,ky,E4,20/01/2013;2013-01-27,",
        "1,19/02/2013,phường Mộ Lao,đột xuất,ky,H1,,",
    )
    assert not found.faults
    [past] = found.visits
    visit = past.visit
    assert (visit.unit_key, visit.purpose, visit.status) == (
        "mo-lao-2009",
        Purpose.SURPRISE,
        Status.SUBMITTED,
    )
    assert visit.started_at == datetime(2013, 2, 19, 8, tzinfo=HANOI)
    assert visit.value("B1") is Judgement.FAIL
    assert visit.answers["B1"].note == "thiếu bảng phí"
    assert visit.value("B2") == Ratio(part=112, whole=124)
    assert visit.value("B4") == Picked(("ho-tich", "dat-dai"))
    assert visit.value("E4") == Days((date(2013, 1, 20), date(2013, 1, 27)))
    assert visit.checklist_version == 2
    assert "H1" not in visit.answers


@pytest.mark.parametrize("said", ["Mộ Lao", "UBND phường Mộ Lao", "MỘ LAO", "ML", "09541", "mo-lao-2009"])
def test_a_unit_is_met_by_name_alias_or_code(said: str) -> None:
    """Exactly, but for case and the kind of unit before the name."""
    [past] = read(f"1,2013-02-19,{said},planned,ky,B1,Đạt,").visits
    assert past.visit.unit_key == "mo-lao-2009"


def test_a_name_means_the_unit_of_its_day() -> None:
    """Phú Lương of 2013 and of 2026 are two units."""
    found = read("1,19/02/2013,Phú Lương,planned,ky,B1,Đạt,", "2,19/02/2026,Phú Lương,planned,ky,B1,Đạt,")
    assert [each.visit.unit_key for each in found.visits] == ["phu-luong-2009", "phu-luong-2025"]


def test_an_ambiguous_or_unknown_unit_names_its_row() -> None:
    """PL are three wards, "mo lao" without marks is nobody's name in a list, Mộ Lao is gone in 2026."""
    found = read(
        "1,19/02/2013,PL,planned,ky,B1,Đạt,",
        "2,19/02/2013,mo lao,planned,ky,B1,Đạt,",
        "3,19/02/2026,Mộ Lao,planned,ky,B1,Đạt,",
    )
    assert codes(found) == [(2, "ambiguous_unit"), (3, "unknown_unit"), (4, "unknown_unit")]
    assert "Phú La (phu-la-2009); Phúc La (phuc-la-2009)" in found.faults[0].fault.vi
    assert found.visits == ()


def test_every_bad_row_is_named_at_once() -> None:
    """Each with its own reason; the good answers of a visit stay for those who skip the bad ones."""
    found = read(
        "1,19/02/2013,Mộ Lao,planned,ky,B1,Đạt,",
        "1,19/02/2013,Mộ Lao,planned,ky,B1,Không đạt,",
        "1,19/02/2013,Mộ Lao,planned,ky,Z9,Đạt,",
        "1,19/02/2013,Mộ Lao,planned,ky,D1,5/3,",
        "1,20/02/2013,Mộ Lao,planned,ky,D2,3/5,",
        "2,32/02/2013,Mộ Lao,planned,ky,B1,Đạt,",
        "3,19/02/2030,Phú Lương,planned,ky,B1,Đạt,",
        "4,19/02/2013,Mộ Lao,chơi,ky,B1,Đạt,",
        "5,19/02/2013,Mộ Lao,planned,xx,B1,Đạt,",
        ",19/02/2013,Mộ Lao,planned,ky,B1,Đạt,",
    )
    assert codes(found) == [
        (3, "repeated_question"),
        (4, "unknown_question"),
        (5, "bad_value"),
        (6, "differs"),
        (7, "not_a_date"),
        (8, "future"),
        (9, "unknown_purpose"),
        (10, "unknown_checklist"),
        (11, "empty"),
    ]
    assert [(each.label, list(each.visit.answers)) for each in found.visits] == [("1", ["B1"])]
    assert all(each.remedy.vi and each.remedy.en for each in found.faults)


def test_a_version_can_be_named() -> None:
    """`ky:1` is that version; one that was never published is a fault."""
    found = read("1,19/02/2013,Mộ Lao,planned,ky:1,B1,Đạt,", "2,19/02/2013,Mộ Lao,planned,ky v3,B1,Đạt,")
    assert [each.visit.checklist_version for each in found.visits] == [1]
    assert codes(found) == [(3, "unknown_checklist")]


def test_columns_are_found_by_either_header() -> None:
    """In any order, by field or Vietnamese header; with the semicolons of a Vietnamese Excel."""
    text = (
        "Ngày;Đơn vị;Mã lượt;Hình thức;Phiếu;Mã câu;Trả lời\n19/02/2013 09:30;Mộ Lao;1;Phúc tra;ky;B1;Đạt\n"
    )
    rows = read_csv("\ufeff" + text)
    [past] = read_visits(rows.rows, KNOWN).visits
    assert (past.visit.purpose, past.visit.started_at.hour) == (Purpose.RECHECK, 9)


def test_a_missing_column_is_named() -> None:
    """Nothing is read then."""
    found = read_csv("visit,date,unit\n1,2,3\n")
    assert found.rows == ()
    assert "kind_of_visit, checklist, question, value" in found.faults[0].fault.vi
