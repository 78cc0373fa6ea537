"""The warehouse as the steps use it: a connection, a query by its file, rows in by COPY."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, NullPool, create_engine

from warehouse.addresses import sqlalchemy_url

QUERIES = Path(__file__).resolve().parent.parent / "sql"
_rehearsal: ContextVar[Connection | None] = ContextVar("rehearsal", default=None)
_written: ContextVar[Connection | None] = ContextVar("written", default=None)


class Located(Protocol):
    """Settings that tell where the warehouse is."""

    def warehouse(self) -> str:
        """The warehouse's URL."""


@lru_cache(maxsize=4)
def _engine(url: str) -> Engine:
    return create_engine(sqlalchemy_url(url), poolclass=NullPool, hide_parameters=True)


def engine(settings: Located) -> Engine:
    """SQLAlchemy's engine for the warehouse.

    No connection outlives its use (tasks fork), and no error repeats a statement's values.
    """
    return _engine(settings.warehouse())


@contextmanager
def reading(settings: Located) -> Iterator[Connection]:
    """A connection whose reads all see the same state; within a writing, its own transaction's."""
    if ours := _rehearsal.get() or _written.get():
        yield ours
        return
    with engine(settings).connect().execution_options(isolation_level="REPEATABLE READ") as found:
        yield found


@contextmanager
def writing(settings: Located, year: int) -> Iterator[Connection]:
    """One transaction under the year's advisory lock: whoever writes the same year waits."""
    with _transaction(settings) as connection:
        connection.exec_driver_sql(
            "select pg_advisory_xact_lock(hashtext('reporting_year'), %(year)s)", {"year": year}
        )
        yield connection


@contextmanager
def _transaction(settings: Located) -> Iterator[Connection]:
    """Committed at its end; in a rehearsal, only as far as the rehearsal goes."""
    if rehearsed := _rehearsal.get():
        with rehearsed.begin_nested():
            yield rehearsed
    else:
        with engine(settings).begin() as connection:
            token = _written.set(connection)
            try:
                yield connection
            finally:
                _written.reset(token)


@contextmanager
def rehearsing(settings: Located) -> Iterator[None]:
    """Whatever is read and written inside, is so on one connection, and undone at the end."""
    with engine(settings).connect() as connection:
        token = _rehearsal.set(connection)
        try:
            yield
        finally:
            _rehearsal.reset(token)
            connection.rollback()


def query(name: str) -> str:
    """The text of ``sql/<name>.sql``; values are bound by psycopg as ``%(name)s``."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def fetch(connection: Connection, name: str, **values: Any) -> list[dict[str, Any]]:
    """The rows of a query by its file, as dicts by column."""
    rows = connection.exec_driver_sql(query(name), values)
    columns = tuple(rows.keys())
    return [dict(zip(columns, row, strict=True)) for row in rows.all()]


def execute(
    connection: Connection, name: str, values: Mapping[str, Any] | Sequence[Mapping[str, Any]]
) -> None:
    """Run a statement by its file, once or for each set of values."""
    if isinstance(values, Mapping) or values:
        connection.exec_driver_sql(query(name), values)


def delete(connection: Connection, table: str, column: str, values: Iterable[Any]) -> int:
    """Delete the rows of a table of ours whose column has one of the values; how many."""
    schema, _, name = table.partition(".")
    done = connection.exec_driver_sql(
        f'delete from "{schema}"."{name}" where "{column}" = any(%(values)s)',
        {"values": list(values)},
    )
    return done.rowcount


def copy_rows(
    connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Append rows to a table of ours by COPY, within the connection's transaction."""
    schema, _, name = table.partition(".")
    target = ", ".join(f'"{column}"' for column in columns)
    raw: Any = connection.connection.driver_connection
    with (
        raw.cursor() as cursor,
        cursor.copy(f'copy "{schema}"."{name}" ({target}) from stdin') as copy,
    ):
        for row in rows:
            copy.write_row([row[column] for column in columns])


def analyse_grown(connection: Connection) -> None:
    """Tell the planner of what this transaction has loaded, where that is more than it knows.

    Without it the first queries of a new year are planned for empty tables and take minutes.
    """
    for table in fetch(connection, "core/grown"):
        connection.exec_driver_sql(f'analyze core."{table["name"]}"')
