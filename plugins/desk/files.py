"""Files handed out: whole, under a plain name, and, where somebody may look at one, harmless."""

from pathlib import Path

from fastapi import HTTPException
from fastapi.responses import FileResponse

from steps.storage.files import sha256_of

KINDS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
}
SHOWN = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox; " \
        "frame-ancestors 'self'"  # fmt: skip


def hand_out(path: Path, name: str, sha256: str | None = None) -> FileResponse:
    """A file to keep; HTTPException where it is gone or, given its hash, is another than that."""
    _require(path, sha256)
    kind = KINDS.get(Path(name).suffix, "application/octet-stream")
    return FileResponse(path, media_type=kind, filename=name)


def show_page(path: Path, sha256: str | None = None) -> FileResponse:
    """A page of a report to look at: nothing in it runs, and nothing is fetched for it."""
    _require(path, sha256)
    return FileResponse(path, media_type=KINDS[".html"], headers={"content-security-policy": SHOWN})


def _require(path: Path, sha256: str | None) -> None:
    if not path.is_file():
        raise HTTPException(404, "Tệp này chưa có.")
    if sha256 and sha256_of(path) != sha256:
        raise HTTPException(409, "Tệp không còn đúng như lúc ghi nhận: báo người quản trị.")
