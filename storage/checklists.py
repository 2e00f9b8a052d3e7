"""Published checklist versions, kept as they were written.

Rules: a version never changes once published; publishing the same text again does nothing, publishing
another text under the same version is refused. Parsed versions are kept by the database's cache.
Must not know: how a checklist is edited or reviewed.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.model import Checklist, Label
from checklists.source import Issue, read_checklist
from storage.database import insert, published_of
from storage.tables import checklist as versions
from storage.tables import checklist_kind

LONGEST_HANDLE: Final = 9


class FaultyChecklist(Exception):  # noqa: N818 - it tells what was brought, all issues at once
    """The text cannot be published; `issues` say why."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("; ".join(f"{issue.place}: {issue.fault.en}" for issue in issues))
        self.issues = issues


async def publish(connection: AsyncConnection, source_text: str, *, at: datetime) -> Checklist:
    """Publish a version. FaultyChecklist for faults, or for another text under a version already there."""
    read = read_checklist(source_text)
    if not isinstance(read, Checklist):
        raise FaultyChecklist(read)
    row = {"key": read.key, "version": read.version, "source": source_text, "published_at": at}
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
    text = await source(connection, key, version)
    if text is None:
        raise KeyError(f"checklist {key} version {version} was never published")
    read = read_checklist(text)
    if not isinstance(read, Checklist):
        raise FaultyChecklist(read)
    cache.keep(read)
    return read


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
