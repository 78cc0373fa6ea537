"""The tables that follow the form: a column declared in the catalogue has one here, made when new.

``core.<table>_row`` holds the rows of every submission judged and not rejected; the view
``core.<table>`` those of the submissions that count. What is kept of `Thông tin` is a table of one
row per submission, ``core.info_row``.
"""

from collections.abc import Iterable, Mapping

from psycopg import sql
from sqlalchemy import Connection

from transforms.catalogue import Form, FormField, Sheet
from transforms.catalogue.forms import STORED_AS
from transforms.catalogue.narrative import NARRATIVE
from transforms.reading.info import INFO, kept_labels
from warehouse.connection import fetch

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
OF_THE_ROWS = {
    "submission_id": "Bài nộp (core.submission).",
    "row_number": "Dòng trong trang tính.",
    "row_label": "STT của dòng.",
}
OF_THE_VIEW = {
    "submission_id": "Bài nộp (core.submission).",
    "reporting_year": "Năm báo cáo.",
    "unit_code": "Mã đơn vị (units.csv).",
}


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
    notes: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for form in forms:
        for sheet, fields in _kept(form):
            wanted.setdefault(sheet.table, {}).update(stored_columns(fields))
            notes.setdefault(sheet.table, {}).update(_notes(sheet, fields))
            names[sheet.table] = sheet.name
    for table, columns in wanted.items():
        present = _columns(connection, f"{table}_row")
        missing = {name: kind for name, kind in columns.items() if name not in present}
        if missing or not present:
            _make(connection, table, missing, is_new=not present)
            _comment(connection, table, {name: notes[table][name] for name in missing})
        if not present:
            _comment_new(connection, table, names[table])


def _kept(form: Form) -> Iterable[tuple[Sheet, Iterable[FormField]]]:
    """The sheets whose fields are stored, with those fields."""
    own = (sheet for sheet in form.tables if sheet.table != NARRATIVE)
    yield from ((sheet, sheet.row_fields) for sheet in own)
    info = form.sheet(INFO)
    yield info, tuple(kept_labels(info))


def _notes(sheet: Sheet, fields: Iterable[FormField]) -> dict[str, str]:
    """What is said of each column: the header and sheet that it comes from."""
    return {
        name: f"Cột “{field.header}” của trang “{sheet.name}”."
        for field in fields
        for name in stored_columns([field])
    }


def _comment(connection: Connection, table: str, notes: Columns) -> None:
    for name, note in notes.items():
        for relation in (f"{table}_row", *([] if name in HIDDEN else [table])):
            _note(connection, "column", ("core", relation, name), note)


def _comment_new(connection: Connection, table: str, sheet: str) -> None:
    """What a migration says of the tables that it makes."""
    row, view = f"Một dòng là một dòng của trang “{sheet}” trong một bài nộp", ("core", table)
    rows = ("core", f"{table}_row")
    _note(connection, "table", rows, f"{row} được nhận. Nguồn: trang “{sheet}”.")
    _note(connection, "view", view, f"{row} được tính. Nguồn: core.{table}_row, core.counting.")
    for name, note in OF_THE_ROWS.items():
        _note(connection, "column", (*rows, name), note)
    for name, note in OF_THE_VIEW.items():
        _note(connection, "column", (*view, name), note)
    _note(connection, "column", (*view, "row_number"), OF_THE_ROWS["row_number"])


def _note(connection: Connection, kind: str, name: tuple[str, ...], note: str) -> None:
    statement = sql.SQL("comment on {} {} is {}")
    _run(connection, statement.format(sql.SQL(kind), sql.Identifier(*name), sql.Literal(note)))


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
    shown = [name for name in _columns(connection, f"{table}_row") if name not in HIDDEN]
    _run(
        connection,
        sql.SQL(
            "create or replace view {} as "
            "select r.submission_id, c.reporting_year, c.unit_code, {} "
            "from {} r join core.counting c using (submission_id)"
        ).format(view, sql.SQL(", ").join(sql.Identifier("r", name) for name in shown), rows),
    )


def _columns(connection: Connection, table: str) -> list[str]:
    return [row["column_name"] for row in fetch(connection, "core/columns", table=table)]


def _run(connection: Connection, statement: sql.Composed) -> None:
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute(statement)
