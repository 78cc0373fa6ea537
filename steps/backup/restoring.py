"""Bring a backup back: into an empty DATA_DIR and an empty warehouse, whole or not at all."""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from steps.backup.saving import AIRFLOW, WAREHOUSE
from steps.backup.store import Contents, Kept, Store
from steps.storage.files import clear_parts, make_folder, sha256_of, sync_folder, write_file
from transforms.errors import PipelineError, SettingError, SystemFault
from warehouse.addresses import check_reachable, libpq_url
from warehouse.dump import SCHEMAS, has_tables, load
from warehouse.embedded import embedded

ASIDE = "dang-phuc-hoi"
CATALOGUE = "catalog"
MARK, LAID_DOWN, LOADED = ".da-xong", "files", "databases"
OWN_SCHEMAS = {WAREHOUSE: SCHEMAS, AIRFLOW: ("public",)}


@dataclass(frozen=True)
class Target:
    """Where to; not ``Settings``, for the catalogue's folder need not be there yet."""

    data_dir: Path
    catalog_dir: Path
    warehouse_url: str | None
    metadata_url: str | None = None

    def given(self) -> dict[str, str]:
        """The databases of somebody else's servers, by their names in a backup."""
        urls = {AIRFLOW: self.metadata_url, WAREHOUSE: self.warehouse_url}
        return {name: libpq_url(url) for name, url in urls.items() if url}


@dataclass(frozen=True)
class Restored:
    """What came back, and where the backup's catalogue lies if it is not the one in use."""

    made_at: str
    file_count: int
    catalogue: Path | None


def restore(target: Target, folder: Path) -> Restored:
    """The latest backup below a folder, every hash compared before anything is written.

    It is laid down in a folder inside DATA_DIR and moved up at the very end. How far that came
    stands beside it: the next try clears what was half laid down, and ends what was whole.
    """
    store = Store(folder)
    numbers = store.numbers()
    if not numbers:
        raise SettingError(f"FROM: không có bản sao lưu nào trong {folder}")
    contents = store.read(numbers[-1])
    aside = target.data_dir / ASIDE
    stage = _stage(aside, contents)
    if not stage:
        _lay_down_aside(store, contents, target, aside)
    if stage != LOADED:
        _load_databases(store, contents, target, aside)
        _note(aside, LOADED, contents)
    clear_parts(aside)
    for path in aside.iterdir():
        if path.name != MARK:
            path.rename(target.data_dir / path.name)
    sync_folder(target.data_dir)
    shutil.rmtree(aside)
    is_other = _is_other(contents, target.catalog_dir)
    catalogue = target.data_dir / CATALOGUE if is_other else None
    return Restored(contents.made_at, len(contents.files), catalogue)


def _note(aside: Path, stage: str, contents: Contents) -> None:
    write_file(aside / MARK, f"{stage} {contents.made_at}".encode())


def _stage(aside: Path, contents: Contents) -> str:
    """How far an earlier try came with the same backup; nothing where it was cut before."""
    mark = aside / MARK
    stage, _, made_at = mark.read_text().partition(" ") if mark.exists() else ("", "", "")
    return stage if made_at == contents.made_at else ""


def _lay_down_aside(store: Store, contents: Contents, target: Target, aside: Path) -> None:
    _require_empty(target)
    if unsound := store.unsound(contents.hashes()):
        raise PipelineError(
            f"FROM: bản sao lưu hỏng, {len(unsound)} tệp mất hoặc không đúng mã băm, ví dụ "
            f"{store.content(unsound[0])}; chưa phục hồi gì, hãy dùng bản sao lưu khác"
        )
    shutil.rmtree(aside, ignore_errors=True)
    make_folder(aside)
    _lay_down(store, contents.files, aside)
    _lay_down_catalogue(store, contents, target, aside)
    os.sync()
    _note(aside, LAID_DOWN, contents)


def _require_empty(target: Target) -> None:
    if target.data_dir.is_dir() and {path.name for path in target.data_dir.iterdir()} - {ASIDE}:
        raise SettingError(
            f"DATA_DIR: {target.data_dir} đã có dữ liệu; chỉ phục hồi vào thư mục trống, "
            "hãy đặt DATA_DIR khác hoặc dời dữ liệu cũ đi"
        )
    for name, url in target.given().items():
        check_reachable(url)
        if has_tables(url, OWN_SCHEMAS[name]):
            setting = "WAREHOUSE_URL" if name == WAREHOUSE else "METADATA_URL"
            raise SettingError(
                f"{setting}: cơ sở dữ liệu này đã có bảng; hãy tạo cơ sở dữ liệu trống"
            )


def _load_databases(store: Store, contents: Contents, target: Target, aside: Path) -> None:
    """Each at once or not at all, so that one that has tables was loaded by an earlier try.

    The embedded server's first: only the load into somebody else's server is seen at once.
    """
    given = target.given()
    for name in contents.databases:
        if name not in given:
            with embedded(aside, name) as url:
                _load(store, contents, name, url)
    for name, url in given.items():
        if name in contents.databases:
            _load(store, contents, name, url)


def _load(store: Store, contents: Contents, name: str, url: str) -> None:
    if has_tables(url, OWN_SCHEMAS[name]):
        return
    with store.content(contents.databases[name]).open("rb") as script:
        load(url, script)


def _lay_down_catalogue(store: Store, contents: Contents, target: Target, aside: Path) -> None:
    """Where CATALOG_DIR has none; beside the data if it has another."""
    here = target.catalog_dir
    if not here.is_dir() or not any(here.iterdir()):
        _lay_down(store, contents.catalogue, here)
    elif _is_other(contents, here):
        _lay_down(store, contents.catalogue, aside / CATALOGUE)


def _is_other(contents: Contents, here: Path) -> bool:
    return any(sha256_of(here / kept.path) != kept.sha256 for kept in contents.catalogue)


def _lay_down(store: Store, files: Iterable[Kept], folder: Path) -> None:
    for kept in files:
        path = folder / kept.path
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(store.content(kept.sha256), path)
        if sha256_of(path) != kept.sha256:
            raise SystemFault(f"{path}: ổ đĩa không giữ đúng những gì vừa ghi; hãy kiểm tra ổ đĩa")
        os.utime(path, ns=(kept.modified_ns, kept.modified_ns))
        path.chmod(kept.mode)
