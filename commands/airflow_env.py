"""The environment of Airflow's commands: shared settings, one installation's own, secrets."""

import json
import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path

from steps.settings import PROJECT, Settings
from steps.storage.files import make_once
from transforms.errors import SettingError

SHARED = PROJECT / "airflow.env"
ACCOUNTS = {"admin": "admin", "steward": "steward", "leader": "leader", "viewer": "viewer"}
"""The accounts of ``make up`` with their roles (steps/rights)."""

PORT = 8080


def shared_settings() -> dict[str, str]:
    """What airflow.env says: the settings that hold however Airflow runs."""
    lines = SHARED.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def base_environment(settings: Settings, home: Path, metadata_url: str) -> dict[str, str]:
    """What any one installation adds: where it keeps its things, and the steps' own settings."""
    return shared_settings() | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": metadata_url,
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(home / "logs"),
        "DATA_DIR": str(settings.data_dir),
        "CATALOG_DIR": str(settings.catalog_dir),
        "INBOX": settings.inbox,
        "OUTBOX": settings.outbox,
        "WAREHOUSE_URL": settings.warehouse(),
    }


def up_environment(settings: Settings, metadata_url: str) -> dict[str, str]:
    """The whole environment of the components that ``make up`` starts, and of ``make airflow``.

    ``metadata_url`` is libpq's. Nothing of Airflow's own in our environment reaches them.
    """
    home = up_home(settings)
    port = up_port()
    address = f"http://127.0.0.1:{port}"
    ours = {key: value for key, value in os.environ.items() if not key.startswith("AIRFLOW_")}
    without_proxy = [ours.get("NO_PROXY", ""), "127.0.0.1", "localhost"]
    after_scheme = metadata_url.partition("://")[2]
    return (
        ours
        | base_environment(settings, home, f"postgresql+psycopg2://{after_scheme}")
        | _secret_settings(home)
        | {
            "INBOX": settings.inbox
            if settings.is_inbox_given
            else "",  # the default may be missing
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC": f"postgresql+psycopg://{after_scheme}",
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(port),
            "AIRFLOW__API__BASE_URL": address,
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{address}/execution/",
            "AIRFLOW__CORE__AUTH_MANAGER": "steps.rights.local.LocalAccounts",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": ",".join(
                f"{name}:{role}" for name, role in ACCOUNTS.items()
            ),
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords_file(settings)),
            "NO_PROXY": ",".join(filter(None, without_proxy)),
        }
    )


def up_home(settings: Settings) -> Path:
    """Where ``make up`` keeps Airflow's own files; closed to others, for it holds secrets."""
    home = settings.data_dir / "airflow"
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    return home


def up_port(given: str | None = None) -> int:
    """The user interface's port: 8080, or AIRFLOW_PORT."""
    text = (os.environ.get("AIRFLOW_PORT", "") if given is None else given).strip()
    if not text:
        return PORT
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SettingError(f"AIRFLOW_PORT: {text!r} không phải là số hiệu cổng, ví dụ 8080")
    return int(text)


def passwords_file(settings: Settings) -> Path:
    """The accounts' passwords, made once, in the form SimpleAuthManager reads."""
    file = up_home(settings) / "passwords.json"
    _read_or_make(file, lambda: {name: secrets.token_urlsafe(12) for name in ACCOUNTS})
    return file


def _secret_settings(home: Path) -> dict[str, str]:
    return _read_or_make(
        home / "secrets.json",
        lambda: {
            "AIRFLOW__CORE__FERNET_KEY": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_urlsafe(48),
            "AIRFLOW__API__SECRET_KEY": secrets.token_urlsafe(48),
        },
    )


def _read_or_make(file: Path, make: Callable[[], dict[str, str]]) -> dict[str, str]:
    """A file of secrets, by their names."""
    found: dict[str, str] = json.loads(make_once(file, lambda: json.dumps(make(), indent=2)))
    return found
