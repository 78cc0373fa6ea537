"""The keyed hash that stands for a staff code in the warehouse, and its secret."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress

from sqlalchemy import Connection

import warehouse
from steps.settings import Settings
from transforms.errors import SettingError


def person_key(secret: str, staff_code: str) -> str:
    """HMAC-SHA256 of an upper-cased staff code, in hexadecimal."""
    return hmac.new(secret.encode(), staff_code.upper().encode(), hashlib.sha256).hexdigest()


def load_secret(settings: Settings, connection: Connection) -> str:
    """The secret of this warehouse: the one given, else the one made once under DATA_DIR.

    The warehouse keeps a check value; SettingError if the secret is not the one it was filled with,
    since the same person would then have two keys.
    """
    secret = _find_secret(settings)
    check = person_key(secret, "check value of the secret")
    found = warehouse.fetch(connection, "core/secret_check")
    if not found:
        warehouse.execute(connection, "core/secret_made", {"check_value": check})
    elif not hmac.compare_digest(found[0]["check_value"], check):
        raise SettingError(
            "PERSON_KEY_SECRET: không phải khóa mà kho dữ liệu này đã dùng; "
            "hãy đặt lại khóa cũ (hoặc tệp person_key_secret trong DATA_DIR)"
        )
    return secret


def _find_secret(settings: Settings) -> str:
    """The secret given, else the one under DATA_DIR, made when it is missing."""
    if settings.person_key_secret:
        return settings.person_key_secret
    path = settings.data_dir / "person_key_secret"
    if not path.exists():
        partial = path.with_suffix(f".{os.getpid()}")
        partial.touch(mode=0o600)
        partial.write_text(secrets.token_hex(32))
        with suppress(FileExistsError):
            path.hardlink_to(partial)
        partial.unlink()
    return path.read_text().strip()
