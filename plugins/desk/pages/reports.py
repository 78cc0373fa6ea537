"""`/desk/reports`: draft and versions, to look at and take; what two differ in; number and date."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from plugins.desk.airflow import Airflow
from plugins.desk.asked import Where, Year, fetch, today, whole_number
from plugins.desk.files import hand_out, show_page
from plugins.desk.look import show
from plugins.desk.pages.runs import to_run
from plugins.desk.rights import require
from steps.publication.places import version_folder, year_folder
from steps.publication.signed import forget_brought, keep_brought
from steps.rights.table import Right
from steps.settings import Settings
from transforms.desk.uploads import read_day
from transforms.errors import SettingError
from transforms.publication.differences import changed_figures

router = APIRouter()
FILES = {
    "bao-cao.docx": "Word",
    "bao-cao.pdf": "PDF",
    "bao-cao.html": "Xem trước",
    "phu-luc.xlsx": "Phụ lục (Excel)",
    "truy-vet.xlsx": "Truy vết (Excel)",
    "van-ban.json": "Cho phần mềm văn thư",
}
PREVIEW = "bao-cao.html"


@router.get("/reports")
def reports_page(
    request: Request, where: Where, of_year: Year, old: int | None = None, new: int | None = None
) -> HTMLResponse:
    """What there is of the year's report."""
    year = of_year.year
    versions = fetch(where, "reports", year=year)
    by_number = {row["version"]: row for row in versions}
    draft = year_folder(where, year) / "draft"
    changes = None
    if old in by_number and new in by_number:
        bases = by_number[old]["basis"], by_number[new]["basis"]
        changes = changed_figures(*bases, of_year)
    return show(
        request, "reports", "Báo cáo", versions=versions, files=FILES,
        draft=[name for name in FILES if (draft / name).is_file()],
        changes=changes, old=old, new=new, today=today(),
    )  # fmt: skip


@router.get("/reports/draft/{name}")
def draft_file(where: Where, of_year: Year, name: str, show: bool = False) -> FileResponse:
    """A file of the draft."""
    if name not in FILES:
        raise HTTPException(404)
    path = year_folder(where, of_year.year) / "draft" / name
    if show and name == PREVIEW:
        return show_page(path)
    return hand_out(path, f"{of_year.year}-du-thao-{name}")


@router.get("/reports/v{version}/{name}")
def version_file(
    where: Where, of_year: Year, version: int, name: str, show: bool = False
) -> FileResponse:
    """A file of a published version, if it still is the one that was published."""
    found = {row["version"]: row["files"] for row in fetch(where, "reports", year=of_year.year)}
    digest = found.get(version, {}).get(name)
    if digest is None:
        raise HTTPException(404)
    path = version_folder(where, of_year.year, version) / name
    if show and name == PREVIEW:
        return show_page(path, digest)
    return hand_out(path, f"{of_year.year}-v{version}-{name}", digest)


@router.post("/reports/issue", dependencies=[require(Right.ACT)])
async def issue(request: Request, where: Where, of_year: Year) -> RedirectResponse:
    """Record the number and date of a version, and keep its signed file, by record_issue."""
    async with request.form(max_files=1, max_fields=10) as form:
        return await run_in_threadpool(_issue, request, where, of_year.year, form)


def _issue(request: Request, where: Settings, year: int, form: FormData) -> RedirectResponse:
    number, version, reason = (
        str(form.get(name) or "").strip() for name in ("number", "version", "reason")
    )
    day = read_day(str(form.get("issued_on") or ""), today(), None)
    if day is None or not any(map(str.isdigit, number)):
        raise SettingError("Hãy ghi số văn bản và ngày, ví dụ 512/BC ngày 04/12/2026")
    if not fetch(where, "reports", year=year):
        raise SettingError(f"Năm {year} chưa công bố phiên bản nào: chưa thể ghi số")
    conf: dict[str, Any] = {
        "number": number[:100],
        "issued_on": day.isoformat(),
        "version": whole_number(version),
        "reason": reason or None,
    }
    signed, place = form.get("signed"), None
    if isinstance(signed, UploadFile) and signed.filename:
        place = conf["signed_file"] = keep_brought(where, signed.filename, signed.file)
    try:
        run_id = Airflow(request).start("record_issue", year=year, **conf)
    except Exception:
        if place:
            forget_brought(where, place)
        raise
    return to_run(request, year, "record_issue", run_id)
