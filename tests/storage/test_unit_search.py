"""Finding a unit as it is typed: marks, case, kinds, initials, places, codes and times."""

import time
import unicodedata
from datetime import date
from importlib.resources import files

import pytest

from storage.units import Alias, AliasType, Code, Scheme, Unit
from storage.units.finding import find_units
from tests.storage.test_unit_lists import bundled, planned

OLD, NOW = date(2013, 6, 30), date(2026, 11, 25)
EVERY = tuple(planned(bundled("ha-dong-history")).after.units.values())
COMMUNES_IN_VIETNAM = 3_321


@pytest.mark.parametrize(
    "typed",
    [
        "p. Mo Lao",
        "P.Mộ Lao",
        "UBND phường Mộ Lao",
        "MO  LAO",
        "Mỗ Lao",
        "Uỷ ban nhân dân phường Mộ Lao",
        "Ủy ban nhân dân Phường Mộ Lao",
        "ML",
        "09541",
    ],
)
def test_one_ward_in_every_spelling(typed: str) -> None:
    """Marks, case, kind, committee, tone placement, initials, a misspelling and the code all lead there."""
    assert find_units(typed, EVERY, OLD).certain == "mo-lao-2009"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (unicodedata.normalize("NFD", "Phúc La"), "phuc-la-2009"),
        ("ĐỒNG MAI", "dong-mai-2009"),
        ("xã Yên Nghĩa", "yen-nghia-2009"),
        ("Xa La", "phuc-la-2009"),
    ],
)
def test_forms_of_letters_kinds_and_places(typed: str, key: str) -> None:
    """Letters sent apart, capitals, another kind, and a place inside the ward."""
    found = find_units(typed, EVERY, OLD)
    assert (found.certain, found.keys[0]) == (key, key)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("PL", ("phu-la-2009", "phu-lam-2009", "phu-luong-2009", "phuc-la-2009")),
        ("phu l", ("phu-la-2009", "phu-lam-2009", "phu-luong-2009")),
        ("phu la", ("phu-la-2009", "phu-lam-2009", "phuc-la-2009")),
        ("Văn Mỗ", ("mo-lao-2009", "van-quan-2009")),
    ],
)
def test_several_that_fit_are_all_offered(typed: str, keys: tuple[str, ...]) -> None:
    """Initials, beginnings, near misses and shared aliases: never one of several."""
    found = find_units(typed, EVERY, OLD)
    assert found.certain is None
    assert found.keys == keys


@pytest.mark.parametrize(
    ("typed", "then", "now"),
    [
        ("Phú Lương", "phu-luong-2009", "phu-luong-2025"),
        ("09556", "ha-cau-2009", "ha-dong-2025"),
        ("09552", "phu-la-2009", "kien-hung-2025"),
        ("09568", "phu-lam-2009", "phu-luong-2025"),
    ],
)
def test_the_day_decides_between_then_and_now(typed: str, then: str, now: str) -> None:
    """A name or code that came back means another unit on another day; without a day both are offered."""
    assert find_units(typed, EVERY, OLD).certain == then
    assert find_units(typed, EVERY, NOW).certain == now
    assert find_units(f"{typed} 2013", EVERY).certain == then
    assert find_units(f"{typed} năm 2026", EVERY).certain == now
    assert find_units(f"{typed} 01/07/2025", EVERY).certain == now
    assert find_units(f"{typed} (30/06/2025)", EVERY).certain == then
    either = find_units(typed, EVERY)
    assert either.certain is None
    assert set(either.keys[:2]) == {then, now}


def test_a_place_with_a_number_is_no_time() -> None:
    """A number that is no year and no date belongs to the name."""
    ward = Unit("phuong-5", "phuong", "5", aliases=(Alias("Phường 5", AliasType.PLACE),))
    assert find_units("Phường 5", (ward,)).keys == ("phuong-5",)


def test_all_communes_of_the_country_are_searched_at_once() -> None:
    """3,321 units with codes and aliases are searched in less than 50 ms, as each typed text does."""
    text = files("storage.bundled").joinpath("units-ha-dong.csv").read_text("utf-8")
    names = [line.split(",")[2] for line in text.splitlines()[2:19]]
    units = [
        Unit(
            f"u{n}",
            "phuong",
            f"{names[n % 17]} {names[n // 17 % 17]} {n}",
            codes=(Code(Scheme.STATISTICS, f"{n:05}"),),
            aliases=(Alias(f"X{n}", AliasType.ABBREVIATION),),
        )
        for n in range(COMMUNES_IN_VIETNAM)
    ]
    find_units("mo lao", units, NOW)
    for typed in ("mo lao phuc la 8", "yen ngia", "PL", "01234", "khong co"):
        times = []
        for _ in range(3):
            began = time.process_time()  # the machine may be busy with other things
            find_units(typed, units, NOW)
            times.append(time.process_time() - began)
        assert min(times) < 0.05, times
