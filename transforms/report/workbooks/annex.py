"""The tables of phu-luc.xlsx: for print, with totals and rates as formulas."""

from collections.abc import Mapping
from typing import Any

from transforms import figures
from transforms.report.workbooks.lists import (
    list_activities,
    list_tasks,
    list_training,
    list_words,
    notes_of,
)
from transforms.report.workbooks.sheets import Cell, Sheet, column, places_of, share_of, sum_of

COUNTS = ("registered_count", "assessed_count", "recognised_count")
RATES = (  # numerator and denominator by measure, indicator, its column's header
    ("recognised_count", "headcount", "CDHT", "Tỷ lệ được công nhận"),
    ("skilled_count", "recognised_count", "KNS", "Tỷ lệ trên số được công nhận"),
    ("self_updating_count", "skilled_count", "TCN", "Tỷ lệ trên số có kỹ năng số"),
    ("self_updating_count", "recognised_count", "TCN_T", "Tỷ lệ trên số được công nhận"),
)


def annex_sheets(model: Mapping[str, Any]) -> list[Sheet]:
    """Every table there is data for, numbered; the first one always."""
    made = [
        _units(model),
        _targets(model),
        _staff(model),
        list_activities(model),
        list_tasks(model),
        list_training(model),
        list_words(model),
    ]
    shown = [sheet for sheet in made if sheet and (sheet.rows or sheet is made[0])]
    return [
        Sheet(f"Biểu {n}", f"Biểu {n}. {s.title}", s.heads, s.widths, s.rows, s.notes)
        for n, s in enumerate(shown, start=1)
    ]


def _units(model: Mapping[str, Any]) -> Sheet:
    """Table I: people by type, the way to the title, the rates, the distance to the target."""
    types = model["staff_types"]
    columns = ["headcount", *types, "unknown", *COUNTS]
    heads = [
        "Tổng số",
        *types.values(),
        "Chưa xác định",
        "Đăng ký",
        "Tham gia đánh giá",
        "Được công nhận",
    ]
    layout: list[tuple[str, ...]] = [("count", name) for name in columns]
    for top, bottom, code, head in RATES:
        if ("count", top) not in layout:
            layout.append(("count", top))
            heads.append({"skilled_count": "Có kỹ năng số"}.get(top, "Tự cập nhật"))
        layout.append(("rate", top, bottom, code))
        heads.append(head)
    heads.append("Được công nhận so với mục tiêu (điểm %)")
    layout.append(("gap", "CDHT"))
    sheet = Sheet(
        "",
        f"Kết quả “Công dân học tập” theo đơn vị năm {model['year']}",
        ["STT", "Đơn vị", *heads, "Ghi chú"],
        [5, 32, *[8.5] * len(heads), 16],
        [],
        notes_of(model),
    )
    places = {row["code"]: sheet.first_row + n for n, row in enumerate(model["units"])}
    for row in model["units"]:
        sheet.rows.append(_unit_row(row, layout, places, model))
    return sheet


def _unit_row(
    row: dict[str, Any],
    layout: list[tuple[str, ...]],
    places: dict[str, int],
    model: Mapping[str, Any],
) -> list[Cell]:
    number = places[row["code"]]
    is_bold = row["kind"] != "unit"
    where = {
        item[1]: f"{column(n)}{number}"
        for n, item in enumerate(layout, start=3)
        if item[0] == "count"
    }
    cells = [Cell(row["number"], "figure", is_bold=is_bold), Cell(row["name"], is_bold=is_bold)]
    for place, item in enumerate(layout, start=3):
        if item[0] == "count":
            cells.append(_count_cell(row, item[1], place, places, model))
        elif item[0] == "rate":
            cells.append(_rate_cell(row, item[3], where[item[1]], where[item[2]], is_bold))
        else:
            cells.append(_gap_cell(row, item[1], is_bold))
    return [*cells, Cell(row["note"], is_bold=is_bold)]


def _count_cell(
    row: dict[str, Any], measure: str, place: int, places: dict[str, int], model: Mapping[str, Any]
) -> Cell:
    """A count of a unit; of a group the sum of its members, as a formula."""
    value = model["unit_counts"][row["code"]].get(measure)
    if row["kind"] == "unit":
        return Cell(figures.NOTHING if value is None else value, "figure")
    members = [places[code] for code in row["members"]]
    formula = sum_of(column(place), members) if members else None
    return Cell(value or 0, "figure", formula, is_bold=True)


def _rate_cell(row: dict[str, Any], code: str, top: str, bottom: str, is_bold: bool) -> Cell:
    indicator = row["indicators"].get(code)
    if indicator is None or row["exact"]["headcount"] is None:
        return Cell(figures.NOTHING, "figure", is_bold=is_bold)
    numerator, denominator = indicator["numerator"], indicator["denominator"]
    value = numerator / denominator if denominator else figures.NOTHING
    return Cell(
        value, "rate", share_of(top, bottom), places=places_of(indicator["rate"]), is_bold=is_bold
    )


def _gap_cell(row: dict[str, Any], code: str, is_bold: bool) -> Cell:
    goals = row["indicators"].get(code, {}).get("goals", [])
    if not goals or row["exact"]["headcount"] is None:
        return Cell(figures.NOTHING, "figure", is_bold=is_bold)
    return gap_cell(goals[0], is_bold)


def gap_cell(goal: dict[str, Any], is_bold: bool = False) -> Cell:
    """The distance to a target in points, shown as printed."""
    if goal["gap"] is None:
        return Cell(figures.NOTHING, "figure", is_bold=is_bold)
    places = places_of(goal["signed_gap"])
    return Cell(float(goal["gap"]), "points", places=places, is_bold=is_bold)


def _targets(model: Mapping[str, Any]) -> Sheet:
    rows = []
    for number, target in enumerate(model["targets"], start=1):
        for goal in target["goals"] or [None]:
            rows.append(_target_row(number, target, goal))
    return Sheet(
        "",
        f"Kết quả thực hiện các mục tiêu năm {model['year']}",
        [
            "STT",
            "Chỉ tiêu",
            "Số người",
            "Trên tổng số",
            "Tỷ lệ",
            f"Tỷ lệ năm {model['last_year']}",
            "Tăng, giảm (điểm %)",
            "Năm mục tiêu",
            "Mục tiêu",
            "So với mục tiêu (điểm %)",
            "Đánh giá",
        ],
        [6, 48, 10, 10, 10, 11, 11, 9, 10, 12, 30],
        rows,
        notes_of(model),
    )


def _target_row(number: int, target: dict[str, Any], goal: dict[str, Any] | None) -> list[Cell]:
    words = {"exceeded": "Vượt", "met": "Đạt", "missed": "Chưa đạt", "no_data": "Chưa có số liệu"}
    has_data = bool(target["denominator"])
    rate = target["numerator"] / target["denominator"] if has_data else figures.NOTHING
    verdict = words[goal["verdict"]] if goal else "Chưa giao mục tiêu"
    note = f" ({target['scope_note']})" if target["scope_note"] and has_data and goal else ""
    return [
        Cell(number, "figure"),
        Cell(target["title"]),
        Cell(target["numerator"], "figure"),
        Cell(target["denominator"], "figure"),
        Cell(rate, "rate", places=places_of(target["rate"])),
        Cell(target["last_rate"], "figure"),
        Cell(target["change_text"], "figure"),
        Cell(goal["year"] if goal else figures.NOTHING, "plain"),
        Cell(goal["target"] if goal else figures.NOTHING, "figure"),
        gap_cell(goal) if goal else Cell(figures.NOTHING, "figure"),
        Cell(verdict + note),
    ]


def _staff(model: Mapping[str, Any]) -> Sheet:
    """By staff type, the total as sums; the rates as shares of the row's cells."""
    names = (
        "headcount",
        "registered_count",
        "recognised_count",
        "skilled_count",
        "self_updating_count",
    )
    sheet = Sheet(
        "",
        f"Kết quả theo đối tượng năm {model['year']}",
        [
            "STT",
            "Đối tượng",
            "Tổng số",
            "Đăng ký",
            "Được công nhận",
            "Có kỹ năng số",
            "Tự cập nhật",
            *(head for _, _, _, head in RATES[:3]),
        ],
        [6, 30, *[12] * 8],
        [],
        notes_of(model),
    )
    first = sheet.first_row
    for n, row in enumerate(model["staff"]):
        is_total, number = row["kind"] == "total", first + n
        cells = [Cell("" if is_total else n + 1, "figure"), Cell(row["name"], is_bold=is_total)]
        for place, name in enumerate(names, start=3):
            formula = sum_of(column(place), range(first, number)) if is_total else None
            cells.append(Cell(row[name], "figure", formula, is_bold=is_total))
        by_letter = dict(zip("CDEFG", names, strict=True))
        for top, bottom, code in (("E", "C", "CDHT"), ("F", "E", "KNS"), ("G", "F", "TCN")):
            above, below = row[by_letter[top]], row[by_letter[bottom]]
            cells.append(
                Cell(
                    above / below if below else figures.NOTHING,
                    "rate",
                    share_of(f"{top}{number}", f"{bottom}{number}"),
                    places=places_of(row["rates"][code]),
                    is_bold=is_total,
                )
            )
        sheet.rows.append(cells)
    return sheet
