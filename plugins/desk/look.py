"""How a page is made of values: the templates, and how moments, days and counts are written."""

import datetime as dt
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.desk.rights import rights_of, title_of
from steps.rights.table import Right
from transforms import figures
from transforms.catalogue import TIME_ZONE
from transforms.rules.statuses import Status

HERE = Path(__file__).parent
PAGES = (
    ("", "Năm"),
    ("units", "Đơn vị"),
    ("unidentified", "Chưa rõ đơn vị"),
    ("upload", "Đưa tệp lên"),
    ("campaign", "Nhắc đơn vị"),
    ("approval", "Trình duyệt"),
    ("texts", "Thuyết minh"),
    ("reports", "Báo cáo"),
    ("rules", "Quy tắc"),
    ("health", "Hệ thống"),
)
NEEDED = {"upload": Right.ACT}
AGAIN_SECONDS = 4
SEVERITIES = {"critical": "Phải sửa", "warning": "Cần giải trình", "info": "Để biết"}


def local(moment: dt.datetime | None) -> str:
    """A moment as the office's clock shows it."""
    return f"{moment.astimezone(TIME_ZONE):%H:%M %d/%m/%Y}" if moment else figures.NOTHING


def day(value: dt.date | None) -> str:
    """A day in figures."""
    return f"{value:%d/%m/%Y}" if value else figures.NOTHING


def status_word(name: str | None) -> str:
    """A status in its own words, with a capital."""
    return Status.named(name).label.capitalize() if name else "Chưa đọc"


ENVIRONMENT = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters |= {
    "local": local,
    "day": day,
    "number": lambda value: figures.NOTHING if value is None else figures.number(value),
    "status_word": status_word,
}
ENVIRONMENT.globals |= {"SEVERITIES": SEVERITIES, "Right": Right, "Status": Status}


def show(
    request: Request, template: str, title: str, *, status_code: int = 200, again: bool = False,
    **values: Any,
) -> HTMLResponse:  # fmt: skip
    """A page from its template, with what stands on every page; asked ``again`` by itself if so."""
    user = getattr(request.state, "user", None)
    rights = rights_of(user)
    shared = {
        "title": title,
        "root": request.scope.get("root_path", ""),
        "account": user.get_name() if user else "",
        "role": title_of(user),
        "rights": rights,
        "pages": [page for page in PAGES if NEEDED.get(page[0], Right.SEE) in rights],
        "path": request.url.path.removeprefix(request.scope.get("root_path", "")).strip("/"),
        "year": getattr(request.state, "year", None),
        "years": getattr(request.state, "years", ()),
    }
    text = ENVIRONMENT.get_template(f"{template}.html.j2").render(shared | values)
    return HTMLResponse(text, status_code, {"refresh": str(AGAIN_SECONDS)} if again else None)
