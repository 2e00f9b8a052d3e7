"""Many visits read in one sweep, in the order in which they began: for reports and exports.

Rules: a few queries for a batch of visits, so that ten thousand are read in seconds and never all held at
once. What a cache would keep for a talk is not wanted here.
Must not know: what is counted.
"""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.kinds import Kind
from checklists.values import Value, from_plain
from checklists.visit import Answer, Earlier, Member, Photo, PhotoState, Purpose, Status, Visit
from storage.tables import answer, member, photo, visit
from storage.visits import REPORTED

BATCH: Final = 200
KEPT_VALUES: Final = 4096


async def reported_visits(
    connection: AsyncConnection, since: datetime, until: datetime, timezone: tzinfo
) -> AsyncIterator[Visit]:
    """The submitted visits started from `since` until before `until`, whole, times in that zone."""
    row = visit.c
    asked = select(visit).where(REPORTED, row.started_at >= since, row.started_at < until)
    heads = (await connection.execute(asked.order_by(row.started_at, row.code))).mappings().all()
    values = _Values()
    for at in range(0, len(heads), BATCH):
        for each in await _whole(connection, heads[at : at + BATCH], timezone, values):
            yield each


class _Values:
    """Values read from their stored form; most answers are one of a few."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], Value] = {}

    def read(self, kind: str | None, stored: str | None) -> Value | None:
        if kind is None or stored is None:
            return None
        found = self._read.get((kind, stored))
        if found is None:
            found = from_plain(Kind(kind), json.loads(stored))
            if len(self._read) < KEPT_VALUES:
                self._read[kind, stored] = found
        return found


async def _whole(
    connection: AsyncConnection, heads: Sequence[RowMapping], timezone: tzinfo, values: _Values
) -> list[Visit]:
    ids = [head["id"] for head in heads]
    answers = await _answers(connection, ids, timezone, values)
    photos = await _photos(connection, ids, timezone)
    teams = await _teams(connection, ids)
    return [_visit(head, timezone, answers, photos, teams) for head in heads]


def _visit(
    head: RowMapping,
    timezone: tzinfo,
    answers: Mapping[str, dict[str, Answer]],
    photos: Mapping[str, list[Photo]],
    teams: Mapping[str, list[Member]],
) -> Visit:
    submitted_at = head["submitted_at"]
    return Visit(
        id=head["id"],
        code=head["code"],
        unit_key=head["unit_key"],
        unit_name=head["unit_name"],
        site=head["site"],
        purpose=Purpose(head["purpose"]),
        checklist_key=head["checklist_key"],
        checklist_version=head["checklist_version"],
        team=tuple(teams.get(head["id"], ())),
        started_at=head["started_at"].astimezone(timezone),
        status=Status(head["status"]),
        submitted_at=submitted_at.astimezone(timezone) if submitted_at else None,
        revision=head["revision"],
        answers=answers.get(head["id"], {}),
        photos=tuple(photos.get(head["id"], ())),
        failed_before=frozenset(json.loads(head["failed_before"])),
    )


async def _answers(
    connection: AsyncConnection, ids: Sequence[str], timezone: tzinfo, values: _Values
) -> dict[str, dict[str, Answer]]:
    row = answer.c
    asked = (
        select(row.visit, row.question, row.revision, row.kind, row.value, row.note, row.by, row.at)
        .where(row.visit.in_(ids))
        .order_by(row.visit, row.question, row.revision)
    )
    found: dict[str, dict[str, Answer]] = {}
    for of, question, revision, kind, stored, note, by, at in await connection.execute(asked):
        answers = found.setdefault(of, {})
        before = answers.get(question)
        answers[question] = Answer(
            question=question,
            value=values.read(kind, stored),
            note=note,
            by=by,
            at=at.astimezone(timezone),
            revision=revision,
            history=() if before is None else (*before.history, _earlier(before)),
        )
    return found


def _earlier(before: Answer) -> Earlier:
    return Earlier(value=before.value, note=before.note, by=before.by, at=before.at, revision=before.revision)


async def _photos(
    connection: AsyncConnection, ids: Sequence[str], timezone: tzinfo
) -> dict[str, list[Photo]]:
    asked = select(photo).where(photo.c.visit.in_(ids)).order_by(photo.c.visit, photo.c.place, photo.c.id)
    found: dict[str, list[Photo]] = {}
    for row in (await connection.execute(asked)).mappings():
        found.setdefault(row["visit"], []).append(
            Photo(
                id=row["id"],
                question=row["question"],
                state=PhotoState(row["state"]),
                by=row["by"],
                at=row["at"].astimezone(timezone),
                group=row["album"],
                sha256=row["sha256"],
            )
        )
    return found


async def _teams(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, list[Member]]:
    row: Any = member.c
    asked = select(row.visit, row.person, row.name, row.role, row.office).where(row.visit.in_(ids))
    found: dict[str, list[Member]] = {}
    for of, *each in await connection.execute(
        asked.order_by(row.visit, row.place, row.joined_at, row.person)
    ):
        found.setdefault(of, []).append(Member(*each))
    return found
