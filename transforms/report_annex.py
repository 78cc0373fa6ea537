"""The tables of phu-luc.xlsx (facts/regulation.md, 3), for print, with totals as formulas."""

from collections.abc import Mapping
from typing import Any

from transforms import figures
from transforms.report_activity import TOPICS
from transforms.report_sheets import Cell, Sheet, column, places_of, share_of, sum_of

TOPIC_NAMES = {
    "strengths": "Kết quả nổi bật",
    "shortcomings": "Hạn chế, khó khăn",
    "causes": "Nguyên nhân",
    "direction": "Phương hướng năm sau",
    "proposals": "Kiến nghị, đề xuất",
}
COUNTS = ("registered_count", "assessed_count", "recognised_count")
RATES = (  # numerator and denominator by measure, indicator, its column's header
    ("recognised_count", "headcount", "CDHT", "Tỷ lệ được công nhận"),
    ("skilled_count", "recognised_count", "KNS", "Tỷ lệ trên số được công nhận"),
    ("self_updating_count", "skilled_count", "TCN", "Tỷ lệ trên số có kỹ năng số"),
    ("self_updating_count", "recognised_count", "TCN_T", "Tỷ lệ trên số được công nhận"),
)


def annex_sheets(model: Mapping[str, Any]) -> list[Sheet]:
    """Every table there is data for, numbered; the first one always."""
    made = [_units(model), _targets(model), _staff(model), _activities(model), _tasks(model),
            _training(model), _words(model)]
    shown = [sheet for sheet in made if sheet and (sheet.rows or sheet is made[0])]
    return [
        Sheet(f"Biểu {n}", f"Biểu {n}. {s.title}", s.heads, s.widths, s.rows, s.notes)
        for n, s in enumerate(shown, start=1)
    ]


def _notes(model: Mapping[str, Any]) -> tuple[str, ...]:
    note = model["coverage"]["note"]
    state = f"{model['draft_mark']} {model['draft_note']}".strip()
    period = f"Kỳ số liệu từ ngày {model['period']['start']} đến hết ngày {model['period']['end']}"
    return tuple(text for text in (f"{period}{f', {note}' if note else ''}", state) if text)


def _units(model: Mapping[str, Any]) -> Sheet:
    """Table I: people by type, the way to the title, the rates, the distance to the target."""
    types = model["staff_types"]
    columns = ["headcount", *types, "unknown", *COUNTS]
    heads = ["Tổng số", *types.values(), "Chưa xác định", "Đăng ký", "Tham gia đánh giá",
             "Được công nhận"]
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
        "", f"Kết quả “Công dân học tập” theo đơn vị năm {model['year']}",
        ["STT", "Đơn vị", *heads, "Ghi chú"], [5, 32, *[8.5] * len(heads), 16], [],
        _notes(model),
    )
    places = {row["code"]: sheet.first_row + n for n, row in enumerate(model["units"])}
    for row in model["units"]:
        sheet.rows.append(_unit_row(row, layout, places, model))
    return sheet


def _unit_row(
    row: dict[str, Any], layout: list[tuple[str, ...]], places: dict[str, int],
    model: Mapping[str, Any],
) -> list[Cell]:
    number = places[row["code"]]
    is_bold = row["kind"] != "unit"
    where = {item[1]: f"{column(n)}{number}" for n, item in enumerate(layout, start=3)
             if item[0] == "count"}
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
    return Cell(value, "rate", share_of(top, bottom), places=places_of(indicator["rate"]),
                is_bold=is_bold)


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
        "", f"Kết quả thực hiện các mục tiêu năm {model['year']}",
        ["STT", "Chỉ tiêu", "Số người", "Trên tổng số", "Tỷ lệ", f"Tỷ lệ năm {model['last_year']}",
         "Tăng, giảm (điểm %)", "Năm mục tiêu", "Mục tiêu", "So với mục tiêu (điểm %)", "Đánh giá"],
        [6, 48, 10, 10, 10, 11, 11, 9, 10, 12, 30], rows, _notes(model),
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
    names = ("headcount", "registered_count", "recognised_count", "skilled_count",
             "self_updating_count")
    sheet = Sheet(
        "", f"Kết quả theo đối tượng năm {model['year']}",
        ["STT", "Đối tượng", "Tổng số", "Đăng ký", "Được công nhận", "Có kỹ năng số", "Tự cập nhật",
         *(head for _, _, _, head in RATES[:3])],
        [6, 30, *[12] * 8], [], _notes(model),
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
            cells.append(Cell(above / below if below else figures.NOTHING, "rate",
                              share_of(f"{top}{number}", f"{bottom}{number}"),
                              places=places_of(row["rates"][code]), is_bold=is_total))
        sheet.rows.append(cells)
    return sheet


def _activities(model: Mapping[str, Any]) -> Sheet:
    """Every activity, by task and unit, with the totals of people and money."""
    sheet = Sheet(
        "", f"Các hoạt động đã tổ chức năm {model['year']}",
        ["STT", "Nhiệm vụ", "Đơn vị", "Nội dung", "Từ ngày", "Đến ngày", "Số lượt người",
         "Kinh phí (nghìn đồng)", "Minh chứng"],
        [6, 30, 30, 46, 12, 12, 11, 14, 30], [], _notes(model),
    )
    for number, row in enumerate(model["activities"], start=1):
        sheet.rows.append([
            Cell(number, "figure"), Cell(f"{row['task_code']} {row['task_title']}"),
            Cell(row["name"]), Cell(row["content"]), Cell(row["start_date"], "day"),
            Cell(row["end_date"], "day"), Cell(row["participant_count"], "figure"),
            Cell(_amount(row["budget_thousand_vnd"]), "money"), Cell(row["evidence"]),
        ])
    if sheet.rows:
        sheet.rows.append(_total_row(sheet, label=2, sums={7: "figure", 8: "money"}))
    return sheet


def _tasks(model: Mapping[str, Any]) -> Sheet:
    """Activities, people and money by task."""
    sheet = Sheet(
        "", f"Kết quả và kinh phí theo nhiệm vụ năm {model['year']}",
        ["STT", "Nhóm nhiệm vụ", "Nhiệm vụ", "Số hoạt động", "Số lượt người",
         "Kinh phí (nghìn đồng)"],
        [6, 52, 40, 12, 12, 16], [], _notes(model),
    )
    tasks = [(group, task) for group in model["groups"] for task in group["tasks"]]
    for number, (group, task) in enumerate(tasks, start=1):
        sheet.rows.append([
            Cell(number, "figure"), Cell(group["title"]), Cell(f"{task['code']} {task['title']}"),
            Cell(task["total"], "figure"), Cell(task["participants"], "figure"),
            Cell(_amount(task["budget_thousand_vnd"]), "money"),
        ])
    if sheet.rows:
        sums = {4: "figure", 5: "figure", 6: "money"}
        sheet.rows.append(_total_row(sheet, label=2, sums=sums))
    return sheet


def _training(model: Mapping[str, Any]) -> Sheet:
    """Persons trained and classes attended by unit; only of a form that asks for them."""
    sheet = Sheet(
        "", f"Đào tạo, bồi dưỡng theo đơn vị năm {model['year']}",
        ["STT", "Đơn vị", "Tổng số người", "Số người tham gia ít nhất một lớp", "Số lượt lớp",
         "Tỷ lệ tham gia"],
        [6, 52, 14, 18, 14, 14], [], _notes(model),
    )
    if not model["has_training"]:
        return sheet
    units = [row for row in model["units"] if row["kind"] == "unit"]
    counted = [row for row in units if row["exact"]["headcount"] is not None]
    for n, row in enumerate(counted):
        counts, number = model["unit_counts"][row["code"]], sheet.first_row + n
        people, trained = counts["headcount"], counts.get("trained_count") or 0
        sheet.rows.append([
            Cell(n + 1, "figure"), Cell(row["name"]), Cell(people, "figure"),
            Cell(trained, "figure"), Cell(counts.get("class_count") or 0, "figure"),
            Cell(trained / people if people else figures.NOTHING, "rate",
                 share_of(f"D{number}", f"C{number}")),
        ])
    if sheet.rows:
        total = _total_row(sheet, label=2, sums={3: "figure", 4: "figure", 5: "figure"})
        number = sheet.first_row + len(sheet.rows)
        people = total[2].value
        share = total[3].value / people if people else figures.NOTHING
        total[5] = Cell(share, "rate", share_of(f"D{number}", f"C{number}"), is_bold=True)
        sheet.rows.append(total)
    return sheet


def _words(model: Mapping[str, Any]) -> Sheet:
    """All texts of the units, as they wrote them."""
    rows = [
        [Cell(TOPIC_NAMES[topic]), Cell(said["name"]), Cell(said["text"])]
        for topic in TOPICS
        for said in model["said"]
        if said["topic"] == topic
    ]
    return Sheet("", f"Thuyết minh của các đơn vị năm {model['year']}",
                 ["Mục", "Đơn vị", "Nội dung"], [24, 40, 110], rows, _notes(model))


def _amount(value: Any) -> float | None:
    return None if value is None else float(value)


def _total_row(sheet: Sheet, label: int, sums: dict[int, Any]) -> list[Cell]:
    """The last row: a sum under each of the columns by number, with its value."""
    first, last = sheet.first_row, sheet.first_row + len(sheet.rows)
    cells = [Cell("", is_bold=True) for _ in sheet.heads]
    cells[label - 1] = Cell("Tổng cộng", is_bold=True)
    for place, look in sums.items():
        values = [row[place - 1].value for row in sheet.rows]
        total = sum(value for value in values if isinstance(value, int | float))
        formula = sum_of(column(place), range(first, last))
        cells[place - 1] = Cell(total, look, formula, is_bold=True)
    return cells
