"""The files that are kept for good, held against the hashes that the warehouse has of them."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

import warehouse
from steps.doctor.finding import Check, counted
from steps.intake.feedback import feedback_place
from steps.intake.landed import landed
from steps.publication.places import version_folder, year_folder
from steps.settings import Settings
from steps.storage.files import sha256_of

COPY_BACK = "chép lại từ bản sao lưu"
COMPARED, SEEN = "đủ và đúng", "có đủ; nội dung chưa so với mã băm (make doctor so từng tệp)"


def check_files(settings: Settings, connection: Connection, deep: bool) -> Iterator[Check]:
    """Landed, published, signed and answered files: each byte, or, unless ``deep``, their place."""

    def is_sound(path: Path, sha256: str) -> bool:
        return sha256_of(path) == sha256 if deep else path.is_file()

    found = COMPARED if deep else SEEN
    hashes = [row["sha256"] for row in warehouse.fetch(connection, "doctor/landed")]
    bad = [sha256 for sha256 in hashes if not is_sound(landed(settings, sha256), sha256)]
    good = f"{len(hashes)} tệp của đơn vị, {found}"
    yield counted(
        "Kho tệp gốc", good, bad, f"{COPY_BACK} vào {settings.landing_dir}, hoặc để lại tệp của "
        "đơn vị vào hộp thư đến rồi chạy thu báo cáo",
    )  # fmt: skip
    published = dict(_published(settings, connection))
    bad = [
        path.relative_to(settings.data_dir).as_posix()
        for path, sha256 in published.items()
        if not is_sound(path, sha256)
    ]
    good = f"{len(published)} tệp đã công bố, {found}"
    yield counted("Báo cáo đã công bố", good, bad, f"{COPY_BACK} vào {settings.data_dir}")
    rows = warehouse.fetch(connection, "doctor/feedback")
    bad = [
        feedback_place(row)
        for row in rows
        if not is_sound(settings.data_dir / feedback_place(row), row["feedback_sha256"])
    ]
    good = f"{len(rows)} phản hồi, {found}"
    yield counted("Phản hồi", good, bad, "chạy thu báo cáo của năm đó, phản hồi được viết lại")


def _published(settings: Settings, connection: Connection) -> Iterator[tuple[Path, str]]:
    for row in warehouse.fetch(connection, "doctor/published"):
        year, version = row["reporting_year"], row["version"]
        for name, sha256 in sorted(row["files"].items()):
            yield version_folder(settings, year, version) / name, sha256
        if row["signed_sha256"]:
            folder = year_folder(settings, year) / "signed"
            yield next(folder.glob(f"v{version}.*"), folder / f"v{version}"), row["signed_sha256"]
