"""The tables that follow the form: a column declared in the catalogue has one here, made when new.

``core.<table>_row`` holds the rows of every submission judged and not rejected; the view
``core.<table>`` those of the submissions that count. What is kept of `Thông tin` is a table of one
row per submission, ``core.info_row``.
"""

from collections.abc import Iterable, Mapping

from psycopg import sql
from sqlalchemy import Connection

from transforms.catalogue import Form, FormField
from transforms.catalogue.forms import STORED_AS
from transforms.reading.info import INFO, kept_labels

TYPES = {
    "text": "text",
    "yes_no": "boolean",
    "number": "numeric",
    "whole": "bigint",
    "date": "date",
}
OF_A_PERSON = {"person_key": "text", "code_cell": "text", "code_shown": "text"}
HIDDEN = frozenset({"submission_id", "row_label", "code_cell", "code_shown"})
"""Columns of the rows that their view does not show, or shows in a place of its own."""

Columns = Mapping[str, str]


def row_table(table: str) -> str:
    """Where the rows of a form's table lie."""
    return f"core.{table}_row"


def stored_columns(fields: Iterable[FormField]) -> dict[str, str]:
    """The columns that declared fields are stored in, with their types."""
    columns: dict[str, str] = {}
    for field in fields:
        if field.kind == "person_code":
            columns |= OF_A_PERSON
        elif field.column and field.kind in STORED_AS:
            columns[field.column] = TYPES[STORED_AS[field.kind]]
    return columns


def fit_tables(connection: Connection, forms: Iterable[Form]) -> None:
    """Add the tables and columns that the forms declare and the warehouse lacks; none is dropped.

    Within the caller's transaction, before it touches any of these tables.
    """
    wanted: dict[str, dict[str, str]] = {}
    for form in forms:
        for sheet in form.tables:
            wanted.setdefault(sheet.table, {}).update(stored_columns(sheet.row_fields))
        wanted.setdefault(INFO, {}).update(stored_columns(kept_labels(form.sheet(INFO))))
    for table, columns in wanted.items():
        present = _present(connection, f"{table}_row")
        missing = {name: kind for name, kind in columns.items() if name not in present}
        if missing or not present:
            _make(connection, table, missing, is_new=not present)


def _present(connection: Connection, table: str) -> set[str]:
    rows = connection.exec_driver_sql(
        "select column_name from information_schema.columns "
        "where table_schema = 'core' and table_name = %(table)s",
        {"table": table},
    )
    return {row.column_name for row in rows}


def _make(connection: Connection, table: str, missing: Columns, is_new: bool) -> None:
    rows, view = sql.Identifier("core", f"{table}_row"), sql.Identifier("core", table)
    if is_new:
        _run(
            connection,
            sql.SQL(
                "create table {} (submission_id text not null references core.submission "
                "on delete cascade, row_number integer not null, row_label text, "
                "primary key (submission_id, row_number))"
            ).format(rows),
        )
    for name, kind in missing.items():
        column = sql.SQL("alter table {} add column if not exists {} {}")
        _run(connection, column.format(rows, sql.Identifier(name), sql.SQL(kind)))
    shown = [name for name in _ordered(connection, f"{table}_row") if name not in HIDDEN]
    _run(
        connection,
        sql.SQL(
            "create or replace view {} as "
            "select r.submission_id, c.reporting_year, c.unit_code, {} "
            "from {} r join core.counting c using (submission_id)"
        ).format(view, sql.SQL(", ").join(sql.Identifier("r", name) for name in shown), rows),
    )


def _ordered(connection: Connection, table: str) -> list[str]:
    rows = connection.exec_driver_sql(
        "select column_name from information_schema.columns "
        "where table_schema = 'core' and table_name = %(table)s order by ordinal_position",
        {"table": table},
    )
    return [row.column_name for row in rows]


def _run(connection: Connection, statement: sql.Composed) -> None:
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute(statement)
