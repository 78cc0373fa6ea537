"""The sheets of truy-vet.xlsx: figure → indicator rows → submissions, with links between them."""

from collections.abc import Mapping
from typing import Any

from transforms import figures
from transforms.report.workbooks.files import FILES, Place, link_to, list_files, source_cell
from transforms.report.workbooks.sheets import Cell, Sheet, places_of

FIGURES, INDICATORS, STAFF, ACTIVITIES, CHANGES = (
    "Số liệu công bố",
    "Chỉ tiêu",
    "Đối tượng",
    "Hoạt động",
    "Thay đổi",
)


def trace_sheets(model: Mapping[str, Any]) -> list[Sheet]:
    """The published figures first; each sheet below holds what the one above points to."""
    files, file_rows = list_files(model)
    indicators, indicator_rows = _indicators(model, file_rows)
    staff, staff_rows = _staff(model, file_rows)
    activities, activity_rows = _activities(model, file_rows)
    targets = {
        "indicator": (INDICATORS, indicator_rows),
        "staff": (STAFF, staff_rows),
        "activity": (ACTIVITIES, activity_rows),
        "submission": (FILES, file_rows),
    }
    sheets = [_figures(model, targets), indicators, staff, activities, files]
    return [*sheets, _changes(model)] if model["changes"] else sheets


def _figures(model: Mapping[str, Any], targets: dict[str, Any]) -> Sheet:
    sheet = Sheet(
        FIGURES,
        f"Số liệu công bố trong báo cáo năm {model['year']} và nguồn của từng số",
        ["STT", "Vị trí trong báo cáo", "Số liệu", "Giá trị in", "Nguồn (bấm để xem)", "Khóa"],
        [7, 20, 90, 16, 30, 34],
        [],
        (
            _edition(model),
            "Mỗi số liệu dẫn đến các dòng chỉ tiêu, mỗi dòng chỉ tiêu dẫn đến bản gửi của đơn vị.",
        ),
    )
    for number, figure in enumerate(model["figures"], start=1):
        name, rows = targets[figure["source"]["sheet"]]
        place = _place(figure["source"], rows)
        shown = f"{name}, dòng {place[0]}" if place else figures.NOTHING
        if place and place[1] > place[0]:
            shown = f"{name}, dòng {place[0]}-{place[1]}"
        sheet.rows.append(
            [
                Cell(number, "figure"),
                Cell(figure["place"]),
                Cell(figure["label"]),
                Cell(figure["text"], "figure"),
                Cell(shown, link=link_to(name, place, 3)),
                Cell(figure["key"]),
            ]
        )
    return sheet


def _edition(model: Mapping[str, Any]) -> str:
    if model["is_draft"]:
        return f"{model['draft_mark']} {model['draft_note']}"
    return f"Bản công bố, phiên bản {model['version'] or 1}"


def _place(source: Mapping[str, Any], rows: Mapping[Any, Place]) -> Place | None:
    if source["sheet"] == "indicator":
        key: Any = (source["year"], source["unit_code"], source["indicator_code"])
        if source.get("of_unit"):
            key = ("last", source["of_unit"], source["indicator_code"])
        return rows.get(key)
    if source["sheet"] == "submission":
        return rows.get(source["year"])
    return rows.get(source.get("staff_type") or source.get("task_code"))


def _indicators(
    model: Mapping[str, Any], file_rows: Mapping[Any, Place]
) -> tuple[Sheet, dict[Any, Place]]:
    """Rows by year, indicator and the tree of units; a sum points to the rows below it."""
    sheet = Sheet(
        INDICATORS,
        "Các dòng chỉ tiêu (mart.indicator) mà số liệu được lấy ra",
        [
            "Năm",
            "Chỉ tiêu",
            "Mã đơn vị",
            "Đơn vị",
            "Tử số",
            "Mẫu số",
            "Tỷ lệ",
            "Mục tiêu (%)",
            "Năm mục tiêu",
            "Đạt",
            "Nguồn (bấm để xem)",
        ],
        [8, 11, 14, 56, 10, 10, 10, 11, 11, 8, 34],
    )
    places: dict[Any, Place] = {}
    rows = model["trace"]["indicator"]
    for n, row in enumerate(rows):
        number = sheet.first_row + n
        places[row["year"], row["unit_code"], row["indicator_code"]] = (number, number)
    for row in rows:
        sheet.rows.append(_indicator_row(row, places, file_rows))
    for (unit, code), keys in model["trace"]["last"].items():
        found = [places[key] for key in keys if key in places]
        if found:
            places["last", unit, code] = (min(p[0] for p in found), max(p[1] for p in found))
    return sheet, places


def _indicator_row(
    row: Mapping[str, Any], places: Mapping[Any, Place], file_rows: Mapping[Any, Place]
) -> list[Cell]:
    own = file_rows.get((row["year"], row["unit_code"]))
    members = [
        places[k]
        for m in row["members"]
        if (k := (row["year"], m, row["indicator_code"])) in places
    ]
    if own:
        source, link = f"{FILES}, dòng {own[0]}", link_to(FILES, own, 3)
    elif members:
        place = (min(m[0] for m in members), max(m[1] for m in members))
        source, link = f"Cộng từ dòng {place[0]}-{place[1]}", link_to(INDICATORS, place, 4)
    elif row["is_root"] and row["year"] in file_rows:
        place = file_rows[row["year"]]
        source, link = f"Cộng từ {FILES}, dòng {place[0]}-{place[1]}", link_to(FILES, place, 3)
    else:
        source, link = "Không có bản gửi được tổng hợp", None
    rate = row["numerator"] / row["denominator"] if row["denominator"] else None
    met = {True: "Có", False: "Không"}.get(row["is_met"], figures.NOTHING)
    return [
        Cell(row["year"], "plain"),
        Cell(row["indicator_code"]),
        Cell(row["unit_code"]),
        Cell(row["name"]),
        Cell(row["numerator"], "figure"),
        Cell(row["denominator"], "figure"),
        Cell(rate, "rate", places=places_of(row["rate"])),
        Cell(row["target"], "figure"),
        Cell(row["target_year"], "plain"),
        Cell(met, "figure"),
        Cell(source, link=link),
    ]


def _staff(
    model: Mapping[str, Any], file_rows: Mapping[Any, Place]
) -> tuple[Sheet, dict[Any, Place]]:
    sheet = Sheet(
        STAFF,
        "Số người theo đối tượng của từng đơn vị (từ danh sách, biểu tổng hợp được nhận)",
        [
            "Đối tượng",
            "Mã đơn vị",
            "Đơn vị",
            *(measure.short for measure in model["measures"]),
            "Nguồn (bấm để xem)",
        ],
        [18, 14, 56, *[12] * len(model["measures"]), 30],
    )
    places: dict[Any, Place] = {}
    for n, row in enumerate(model["trace"]["staff"]):
        number = sheet.first_row + n
        first = places.get(row["staff_type"], (number, number))[0]
        places[row["staff_type"]] = (first, number)
        own = file_rows.get((model["year"], row["unit_code"]))
        sheet.rows.append(
            [
                Cell(row["type_name"]),
                Cell(row["unit_code"]),
                Cell(row["name"]),
                *(Cell(row.get(measure.name, 0), "figure") for measure in model["measures"]),
                source_cell(own),
            ]
        )
    if sheet.rows:
        places["total"] = (sheet.first_row, sheet.first_row + len(sheet.rows) - 1)
    return sheet, places


def _activities(
    model: Mapping[str, Any], file_rows: Mapping[Any, Place]
) -> tuple[Sheet, dict[Any, Place]]:
    sheet = Sheet(
        ACTIVITIES,
        "Các hoạt động được tổng hợp",
        [
            "Nhiệm vụ",
            "Mã đơn vị",
            "Đơn vị",
            "Nội dung",
            "Dòng trong biểu",
            "Số lượt người",
            "Kinh phí (nghìn đồng)",
            "Nguồn (bấm để xem)",
        ],
        [11, 14, 50, 60, 10, 12, 14, 30],
    )
    places: dict[Any, Place] = {}
    for n, row in enumerate(model["activities"]):
        number = sheet.first_row + n
        first = places.get(row["task_code"], (number, number))[0]
        places[row["task_code"]] = (first, number)
        own = file_rows.get((model["year"], row["unit_code"]))
        budget = row["budget_thousand_vnd"]
        sheet.rows.append(
            [
                Cell(row["task_code"]),
                Cell(row["unit_code"]),
                Cell(row["name"]),
                Cell(row["content"]),
                Cell(row["row_number"], "figure"),
                Cell(row["participant_count"], "figure"),
                Cell(None if budget is None else float(budget), "money"),
                source_cell(own),
            ]
        )
    return sheet, places


def _changes(model: Mapping[str, Any]) -> Sheet:
    rows = [
        [
            Cell(n, "figure"),
            Cell(change["label"]),
            Cell(change["before"], "figure"),
            Cell(change["after"], "figure"),
            Cell(change["key"]),
        ]
        for n, change in enumerate(model["changes"], start=1)
    ]
    return Sheet(
        CHANGES,
        "Số liệu thay đổi so với phiên bản trước",
        ["STT", "Số liệu", "Phiên bản trước", "Phiên bản này", "Khóa"],
        [7, 100, 18, 18, 34],
        rows,
    )
