"""Bringing a database's schema to the newest revision.

Rules: forward only; each migration is all or nothing; an SQLite file that has a schema is copied beside
itself first; a schema that this program does not know is never touched.
Must not know: what the revisions do (`migrations/versions`).
"""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Text, column, inspect, select, table

if TYPE_CHECKING:
    from alembic.config import Config

from storage.database import Database, driver_url, sqlite_path

SCRIPTS = Path(__file__).parent / "migrations"
EMPTY = ""
_VERSION = table("alembic_version", column("version_num", Text))


class SchemaTooNew(Exception):  # noqa: N818 - a state of affairs
    """A newer program made the database's schema; only that one can use it."""


async def migrate(url: str) -> tuple[str, str]:
    """Migrate and tell from which revision to which; the empty string is a database without a schema.

    SchemaTooNew for a revision that is not ours.
    """
    database = await Database.open(url)
    try:
        async with database.read() as connection:  # a command must not wait for a bot that is writing
            present = await connection.run_sync(revision_of)
        newest = newest_revision()
        if present == newest:
            return present, newest
        if present != EMPTY and not is_known(present):
            raise SchemaTooNew(f"the database's schema is {present}, this program knows {newest} at most")
        if database.dialect == "sqlite" and present != EMPTY:
            await asyncio.to_thread(copy_file, sqlite_path(driver_url(url)), present)
        async with database.bare_connection() as connection:
            await connection.run_sync(upgrade)
        return present, newest
    finally:
        await database.close()


def newest_revision() -> str:
    """The revision that this program's tables are."""
    return max(revisions(), default=EMPTY)


def is_known(revision: str) -> bool:
    """Whether the revision is one of ours."""
    return revision in revisions()


def revisions() -> frozenset[str]:
    """All of ours, by the names of their files: a linear chain, `0001_...` first."""
    return frozenset(each.name.partition("_")[0] for each in (SCRIPTS / "versions").glob("[0-9]*_*.py"))


def revision_of(connection: Connection) -> str:
    """The database's revision; empty when it has none."""
    if not inspect(connection).has_table(_VERSION.name):
        return EMPTY
    return connection.scalar(select(_VERSION.c.version_num)) or EMPTY


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing. The connection must be outside any transaction."""
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> "Config":
    """Alembic's settings, for scripts that lie in this package."""
    # Here: Alembic takes a tenth of a start, and most starts find nothing to migrate.
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config


def copy_for_reading(path: Path, folder: Path) -> Path:
    """Copy an SQLite database, with what its log holds, out of a place where nothing can be written."""
    copy = folder / path.name
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.OperationalError:
        # SQLite needs a file beside the log to read it, and cannot make one here: then nobody writes either.
        copy.unlink(missing_ok=True)
        for name in (path.name, f"{path.name}-wal"):
            if (path.parent / name).exists():
                shutil.copyfile(path.parent / name, folder / name)
    return copy


def copy_file(path: Path, revision: str) -> Path:
    """Copy an SQLite database beside itself, with what its log holds, and return the copy's path."""
    copy = path.with_name(f"{path.name}.{revision}.copy")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    copy.chmod(0o600)
    return copy
