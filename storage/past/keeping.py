"""Past visits kept as submitted visits.

Rules: nothing is sent and nothing falls due: only the visit's own rows are written. The same visit of the
same list is kept once, however often the list is brought; a code that the list gives is kept, if it is a code
and no other visit's. All or nothing is the caller's transaction.
Must not know: how a list is read.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.values import to_plain
from checklists.visit import Visit
from storage.answers import kind_of
from storage.database import insert
from storage.past.faults import RowFault, row_fault
from storage.past.reading import PastVisit
from storage.tables import answer, visit, visit_number
from storage.visit_cache import new_stamp

CODE: Final = re.compile(r"KT-([0-9]{4})-([0-9]{4,9})")
BATCH: Final = 250
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a list: the visits added, how many were there already, and codes that others have."""

    added: tuple[Visit, ...]
    known: int
    faults: tuple[RowFault, ...]


async def keep_visits(connection: AsyncConnection, past: Sequence[PastVisit], *, at: datetime) -> Kept:
    """Add the visits that are not there yet. With faults nothing has been added."""
    named = [replace(each, visit=replace(each.visit, id=past_id(each))) for each in past]
    known = await _present(connection, visit.c.id, [each.visit.id for each in named])
    new = [each for each in named if each.visit.id not in known]
    faults = await _taken(connection, new)
    if faults:
        return Kept((), len(known), tuple(faults))
    coded = await _coded(connection, new)
    for batch in _batches(coded):
        await connection.execute(insert(connection, visit), [_visit_row(each, at) for each in batch])
        answers = [row for each in batch for row in _answer_rows(each)]
        await connection.execute(insert(connection, answer), answers)
    return Kept(tuple(coded), len(named) - len(new), ())


def past_id(past: PastVisit) -> str:
    """The visit's id: the same whenever the same visit is brought again."""
    told = (past.label, past.visit.unit_key, past.visit.started_at.isoformat(), past.visit.checklist_key)
    return f"past{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:24]}"


async def _present(connection: AsyncConnection, column: object, wanted: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for batch in _batches(wanted):
        found |= set(await connection.scalars(select(column).where(column.in_(batch))))  # type: ignore[call-overload, attr-defined]
    return frozenset(found)


async def _taken(connection: AsyncConnection, new: Sequence[PastVisit]) -> list[RowFault]:
    """The codes that the list gives and another visit has, of the house or of the list."""
    given = [each for each in new if CODE.fullmatch(each.label)]
    taken = await _present(connection, visit.c.code, [each.label for each in given])
    return [row_fault(each.row, "code_taken", each.label) for each in given if each.label in taken]


async def _coded(connection: AsyncConnection, new: Sequence[PastVisit]) -> list[Visit]:
    """The visits with their codes; the others of a month are numbered after the highest there is."""
    numbers = await connection.execute(select(visit_number.c.month, visit_number.c.last))
    last: Counter[str] = Counter({month: number for month, number in numbers})  # noqa: C416 - rows are no pairs to mypy
    for each in new:
        if given := CODE.fullmatch(each.label):
            last[given[1]] = max(last[given[1]], int(given[2]))
    coded = []
    for each in new:
        month = f"{each.visit.started_at:%y%m}"
        code = each.label
        if not CODE.fullmatch(code):
            last[month] += 1
            code = f"KT-{month}-{last[month]:04}"
        coded.append(replace(each.visit, code=code))
    if last:
        statement = insert(connection, visit_number)
        counted = statement.on_conflict_do_update(
            index_elements=["month"], set_={"last": statement.excluded.last}
        )
        await connection.execute(
            counted, [{"month": month, "last": number} for month, number in last.items()]
        )
    return coded


def _visit_row(new: Visit, at: datetime) -> dict[str, object]:
    return {
        "id": new.id,
        "code": new.code,
        "unit_key": new.unit_key,
        "unit_name": new.unit_name,
        "site": new.site,
        "purpose": new.purpose.value,
        "checklist_key": new.checklist_key,
        "checklist_version": new.checklist_version,
        "status": new.status.value,
        "revision": new.revision,
        "failed_before": "[]",
        "started_at": new.started_at,
        "submitted_at": new.submitted_at,
        "touched_at": at,
        "stamp": new_stamp(),
    }


def _answer_rows(new: Visit) -> Iterator[dict[str, object]]:
    for each in new.answers.values():
        yield {
            "visit": new.id,
            "question": each.question,
            "revision": each.revision,
            "kind": None if each.value is None else kind_of(each.value).value,
            "value": None if each.value is None else json.dumps(to_plain(each.value), ensure_ascii=False),
            "note": each.note,
            "by": each.by,
            "at": each.at,
            "source_key": f"past:{new.id}",
        }


def _batches(every: Sequence[T]) -> Iterator[list[T]]:
    rest = iter(every)
    while batch := list(islice(rest, BATCH)):
        yield batch
