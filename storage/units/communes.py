"""Today's communes of a province, from the `vietnam-provinces` data set, as a list of units.

Rules: the data set is an extra and imported when it is asked for; the date of its data is always told. A
commune that is known by its code keeps its key; a new one gets a key that no other unit has.
Must not know: who asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from checklists.language import Found, find_names, fold
from storage.units.cells import generated_key
from storage.units.changes import Register
from storage.units.listing import Column, ListRow, UnitTable
from storage.units.values import Code, Scheme, Unit

SINCE: Final = date(2025, 7, 1)  # since when there are these communes
_CITY = "Thành phố "
_KINDS: Final = {"phường": "phuong", "xã": "xa", "đặc khu": "dac_khu"}


class NoProvinces(Exception):  # noqa: N818 - a state of affairs
    """The data set is not installed."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city; `name` is without its kind."""

    code: str
    name: str
    is_city: bool


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune-level unit; `kind` is a key of `unit_kind`, `name` is without it."""

    code: str
    name: str
    kind: str


def date_of_data() -> date:
    """The day on which the data set was drawn. NoProvinces without it."""
    try:
        import vietnam_provinces
    except ImportError as missing:
        raise NoProvinces from missing
    return date.fromisoformat(vietnam_provinces.__data_version__)


def provinces() -> tuple[Province, ...]:
    """All provinces and cities. NoProvinces without the data set."""
    date_of_data()
    from vietnam_provinces import Province as Known

    return tuple(
        Province(
            code=f"{each.code.value:02}",
            name=each.name.removeprefix(_CITY),
            is_city=each.name.startswith(_CITY),
        )
        for each in Known.iter_all()
    )


def find_provinces(query: str) -> Found:
    """The provinces that a text may mean, by their codes."""
    return find_names(query, [(each.code, (each.name, each.code)) for each in provinces()])


def communes_of(province: Province) -> tuple[Commune, ...]:
    """The communes of a province, in the order of their codes. NoProvinces without the data set."""
    date_of_data()
    from vietnam_provinces import ProvinceCode, Ward

    found = [
        Commune(
            code=f"{each.code.value:05}",
            name=each.name[len(each.division_type.value) :].strip(),
            kind=_KINDS[each.division_type.value],
        )
        for each in Ward.iter_by_province(ProvinceCode(int(province.code)))
    ]
    return tuple(sorted(found, key=lambda each: each.code))


def list_of(province: Province, known: Register) -> UnitTable:
    """The province and its communes as a list to be taken into the register."""
    by_code = {
        code.text: unit for unit in known.units.values() for code in unit.codes if _is_of_today(unit, code)
    }
    taken = dict(known.units)
    above = _key_of_province(province, by_code, known.units)
    rows = [ListRow(1, _province_cells(above, province))]
    for number, each in enumerate(communes_of(province), start=1):
        key = _key_of(each, by_code, taken)
        taken[key] = Unit(key, each.kind, each.name)
        rows.append(ListRow(number + 1, _commune_cells(key, each, above, number)))
    return UnitTable(tuple(rows))


def _is_of_today(unit: Unit, code: Code) -> bool:
    """Whether the code is today's: an older unit of the same name and code is another."""
    begins = unit.valid_from or date.min
    return code.valid_to is None and (code.scheme is Scheme.DECISION_19_2025 or begins >= SINCE)


def _key_of_province(province: Province, by_code: Mapping[str, Unit], units: Mapping[str, Unit]) -> str:
    """Its key if it is known by its code, or by its name among the provinces that are there."""
    if province.code in by_code:
        return by_code[province.code].key
    same = (
        unit.key
        for unit in units.values()
        if unit.kind in {"tinh", "thanh_pho"} and unit.valid_to is None and unit.name == province.name
    )
    return next(same, fold(province.name).replace(" ", "-"))


def _key_of(commune: Commune, by_code: Mapping[str, Unit], taken: Mapping[str, Unit]) -> str:
    known = by_code.get(commune.code)
    if known is not None and fold(known.name) == fold(commune.name):
        return known.key
    key = generated_key(commune.name, SINCE.year)
    return f"{key[:34]}-{commune.code}" if key in taken else key


def _province_cells(key: str, province: Province) -> Mapping[Column, str]:
    return {
        Column.KEY: key,
        Column.KIND: "thanh_pho" if province.is_city else "tinh",
        Column.NAME: province.name,
        Column.CODE: province.code,
        Column.SCHEME: Scheme.DECISION_19_2025.value,
    }


def _commune_cells(key: str, commune: Commune, above: str, number: int) -> Mapping[Column, str]:
    return {
        Column.KEY: key,
        Column.KIND: commune.kind,
        Column.NAME: commune.name,
        Column.PARENT: above,
        Column.SORT_NO: str(number),
        Column.CODE: commune.code,
        Column.SCHEME: Scheme.DECISION_19_2025.value,
        Column.VALID_FROM: SINCE.isoformat(),
    }
