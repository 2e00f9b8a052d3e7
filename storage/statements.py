"""Statements made once and run without making them again: what every turn and every send asks.

Why: making a statement, finding it in SQLAlchemy's cache and carrying it through its execution takes ten to
fifty times what SQLite needs to run it, and an answer takes some twenty of them.
Rules: a statement is a constant of its module, its values are `bindparam`s; SQLAlchemy compiles it once. On
SQLite the text then goes straight to the connection, and its types translate values and rows as they always
do; on PostgreSQL SQLAlchemy runs the same statement. Errors are SQLAlchemy's on both.
Must not know: any table.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVarTuple

from sqlalchemy import BindParameter, ClauseElement, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import TypedReturnsRows
from sqlalchemy.types import TypeEngine

from storage.inline_sqlite import InlineConnection

Ts = TypeVarTuple("Ts")
Insert: TypeAlias = sqlite.Insert | postgresql.Insert
_Process: TypeAlias = Callable[[Any], Any]
_DIALECT: Dialect = sqlite.dialect()


class Prepared:
    """A statement's SQLite text, with what to do to its values. `columns`: the types of its rows."""

    def __init__(self, statement: ClauseElement, columns: Sequence[TypeEngine[Any]]) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 - what SQLAlchemy compiles a statement to
        self.text = str(compiled)
        names = compiled.positiontup or ()
        binds = {name: compiled.binds[name] for name in names}
        self._names = tuple(names)
        self._fixed = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
        self._processed = tuple(
            (name, process) for name, bind in binds.items() if (process := _binding(bind.type))
        )
        self._columns = tuple(
            (place, process) for place, type_ in enumerate(columns) if (process := _reading(type_))
        )

    def parameters(self, values: Mapping[str, object]) -> Sequence[Any]:
        """The values in the order of the text's places."""
        given: dict[str, Any] = {**self._fixed, **values}
        for name, process in self._processed:
            given[name] = process(given[name])
        return [given[name] for name in self._names]

    def rows(self, found: list[Any]) -> list[Any]:
        """The rows as their columns' types read them."""
        if not self._columns:
            return found
        return [self._row(each) for each in found]

    def _row(self, found: Sequence[Any]) -> tuple[Any, ...]:
        row = list(found)
        for place, process in self._columns:
            row[place] = process(row[place])
        return tuple(row)


def _binding(type_: TypeEngine[Any]) -> _Process | None:
    return type_.dialect_impl(_DIALECT).bind_processor(_DIALECT)


def _reading(type_: TypeEngine[Any]) -> _Process | None:
    return type_.dialect_impl(_DIALECT).result_processor(_DIALECT, None)


class Query(Generic[*Ts]):
    """A statement that gives rows: a SELECT, or a change that returns them."""

    def __init__(self, statement: TypedReturnsRows[*Ts]) -> None:
        self._statement = statement

    @cached_property
    def _prepared(self) -> Prepared:
        return Prepared(self._statement, [column.type for column in self._statement.exported_columns])

    async def all(self, connection: AsyncConnection, **values: object) -> list[tuple[*Ts]]:
        """All rows."""
        direct = inline(connection)
        if direct is None:
            return list((await connection.execute(self._statement, values)).all())
        found = _run(direct, self._prepared.text, self._prepared.parameters(values)).fetchall()
        return self._prepared.rows(found)

    async def first(self, connection: AsyncConnection, **values: object) -> tuple[*Ts] | None:
        """The first row, or none."""
        found = await self.all(connection, **values)
        return found[0] if found else None


class Change:
    """A statement that changes rows. Where the dialects' classes differ, one of each."""

    def __init__(self, statement: UpdateBase, on_postgresql: UpdateBase | None = None) -> None:
        self._statement = statement
        # psycopg otherwise forgets after an INSERT how many rows there were.
        self._on_postgresql = (statement if on_postgresql is None else on_postgresql).execution_options(
            preserve_rowcount=True
        )

    @classmethod
    def insert(cls, table: Table[Any], names: Iterable[str], more: Callable[[Insert], Insert]) -> "Change":
        """An INSERT of these columns; `more` says what happens on a conflict, alike in both dialects."""
        values: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in names}
        made = (more(kind(table).values(values)) for kind in (sqlite.insert, postgresql.insert))
        return cls(*made)

    @cached_property
    def _prepared(self) -> Prepared:
        return Prepared(self._statement, ())

    async def run(self, connection: AsyncConnection, **values: object) -> int:
        """Change; how many rows were changed."""
        direct = inline(connection)
        if direct is None:
            return (await connection.execute(self._on_postgresql, values)).rowcount
        return _run(direct, self._prepared.text, self._prepared.parameters(values)).rowcount

    async def run_all(self, connection: AsyncConnection, rows: Sequence[Mapping[str, object]]) -> int:
        """Change once for each of the rows, in order; how many rows were changed."""
        if not rows:
            return 0
        direct = inline(connection)
        if direct is None:
            return (await connection.execute(self._on_postgresql, rows)).rowcount
        text, parameters = self._prepared.text, self._prepared.parameters
        return sum(_run(direct, text, parameters(row)).rowcount for row in rows)


def inline(connection: AsyncConnection) -> InlineConnection | None:
    """SQLite's connection under SQLAlchemy's, or none on another database."""
    opened = connection.sync_connection
    assert opened is not None  # noqa: S101 - who asks is inside a transaction
    direct = opened.connection.driver_connection
    return direct if isinstance(direct, InlineConnection) else None


def _run(direct: InlineConnection, text: str, parameters: Sequence[Any]) -> sqlite3.Cursor:
    try:
        return direct.run(text, parameters)
    except sqlite3.Error as error:
        raise told(text, error) from error


def told(text: str, error: sqlite3.Error) -> Exception:
    """SQLAlchemy's error for SQLite's, without the values, which may be what somebody wrote."""
    return DBAPIError.instance(text, None, error, sqlite3.Error, hide_parameters=True)
