"""Today's communes from the data set: their list, their keys, and the data set that is not there."""

import sys
from dataclasses import replace
from datetime import date

import pytest

from checklists.model import Label
from storage.units import communes
from storage.units.changes import Added
from storage.units.communes import NoProvinces, Province
from storage.units.planning import Plan, plan_list
from tests.storage.test_unit_lists import KINDS, NOTHING, TODAY, bundled, planned

OTHER_KINDS = {
    key: replace(KINDS["phuong"], key=key, label=Label(key, key)) for key in ("xa", "dac_khu", "tinh")
}
COMMUNE_KINDS = {**KINDS, **OTHER_KINDS}
HANOI = Province("01", "Hà Nội", is_city=True)


def test_the_communes_of_a_province() -> None:
    """Hà Nội has 126, the five of Hà Đông with the codes of the official list; the data tell their date."""
    found = {each.code: each for each in communes.communes_of(HANOI)}
    assert len(found) == 126
    five = [(code, found[code].name) for code in ("09552", "09556", "09562", "09568", "09886")]
    assert five == [
        ("09552", "Kiến Hưng"),
        ("09556", "Hà Đông"),
        ("09562", "Yên Nghĩa"),
        ("09568", "Phú Lương"),
        ("09886", "Dương Nội"),
    ]
    assert communes.date_of_data() > date(2025, 7, 1)


def test_a_province_is_found_as_it_is_typed() -> None:
    """Without marks, by its code; never one of two."""
    assert communes.find_provinces("ha noi").certain == "01"
    assert communes.find_provinces("01").certain == "01"
    assert communes.find_provinces("ha").certain is None
    assert sum(1 for _ in communes.provinces()) == 34


def test_every_province_is_a_list_that_can_be_taken() -> None:
    """All 3,321 communes of the country can be taken province by province, and again without a change."""
    known = NOTHING
    for province in communes.provinces():
        plan = plan_list(known, communes.list_of(province, known), kinds=COMMUNE_KINDS, today=TODAY)
        assert isinstance(plan, Plan), plan
        assert all(isinstance(each, Added) for each in plan.changes)
        known = plan.after
    assert sum(each.kind in {"phuong", "xa", "dac_khu"} for each in known.units.values()) == 3_321
    again = plan_list(known, communes.list_of(HANOI, known), kinds=COMMUNE_KINDS, today=TODAY)
    assert isinstance(again, Plan)
    assert again.changes == ()


def test_what_is_known_keeps_its_key() -> None:
    """The five wards of the history are the ones of the list; an older unit with such a code is another."""
    known = planned(bundled("ha-dong-history")).after
    keys = {row.cells[column] for row in communes.list_of(HANOI, known).rows for column in row.cells}
    assert {"ha-noi", "kien-hung-2025", "ha-dong-2025", "phu-luong-2025"} <= keys
    assert not {"phu-la-2009", "ha-cau-2009"} & keys
    demo = planned(bundled("ha-dong")).after
    plan = plan_list(demo, communes.list_of(HANOI, demo), kinds=COMMUNE_KINDS, today=TODAY)
    assert isinstance(plan, Plan)
    assert {type(each) for each in plan.changes} == {Added}, (
        "Yên Nghĩa of 2009 has the name and code of today's"
    )


def test_the_data_set_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else depends on it, and whoever asks for it is told."""
    monkeypatch.setitem(sys.modules, "vietnam_provinces", None)
    for ask in (communes.date_of_data, communes.provinces):
        with pytest.raises(NoProvinces):
            ask()
