"""The environment, read once and checked: where things are, and nothing else."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from transforms.errors import SettingError
from warehouse.roles import as_desk

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where the pipeline reads and writes.

    ``inbox`` and ``outbox`` are folders or object-storage addresses (``sftp://…``, ``s3://…``).
    ``is_inbox_given`` tells a chosen inbox from the default one. ``warehouse_url`` is None where
    the embedded PostgreSQL under ``data_dir`` is meant; the commands (``make run``, ``make up``)
    start that server and set ``WAREHOUSE_URL`` for the steps. A leader
    approves a report, or refuses it, within ``approval_days``. A published one is mailed to
    ``clerk_email``, if there is one. ``metadata_url`` is where Airflow's own tables lie that a
    backup takes along, if not on the embedded server.
    """

    data_dir: Path
    landing_dir: Path
    catalog_dir: Path
    inbox: str
    is_inbox_given: bool
    outbox: str
    warehouse_url: str | None
    person_key_secret: str | None
    approval_days: float = 14
    clerk_email: str | None = None
    metadata_url: str | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; blank counts as not given. Paths become absolute."""
        given = {key: value.strip() for key, value in env.items() if value.strip()}
        data_dir = Path(given.get("DATA_DIR", PROJECT / "var")).expanduser().absolute()
        catalog_dir = Path(given.get("CATALOG_DIR", PROJECT / "catalog")).expanduser().absolute()
        if not catalog_dir.is_dir():
            raise SettingError(f"CATALOG_DIR: không có thư mục danh mục {catalog_dir}")
        return cls(
            data_dir=data_dir,
            landing_dir=data_dir / "landing",
            catalog_dir=catalog_dir,
            inbox=_place(given.get("INBOX", str(data_dir / "inbox"))),
            is_inbox_given="INBOX" in given,
            outbox=_place(given.get("OUTBOX", str(data_dir / "outbox"))),
            warehouse_url=given.get("WAREHOUSE_URL"),
            person_key_secret=given.get("PERSON_KEY_SECRET"),
            approval_days=_days("APPROVAL_DAYS", given.get("APPROVAL_DAYS", "14")),
            clerk_email=given.get("CLERK_EMAIL"),
            metadata_url=given.get("METADATA_URL"),
        )

    def for_desk(self) -> "Settings":
        """The same for the desk: its connections may not write what a run has found."""
        url = self.warehouse_url
        return replace(self, warehouse_url=as_desk(url)) if url else self

    def warehouse(self) -> str:
        """The warehouse's URL; SettingError where no command has started one."""
        if not self.warehouse_url:
            raise SettingError(
                "WAREHOUSE_URL: chưa có kho dữ liệu; hãy chạy bằng make run, make up"
            )
        return self.warehouse_url


def _days(name: str, text: str) -> float:
    with suppress(ValueError):
        if float(text) > 0:
            return float(text)
    raise SettingError(f"{name}: {text!r} không phải là số ngày, ví dụ 14")


def _place(address: str) -> str:
    """A folder as an absolute path; an address with a scheme as it is."""
    return address if "://" in address else str(Path(address).expanduser().absolute())
