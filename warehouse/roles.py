"""Who may do what in the warehouse: the roles of pipeline, desk and reader (``sql/roles``)."""

from functools import lru_cache

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection

from warehouse.addresses import libpq_url
from warehouse.connection import fetch, query

DESK = "report_desk"
ROLES = ("report_pipeline", DESK, "report_reader")


def sync_roles(connection: Connection, anew: bool) -> tuple[str, ...]:
    """Make the roles and give them their rights; those that there are not, because we may not.

    Roles are the server's, rights the database's: a restored one has lost them. They are given
    where they lack, or ``anew``, when an upgrade has made tables.
    """
    if len(fetch(connection, "roles/present")) < len(ROLES):
        connection.connection.cursor().execute(query("roles/make"))
    present = {row["role"]: row["is_granted"] for row in fetch(connection, "roles/present")}
    if len(present) == len(ROLES) and (anew or not all(present.values())):
        connection.connection.cursor().execute(query("roles/grant"))
    return tuple(role for role in ROLES if role not in present)


def as_desk(url: str) -> str:
    """The same address with the desk's rights alone; as it is where the server has no such role."""
    try:
        return _with_role(libpq_url(url), DESK)
    except psycopg.OperationalError:
        return url


@lru_cache(maxsize=4)
def _with_role(url: str, role: str) -> str:
    """The address with a role; OperationalError where it cannot be had, which may change."""
    if conninfo_to_dict(url).get("options"):  # somebody's own settings of the session stand
        return url
    found = f"{url}{'&' if '?' in url else '?'}options=-c%20role%3D{role}"
    psycopg.connect(found).close()
    return found
