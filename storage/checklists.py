"""Published checklist versions, kept as they were written.

Rules: a version never changes once published; publishing the same text again does nothing, publishing
another text under the same version is refused. Parsed versions are kept by the database's cache.
Must not know: how a checklist is edited or reviewed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.language import sort_key
from checklists.lineage import Break
from checklists.model import Checklist, Label
from checklists.source import Issue, read_checklist
from storage import trials
from storage.database import insert, published_of
from storage.tables import checklist as versions
from storage.tables import checklist_break, checklist_kind

LONGEST_HANDLE: Final = 9


class FaultyChecklist(Exception):  # noqa: N818 - it tells what was brought, all issues at once
    """The text cannot be published; `issues` say why."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("; ".join(f"{issue.place}: {issue.fault.en}" for issue in issues))
        self.issues = issues


@dataclass(frozen=True, slots=True)
class Published:
    """A published version; `id` is its number among all versions of all checklists, `by` a person or none."""

    id: int
    checklist: Checklist
    at: datetime
    by: str | None


async def publish(
    connection: AsyncConnection, source_text: str, *, at: datetime, by: str | None = None
) -> Checklist:
    """Publish a version; `by` is none for one from a file of the server.

    FaultyChecklist: it has faults, or the version is there already with another text.
    """
    read = read_checklist(source_text)
    if not isinstance(read, Checklist):
        raise FaultyChecklist(read)
    row = {
        "key": read.key,
        "version": read.version,
        "source": source_text,
        "published_at": at,
        "published_by": by,
    }
    statement = (
        insert(connection, versions).values(row).on_conflict_do_nothing(index_elements=["key", "version"])
    )
    added = (await connection.execute(statement.returning(versions.c.id))).scalar_one_or_none()
    if added is None:
        if await source(connection, read.key, read.version) != source_text:
            raise FaultyChecklist((_version_taken(read),))
        return read
    published_of(connection).drop(read.key, read.version)
    kinds = [{"unit_kind": kind, "checklist": added} for kind in dict.fromkeys(read.unit_kinds)]
    if kinds:
        await connection.execute(checklist_kind.insert(), kinds)
    return read


async def source(connection: AsyncConnection, key: str, version: int) -> str | None:
    """The text of a version as it was published, or none."""
    row = versions.c
    return await connection.scalar(select(row.source).where(row.key == key, row.version == version))


async def checklist(connection: AsyncConnection, key: str, version: int) -> Checklist:
    """A published version, parsed once. KeyError when it was never published."""
    cache = published_of(connection)
    if kept := cache.get(key, version):
        return kept
    text = await (source(connection, key, version) if version else trials.source(connection, key))
    if text is None:
        raise KeyError(f"checklist {key} version {version} was never published")
    read = read_checklist(text)
    if not isinstance(read, Checklist):
        raise FaultyChecklist(read)
    if not version:
        read = replace(read, key=key, version=version)
    cache.keep(read)
    return read


async def newest_version(connection: AsyncConnection, key: str) -> int | None:
    """The number of the newest version of a checklist, or none."""
    return await connection.scalar(select(func.max(versions.c.version)).where(versions.c.key == key))


async def versions_of(connection: AsyncConnection, key: str) -> tuple[Published, ...]:
    """Every version of the checklist, newest first."""
    row = versions.c
    asked = select(row.id, row.version, row.published_at, row.published_by).where(row.key == key)
    found = (await connection.execute(asked.order_by(row.version.desc()))).all()
    return tuple(
        [
            Published(id=id_, checklist=await checklist(connection, key, version), at=at, by=by)
            for id_, version, at, by in found
        ]
    )


async def newest(connection: AsyncConnection) -> tuple[Published, ...]:
    """The newest version of each checklist, in the order of their titles."""
    keys = (await connection.scalars(select(versions.c.key).distinct())).all()
    each_newest = [(await versions_of(connection, key))[0] for key in keys]
    return tuple(sorted(each_newest, key=lambda each: sort_key(each.checklist.title.vi)))


async def version_numbered(connection: AsyncConnection, id_: int) -> tuple[str, int] | None:
    """The key and the version of that row, or none."""
    row = versions.c
    found = (await connection.execute(select(row.key, row.version).where(row.id == id_))).one_or_none()
    return None if found is None else (found[0], found[1])


async def add_breaks(connection: AsyncConnection, key: str, breaks: Iterable[Break]) -> None:
    """Keep from which version on which questions compare with what."""
    rows = [
        {"key": key, "version": each.version, "question": each.code, "replaces": each.replaces}
        for each in breaks
    ]
    if rows:
        await connection.execute(checklist_break.insert(), rows)


async def breaks_of(connection: AsyncConnection, key: str) -> tuple[Break, ...]:
    """Where comparison breaks in the checklist, oldest first; see `checklists.lineage`."""
    row = checklist_break.c
    asked = select(row.version, row.question, row.replaces).where(row.key == key)
    found = await connection.execute(asked.order_by(row.version, row.question))
    return tuple(Break(version=version, code=code, replaces=replaces) for version, code, replaces in found)


async def suitable(connection: AsyncConnection, unit_kind: str) -> tuple[Checklist, ...]:
    """The newest version of each checklist that is for this kind of unit, the newest checklist first.

    A checklist is as new as its first version: a later one does not put it before others.
    """
    row, other = versions.c, versions.alias("other")
    first = select(func.min(other.c.id)).where(other.c.key == row.key).scalar_subquery()
    asked = (
        select(row.key, row.version)
        .join(checklist_kind, checklist_kind.c.checklist == row.id)
        .where(checklist_kind.c.unit_kind == unit_kind, row.version == _newest_version())
        .order_by(first.desc())
    )
    return tuple([await checklist(connection, *found) for found in await connection.execute(asked)])


async def kinds_asked(connection: AsyncConnection) -> frozenset[str]:
    """The kinds of unit for which there is a checklist."""
    asked = (
        select(checklist_kind.c.unit_kind)
        .join(versions, checklist_kind.c.checklist == versions.c.id)
        .where(versions.c.version == _newest_version())
        .distinct()
    )
    return frozenset((await connection.scalars(asked)).all())


async def handle_of(connection: AsyncConnection, key: str) -> str:
    """A short name for the checklist that a button can carry; the same for ever."""
    return str(await connection.scalar(select(func.min(versions.c.id)).where(versions.c.key == key)))


async def key_of(connection: AsyncConnection, handle: str) -> str | None:
    """The checklist that the short name stands for, or none."""
    if not (handle.isascii() and handle.isdecimal() and len(handle) <= LONGEST_HANDLE):
        return None
    return await connection.scalar(select(versions.c.key).where(versions.c.id == int(handle)))


def _newest_version() -> ScalarSelect[int]:
    other = versions.alias("newer")
    return select(func.max(other.c.version)).where(other.c.key == versions.c.key).scalar_subquery()


def _version_taken(read: Checklist) -> Issue:
    return Issue(
        code="version_taken",
        place="version",
        fault=Label(
            vi=f"Phiếu {read.key} phiên bản {read.version} đã ban hành với nội dung khác.",
            en=f"Checklist {read.key} version {read.version} is published with another text.",
        ),
        remedy=Label(
            vi=f"Ghi version: {read.version + 1} rồi ban hành lại.",
            en=f"Write version: {read.version + 1} and publish again.",
        ),
    )
