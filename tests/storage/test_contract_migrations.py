"""The schema's contract: migrations make exactly the tables, forward only, and never touch a newer schema."""

import re
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage import units
from storage.database import Database
from storage.migrate import SchemaTooNew, alembic_config, migrate, newest_revision, revision_of, revisions
from storage.tables import METADATA
from storage.units import AliasType, Code, Scheme

Opened = Callable[[str], Awaitable[Database]]


def test_files_are_named_for_their_revisions() -> None:
    """What the names of the files say, which is read at every start, is what Alembic finds in them."""
    script = ScriptDirectory.from_config(alembic_config())
    assert revisions() == {each.revision for each in script.walk_revisions()}
    assert newest_revision() == script.get_current_head()


def differences(connection: Connection) -> list[object]:
    """What autogenerate would still have to change."""
    options = {"compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))


async def test_migrations_make_the_tables(empty_url: str, opened: Opened) -> None:
    """From nothing to the newest revision; autogenerate finds nothing to do; a second time does nothing."""
    newest = newest_revision()
    assert await migrate(empty_url) == ("", newest)
    assert await migrate(empty_url) == (newest, newest)
    database = await opened(empty_url)
    async with database.read() as connection:
        assert await connection.run_sync(differences) == []


def schema_of(path: Path) -> dict[str, list[str]]:
    """The words of every table and index as SQLite has them; the order of constraints means nothing."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index')")
        return {name: sorted(re.findall(r"\w+", sql or "")) for name, sql in rows if "alembic" not in name}


async def test_migrations_make_what_autogenerate_cannot_see(tmp_path: Path, opened: Opened) -> None:
    """Partial indexes, AUTOINCREMENT and WITHOUT ROWID are in the migrations as they are in the tables."""
    made, migrated = tmp_path / "made.sqlite", tmp_path / "migrated.sqlite"
    database = await opened(f"sqlite:///{made}")
    async with database.write() as connection:
        await connection.run_sync(METADATA.create_all)
    await migrate(f"sqlite:///{migrated}")
    assert schema_of(migrated) == schema_of(made)


async def test_a_present_schema_is_seen_while_another_program_writes(tmp_path: Path) -> None:
    """A command beside a bot that is writing just then neither waits nor fails."""
    url = f"sqlite:///{tmp_path / 'house.sqlite'}"
    await migrate(url)
    with closing(sqlite3.connect(tmp_path / "house.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        newest = newest_revision()
        assert await migrate(url) == (newest, newest)


async def test_newer_schema_is_refused(url: str, database: Database) -> None:
    """A schema from a newer program is named and left alone."""
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match="9999"):
        await migrate(url)
    async with database.read() as connection:
        assert await connection.run_sync(revision_of) == "9999"


def upgrade_to(connection: Connection, revision: str) -> None:
    """An older program's schema."""
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def test_older_schema_is_copied_and_brought_forward(tmp_path: Path, opened: Opened) -> None:
    """An older file keeps its rows, and a copy of it as it was lies beside it, for its owner alone."""
    path = tmp_path / "a.sqlite"
    database = await opened(f"sqlite:///{path}")
    async with database.bare_connection() as bare:
        await bare.run_sync(upgrade_to, "0001")
    insert = "INSERT INTO connect_code (code_hash, \"by\", expires_at) VALUES ('h', 'p', 1)"
    async with database.write() as connection:
        await connection.exec_driver_sql(insert)
    await database.close()
    assert await migrate(f"sqlite:///{path}") == ("0001", newest_revision())
    copy = tmp_path / "a.sqlite.0001.copy"
    assert copy.stat().st_mode & 0o077 == 0
    for each in (path, copy):
        with closing(sqlite3.connect(each)) as found:
            assert found.execute("SELECT code_hash FROM connect_code").fetchall() == [("h",)]


async def test_failed_migration_leaves_nothing(tmp_path: Path) -> None:
    """A migration that cannot finish is undone as a whole, its version row too, and can be tried again."""
    path = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE visit (id)")
    with pytest.raises(Exception, match="visit"):
        await migrate(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        assert "unit" not in names
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        connection.execute("DROP TABLE visit")
        connection.commit()
    assert await migrate(f"sqlite:///{path}") == ("0001", newest_revision())


async def test_units_of_the_flat_table_keep_all_they_had(empty_url: str, opened: Opened) -> None:
    """Codes become rows with a period, aliases rows with a type; a code that two had still finds both."""
    database = await opened(empty_url)
    async with database.bare_connection() as bare:
        await bare.run_sync(upgrade_to, "0003")
    insert = text(
        "INSERT INTO unit (key, kind, name, sort_no, code, aliases)"
        " VALUES (:key, 'phuong', :name, 1, :code, :aliases)"
    )
    rows = [
        {
            "key": "a",
            "name": "Mộ Lao",
            "code": "09541",
            "aliases": '["ML", "M\u1ed7 Lao", "L\u00e0ng M\u1ed9"]',
        },
        {"key": "b", "name": "Văn Quán", "code": "09541", "aliases": "[]"},
    ]
    async with database.write() as connection:
        await connection.execute(insert, rows)
    await migrate(empty_url)
    async with database.read() as connection:
        first, second = await units.every_unit(connection)
    assert [(each.text, each.type) for each in first.aliases] == [
        ("ML", AliasType.ABBREVIATION),
        ("Mỗ Lao", AliasType.MISSPELLING),
        ("Làng Mộ", AliasType.PLACE),
    ]
    assert first.codes == (Code(Scheme.STATISTICS, "09541"),)
    assert (second.codes, [each.text for each in second.aliases]) == ((), ["09541"])
