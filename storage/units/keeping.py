"""Units as they are kept: a tree of rows that are ended, never deleted.

Rules: a unit is put whole, with its codes, aliases and former names; the order is the official one
(`sort_no`). A code belongs to one unit at a time.
Must not know: visits, how a name that somebody typed is matched.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Column, RowMapping, Table, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.language import unit_search_key
from checklists.model import Label
from storage.database import insert
from storage.tables import unit as units
from storage.tables import unit_alias, unit_code, unit_former_name, unit_kind
from storage.units.values import Alias, AliasType, Code, FormerName, Kind, Scheme, Unit

ALWAYS = date.min  # a code's start is part of its key, so it cannot be empty in the table


async def kinds(connection: AsyncConnection) -> Mapping[str, Kind]:
    """The kinds of unit by key, in their order."""
    asked = select(unit_kind).order_by(unit_kind.c.sort, unit_kind.c.key)
    return {
        row["key"]: Kind(
            key=row["key"],
            label=Label(row["label_vi"], row["label_en"]),
            abbr=Label(row["abbr_vi"], row["abbr_en"]),
            sort=row["sort"],
            inspectable=row["inspectable"],
        )
        for row in (await connection.execute(asked)).mappings()
    }


async def units_on(
    connection: AsyncConnection, day: date, kinds: Collection[str] | None = None
) -> tuple[Unit, ...]:
    """The units in force on that day, of those kinds or of all, in the official order, as named then."""
    row = units.c
    asked = select(units).where(
        or_(row.valid_from.is_(None), row.valid_from <= day),
        or_(row.valid_to.is_(None), row.valid_to >= day),
    )
    if kinds is not None:
        asked = asked.where(row.kind.in_(sorted(kinds)))
    return tuple(
        each.on(day) for each in await _units(connection, (await connection.execute(asked)).mappings())
    )


async def every_unit(connection: AsyncConnection) -> tuple[Unit, ...]:
    """All units, the ended ones too, in the official order, under their newest names."""
    return await _units(connection, (await connection.execute(select(units))).mappings())


async def unit(connection: AsyncConnection, key: str, day: date | None = None) -> Unit | None:
    """The unit of that key, in force or ended, or none; under its name of that day, or under its newest."""
    found = (await connection.execute(select(units).where(units.c.key == key))).mappings().all()
    if not found:
        return None
    (only,) = await _units(connection, found, only=key)
    return only.on(day) if day else only


async def parent_of(connection: AsyncConnection, key: str) -> str | None:
    """The key of the unit above, if there is one."""
    return await connection.scalar(select(units.c.parent).where(units.c.key == key))


async def put_units(connection: AsyncConnection, new: Iterable[Unit]) -> None:
    """Add units, or put them in place of those with the same key; units not named stay as they are.

    IntegrityError when a code belongs to another unit from the same day on.
    """
    every = tuple(new)
    if not every:
        return
    rows = [_row(each) for each in every]
    statement = insert(connection, units)
    values = {name: statement.excluded[name] for name in rows[0] if name != "key"}
    await connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values), rows)
    keys = [each.key for each in every]
    await _replace(
        connection, unit_code, unit_code.c.unit, keys, [row for each in every for row in _codes(each)]
    )
    await _replace(
        connection, unit_alias, unit_alias.c.unit, keys, [row for each in every for row in _aliases(each)]
    )
    await _replace(
        connection,
        unit_former_name,
        unit_former_name.c.unit,
        keys,
        [row for each in every for row in _former_names(each)],
    )


async def _replace(
    connection: AsyncConnection,
    table: Table[Any],
    owner: Column[str],
    keys: Collection[str],
    rows: list[dict[str, object]],
) -> None:
    """Put rows in place of all that those units have."""
    for start in range(0, len(keys), _A_STATEMENT):
        await connection.execute(table.delete().where(owner.in_(tuple(keys)[start : start + _A_STATEMENT])))
    if rows:
        await connection.execute(table.insert(), rows)


_A_STATEMENT = 500  # keys in one statement: far below what either database takes


async def _units(
    connection: AsyncConnection, rows: Iterable[RowMapping], *, only: str | None = None
) -> tuple[Unit, ...]:
    found = tuple(rows)
    codes = await _of_units(connection, unit_code, unit_code.c.unit, only)
    aliases = await _of_units(connection, unit_alias, unit_alias.c.unit, only)
    former = await _of_units(connection, unit_former_name, unit_former_name.c.unit, only)
    every = [
        Unit(
            **row,
            codes=tuple(_code(each) for each in codes[row["key"]]),
            aliases=tuple(_alias(each) for each in aliases[row["key"]]),
            former_names=tuple(FormerName(each["name"], each["valid_to"]) for each in former[row["key"]]),
        )
        for row in found
    ]
    return tuple(sorted(every, key=lambda unit: (unit.sort_no, unit.key)))


async def _of_units(
    connection: AsyncConnection, table: Table[Any], owner: Column[str], only: str | None
) -> Mapping[str, list[RowMapping]]:
    """The table's rows by unit, in the order of their keys."""
    asked = select(table).order_by(*table.primary_key)
    if only is not None:
        asked = asked.where(owner == only)
    found: dict[str, list[RowMapping]] = defaultdict(list)
    for row in (await connection.execute(asked)).mappings():
        found[row["unit"]].append(row)
    return found


def _code(row: RowMapping) -> Code:
    start = None if row["valid_from"] == ALWAYS else row["valid_from"]
    return Code(scheme=Scheme(row["scheme"]), text=row["code"], valid_from=start, valid_to=row["valid_to"])


def _alias(row: RowMapping) -> Alias:
    return Alias(text=row["alias"], type=AliasType(row["type"]), verified=row["verified"])


def _row(unit: Unit) -> dict[str, object]:
    return {
        "key": unit.key,
        "kind": unit.kind,
        "name": unit.name,
        "display_name": unit.display_name,
        "parent": unit.parent,
        "sort_no": unit.sort_no,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }


def _codes(unit: Unit) -> list[dict[str, object]]:
    return [
        {
            "unit": unit.key,
            "scheme": each.scheme.value,
            "code": each.text,
            "valid_from": each.valid_from or ALWAYS,
            "valid_to": each.valid_to,
        }
        for each in unit.codes
    ]


def _aliases(unit: Unit) -> list[dict[str, object]]:
    return [
        {
            "unit": unit.key,
            "alias": each.text,
            "folded": unit_search_key(each.text),
            "type": each.type.value,
            "verified": each.verified,
            "place": place,
        }
        for place, each in enumerate(unit.aliases)
    ]


def _former_names(unit: Unit) -> list[dict[str, object]]:
    return [{"unit": unit.key, "name": each.name, "valid_to": each.valid_to} for each in unit.former_names]
