"""The desk's application: the guard before it, the pages in it, and what it says when it cannot."""

import logging
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException as PlainHTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from plugins.desk.guard import Guard
from plugins.desk.look import HERE, show
from plugins.desk.pages import (
    acts,
    approval,
    campaign,
    health,
    reports,
    rules,
    runs,
    texts,
    unidentified,
    unit,
    units,
    upload,
    year,
)
from plugins.desk.rights import require
from steps.faults import system_fault
from steps.rights.table import Right
from transforms.errors import PipelineError

log = logging.getLogger(__name__)
NOT_THERE = "Không có trang này."
NOT_READ = "Yêu cầu không đọc được: có ký tự hoặc số không ghi được, hoặc quá dài."
OF_THE_FRAMEWORK = {404: NOT_THERE, 405: "Trang này không nhận yêu cầu kiểu đó.", 400: NOT_READ}


class Desk(FastAPI):
    """An application that knows the one it is mounted in: Airflow's."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Keep the one above, which FastAPI forgets."""
        scope["airflow"] = scope.get("app")
        await super().__call__(scope, receive, send)


def make_desk() -> Desk:
    """The application: whoever has no role of ours sees none of its pages."""
    made = Desk(
        title="Bàn làm việc",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        dependencies=[require(Right.SEE)],
    )
    made.add_middleware(Guard)
    for page in (year, units, unit, unidentified, upload, approval, texts, reports, rules, health,
                 campaign, runs, acts):  # fmt: skip
        made.include_router(page.router)
    made.mount("/static", StaticFiles(directory=HERE / "static"))
    made.add_exception_handler(PlainHTTPException, _refused)
    made.add_exception_handler(RequestValidationError, _not_understood)
    made.add_exception_handler(PipelineError, _told)
    made.add_exception_handler(DataError, _not_stored)
    made.add_exception_handler(Exception, _failed)
    return made


def _said(request: Request, status: int, line: str) -> Response:
    """One line, as a page for who reads pages."""
    if "text/html" in request.headers.get("accept", ""):
        return show(request, "message", "Không làm được", status_code=status, line=line)
    return PlainTextResponse(line, status)


def _refused(request: Request, error: Any) -> Response:
    is_ours = isinstance(error, HTTPException) and error.detail != "Not Found"
    line = error.detail if is_ours else OF_THE_FRAMEWORK.get(error.status_code, NOT_READ)
    return _said(request, error.status_code, str(line))


def _not_stored(request: Request, error: Any) -> Response:
    """The database has no place for what was asked: a NUL, a number without end."""
    return _said(request, 422, NOT_READ)


def _not_understood(request: Request, error: Any) -> Response:
    fields = sorted({str(fault["loc"][-1]) for fault in error.errors()})
    return _said(request, 422, f"Yêu cầu thiếu hoặc sai: {', '.join(fields)}.")


def _told(request: Request, error: Any) -> Response:
    return _said(request, 422, str(error))


def _failed(request: Request, error: Exception) -> Response:
    if line := system_fault(error):
        log.error("%s", line)
        return _said(request, 503, line)
    return _said(request, 500, "Lỗi hệ thống: báo người quản trị xem nhật ký của api-server.")


desk = make_desk()
