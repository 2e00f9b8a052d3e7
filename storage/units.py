"""The inspected units: a tree of rows that are ended, never deleted.

Rules: `key` lasts; names and codes may come back for another unit, so nothing is found by them here; a unit
is in force from `valid_from` to `valid_to`, both days included. The order is the official one (`sort_no`).
Must not know: visits, how a name that somebody typed is matched.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import RowMapping, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.model import Label
from storage.database import insert
from storage.tables import unit as units


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; `code` is text with its leading zero, `name` is without the kind ("Mộ Lao")."""

    key: str
    kind: str
    name: str
    parent: str | None = None
    sort_no: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
    code: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KindLabel:
    """What a kind of unit is called, in the middle of a sentence and short before a name."""

    label: Label
    short: Label


KIND_LABELS = {
    "phuong": KindLabel(Label("phường", "ward"), Label("P.", "Ward")),
    "xa": KindLabel(Label("xã", "commune"), Label("X.", "Commune")),
    "thi_tran": KindLabel(Label("thị trấn", "township"), Label("TT.", "Township")),
    "dac_khu": KindLabel(Label("đặc khu", "special zone"), Label("ĐK.", "Special zone")),
    "quan": KindLabel(Label("quận", "urban district"), Label("Q.", "District")),
    "huyen": KindLabel(Label("huyện", "rural district"), Label("H.", "District")),
    "thi_xa": KindLabel(Label("thị xã", "town"), Label("TX.", "Town")),
    "tinh": KindLabel(Label("tỉnh", "province"), Label("T.", "Province")),
    "thanh_pho": KindLabel(Label("thành phố", "city"), Label("TP.", "City")),
    "so_nganh": KindLabel(Label("sở, ngành", "department"), Label("Sở", "Dept.")),
    "phong_chuyen_mon": KindLabel(Label("phòng chuyên môn", "division"), Label("Phòng", "Div.")),
    "van_phong": KindLabel(Label("văn phòng", "office"), Label("VP.", "Office")),
    "don_vi_su_nghiep": KindLabel(
        Label("đơn vị sự nghiệp", "public service unit"), Label("ĐVSN", "Public unit")
    ),
    "tt_pvhcc": KindLabel(
        Label("trung tâm phục vụ hành chính công", "public administration service centre"),
        Label("TTPVHCC", "Service centre"),
    ),
    "khac": KindLabel(Label("đơn vị khác", "other unit"), Label("", "")),
}


async def units_on(
    connection: AsyncConnection, day: date, kinds: Collection[str] | None = None
) -> tuple[Unit, ...]:
    """The units in force on that day, of those kinds or of all, in the official order."""
    row = units.c
    asked = select(units).where(
        or_(row.valid_from.is_(None), row.valid_from <= day),
        or_(row.valid_to.is_(None), row.valid_to >= day),
    )
    if kinds is not None:
        asked = asked.where(row.kind.in_(sorted(kinds)))
    found = [_unit(each) for each in (await connection.execute(asked)).mappings()]
    return tuple(sorted(found, key=lambda unit: (unit.sort_no, unit.key)))


async def unit(connection: AsyncConnection, key: str) -> Unit | None:
    """The unit of that key, in force or ended, or none."""
    found = (await connection.execute(select(units).where(units.c.key == key))).mappings().one_or_none()
    return None if found is None else _unit(found)


async def put_units(connection: AsyncConnection, new: Iterable[Unit]) -> None:
    """Add units, or put them in place of those with the same key; units not named stay as they are."""
    rows = [_row(each) for each in new]
    if not rows:
        return
    statement = insert(connection, units)
    values = {name: statement.excluded[name] for name in rows[0] if name != "key"}
    await connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values), rows)


def _row(unit: Unit) -> dict[str, object]:
    return {
        "key": unit.key,
        "kind": unit.kind,
        "name": unit.name,
        "parent": unit.parent,
        "sort_no": unit.sort_no,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "code": unit.code,
        "aliases": json.dumps(unit.aliases, ensure_ascii=False),
    }


def _unit(row: RowMapping) -> Unit:
    return Unit(**{**row, "aliases": tuple(json.loads(row["aliases"]))})
