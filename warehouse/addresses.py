"""The warehouse's address: as libpq reads it, as SQLAlchemy wants it, as it may be shown."""

import os
import re
from urllib.parse import unquote

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import URL

from transforms.errors import SettingError

SECRET_OPTIONS = {"password", "sslpassword", "oauth_client_secret"}


def libpq_url(url: str) -> str:
    """The URL as libpq and psycopg read it: without the driver that SQLAlchemy wants named."""
    plain, is_known = re.subn(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)
    given = _parameters(plain) if is_known else {}
    # An unescaped @, / or : in a password moves parts of it into host, database or port.
    places = given.get("host", "") + given.get("dbname", "")
    if not given or "@" in places or not re.fullmatch(r"[\d,]*", given.get("port", "")):
        raise SettingError(
            "WAREHOUSE_URL: không phải địa chỉ PostgreSQL; hãy viết "
            "postgresql://người_dùng:mật_khẩu@máy_chủ:5432/cơ_sở_dữ_liệu, "
            "ký tự đặc biệt trong mật khẩu viết dạng %XX"
        )
    return plain


def sqlalchemy_url(url: str) -> URL:
    """The same address for SQLAlchemy with psycopg 3; host and port stay in its query."""
    given = _parameters(libpq_url(url))
    return URL.create(
        "postgresql+psycopg",
        username=given.pop("user", None),
        password=given.pop("password", None),
        database=given.pop("dbname", None),
        query=given,
    )


def shown_url(url: str) -> str:
    """The URL as it may be printed: no password, wherever it stood."""
    libpq_url(url)  # a malformed one could hide it anywhere
    place, _, options = re.sub(r"://([^:@/]*):[^@/]*@", r"://\1@", url).partition("?")
    shown = [o for o in options.split("&") if unquote(o.partition("=")[0]) not in SECRET_OPTIONS]
    return "?".join(filter(None, [place, "&".join(shown)]))


def for_programs(url: str) -> tuple[str, dict[str, str]]:
    """The URL for PostgreSQL's own programs, and their environment: a password goes by that."""
    environment = {**os.environ, "PGCLIENTENCODING": "UTF8"}
    if password := _parameters(libpq_url(url)).get("password"):
        environment["PGPASSWORD"] = password
    return shown_url(url), environment


def check_reachable(url: str) -> None:
    """SettingError, in one line and without the password, if the server does not answer."""
    try:
        given = {"connect_timeout": "10"} | _parameters(libpq_url(url))
        psycopg.connect(make_conninfo(**given)).close()
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise SettingError(
            f"WAREHOUSE_URL: không nối được tới {shown_url(url)}; hãy kiểm tra máy chủ, "
            f"người dùng, mật khẩu và tên cơ sở dữ liệu ({reason})"
        ) from None


def _parameters(url: str) -> dict[str, str]:
    """What libpq reads in a URL; empty where it cannot read it."""
    try:
        return {key: str(value) for key, value in conninfo_to_dict(url).items()}
    except psycopg.ProgrammingError:  # its message repeats the URL, password and all
        return {}
