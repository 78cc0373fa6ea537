"""The warehouse as the steps use it: a connection, a query by its file, rows in by COPY."""

from warehouse.connection import (
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
