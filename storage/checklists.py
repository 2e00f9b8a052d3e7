"""Published checklist versions, kept as they were written.

Rules: a version never changes once published; publishing the same text again does nothing, publishing
another text under the same version is refused. Parsed versions are kept by the database's cache.
Must not know: how a checklist is edited or reviewed.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.model import Checklist, Label
from checklists.source import Issue, read_checklist
from storage.database import insert, published_of
from storage.tables import checklist as versions
from storage.tables import checklist_kind


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


async def newest_version(connection: AsyncConnection, key: str) -> int | None:
    """The number of the newest version of a checklist, or none."""
    return await connection.scalar(select(func.max(versions.c.version)).where(versions.c.key == key))


async def latest(connection: AsyncConnection, unit_kind: str) -> Checklist | None:
    """The checklist for a kind of unit: of those whose newest version is for it, the one published last."""
    row = versions.c
    other = versions.alias("other")
    newest = select(func.max(other.c.version)).where(other.c.key == row.key).scalar_subquery()
    asked = (
        select(row.key, row.version)
        .join(checklist_kind, checklist_kind.c.checklist == row.id)
        .where(checklist_kind.c.unit_kind == unit_kind, row.version == newest)
        .order_by(row.id.desc())
        .limit(1)
    )
    found = (await connection.execute(asked)).one_or_none()
    return None if found is None else await checklist(connection, *found)


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
