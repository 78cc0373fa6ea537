"""Save all that the office must not lose: databases, files, catalogue, secrets."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from steps.backup.store import Contents, Kept, Store
from steps.intake.person_key import secret_file
from steps.settings import Settings
from steps.storage.files import PART
from transforms.errors import SettingError
from warehouse.dump import SCHEMAS, dump
from warehouse.embedded import embedded_if_there, serving

WAREHOUSE, AIRFLOW = "warehouse", "airflow"
LEFT_OUT = ("postgres", "logs", "sample", "exports")
"""Below DATA_DIR: what the databases' scripts hold, and what can be had again."""

OF_AIRFLOW = ("passwords.json", "secrets.json")


@dataclass(frozen=True)
class Saved:
    """What a backup came to: its list, its files, and the landed ones that are not sound."""

    path: Path
    file_count: int
    damaged: list[str]


def back_up(settings: Settings, folder: Path, keep: int) -> Saved:
    """One more backup below a folder; only what is not there yet is copied, the last few stay.

    The databases come first, each as it is in one moment: whatever they name lies on the disk
    before they name it, and stays.
    """
    if folder == settings.data_dir or settings.data_dir in folder.parents:
        raise SettingError(f"TO: {folder} nằm trong DATA_DIR; hãy chọn thư mục khác, ổ đĩa khác")
    if not settings.data_dir.is_dir():
        raise SettingError(f"DATA_DIR: không có thư mục {settings.data_dir}, chưa có gì để sao lưu")
    store = Store(folder)
    with store.writing():
        databases = _save_databases(settings, store)
        damaged: list[str] = []
        files = [_save_file(store, settings.data_dir, path, damaged) for path in _ours(settings)]
        files += _given_secret(settings, store)
        catalogue = [
            _save_file(store, settings.catalog_dir, path, damaged)
            for path in _files_below(settings.catalog_dir)
        ]
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        kept = tuple(file for file in files if file)
        contents = Contents(made_at, databases, kept, tuple(filter(None, catalogue)))
        path = store.write(contents)
        store.forget(keep)
    return Saved(path, len(kept), damaged)


def _save_databases(settings: Settings, store: Store) -> dict[str, str]:
    """The warehouse, and Airflow's own tables: on the server given, else on the embedded one."""
    saved = {}
    with serving(settings.warehouse_url, settings.data_dir) as url:
        saved[WAREHOUSE] = _save_database(store, url, SCHEMAS)
        with _serving_metadata(settings) as own:
            if own:
                saved[AIRFLOW] = _save_database(store, own, ())
    return saved


def _serving_metadata(settings: Settings) -> AbstractContextManager[str | None]:
    if settings.metadata_url:
        return serving(settings.metadata_url, settings.data_dir)
    return embedded_if_there(settings.data_dir, AIRFLOW)


def _save_database(store: Store, url: str, schemas: tuple[str, ...]) -> str:
    with tempfile.TemporaryFile(dir=store.folder) as script:
        dump(url, script, schemas)
        return store.add_stream(script)


def _ours(settings: Settings) -> Iterator[Path]:
    """Every file below DATA_DIR that a backup holds."""
    for path in _files_below(settings.data_dir):
        first, *rest = path.relative_to(settings.data_dir).parts
        if first in LEFT_OUT or (first == "airflow" and tuple(rest) not in _pairs(OF_AIRFLOW)):
            continue
        yield path


def _pairs(names: tuple[str, ...]) -> list[tuple[str]]:
    return [(name,) for name in names]


def _files_below(folder: Path) -> Iterator[Path]:
    """Regular files in order, but those that are half written; a folder that is refused raises."""

    def refuse(error: OSError) -> None:
        raise error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders.sort()
        for name in sorted(names):
            path = Path(parent, name)
            if path.is_file() and not path.is_symlink() and not name.endswith(PART):
                yield path


def _save_file(store: Store, root: Path, path: Path, damaged: list[str]) -> Kept | None:
    """Keep a file; None where it has gone meanwhile. A landed one is known by its name."""
    inside = path.relative_to(root)
    with suppress(FileNotFoundError):
        found = path.stat()
        is_landed = len(inside.parts) == 2 and inside.parts[0] == "landing"
        if is_landed and store.has(path.name):
            sha256 = path.name
            if found.st_size != store.content(sha256).stat().st_size:
                damaged.append(path.name)
        else:
            sha256 = store.add(path)
            if is_landed and sha256 != path.name:
                damaged.append(path.name)
        return Kept(inside.as_posix(), sha256, found.st_mode & 0o7777, found.st_mtime_ns)
    return None


def _given_secret(settings: Settings, store: Store) -> list[Kept]:
    """The key of staff codes where it came from the environment: without it nothing fits again."""
    if not settings.person_key_secret or secret_file(settings).exists():
        return []
    with tempfile.TemporaryFile(dir=store.folder) as stream:
        stream.write(settings.person_key_secret.encode())
        sha256 = store.add_stream(stream)
    return [Kept(secret_file(settings).name, sha256, 0o600, 0)]
