"""A published version is believed only as long as its bytes are those that were recorded."""

from collections.abc import Mapping

from steps.publication.places import version_folder
from steps.settings import Settings
from steps.storage.files import sha256_of
from transforms.errors import ReportError


def require_sound(settings: Settings, year: int, version: int, files: Mapping[str, str]) -> None:
    """ReportError where a published file is gone or not the one that was published."""
    folder = version_folder(settings, year, version)
    for name, recorded in sorted(files.items()):
        found = sha256_of(folder / name)
        if found != recorded:
            what = "đã mất" if found is None else "không còn đúng như lúc công bố"
            raise ReportError(
                f"Năm {year}: tệp {name} của phiên bản {version} {what}; "
                f"hãy chép lại từ bản sao lưu vào {folder} rồi chạy lại"
            )
