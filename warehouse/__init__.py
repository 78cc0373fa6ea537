"""The warehouse as the steps use it: a connection, a query by its file, rows in by COPY."""

from warehouse.connection import (
    analyse_grown,
    copy_rows,
    delete,
    engine,
    execute,
    fetch,
    query,
    reading,
    rehearsing,
    writing,
)

__all__ = [
    "analyse_grown",
    "copy_rows",
    "delete",
    "engine",
    "execute",
    "fetch",
    "query",
    "reading",
    "rehearsing",
    "writing",
]
