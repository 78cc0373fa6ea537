"""Bring the warehouse's tables to the version of this code."""

import logging
from pathlib import Path

import psycopg
from alembic import command, op
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.exc import ProgrammingError

from transforms.errors import SettingError
from warehouse.addresses import shown_url, sqlalchemy_url
from warehouse.roles import sync_roles
from warehouse.statuses import sync_statuses

log = logging.getLogger(__name__)
MIGRATIONS = Path(__file__).resolve().parent.parent / "sql" / "migrations"
LOCK = text("select pg_advisory_xact_lock(hashtext('core.alembic_version'))")


def migrate(url: str, scripts: Path = MIGRATIONS) -> None:
    """Run the migrations that a warehouse lacks: all of them, or none if one fails.

    One at a time: of two processes the second waits, and then finds nothing left to do.
    """
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    try:
        with create_engine(sqlalchemy_url(url), poolclass=NullPool).begin() as connection:
            connection.execute(LOCK)
            before = _present(connection)
            _refuse_newer(before, ScriptDirectory.from_config(config))
            if not connection.scalar(text("select to_regnamespace('core')")):
                connection.execute(text("create schema core"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if connection.scalar(text("select to_regclass('core.status')")):
                sync_statuses(connection)
                _give_rights(connection, anew=_present(connection) != before)
    except ProgrammingError as error:
        if not isinstance(error.orig, psycopg.errors.InsufficientPrivilege):
            raise
        raise SettingError(
            f"WAREHOUSE_URL: người dùng của {shown_url(url)} không có quyền tạo bảng; "
            "hãy cấp quyền create trên cơ sở dữ liệu này"
        ) from None


def _give_rights(connection: Connection, anew: bool) -> None:
    if lacking := sync_roles(connection, anew):
        log.warning(
            "Kho dữ liệu: máy chủ không cho tạo vai trò %s, nên mọi phần dùng chung một quyền; "
            "nhờ người quản trị máy chủ tạo (create role … nologin), lần chạy sau tự cấp quyền",
            ", ".join(lacking),
        )


def is_migrated(url: str) -> bool:
    """Whether the warehouse has tables at all, of whatever version."""
    with psycopg.connect(url) as connection:
        found = connection.execute("select to_regclass('core.alembic_version')").fetchone()
    return found != (None,)


def revisions(url: str) -> tuple[set[str], str | None]:
    """The revisions of a warehouse's tables, none where it has no tables, and this software's."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    with create_engine(sqlalchemy_url(url), poolclass=NullPool).connect() as connection:
        return _present(connection), scripts.get_current_head()


def run_sql_beside(migration: str) -> None:
    """Run the plain SQL file next to a migration, given the migration's ``__file__``.

    Straight through psycopg and without parameters: several statements, and ``%`` is just ``%``.
    """
    op.get_bind().connection.cursor().execute(Path(migration).with_suffix(".sql").read_bytes())


def _refuse_newer(present: set[str], scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    if newer := present - known:
        raise SettingError(
            f"Kho dữ liệu ở bản {', '.join(sorted(newer))}, mới hơn phần mềm này "
            f"(bản {scripts.get_current_head()}): hãy cập nhật phần mềm"
        )


def _present(connection: Connection) -> set[str]:
    logging.getLogger("alembic").setLevel(logging.WARNING)  # or it tells what it is about to do
    version_table = {"version_table_schema": "core"}
    return {*MigrationContext.configure(connection, opts=version_table).get_current_heads()}
