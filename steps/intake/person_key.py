"""The keyed hash that stands for a staff code in the warehouse, and its secret."""

import hashlib
import hmac
import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

import warehouse
from steps.settings import Settings
from steps.storage.files import make_once
from transforms.errors import SettingError

OTHER_SECRET = (
    "PERSON_KEY_SECRET: không phải khóa mà kho dữ liệu này đã dùng; "
    "hãy đặt lại khóa cũ (hoặc tệp person_key_secret trong DATA_DIR)"
)
LOST_SECRET = (
    "PERSON_KEY_SECRET: khóa của kho dữ liệu này đã mất; hãy chép lại tệp {} từ bản sao lưu "
    "rồi chạy lại"
)


def person_key(secret: str, staff_code: str) -> str:
    """HMAC-SHA256 of an upper-cased staff code, in hexadecimal."""
    return hmac.new(secret.encode(), staff_code.upper().encode(), hashlib.sha256).hexdigest()


def load_secret(settings: Settings, connection: Connection) -> str:
    """The secret of this warehouse: the one given, else the one made once under DATA_DIR.

    The warehouse keeps a check value; SettingError if the secret is not the one it was filled with,
    since the same person would then have two keys. A lost one is never replaced by another.
    """
    found = warehouse.fetch(connection, "core/secret_check")
    secret = find_secret(settings)
    if secret is None and not found:
        secret = make_once(secret_file(settings), lambda: secrets.token_hex(32)).strip()
    check = check_value(secret) if secret else ""
    if not found:
        warehouse.execute(connection, "core/secret_made", {"check_value": check})
        found = warehouse.fetch(connection, "core/secret_check")
    if not hmac.compare_digest(found[0]["check_value"], check):
        raise SettingError(OTHER_SECRET if secret else LOST_SECRET.format(secret_file(settings)))
    assert secret
    return secret


def find_secret(settings: Settings) -> str | None:
    """The secret given, else the one under DATA_DIR; None where there is none yet."""
    with suppress(FileNotFoundError):
        return settings.person_key_secret or secret_file(settings).read_text().strip()
    return None


def secret_file(settings: Settings) -> Path:
    """Where the secret lies that was made here."""
    return settings.data_dir / "person_key_secret"


def check_value(secret: str) -> str:
    """What the warehouse keeps to know the secret again."""
    return person_key(secret, "check value of the secret")
