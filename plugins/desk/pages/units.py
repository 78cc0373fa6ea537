"""`/desk/units`: one row for each reporting unit."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plugins.desk.asked import Where, Year, today
from plugins.desk.look import show
from steps.desk.units import unit_rows
from transforms.desk.search import is_found
from transforms.desk.units import FILTERS, count_piles, is_in

router = APIRouter()
MOST = 300  # units on a page; the others are found, filtered, or asked for
ORDERS = {
    "": "thứ tự danh mục",
    "name": "tên đơn vị",
    "received": "mới nhận trước",
    "findings": "nhiều lỗi trước",
}


@router.get("/units")
def units_page(
    request: Request,
    where: Where,
    of_year: Year,
    pile: str = "",
    q: str = "",
    order: str = "",
    every: bool = False,
) -> HTMLResponse:
    """All units, or those of a pile and of a search without accents; ``every``: however many."""
    units = unit_rows(where, of_year, today())
    chosen = [
        row
        for row in units
        if (not pile or is_in(row, pile)) and is_found(q[:100], row["unit_code"], row["name"])
    ]
    return show(
        request, "units", "Đơn vị", rows=_ordered(chosen, order)[: None if every else MOST],
        found=len(chosen), counts=count_piles(units),
        filters=FILTERS, orders=ORDERS, pile=pile, q=q[:100], order=order, total=len(units),
        deadline=of_year.calendar.unit_deadline,
    )  # fmt: skip


def _ordered(rows: list[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    if order == "name":
        return sorted(rows, key=lambda row: row["name"].casefold())
    if order == "received":
        got = [row for row in rows if row["latest_received_at"]]
        got.sort(key=lambda row: row["latest_received_at"], reverse=True)
        return got + [row for row in rows if not row["latest_received_at"]]
    if order == "findings":
        return sorted(rows, key=lambda row: (-row["critical_count"], -row["warning_count"]))
    return rows
