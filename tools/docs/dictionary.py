"""Every table, view and column of core and mart with what their comments say."""

from collections import defaultdict

import psycopg

from steps.settings import PROJECT
from tools.docs.tables import table

COLUMNS = (PROJECT / "sql" / "show" / "columns.sql").read_text(encoding="utf-8")
KINDS = {"r": "bảng", "v": "khung nhìn"}
TYPES = {"timestamp with time zone": "timestamptz"}


def dictionary(url: str) -> str:
    """A section per table or view, core before mart, and in it a line per column in its order."""
    sections: dict[tuple[str, str, str], list[list[str]]] = defaultdict(list)
    for schema, name, column, kind, about, of_type, is_null, meaning in read_columns(url):
        head = (f"{schema}.{name}", KINDS[kind], about or "")
        shown = TYPES.get(of_type, of_type) + ("" if is_null or kind == "v" else ", luôn có")
        sections[head].append([f"`{column}`", shown, meaning or ""])
    return "\n\n".join(
        f"### {name} ({kind})\n\n{about}\n\n{table(('Cột', 'Kiểu', 'Nghĩa'), rows)}"
        for (name, kind, about), rows in sections.items()
    )


def missing_comments(url: str) -> list[str]:
    """The tables, views and columns that nobody has described."""
    missing = []
    for schema, name, column, _, about, _, _, meaning in read_columns(url):
        missing += [f"{schema}.{name}"] if not about else []
        missing += [f"{schema}.{name}.{column}"] if not meaning else []
    return sorted(set(missing))


def read_columns(url: str) -> list[tuple]:
    """What columns.sql finds."""
    with psycopg.connect(url) as connection:
        return connection.execute(COLUMNS).fetchall()
