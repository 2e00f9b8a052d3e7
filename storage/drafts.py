"""Drafts of checklists: what was edited since the version they began from, by whom, when.

Rules: a checklist has at most one open draft, and the database says so. A draft *is* its edits, which are
only ever added to; each has its number, so of two who write at once the second is refused (`StaleDraft`) and
looks again. An ended draft never changes.
Must not know: who may edit, how edits are worded.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.editing import replay
from checklists.edits import AddQuestion, Edit, dump_edit, load_edit
from checklists.model import Checklist, Label
from checklists.values import Plain
from storage import audit, checklists
from storage.database import insert
from storage.tables import DRAFT_OPEN
from storage.tables import draft as drafts
from storage.tables import draft_edit as edits


class DraftState(StrEnum):
    """A draft's life."""

    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class StaleDraft(Exception):  # noqa: N818 - a state of affairs: read again
    """Somebody edited or ended the draft since it was read."""


@dataclass(frozen=True, slots=True)
class Made:
    """An edit with who made it and when."""

    revision: int
    edit: Edit
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands; `version` is the one it was published as, `base` the one it began from."""

    id: str
    key: str
    base: int | None
    state: DraftState
    begun_by: str
    begun_at: datetime
    version: int | None
    made: tuple[Made, ...]
    checklist: Checklist

    @property
    def revision(self) -> int:
        """How many edits were made."""
        return len(self.made)

    @property
    def is_open(self) -> bool:
        """Whether it can be edited."""
        return self.state is DraftState.OPEN


def blank(key: str) -> Checklist:
    """A checklist with nothing in it, where a new one begins."""
    return Checklist(key=key, version=1, title=Label(vi="", en=""), unit_kinds=(), sections=())


async def begin(
    connection: AsyncConnection, draft_id: str, *, key: str, base: int | None, by: str, at: datetime
) -> Draft:
    """Begin a draft, or give the one that is open for the checklist."""
    row = {"id": draft_id, "key": key, "base": base, "state": DraftState.OPEN.value}
    statement = insert(connection, drafts).values(row | {"begun_by": by, "begun_at": at})
    once = statement.on_conflict_do_nothing(index_elements=["key"], index_where=DRAFT_OPEN)
    if (await connection.execute(once)).rowcount == 1:
        await audit.append(
            connection,
            at=at,
            actor=by,
            kind="draft.begun",
            object=draft_id,
            payload={"checklist": key, "base": base},
        )
    found = await open_for(connection, key)
    if found is None:
        raise StaleDraft(key)
    return found


async def load(connection: AsyncConnection, draft_id: str) -> Draft | None:
    """The draft with its edits, open or ended; or none."""
    asked = select(drafts).where(drafts.c.id == draft_id)
    found = (await connection.execute(asked)).mappings().one_or_none()
    return None if found is None else await _draft(connection, found)


async def open_for(connection: AsyncConnection, key: str) -> Draft | None:
    """The open draft of the checklist, or none."""
    asked = select(drafts).where(drafts.c.key == key, DRAFT_OPEN)
    found = (await connection.execute(asked)).mappings().one_or_none()
    return None if found is None else await _draft(connection, found)


async def open_keys(connection: AsyncConnection) -> tuple[tuple[str, str], ...]:
    """The open drafts, oldest first: the checklist's key and the draft's id."""
    asked = select(drafts.c.key, drafts.c.id).where(DRAFT_OPEN).order_by(drafts.c.begun_at, drafts.c.id)
    return tuple((key, draft_id) for key, draft_id in await connection.execute(asked))


async def of(connection: AsyncConnection, key: str) -> tuple[Draft, ...]:
    """Every draft the checklist ever had, newest first."""
    asked = select(drafts).where(drafts.c.key == key).order_by(drafts.c.begun_at.desc(), drafts.c.id)
    found = (await connection.execute(asked)).mappings().all()
    return tuple([await _draft(connection, row) for row in found])


async def append(
    connection: AsyncConnection, draft: Draft, edit: Edit, after: Checklist, *, by: str, at: datetime
) -> Draft:
    """Add an edit, which makes `after` of the draft as it was read. StaleDraft: somebody was faster."""
    revision = draft.revision + 1
    row = {"draft": draft.id, "revision": revision, "edit": dump_edit(edit), "by": by, "at": at}
    statement = insert(connection, edits).values(row)
    once = statement.on_conflict_do_nothing(index_elements=["draft", "revision"])
    if not draft.is_open or (await connection.execute(once)).rowcount != 1:
        raise StaleDraft(f"{draft.id} revision {draft.revision}")
    payload: dict[str, Plain] = {"checklist": draft.key, "revision": revision, "edit": edit.name}
    await audit.append(connection, at=at, actor=by, kind="draft.edited", object=draft.id, payload=payload)
    made = Made(revision=revision, edit=edit, by=by, at=at)
    return replace(draft, made=(*draft.made, made), checklist=after)


async def end(
    connection: AsyncConnection,
    draft: Draft,
    state: DraftState,
    *,
    by: str,
    at: datetime,
    version: int | None = None,
) -> None:
    """End the open draft. StaleDraft: it was ended already."""
    row = drafts.c
    ending = update(drafts).where(row.id == draft.id, DRAFT_OPEN)
    ended = ending.values(state=state.value, ended_by=by, ended_at=at, version=version)
    if (await connection.execute(ended)).rowcount != 1:
        raise StaleDraft(draft.id)
    payload = {"checklist": draft.key, "version": version}
    await audit.append(
        connection, at=at, actor=by, kind=f"draft.{state.value}", object=draft.id, payload=payload
    )


async def used_codes(connection: AsyncConnection, key: str) -> frozenset[str]:
    """Every question code that the checklist ever had, in a version or in a draft."""
    published = {
        question.code
        for each in await checklists.versions_of(connection, key)
        for question in each.checklist.questions
    }
    drafted = select(edits.c.edit).join(drafts, drafts.c.id == edits.c.draft).where(drafts.c.key == key)
    added = (load_edit(text) for text in await connection.scalars(drafted))
    return frozenset(published | {edit.code for edit in added if isinstance(edit, AddQuestion)})


async def _draft(connection: AsyncConnection, row: RowMapping) -> Draft:
    asked = select(edits).where(edits.c.draft == row["id"]).order_by(edits.c.revision)
    found = (await connection.execute(asked)).mappings().all()
    made = tuple(
        Made(revision=each["revision"], edit=load_edit(each["edit"]), by=each["by"], at=each["at"])
        for each in found
    )
    base = row["base"]
    start = blank(row["key"]) if base is None else await checklists.checklist(connection, row["key"], base)
    return Draft(
        id=row["id"],
        key=row["key"],
        base=base,
        state=DraftState(row["state"]),
        begun_by=row["begun_by"],
        begun_at=row["begun_at"],
        version=row["version"],
        made=made,
        checklist=_folded(start, made),
    )


def _folded(start: Checklist, made: tuple[Made, ...]) -> Checklist:
    checklist = start
    for each in made:
        changed = replay(checklist, each.edit)
        if isinstance(changed, Checklist):
            checklist = changed
    return checklist
