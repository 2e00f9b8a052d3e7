"""A visit's answers: rows that are only ever added, one for each revision.

Rules: the highest revision is current, the others are its history; a row says which event it came from, and
the same event cannot write the same answer twice.
Must not know: what a question asks; a value's row says what kind of value it is.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from itertools import groupby
from typing import assert_never

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.kinds import Kind
from checklists.values import (
    Clock,
    Counts,
    Day,
    Days,
    Judgement,
    Number,
    Picked,
    Pictures,
    Place,
    Ratio,
    Value,
    Words,
    YesNo,
    from_plain,
    to_plain,
)
from checklists.visit import Answer, Earlier, Visit
from storage.statements import Change, Insert
from storage.tables import answer as answers


class RepeatedSource(Exception):  # noqa: N818 - a duplicate, not a fault
    """The event has written this answer already."""


def kind_of(value: Value) -> Kind:
    """A kind by whose rules the value's plain form is read back."""
    match value:
        case Judgement():
            return Kind.PASS_FAIL
        case YesNo():
            return Kind.YES_NO
        case Ratio():
            return Kind.RATIO
        case Number():
            return Kind.DECIMAL
        case Counts():
            return Kind.COUNTS
        case Words():
            return Kind.TEXT
        case Clock():
            return Kind.TIME
        case Day():
            return Kind.DATE
        case Days():
            return Kind.DATES
        case Picked():
            return Kind.SELECT_MULTIPLE
        case Place():
            return Kind.GEOPOINT
        case Pictures():
            return Kind.IMAGE
        case _ as never:
            assert_never(never)


async def load_answers(connection: AsyncConnection, visit_id: str, timezone: tzinfo) -> dict[str, Answer]:
    """The visit's answers by question, with their histories, times in that zone."""
    row = answers.c
    asked = (
        select(row.question, row.revision, row.kind, row.value, row.note, row.by, row.at)
        .where(row.visit == visit_id)
        .order_by(row.question, row.revision)
    )
    found = [_read(each, timezone) for each in (await connection.execute(asked)).mappings()]
    grouped = groupby(found, key=lambda pair: pair[0])
    return {question: _answer(question, [each for _, each in pairs]) for question, pairs in grouped}


def _read(row: RowMapping, timezone: tzinfo) -> tuple[str, Earlier]:
    kind = row["kind"]
    revision = Earlier(
        value=None if kind is None else from_plain(Kind(kind), json.loads(row["value"])),
        note=row["note"],
        by=row["by"],
        at=row["at"].astimezone(timezone),
        revision=row["revision"],
    )
    return row["question"], revision


def _answer(question: str, revisions: Sequence[Earlier]) -> Answer:
    last = revisions[-1]
    return Answer(
        question=question,
        value=last.value,
        note=last.note,
        by=last.by,
        at=last.at,
        revision=last.revision,
        history=tuple(revisions[:-1]),
    )


def _unless_there(statement: Insert) -> Insert:
    return statement.on_conflict_do_nothing()


_ADD = Change.insert(answers, answers.c.keys(), _unless_there)


async def add_answers(
    connection: AsyncConnection, before: Visit, changed: Iterable[Answer], *, source_key: str
) -> None:
    """Add the revisions that `before` does not have. RepeatedSource when the event was here before."""
    rows = [
        _row(before.id, question, each, source_key=source_key, ordinal=ordinal)
        for question, news in _new_revisions(before, changed).items()
        for ordinal, each in enumerate(news, start=1)
    ]
    if await _ADD.run_all(connection, rows) != len(rows):
        raise RepeatedSource(source_key)


def _new_revisions(before: Visit, changed: Iterable[Answer]) -> dict[str, list[Earlier]]:
    """Each question's revisions after those of `before`, in order; of a repeated question the last counts."""
    latest = {answer.question: answer for answer in changed}
    known = {question: answer.revision for question, answer in before.answers.items()}
    return {
        question: [each for each in _revisions(answer) if each.revision > known.get(question, 0)]
        for question, answer in latest.items()
    }


def _revisions(answer: Answer) -> tuple[Earlier, ...]:
    last = Earlier(value=answer.value, note=answer.note, by=answer.by, at=answer.at, revision=answer.revision)
    return (*answer.history, last)


def _row(visit_id: str, question: str, each: Earlier, *, source_key: str, ordinal: int) -> dict[str, object]:
    return {
        "visit": visit_id,
        "question": question,
        "revision": each.revision,
        "kind": None if each.value is None else kind_of(each.value).value,
        "value": None if each.value is None else json.dumps(to_plain(each.value), ensure_ascii=False),
        "note": each.note,
        "by": each.by,
        "at": each.at,
        # An event may revise one answer twice (a value and its note); the second is told from a repetition.
        "source_key": source_key if ordinal == 1 else f"{source_key}#{ordinal}",
    }
